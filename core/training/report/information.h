// SPDX-License-Identifier: MIT
// How much two things tell about each other. Natural logarithms (nats) throughout; 0 ln 0 = 0.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace steerscope::report {

// How often x came with y. Counts may be soft: a frame whose gates are g adds g_e to cell (e, label) of every
// expert e, and weights 1 to the table in all.
class JointCounts {
public:
    JointCounts(int rows, int columns);
    void add(int row, int column, double weight = 1.0);
    JointCounts& operator+=(const JointCounts& other); // of the same size
    void addScaled(const JointCounts& other, double factor);

    int rows() const { return m_rows; }
    int columns() const { return m_columns; }
    double at(int row, int column) const { return m_cells[index(row, column)]; }
    double total() const;
    std::vector<double> rowSums() const;
    std::vector<double> columnSums() const;

private:
    std::size_t index(int row, int column) const
    {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns)
            + static_cast<std::size_t>(column);
    }

    int m_rows = 0;
    int m_columns = 0;
    std::vector<double> m_cells; // [rows, columns]
};

// -sum p ln p of counts or probabilities (they are divided by their sum); 0 where all are 0.
double entropyOf(std::span<const double> counts);

// sum p ln(p / q); infinity where q is 0 and p is not.
double klDivergence(std::span<const double> p, std::span<const double> q);

// I(X;Y) = H(X) + H(Y) - H(X,Y) of the observed frequencies ("plug-in"). Never negative, and too large for
// few observations: independent X and Y give about (rows-1)(columns-1) / 2N.
double mutualInformation(const JointCounts& counts);

// The same with each entropy corrected after Miller and Madow (1955), H + (K - 1) / 2N, where K counts the
// values that occurred:
//
//     I_MM = I - (K_xy - K_x - K_y + 1) / 2N
//
// For whole counts of independent observations. Neighbouring frames are not independent: compare with a null
// that keeps their order too.
double mutualInformationMillerMadow(const JointCounts& counts);

// I(X;Y) / H(X): the share of what is not known about the rows that the columns tell; 0 where H(X) is 0.
double explainedShare(const JointCounts& counts);

// Of two equally long series; 0 where one of them does not vary.
double pearson(std::span<const double> x, std::span<const double> y);
// Pearson's of the ranks, equal values sharing the mean of theirs.
double spearman(std::span<const double> x, std::span<const double> y);
// Ranks from 1.
std::vector<double> ranks(std::span<const double> values);

} // namespace steerscope::report
