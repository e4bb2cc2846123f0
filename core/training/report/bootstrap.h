// SPDX-License-Identifier: MIT
// Intervals by the bootstrap, clustered by speaker. A speaker's utterances are alike (one voice, one accent,
// one microphone), so speakers are drawn, not utterances: a draw takes as many speakers as there are, with
// replacement, each with all of its utterances. With W_s the number of times speaker s was drawn,
//
//     rate of a draw        r* = sum_s W_s e_s / sum_s W_s n_s         e errors, n reference length
//     difference of a draw  d* = r*(a) - r*(b)                         with the same W for both systems
//
// and the interval at coverage c reaches from the (1-c)/2 to the (1+c)/2 quantile of the draws (percentile
// method). Nothing about the spread between speakers can be known from one of them: no interval then.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace steerscope::report {

// Errors of one utterance, in words or characters; a right-or-wrong score is a length of 1.
struct UtteranceErrors {
    std::string speaker;
    long errors = 0;
    long referenceLength = 0;
};

struct BootstrapOptions {
    int draws = 10000;
    std::uint64_t seed = 1;
    double coverage = 0.95;
};

struct Bounds {
    double low = 0.0;
    double high = 0.0;
};

struct Estimate {
    std::optional<double> value; // of all utterances, each once; absent: no reference length at all
    std::optional<Bounds> interval; // absent: fewer than two speakers
    int speakers = 0;
    // Of a difference: twice the share of draws on the smaller side of 0 (draws at 0 count half), the
    // observed one counted among them, so that it is never 0.
    std::optional<double> pValue;
};

// Speakers are told apart by their names; an empty name is a speaker of its own, as is every other.
Estimate bootstrapRate(std::span<const UtteranceErrors> utterances, const BootstrapOptions& options = {});

// Rate of a minus rate of b. Both hold the same utterances in the same order; lengths may differ only where
// the references were normalised differently. Throws Failure(Internal) otherwise.
Estimate bootstrapDifference(std::span<const UtteranceErrors> a, std::span<const UtteranceErrors> b,
    const BootstrapOptions& options = {});

// Any figure of clusters: statistic(W) with W_s how often cluster s counts. Draws for which it is not finite
// are left out.
using ClusterStatistic = std::function<double(std::span<const int> weights)>;
Estimate bootstrap(int clusters, const ClusterStatistic& statistic, const BootstrapOptions& options = {});

// How often each cluster was drawn in this draw.
std::vector<int> drawClusters(int clusters, std::uint64_t seed, int draw);

// Linear interpolation between closest ranks, as NumPy's default. sorted: ascending, not empty.
double quantile(std::span<const double> sorted, double q);

} // namespace steerscope::report
