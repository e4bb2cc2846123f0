// SPDX-License-Identifier: MIT
#include "core/training/report/information.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace steerscope::report {
namespace {

double plusMinusZero(double value)
{
    return std::max(value, 0.0); // rounding may leave -1e-17
}

int occurring(std::span<const double> counts)
{
    return static_cast<int>(std::count_if(counts.begin(), counts.end(), [](double c) { return c > 0.0; }));
}

} // namespace

JointCounts::JointCounts(int rows, int columns)
    : m_rows(rows)
    , m_columns(columns)
    , m_cells(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns), 0.0)
{
}

void JointCounts::add(int row, int column, double weight)
{
    m_cells[index(row, column)] += weight;
}

JointCounts& JointCounts::operator+=(const JointCounts& other)
{
    addScaled(other, 1.0);
    return *this;
}

void JointCounts::addScaled(const JointCounts& other, double factor)
{
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        m_cells[i] += factor * other.m_cells[i];
}

double JointCounts::total() const
{
    return std::accumulate(m_cells.begin(), m_cells.end(), 0.0);
}

std::vector<double> JointCounts::rowSums() const
{
    std::vector<double> sums(static_cast<std::size_t>(m_rows), 0.0);
    for (int row = 0; row < m_rows; ++row)
        for (int column = 0; column < m_columns; ++column)
            sums[static_cast<std::size_t>(row)] += at(row, column);
    return sums;
}

std::vector<double> JointCounts::columnSums() const
{
    std::vector<double> sums(static_cast<std::size_t>(m_columns), 0.0);
    for (int row = 0; row < m_rows; ++row)
        for (int column = 0; column < m_columns; ++column)
            sums[static_cast<std::size_t>(column)] += at(row, column);
    return sums;
}

double entropyOf(std::span<const double> counts)
{
    const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
    double sum = 0.0;
    for (const double count : counts)
        if (count > 0.0)
            sum -= count / total * std::log(count / total);
    return sum;
}

double klDivergence(std::span<const double> p, std::span<const double> q)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (p[i] <= 0.0)
            continue;
        if (q[i] <= 0.0)
            return std::numeric_limits<double>::infinity();
        sum += p[i] * std::log(p[i] / q[i]);
    }
    return sum;
}

double mutualInformation(const JointCounts& counts)
{
    const double total = counts.total();
    const std::vector<double> rows = counts.rowSums();
    const std::vector<double> columns = counts.columnSums();
    double sum = 0.0;
    for (int r = 0; r < counts.rows(); ++r)
        for (int c = 0; c < counts.columns(); ++c) {
            const double cell = counts.at(r, c);
            if (cell > 0.0)
                sum += cell / total
                    * std::log(cell * total
                        / (rows[static_cast<std::size_t>(r)] * columns[static_cast<std::size_t>(c)]));
        }
    return plusMinusZero(sum);
}

double mutualInformationMillerMadow(const JointCounts& counts)
{
    const double total = counts.total();
    if (total <= 0.0)
        return 0.0;
    int cells = 0;
    for (int r = 0; r < counts.rows(); ++r)
        for (int c = 0; c < counts.columns(); ++c)
            cells += counts.at(r, c) > 0.0 ? 1 : 0;
    const int surplus = cells - occurring(counts.rowSums()) - occurring(counts.columnSums()) + 1;
    return mutualInformation(counts) - surplus / (2.0 * total);
}

double explainedShare(const JointCounts& counts)
{
    const double uncertainty = entropyOf(counts.rowSums());
    return uncertainty > 0.0 ? mutualInformation(counts) / uncertainty : 0.0;
}

double pearson(std::span<const double> x, std::span<const double> y)
{
    const auto n = static_cast<double>(x.size());
    const double meanX = std::accumulate(x.begin(), x.end(), 0.0) / n;
    const double meanY = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double xx = 0.0;
    double yy = 0.0;
    double xy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        yy += (y[i] - meanY) * (y[i] - meanY);
        xy += (x[i] - meanX) * (y[i] - meanY);
    }
    return xx > 0.0 && yy > 0.0 ? xy / std::sqrt(xx * yy) : 0.0;
}

std::vector<double> ranks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(
        order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> result(values.size());
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        const double shared = (static_cast<double>(begin + end) + 1.0) / 2.0; // mean of begin+1 .. end
        for (std::size_t i = begin; i < end; ++i)
            result[order[i]] = shared;
    }
    return result;
}

double spearman(std::span<const double> x, std::span<const double> y)
{
    return pearson(ranks(x), ranks(y));
}

} // namespace steerscope::report
