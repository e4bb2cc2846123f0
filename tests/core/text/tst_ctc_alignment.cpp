// SPDX-License-Identifier: MIT
// Against every path there is.
#include "core/text/ctc_alignment.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace steerscope;

namespace {

std::vector<float> randomLogs(std::mt19937& random, int frames, int labels)
{
    std::vector<float> logs;
    for (int t = 0; t < frames; ++t) {
        std::vector<double> p;
        double sum = 0.0;
        for (int v = 0; v < labels; ++v)
            sum += p.emplace_back(std::exp(std::normal_distribution<double>(0.0, 2.0)(random)));
        for (const double x : p)
            logs.push_back(static_cast<float>(std::log(x / sum)));
    }
    return logs;
}

std::vector<int> collapsed(const std::vector<int>& path)
{
    std::vector<int> text;
    int before = 0;
    for (const int label : path) {
        if (label != 0 && label != before)
            text.push_back(label);
        before = label;
    }
    return text;
}

// The best of all labels^frames paths; -infinity where none writes the target.
double bestByTrying(const std::vector<float>& logs, int frames, int labels, const std::vector<int>& target)
{
    double best = -INFINITY;
    std::vector<int> path(static_cast<std::size_t>(frames), 0);
    while (true) {
        if (collapsed(path) == target) {
            double sum = 0.0;
            for (int t = 0; t < frames; ++t)
                sum += logs[static_cast<std::size_t>(t * labels + path[static_cast<std::size_t>(t)])];
            best = std::max(best, sum);
        }
        std::size_t digit = 0;
        while (digit < path.size() && ++path[digit] == labels)
            path[digit++] = 0;
        if (digit == path.size())
            return best;
    }
}

} // namespace

TEST_CASE("the likeliest of all paths is found")
{
    std::mt19937 random(4);
    int possible = 0;
    for (int run = 0; run < 120; ++run) {
        const int frames = 1 + static_cast<int>(random() % 6);
        const int labels = 2 + static_cast<int>(random() % 3);
        const std::vector<float> logs = randomLogs(random, frames, labels);
        std::vector<int> target(random() % 4);
        for (int& label : target)
            label = 1 + static_cast<int>(random() % static_cast<unsigned>(labels - 1));
        const double expected = bestByTrying(logs, frames, labels, target);
        const auto found = alignCtc(logs, labels, target);
        REQUIRE(found.has_value() == std::isfinite(expected));
        if (!found)
            continue;
        ++possible;
        CHECK(found->logProbability == doctest::Approx(expected).epsilon(1e-9));
        std::vector<int> path;
        double sum = 0.0;
        for (int t = 0; t < frames; ++t) {
            const int u = found->frames[static_cast<std::size_t>(t)];
            path.push_back(u < 0 ? 0 : target[static_cast<std::size_t>(u)]);
            sum += logs[static_cast<std::size_t>(t * labels + path.back())];
        }
        CHECK(collapsed(path) == target);
        CHECK(sum == doctest::Approx(expected).epsilon(1e-9)); // the path is the one that was scored
    }
    CHECK(possible > 60);
}

TEST_CASE("equal neighbours need a blank between them")
{
    const std::vector<float> logs(3 * 2, std::log(0.5F));
    const auto three = alignCtc(logs, 2, std::vector<int>{1, 1});
    REQUIRE(three);
    CHECK(three->frames == std::vector{0, -1, 1});
    CHECK_FALSE(alignCtc(std::span(logs).first(4), 2, std::vector<int>{1, 1}));
}

TEST_CASE("no frames, no text, no way")
{
    CHECK_FALSE(alignCtc({}, 3, std::vector<int>{1}));
    const std::vector<float> logs{0.0F, -1.0F, 0.0F, -1.0F};
    CHECK(alignCtc(logs, 2, {})->frames == std::vector{-1, -1});
    CHECK(alignCtc(logs, 2, {})->logProbability == 0.0);
    const std::vector<float> never{0.0F, -INFINITY, 0.0F, -INFINITY};
    CHECK_FALSE(alignCtc(never, 2, std::vector<int>{1}));
}

TEST_CASE("the blank may be any label")
{
    const std::vector<float> logs{-3.0F, -0.1F, -0.1F, -3.0F};
    CHECK(alignCtc(logs, 2, std::vector<int>{0}, /*blank=*/1)->frames == std::vector{-1, 0});
}

TEST_CASE("blanks between two characters go half to each")
{
    const CtcAlignment alignment{{-1, 0, -1, -1, -1, -1, 1, 1, -1}, 0.0};
    const std::vector<FrameSpan> spans = characterSpans(alignment, 2);
    CHECK(spans[0].begin == 1);
    CHECK(spans[0].end == 4);
    CHECK(spans[1].begin == 4);
    CHECK(spans[1].end == 8);
}
