// SPDX-License-Identifier: MIT
// Against distributions that are known exactly, and against a slow twin that copies utterances.
#include "core/training/report/bootstrap.h"

#include "core/base/error.h"
#include "core/training/report/counter_random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

using namespace steerscope;
using namespace steerscope::report;

namespace {

// One word a speaker, wrong for the first `wrong` of them: a draw's rate is Binomial(n, wrong / n) / n.
std::vector<UtteranceErrors> oneWordEach(int speakers, int wrong)
{
    std::vector<UtteranceErrors> all;
    for (int s = 0; s < speakers; ++s)
        all.push_back({"s" + std::to_string(s), s < wrong ? 1 : 0, 1});
    return all;
}

// Smallest k with P(Binomial(n, p) <= k) >= q.
int binomialQuantile(int n, double p, double q)
{
    double cumulative = 0.0;
    for (int k = 0; k <= n; ++k) {
        cumulative += std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0)
            + k * std::log(p) + (n - k) * std::log1p(-p));
        if (cumulative >= q)
            return k;
    }
    return n;
}

std::vector<UtteranceErrors> corpus(unsigned seed, double errorRate)
{
    std::mt19937 random(seed);
    std::vector<UtteranceErrors> all;
    for (int s = 0; s < 9; ++s)
        for (int u = 0; u < 3 + s; ++u) {
            const int words = 2 + static_cast<int>(random() % 9);
            std::binomial_distribution<int> errors(words, errorRate * (1.0 + 0.2 * s));
            all.push_back({"speaker" + std::to_string(s), errors(random), words});
        }
    return all;
}

// The same draws, taken the long way: speakers one after the other, each with all its utterances.
std::vector<double> slowDraws(const std::vector<UtteranceErrors>& a, const std::vector<UtteranceErrors>& b,
    const BootstrapOptions& options)
{
    std::map<std::string, std::vector<std::size_t>> utterances;
    for (std::size_t i = 0; i < a.size(); ++i)
        utterances[a[i].speaker].push_back(i);
    std::vector<std::string> names;
    for (const auto& [name, of] : utterances)
        names.push_back(name);
    std::vector<double> draws;
    for (int draw = 0; draw < options.draws; ++draw) {
        std::vector<std::size_t> sample;
        for (std::size_t place = 0; place < names.size(); ++place) {
            const std::uint64_t pick
                = randomBelow(names.size(), options.seed, static_cast<std::uint64_t>(draw), place);
            const std::vector<std::size_t>& of = utterances[names[pick]];
            sample.insert(sample.end(), of.begin(), of.end());
        }
        long errorsA = 0, errorsB = 0, lengthA = 0, lengthB = 0;
        for (const std::size_t i : sample) {
            errorsA += a[i].errors;
            errorsB += b[i].errors;
            lengthA += a[i].referenceLength;
            lengthB += b[i].referenceLength;
        }
        draws.push_back(static_cast<double>(errorsA) / static_cast<double>(lengthA)
            - static_cast<double>(errorsB) / static_cast<double>(lengthB));
    }
    return draws;
}

} // namespace

TEST_CASE("one word a speaker: the interval is the binomial's")
{
    for (const int wrong : {10, 25, 40}) {
        const Estimate estimate = bootstrapRate(oneWordEach(50, wrong));
        REQUIRE(estimate.value);
        REQUIRE(estimate.interval);
        CHECK(*estimate.value == doctest::Approx(wrong / 50.0));
        const double p = wrong / 50.0;
        // 10,000 draws place a quantile within one step of the exact one
        CHECK(std::abs(estimate.interval->low * 50.0 - binomialQuantile(50, p, 0.025)) <= 1.0);
        CHECK(std::abs(estimate.interval->high * 50.0 - binomialQuantile(50, p, 0.975)) <= 1.0);
        CHECK(estimate.speakers == 50);
        CHECK_FALSE(estimate.pValue);
    }
}

TEST_CASE("two speakers, one right and one wrong: a quarter of the draws has 0, a quarter 1")
{
    const std::vector<UtteranceErrors> both = oneWordEach(2, 1);
    const Estimate wide = bootstrapRate(both);
    CHECK(wide.interval->low == 0.0);
    CHECK(wide.interval->high == 1.0);
    BootstrapOptions options;
    options.coverage = 0.4; // 30th to 70th percentile: inside the half of the draws that have one of each
    const Estimate narrow = bootstrapRate(both, options);
    CHECK(narrow.interval->low == 0.5);
    CHECK(narrow.interval->high == 0.5);
}

TEST_CASE("speakers are the unit: many utterances of few speakers do not make the interval small")
{
    std::vector<UtteranceErrors> few;
    for (int i = 0; i < 400; ++i)
        few.push_back({i % 4 < 2 ? "good" + std::to_string(i % 4) : "bad" + std::to_string(i % 4),
            i % 4 < 2 ? 0 : 1, 1});
    const Estimate estimate = bootstrapRate(few);
    CHECK(*estimate.value == doctest::Approx(0.5));
    // 400 independent words would give about 0.45 .. 0.55; four speakers: 0, 4 of 4 at 1/16 each
    CHECK(estimate.interval->low == 0.0);
    CHECK(estimate.interval->high == 1.0);
}

TEST_CASE("the normal approximation holds for many speakers of different lengths")
{
    // The spread of a ratio of sums (linearised): sqrt(sum (e_s - R n_s)^2) / sum n_s.
    std::vector<UtteranceErrors> all;
    std::mt19937 random(3);
    for (int s = 0; s < 300; ++s)
        all.push_back({"s" + std::to_string(s), static_cast<long>(random() % 9),
            10 + static_cast<long>(random() % 20)});
    double errors = 0.0, length = 0.0, squares = 0.0;
    for (const UtteranceErrors& u : all) {
        errors += static_cast<double>(u.errors);
        length += static_cast<double>(u.referenceLength);
    }
    for (const UtteranceErrors& u : all)
        squares += std::pow(
            static_cast<double>(u.errors) - errors / length * static_cast<double>(u.referenceLength), 2);
    const double spread = std::sqrt(squares) / length;
    const Estimate estimate = bootstrapRate(all);
    CHECK(estimate.interval->low == doctest::Approx(*estimate.value - 1.96 * spread).epsilon(0.02));
    CHECK(estimate.interval->high == doctest::Approx(*estimate.value + 1.96 * spread).epsilon(0.02));
}

TEST_CASE("paired differences: the same as the slow twin's")
{
    const std::vector<UtteranceErrors> a = corpus(1, 0.2);
    std::vector<UtteranceErrors> b = a;
    std::mt19937 random(2);
    for (UtteranceErrors& u : b)
        u.errors = std::max<long>(0, u.errors - static_cast<long>(random() % 2));
    BootstrapOptions options;
    options.draws = 800;
    options.seed = 77;
    std::vector<double> draws = slowDraws(a, b, options);
    std::sort(draws.begin(), draws.end());
    const Estimate estimate = bootstrapDifference(a, b, options);
    CHECK(estimate.interval->low == doctest::Approx(quantile(draws, 0.025)).epsilon(1e-12));
    CHECK(estimate.interval->high == doctest::Approx(quantile(draws, 0.975)).epsilon(1e-12));
    CHECK(*estimate.value == doctest::Approx(*bootstrapRate(a).value - *bootstrapRate(b).value));
}

TEST_CASE("pairing removes what both systems share")
{
    // Speakers differ much, the systems by one error in every utterance: the difference has no spread.
    std::vector<UtteranceErrors> a, b;
    for (int s = 0; s < 20; ++s)
        for (int u = 0; u < 3; ++u) {
            a.push_back({"s" + std::to_string(s), s % 10 + 1, 20});
            b.push_back({"s" + std::to_string(s), s % 10, 20});
        }
    const Estimate difference = bootstrapDifference(a, b);
    CHECK(*difference.value == doctest::Approx(0.05));
    CHECK(difference.interval->low == doctest::Approx(0.05));
    CHECK(difference.interval->high == doctest::Approx(0.05));
    CHECK(*difference.pValue == doctest::Approx(2.0 / 10001.0)); // no draw on the other side
    const Estimate alone = bootstrapRate(a);
    CHECK(alone.interval->high - alone.interval->low > 0.05);
}

TEST_CASE("equal systems: the difference is 0 and the p-value 1")
{
    const std::vector<UtteranceErrors> a = corpus(5, 0.3);
    const Estimate same = bootstrapDifference(a, a);
    CHECK(*same.value == 0.0);
    CHECK(same.interval->low == 0.0);
    CHECK(same.interval->high == 0.0);
    CHECK(*same.pValue == 1.0);
}

TEST_CASE("one speaker has no interval, no words have no rate")
{
    const Estimate one = bootstrapRate(std::vector<UtteranceErrors>{{"a", 1, 4}, {"a", 0, 4}});
    CHECK(*one.value == doctest::Approx(0.125));
    CHECK_FALSE(one.interval);
    CHECK(one.speakers == 1);
    const Estimate none = bootstrapRate(std::vector<UtteranceErrors>{{"a", 2, 0}, {"b", 0, 0}});
    CHECK_FALSE(none.value);
    CHECK_FALSE(none.interval);
    CHECK_FALSE(bootstrapRate({}).value);
}

TEST_CASE("different utterances cannot be paired")
{
    const std::vector<UtteranceErrors> a{{"a", 1, 4}};
    const std::vector<UtteranceErrors> b{{"b", 1, 4}};
    CHECK_THROWS_AS(bootstrapDifference(a, b), Failure);
    CHECK_THROWS_AS(bootstrapDifference(a, std::vector<UtteranceErrors>{}), Failure);
}

TEST_CASE("draws depend on the seed and nothing else")
{
    const std::vector<UtteranceErrors> a = corpus(9, 0.2);
    std::vector<UtteranceErrors> reversed(a.rbegin(), a.rend());
    CHECK(bootstrapRate(a).interval->low == bootstrapRate(reversed).interval->low);
    BootstrapOptions other;
    other.seed = 2;
    CHECK(drawClusters(50, 1, 0) != drawClusters(50, 2, 0));
    CHECK(drawClusters(50, 1, 0) != drawClusters(50, 1, 1));
    CHECK(bootstrapRate(a, other).interval->low
        == doctest::Approx(bootstrapRate(a).interval->low).epsilon(0.05));
}

TEST_CASE("every cluster is drawn equally often")
{
    std::vector<long> counts(7, 0);
    for (int draw = 0; draw < 20000; ++draw) {
        const std::vector<int> weights = drawClusters(7, 4, draw);
        int sum = 0;
        for (std::size_t s = 0; s < 7; ++s) {
            counts[s] += weights[s];
            sum += weights[s];
        }
        REQUIRE(sum == 7);
    }
    for (const long count : counts) // 20000 expected, standard deviation 131
        CHECK(std::abs(count - 20000) < 4 * 131);
}
