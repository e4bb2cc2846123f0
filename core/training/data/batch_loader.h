// SPDX-License-Identifier: MIT
// Batches of log-mel features for a training, made ahead on threads of their own. Batch (step, micro) depends
// on the data, the options and that position only: not on the number of threads, and not on where the run
// began.
#pragma once

#include "core/audio/log_mel.h"
#include "core/training/data/audio_store.h"
#include "core/training/data/augmentation.h"
#include "core/training/data/batch_plan.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace steerscope {

struct AudioBatch {
    std::int64_t step = 0;
    int micro = 0; // of the step's batches, whose gradients are added up
    int epoch = 0; // that the batch belongs to
    int mels = 0;
    int frames = 0; // of the padded batch, even, the same on all ranks
    std::vector<float> logMel; // [B, mels, frames]
    std::vector<int> melFrames; // frames that carry audio, of each item
    std::vector<std::string> texts; // of each item, joined by spaces; empty for what is no speech
    std::vector<std::vector<int>> utterances; // of each item, what was joined; none for what is no speech
    std::vector<double> seconds; // of each item, without padding

    int size() const { return static_cast<int>(texts.size()); }
    bool operator==(const AudioBatch&) const = default;
};

struct LoaderOptions {
    LogMelOptions logMel; // its windowSamples: the model's window, which no item exceeds
    bool fullWindow = false; // pad every batch to the window, as at inference
    double fullWindowProbability = 0.0; // of a batch that is padded so
    int padMultiple = 16; // mel frames, even: the longest item of a batch is rounded up to a multiple
    BatchPlanOptions plan;
    AugmentOptions augment;
    int accumulate = 1; // batches a step
    int threads = 1;
    int ahead = 4; // batches made before they are asked for
};

// An item's log-mel is that of its sound zero-padded to the batch's length, exactly as inference makes it for
// a window of that length: the model has no attention mask, so padding must look the same.
class BatchLoader {
public:
    // The utterances are those that the store was made from, in the same order; one that stands there several
    // times begins as many items of an epoch. Utterances that the store skipped or that are longer than the
    // window are left out. Throws Failure(Usage) for options that make no sense, Failure(Input) when nothing
    // is left.
    BatchLoader(std::shared_ptr<const AudioStore> store, std::vector<Utterance> utterances,
        LoaderOptions options, std::int64_t firstStep = 0);
    ~BatchLoader();
    BatchLoader(const BatchLoader&) = delete;
    BatchLoader& operator=(const BatchLoader&) = delete;

    // firstStep's micro batch 0, 1, ..., then the next step's, without end. An epoch ends where its batches
    // do: its last step may go on with batches of the next one. Throws what making the batch threw.
    AudioBatch next();

    double waitedSeconds() const; // that next() has waited so far: near 0 where data is not the bottleneck
    std::int64_t stepsPerEpoch() const; // of the first epoch, rounded up; with maxBatchSeconds others differ
    int usedUtterances() const; // with which an epoch's items begin
    const std::vector<int>& tooLong() const; // utterances left out because they exceed the window

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace steerscope
