// SPDX-License-Identifier: MIT
// Against values worked out by hand, identities of information theory, and simulated independence.
#include "core/training/report/information.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace steerscope::report;

namespace {

JointCounts counts(const std::vector<std::vector<double>>& cells)
{
    JointCounts joint(static_cast<int>(cells.size()), static_cast<int>(cells.front().size()));
    for (std::size_t r = 0; r < cells.size(); ++r)
        for (std::size_t c = 0; c < cells[r].size(); ++c)
            joint.add(static_cast<int>(r), static_cast<int>(c), cells[r][c]);
    return joint;
}

std::vector<double> flat(const JointCounts& joint)
{
    std::vector<double> all;
    for (int r = 0; r < joint.rows(); ++r)
        for (int c = 0; c < joint.columns(); ++c)
            all.push_back(joint.at(r, c));
    return all;
}

} // namespace

TEST_CASE("entropies of known distributions")
{
    CHECK(entropyOf(std::vector<double>{1, 1, 1, 1}) == doctest::Approx(std::log(4.0)));
    CHECK(entropyOf(std::vector<double>{7, 0, 0}) == 0.0);
    CHECK(entropyOf(std::vector<double>{0, 0}) == 0.0);
    CHECK(entropyOf(std::vector<double>{0.25, 0.75})
        == doctest::Approx(-0.25 * std::log(0.25) - 0.75 * std::log(0.75)));
}

TEST_CASE("divergence from itself is 0, from the impossible infinite")
{
    const std::vector<double> p{0.5, 0.5, 0.0};
    const std::vector<double> q{0.25, 0.5, 0.25};
    CHECK(klDivergence(p, p) == 0.0);
    CHECK(klDivergence(p, q) == doctest::Approx(0.5 * std::log(2.0)));
    CHECK(std::isinf(klDivergence(q, p)));
}

TEST_CASE("mutual information: a copy tells everything, independence nothing")
{
    CHECK(mutualInformation(counts({{5, 0}, {0, 5}})) == doctest::Approx(std::log(2.0)));
    CHECK(explainedShare(counts({{5, 0}, {0, 5}})) == doctest::Approx(1.0));
    CHECK(mutualInformation(counts({{2, 6}, {1, 3}})) == doctest::Approx(0.0));
    CHECK(explainedShare(counts({{3, 1}, {0, 0}})) == 0.0);
    // A binary symmetric channel of error e: ln 2 - H(e).
    const double e = 0.1;
    const double channel = std::log(2.0) + e * std::log(e) + (1.0 - e) * std::log(1.0 - e);
    CHECK(mutualInformation(counts({{0.45, 0.05}, {0.05, 0.45}})) == doctest::Approx(channel));
}

TEST_CASE("mutual information is H(X) + H(Y) - H(X,Y) and the divergence from the product")
{
    const JointCounts joint = counts({{3, 1, 4}, {1, 5, 9}, {2, 6, 5}});
    const double direct = entropyOf(joint.rowSums()) + entropyOf(joint.columnSums()) - entropyOf(flat(joint));
    CHECK(mutualInformation(joint) == doctest::Approx(direct));
    std::vector<double> p, q;
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c) {
            p.push_back(joint.at(r, c) / joint.total());
            q.push_back(joint.rowSums()[static_cast<std::size_t>(r)] / joint.total()
                * joint.columnSums()[static_cast<std::size_t>(c)] / joint.total());
        }
    CHECK(mutualInformation(joint) == doctest::Approx(klDivergence(p, q)));
}

TEST_CASE("counts are added and scaled cell by cell")
{
    JointCounts sum = counts({{1, 2}, {3, 4}});
    sum += counts({{10, 0}, {0, 1}});
    sum.addScaled(counts({{1, 1}, {1, 1}}), 2.0);
    CHECK(flat(sum) == std::vector<double>{13, 4, 5, 7});
    CHECK(sum.total() == 29.0);
}

TEST_CASE("Miller and Madow: independent values come out near 0, the plug-in figure does not")
{
    std::mt19937 random(11);
    double plain = 0.0;
    double corrected = 0.0;
    constexpr int kRuns = 300;
    for (int run = 0; run < kRuns; ++run) {
        JointCounts joint(6, 9);
        for (int i = 0; i < 400; ++i)
            joint.add(static_cast<int>(random() % 6), static_cast<int>(random() % 9));
        plain += mutualInformation(joint) / kRuns;
        corrected += mutualInformationMillerMadow(joint) / kRuns;
    }
    CHECK(plain == doctest::Approx(5.0 * 8.0 / 800.0).epsilon(0.1)); // (R-1)(C-1) / 2N
    CHECK(std::abs(corrected) < 0.004);
}

TEST_CASE("Miller and Madow count what occurred, not the size of the table")
{
    // K_xy = 2, K_x = 2, K_y = 2: I_MM = ln 2 + 1 / 20; the row and column of zeros change nothing
    const double expected = std::log(2.0) + 1.0 / 20.0;
    CHECK(mutualInformationMillerMadow(counts({{5, 0}, {0, 5}})) == doctest::Approx(expected));
    CHECK(
        mutualInformationMillerMadow(counts({{5, 0, 0}, {0, 5, 0}, {0, 0, 0}})) == doctest::Approx(expected));
    CHECK(mutualInformationMillerMadow(counts({{0, 0}, {0, 0}})) == 0.0);
}

TEST_CASE("correlations")
{
    const std::vector<double> x{1, 2, 3, 4, 5};
    CHECK(pearson(x, std::vector<double>{3, 5, 7, 9, 11}) == doctest::Approx(1.0));
    CHECK(pearson(x, std::vector<double>{5, 4, 3, 2, 1}) == doctest::Approx(-1.0));
    // deviations -2..2 and 0, -2, 2, -1, 1: products 0+2+0-1+2 = 3, squares 10 and 10
    CHECK(pearson(x, std::vector<double>{3, 1, 5, 2, 4}) == doctest::Approx(0.3));
    CHECK(pearson(x, std::vector<double>{2, 2, 2, 2, 2}) == 0.0);
    // Spearman sees the order alone.
    CHECK(spearman(x, std::vector<double>{1, 10, 100, 1000, 10000}) == doctest::Approx(1.0));
    // 1 - 6 sum d^2 / (n (n^2 - 1)) without ties: d = -2, 1, -2, 2, 1 -> 1 - 84 / 120
    CHECK(spearman(x, std::vector<double>{30, 10, 50, 20, 40}) == doctest::Approx(0.3));
}

TEST_CASE("equal values share the mean of their ranks")
{
    CHECK(ranks(std::vector<double>{10, 30, 10, 20}) == std::vector<double>{1.5, 4, 1.5, 3});
    CHECK(ranks(std::vector<double>{5, 5, 5}) == std::vector<double>{2, 2, 2});
    CHECK(ranks(std::vector<double>{}).empty());
}
