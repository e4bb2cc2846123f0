// SPDX-License-Identifier: MIT
#include "core/training/report/matching.h"

#include "core/base/error.h"
#include "core/training/report/information.h"

#include <cmath>
#include <limits>

namespace steerscope::report {

// Rows are taken in one after the other. Row potentials u and column potentials v keep every reduced cost
// cost[i][j] - u[i] - v[j] >= 0, with 0 on the pairs of the assignment; each new row is placed along the
// shortest path of reduced costs to a free column (Dijkstra's method over columns). Column 0 stands for "the
// row to be placed", so rows and columns count from 1 inside.
std::vector<int> assignLeast(const Table2D& cost)
{
    const std::size_t rows = cost.size();
    const std::size_t columns = rows > 0 ? cost.front().size() : 0;
    if (rows > columns)
        throw Failure(ErrorCode::Internal, "more rows are to be assigned than there are columns");
    std::vector<double> u(rows + 1, 0.0);
    std::vector<double> v(columns + 1, 0.0);
    std::vector<std::size_t> rowOf(columns + 1, 0); // 0: the column is free
    for (std::size_t row = 1; row <= rows; ++row) {
        std::vector<double> distance(columns + 1, std::numeric_limits<double>::infinity());
        std::vector<std::size_t> before(columns + 1, 0); // the column before on the path
        std::vector<bool> reached(columns + 1, false);
        std::size_t column = 0;
        rowOf[0] = row;
        while (rowOf[column] != 0) {
            reached[column] = true;
            const std::size_t from = rowOf[column];
            std::size_t nearest = 0;
            double step = std::numeric_limits<double>::infinity();
            for (std::size_t j = 1; j <= columns; ++j) {
                if (reached[j])
                    continue;
                const double reduced = cost[from - 1][j - 1] - u[from] - v[j];
                if (reduced < distance[j]) {
                    distance[j] = reduced;
                    before[j] = column;
                }
                if (distance[j] < step) {
                    step = distance[j];
                    nearest = j;
                }
            }
            if (nearest == 0)
                throw Failure(ErrorCode::Internal, "an assignment was asked of costs that are not finite");
            for (std::size_t j = 0; j <= columns; ++j) {
                if (reached[j]) {
                    u[rowOf[j]] += step;
                    v[j] -= step;
                } else {
                    distance[j] -= step;
                }
            }
            column = nearest;
        }
        for (; column != 0; column = before[column])
            rowOf[column] = rowOf[before[column]];
    }
    std::vector<int> assignment(rows, -1);
    for (std::size_t j = 1; j <= columns; ++j)
        if (rowOf[j] != 0)
            assignment[rowOf[j] - 1] = static_cast<int>(j - 1);
    return assignment;
}

std::vector<int> assignMost(const Table2D& gain)
{
    Table2D cost = gain;
    for (std::vector<double>& row : cost)
        for (double& value : row)
            value = -value;
    return assignLeast(cost);
}

double cosine(std::span<const double> x, std::span<const double> y)
{
    double xx = 0.0;
    double yy = 0.0;
    double xy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += x[i] * x[i];
        yy += y[i] * y[i];
        xy += x[i] * y[i];
    }
    return xx > 0.0 && yy > 0.0 ? xy / std::sqrt(xx * yy) : 0.0;
}

ExpertMatch matchExperts(const LayerExperts& a, const LayerExperts& b)
{
    const std::size_t experts = std::max(a.vectors.size(), a.gates.size());
    const std::size_t partners = std::max(b.vectors.size(), b.gates.size());
    const bool byVector = !a.vectors.empty() && !b.vectors.empty();
    const bool byGate = !a.gates.empty() && !b.gates.empty();
    Table2D cosines(experts, std::vector<double>(partners, 0.0));
    Table2D correlations = cosines;
    Table2D gain = cosines;
    for (std::size_t i = 0; i < experts; ++i)
        for (std::size_t j = 0; j < partners; ++j) {
            cosines[i][j] = byVector ? cosine(a.vectors[i], b.vectors[j]) : 0.0;
            correlations[i][j] = byGate ? pearson(a.gates[i], b.gates[j]) : 0.0;
            gain[i][j] = cosines[i][j] + correlations[i][j];
        }
    ExpertMatch match;
    match.partner = assignMost(gain);
    for (std::size_t i = 0; i < experts; ++i) {
        const auto j = static_cast<std::size_t>(match.partner[i]);
        match.vectorCosine.push_back(cosines[i][j]);
        match.gateCorrelation.push_back(correlations[i][j]);
    }
    return match;
}

} // namespace steerscope::report
