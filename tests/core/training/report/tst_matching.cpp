// SPDX-License-Identifier: MIT
// Against every permutation, and against experts that were only renumbered.
#include "core/training/report/matching.h"

#include "core/base/error.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

using namespace steerscope;
using namespace steerscope::report;

namespace {

Table2D randomTable(std::mt19937& random, std::size_t rows, std::size_t columns, bool whole)
{
    Table2D table(rows, std::vector<double>(columns));
    std::normal_distribution<double> normal;
    for (auto& row : table)
        for (double& cell : row)
            cell = whole ? static_cast<double>(random() % 5) : normal(random);
    return table;
}

double sumOf(const Table2D& table, const std::vector<int>& assignment)
{
    double sum = 0.0;
    for (std::size_t row = 0; row < assignment.size(); ++row)
        sum += table[row][static_cast<std::size_t>(assignment[row])];
    return sum;
}

double leastByTrying(const Table2D& cost)
{
    std::vector<int> columns(cost.front().size());
    std::iota(columns.begin(), columns.end(), 0);
    double least = INFINITY;
    do
        least = std::min(least, sumOf(cost, {columns.begin(), columns.begin() + std::ssize(cost)}));
    while (std::next_permutation(columns.begin(), columns.end()));
    return least;
}

} // namespace

TEST_CASE("the best of all permutations is found")
{
    std::mt19937 random(1);
    for (int run = 0; run < 200; ++run) {
        const std::size_t rows = 1 + random() % 6;
        const std::size_t columns = rows + random() % (7 - rows);
        const Table2D cost = randomTable(random, rows, columns, run % 2 == 0); // whole numbers: many ties
        const std::vector<int> assignment = assignLeast(cost);
        REQUIRE(std::set<int>(assignment.begin(), assignment.end()).size() == rows);
        CHECK(sumOf(cost, assignment) == doctest::Approx(leastByTrying(cost)));
        Table2D gain = cost;
        for (auto& row : gain)
            for (double& cell : row)
                cell = -cell;
        CHECK(sumOf(gain, assignMost(gain)) == doctest::Approx(-leastByTrying(cost)));
    }
}

TEST_CASE("a greedy choice would be wrong here")
{
    // Taking the 0 first leaves 100.
    CHECK(assignLeast({{0, 1}, {1, 100}}) == std::vector{1, 0});
}

TEST_CASE("nothing to assign, too much to assign, nothing finite")
{
    CHECK(assignLeast({}).empty());
    CHECK_THROWS_AS(assignLeast({{1}, {2}}), Failure);
    CHECK_THROWS_AS(assignLeast({{NAN}}), Failure);
}

TEST_CASE("renumbered experts find each other through noise")
{
    std::mt19937 random(8);
    const LayerExperts a{randomTable(random, 8, 32, false), randomTable(random, 8, 200, false)};
    std::vector<int> renumbered(8);
    std::iota(renumbered.begin(), renumbered.end(), 0);
    std::shuffle(renumbered.begin(), renumbered.end(), random);
    LayerExperts b = a;
    std::normal_distribution<double> noise(0.0, 0.3);
    for (std::size_t e = 0; e < 8; ++e) {
        const auto to = static_cast<std::size_t>(renumbered[e]);
        b.vectors[to] = a.vectors[e];
        b.gates[to] = a.gates[e];
        for (double& value : b.vectors[to])
            value = 3.0 * (value + noise(random)); // the length says nothing
    }
    const ExpertMatch match = matchExperts(a, b);
    CHECK(match.partner == renumbered);
    for (std::size_t e = 0; e < 8; ++e) {
        CHECK(match.vectorCosine[e] > 0.85);
        CHECK(match.gateCorrelation[e] == doctest::Approx(1.0));
    }
    // Either of the two is enough.
    CHECK(matchExperts({a.vectors, {}}, {b.vectors, {}}).partner == renumbered);
    CHECK(matchExperts({{}, a.gates}, {{}, b.gates}).partner == renumbered);
}

TEST_CASE("cosines")
{
    CHECK(cosine(std::vector<double>{1, 0}, std::vector<double>{0, 2}) == 0.0);
    CHECK(cosine(std::vector<double>{1, 1}, std::vector<double>{-2, -2}) == doctest::Approx(-1.0));
    CHECK(cosine(std::vector<double>{0, 0}, std::vector<double>{1, 2}) == 0.0);
}
