// SPDX-License-Identifier: MIT
// Which items make up which batch: pure functions of options, lengths and position, so that every rank knows
// all batches without asking, and a run that is resumed goes on with the same ones.
#pragma once

#include "core/training/data/manifest.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace steerscope {

struct BatchPlanOptions {
    int batchSize = 4; // items of a batch on one rank, at most; 0: only maxBatchSeconds limits it
    double maxBatchSeconds = 0.0; // padded length x items of a batch on one rank stay below; 0: no limit
    std::uint64_t seed = 0;
    bool shuffle = true;
    bool bucketByLength = true; // items of a batch are about as long as each other
    int ranks = 1; // processes that train together
    int rank = 0; // this one
    double share = 1.0; // of the utterances: see chooseShare()
};

struct PaddingRules { // what a batch is padded to, in seconds
    double multiple = 0.0; // the longest item, rounded up to a multiple of this; 0: not rounded
    double window = 0.0; // no longer than this; 0: no limit
    double fullWindowProbability = 0.0; // of a batch that is padded to the whole window
};

struct PlannedBatch {
    std::vector<int> items; // this rank's
    double seconds = 0.0; // padded length, the same on all ranks
    bool operator==(const PlannedBatch&) const = default;
};

// The batches of an epoch, at least one. Batch n of all ranks together has ranks x batchSize items, of which
// rank r takes the r-th contiguous part: two ranks see in a step what one rank with the doubled batchSize
// sees, padded alike (with maxBatchSeconds this holds only where the limit does not bite).
//
// With shuffle every rank has equally many items in every batch: an incomplete last batch is filled up with
// items that the epoch has already (the first of its order; with maxBatchSeconds a batch's own, up to a
// multiple of the ranks). Without shuffle, for measuring, nothing is repeated: the last batch is smaller, and
// ranks' parts may differ by one item or be empty.
//
// Buckets: with shuffle the epoch's random order is cut into stretches of 50 batches, each is sorted by
// length and cut, then all batches are shuffled; without, the whole epoch is sorted.
std::vector<PlannedBatch> planEpoch(const BatchPlanOptions& options, std::span<const double> seconds,
    int epoch, const PaddingRules& padding = {});

// The first `share` of the utterances in an order that depends on speaker, file name and offset only, not on
// the seed: a smaller share is part of every larger one, and each speaker gives about the same share of his
// or her utterances. Indices, ascending; at least one.
std::vector<int> chooseShare(const std::vector<Utterance>& utterances, double share);

struct BatchPosition {
    int epoch = 0;
    std::int64_t batch = 0; // in the epoch
    bool operator==(const BatchPosition&) const = default;
};

// Where batch `number` of a training is, counted from 0 over all epochs; batchesOf(epoch) is called for the
// epochs before only.
BatchPosition batchPosition(std::int64_t number, const std::function<std::int64_t(int epoch)>& batchesOf);

void checkBatchPlan(const BatchPlanOptions& options); // throws Failure(Usage)

} // namespace steerscope
