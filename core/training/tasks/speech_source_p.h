// SPDX-License-Identifier: MIT
// Where the batches of the tasks steering and joint come from: from sound, or from the cache of what the
// frozen layers give.
#pragma once

#include "core/training/tasks/audio_data.h"
#include "core/training/tasks/feature_cache_p.h"

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <vector>

namespace steerscope {

struct SpeechBatch {
    at::Tensor input; // what trainingPass() takes at firstSlot
    int firstSlot = -1;
    std::vector<std::string> texts;
    std::vector<int> melFrames; // that carry audio, of each item
    std::vector<std::string> items, sets;
    int epoch = 0;
    double waited = 0.0; // s
};

class SpeechSource {
public:
    virtual ~SpeechSource() = default;
    // Batches in order, from the step that the source was made for.
    virtual SpeechBatch next() = 0;
};

std::unique_ptr<SpeechSource> liveSource(const AudioSet& audio, const LoaderOptions& options,
    at::Device device, at::ScalarType dtype, std::int64_t firstStep);
// Whole windows of single utterances, planned as the loader plans them.
std::unique_ptr<SpeechSource> cachedSource(const AudioSet& audio, const LoaderOptions& options,
    std::shared_ptr<const FeatureCache> cache, std::int64_t firstStep);

} // namespace steerscope
