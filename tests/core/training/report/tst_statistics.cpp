// SPDX-License-Identifier: MIT
// Against SciPy and NumPy (tests/data/training/HOW_MADE.md).
#include "core/training/report/bootstrap.h"
#include "core/training/report/information.h"
#include "core/training/report/matching.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

using namespace steerscope::report;
using nlohmann::json;

namespace {

json goldens(const std::string& key)
{
    std::ifstream stream(std::filesystem::path(STEERSCOPE_TEST_DATA) / "training/statistics.json");
    json cases = json::parse(stream).at(key);
    REQUIRE_FALSE(cases.empty());
    return cases;
}

doctest::Approx near(const json& value)
{
    return doctest::Approx(value.get<double>()).epsilon(1e-10);
}

std::vector<double> numbers(const json& values)
{
    return values.get<std::vector<double>>();
}

double sumOf(const Table2D& table, const std::vector<int>& columns)
{
    double sum = 0.0;
    for (std::size_t row = 0; row < columns.size(); ++row)
        sum += table[row][static_cast<std::size_t>(columns[row])];
    return sum;
}

} // namespace

TEST_CASE("information in joint tables equals SciPy's")
{
    for (const json& expected : goldens("tables")) {
        const auto cells = expected.at("table").get<Table2D>();
        JointCounts joint(static_cast<int>(cells.size()), static_cast<int>(cells.front().size()));
        std::vector<double> flat;
        for (int r = 0; r < joint.rows(); ++r)
            for (int c = 0; c < joint.columns(); ++c) {
                flat.push_back(cells[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)]);
                joint.add(r, c, flat.back());
            }
        CHECK(entropyOf(joint.rowSums()) == near(expected["row_entropy"]));
        CHECK(entropyOf(joint.columnSums()) == near(expected["column_entropy"]));
        CHECK(entropyOf(flat) == near(expected["joint_entropy"]));
        CHECK(mutualInformation(joint) == near(expected["mutual_information"]));
        CHECK(mutualInformationMillerMadow(joint) == near(expected["miller_madow"]));
        CHECK(explainedShare(joint) == near(expected["explained_share"]));
    }
}

TEST_CASE("divergences equal SciPy's")
{
    for (const json& expected : goldens("divergences")) {
        const std::vector<double> p = numbers(expected.at("p"));
        CHECK(klDivergence(p, numbers(expected.at("q"))) == near(expected["kl"]));
        CHECK(entropyOf(p) == near(expected["entropy_of_p"]));
    }
}

TEST_CASE("assignments of up to 16 experts equal SciPy's")
{
    for (const json& expected : goldens("assignments")) {
        const auto cost = expected.at("cost").get<Table2D>();
        const std::vector<int> least = assignLeast(cost);
        const std::vector<int> most = assignMost(cost);
        CHECK(least == expected["least"]["columns"].get<std::vector<int>>());
        CHECK(sumOf(cost, least) == near(expected["least"]["sum"]));
        CHECK(most == expected["most"]["columns"].get<std::vector<int>>());
        CHECK(sumOf(cost, most) == near(expected["most"]["sum"]));
    }
}

TEST_CASE("correlations and ranks equal SciPy's")
{
    for (const json& expected : goldens("series")) {
        const std::vector<double> x = numbers(expected.at("x"));
        const std::vector<double> y = numbers(expected.at("y"));
        CHECK(pearson(x, y) == near(expected["pearson"]));
        CHECK(spearman(x, y) == near(expected["spearman"]));
        CHECK(ranks(x) == numbers(expected["ranks_of_x"]));
    }
}

TEST_CASE("quantiles equal NumPy's")
{
    for (const json& expected : goldens("quantiles")) {
        const std::vector<double> values = numbers(expected.at("values"));
        const std::vector<double> levels = numbers(expected.at("levels"));
        for (std::size_t i = 0; i < levels.size(); ++i)
            CHECK(quantile(values, levels[i]) == near(expected["quantiles"][i]));
    }
}
