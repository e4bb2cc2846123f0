// SPDX-License-Identifier: MIT
#include "core/training/analysis/contrast.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace steerscope;
using namespace steerscope::analysis;

namespace {

GateSum gates(std::vector<double> mean, double frames = 100.0)
{
    for (double& value : mean)
        value *= frames;
    return {std::move(mean), frames};
}

std::vector<GateSum> people(std::mt19937& random, int count, double first)
{
    std::normal_distribution<double> spread(0.0, 0.05);
    std::vector<GateSum> all;
    for (int i = 0; i < count; ++i) {
        const double share = first + spread(random);
        all.push_back(gates({share, 1.0 - share}, 50.0 + static_cast<double>(random() % 100)));
    }
    return all;
}

} // namespace

TEST_CASE("divergence: 0 for the same, ln 2 for nothing in common")
{
    const std::vector<double> p{0.5, 0.5, 0.0};
    CHECK(jensenShannon(p, p) == 0.0);
    CHECK(jensenShannon(std::vector<double>{1, 0}, std::vector<double>{0, 1})
        == doctest::Approx(std::log(2.0)));
    CHECK(jensenShannon(p, std::vector<double>{0.0, 0.5, 0.5}) == doctest::Approx(0.5 * std::log(2.0)));
}

TEST_CASE("sums weigh recordings by their frames")
{
    GateSum sum = gates({1.0, 0.0}, 30.0);
    sum += gates({0.0, 1.0}, 10.0);
    CHECK(sum.mean() == std::vector<double>{0.75, 0.25});
    CHECK(GateSum{}.mean().empty());
    LayerTrace layer;
    layer.experts = 2;
    layer.frames = 3;
    layer.countedFrames = 2;
    layer.gates = {1, 0, 0.5F, 0.5F, 0, 1};
    GateSum counted;
    counted.add(layer);
    CHECK(counted.mean() == std::vector<double>{0.75, 0.25});
}

TEST_CASE("groups that differ are told from groups that do not")
{
    std::mt19937 random(3);
    const std::vector<GateSum> children = people(random, 20, 0.6);
    const std::vector<GateSum> adults = people(random, 20, 0.4);
    const Contrast different = contrastGroups(children, adults, 500, 1);
    CHECK(different.meanA[0] == doctest::Approx(0.6).epsilon(0.1));
    CHECK(different.divergence > 5.0 * different.nullMean);
    CHECK(different.pValue == doctest::Approx(1.0 / 501.0));
    int small = 0;
    for (int run = 0; run < 60; ++run) { // p is uniform where nothing differs
        const Contrast same = contrastGroups(people(random, 12, 0.5), people(random, 12, 0.5), 99, 7);
        small += same.pValue <= 0.1 ? 1 : 0;
    }
    CHECK(small <= 14); // 6 expected, standard deviation 2.3
}

TEST_CASE("pairs see what groups cannot")
{
    // Speakers differ much, noise moves each of them by a little.
    std::mt19937 random(4);
    std::uniform_real_distribution<double> anything(0.2, 0.8);
    std::vector<std::pair<GateSum, GateSum>> pairs;
    std::vector<GateSum> clean, noisy;
    for (int i = 0; i < 20; ++i) {
        const double share = anything(random);
        pairs.emplace_back(gates({share, 1.0 - share}), gates({share + 0.02, 0.98 - share}));
        clean.push_back(pairs.back().first);
        noisy.push_back(pairs.back().second);
    }
    CHECK(contrastPairs(pairs, 500, 1).pValue < 0.01);
    CHECK(contrastGroups(clean, noisy, 500, 1).pValue > 0.2);
}

TEST_CASE("nothing to compare")
{
    CHECK(contrastGroups({}, {}, 10, 1).pValue == 1.0);
    CHECK(contrastPairs({}, 10, 1).divergence == 0.0);
}

TEST_CASE("recordings are paired by length, each once")
{
    const std::vector<double> a{1.0, 5.0, 2.0, 9.0};
    const std::vector<double> b{2.05, 1.02, 2.1, 4.0, 8.8};
    const auto pairs = matchDurations(a, b, 0.05);
    CHECK(pairs == std::vector<std::pair<std::size_t, std::size_t>>{{0, 1}, {2, 0}, {3, 4}});
    CHECK(matchDurations(a, {}, 0.05).empty());
}
