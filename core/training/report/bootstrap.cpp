// SPDX-License-Identifier: MIT
#include "core/training/report/bootstrap.h"

#include "core/base/error.h"
#include "core/training/report/counter_random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace steerscope::report {
namespace {

struct Sums { // of one speaker or of a draw
    double errors = 0.0;
    double length = 0.0;

    double rate() const { return length > 0.0 ? errors / length : std::numeric_limits<double>::quiet_NaN(); }
};

std::vector<Sums> sumsBySpeaker(std::span<const UtteranceErrors> utterances)
{
    std::map<std::string, Sums> bySpeaker; // ordered: the draws do not depend on the order of the utterances
    for (const UtteranceErrors& utterance : utterances) {
        Sums& sums = bySpeaker[utterance.speaker];
        sums.errors += static_cast<double>(utterance.errors);
        sums.length += static_cast<double>(utterance.referenceLength);
    }
    std::vector<Sums> all;
    for (const auto& [speaker, sums] : bySpeaker)
        all.push_back(sums);
    return all;
}

double weightedRate(const std::vector<Sums>& speakers, std::span<const int> weights)
{
    Sums total;
    for (std::size_t s = 0; s < speakers.size(); ++s) {
        total.errors += weights[s] * speakers[s].errors;
        total.length += weights[s] * speakers[s].length;
    }
    return total.rate();
}

double twoSidedP(std::span<const double> differences)
{
    double below = 0.0;
    for (const double difference : differences)
        below += difference < 0.0 ? 1.0 : difference == 0.0 ? 0.5 : 0.0;
    const auto n = static_cast<double>(differences.size());
    return std::min(1.0, 2.0 * (std::min(below, n - below) + 1.0) / (n + 1.0));
}

void requirePairs(std::span<const UtteranceErrors> a, std::span<const UtteranceErrors> b)
{
    bool same = a.size() == b.size();
    for (std::size_t i = 0; same && i < a.size(); ++i)
        same = a[i].speaker == b[i].speaker;
    if (!same)
        throw Failure(
            ErrorCode::Internal, "paired differences were asked for systems that heard different utterances");
}

} // namespace

std::vector<int> drawClusters(int clusters, std::uint64_t seed, int draw)
{
    std::vector<int> weights(static_cast<std::size_t>(clusters), 0);
    const auto n = static_cast<std::uint64_t>(clusters);
    for (std::uint64_t place = 0; place < n; ++place)
        ++weights[randomBelow(n, seed, static_cast<std::uint64_t>(draw), place)];
    return weights;
}

double quantile(std::span<const double> sorted, double q)
{
    const double rank = q * static_cast<double>(sorted.size() - 1);
    const auto low = static_cast<std::size_t>(rank);
    const std::size_t high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (rank - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

Estimate bootstrap(int clusters, const ClusterStatistic& statistic, const BootstrapOptions& options)
{
    Estimate estimate;
    estimate.speakers = clusters;
    const std::vector<int> once(static_cast<std::size_t>(clusters), 1);
    const double value = clusters > 0 ? statistic(once) : std::numeric_limits<double>::quiet_NaN();
    if (std::isfinite(value))
        estimate.value = value;
    if (clusters < 2)
        return estimate;
    std::vector<double> draws;
    draws.reserve(static_cast<std::size_t>(options.draws));
    for (int draw = 0; draw < options.draws; ++draw) {
        const double drawn = statistic(drawClusters(clusters, options.seed, draw));
        if (std::isfinite(drawn))
            draws.push_back(drawn);
    }
    if (draws.empty())
        return estimate;
    std::sort(draws.begin(), draws.end());
    estimate.interval = Bounds{
        quantile(draws, (1.0 - options.coverage) / 2.0), quantile(draws, (1.0 + options.coverage) / 2.0)};
    estimate.pValue = twoSidedP(draws);
    return estimate;
}

Estimate bootstrapRate(std::span<const UtteranceErrors> utterances, const BootstrapOptions& options)
{
    const std::vector<Sums> speakers = sumsBySpeaker(utterances);
    Estimate estimate = bootstrap(
        static_cast<int>(speakers.size()),
        [&](std::span<const int> weights) { return weightedRate(speakers, weights); }, options);
    estimate.pValue.reset(); // that a rate is above 0 says nothing
    return estimate;
}

Estimate bootstrapDifference(
    std::span<const UtteranceErrors> a, std::span<const UtteranceErrors> b, const BootstrapOptions& options)
{
    requirePairs(a, b);
    const std::vector<Sums> left = sumsBySpeaker(a);
    const std::vector<Sums> right = sumsBySpeaker(b);
    return bootstrap(
        static_cast<int>(left.size()),
        [&](std::span<const int> weights) {
            return weightedRate(left, weights) - weightedRate(right, weights);
        },
        options);
}

} // namespace steerscope::report
