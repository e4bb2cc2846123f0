// SPDX-License-Identifier: MIT
// What the frozen layers below the first steered one give, computed once for every utterance and kept in a
// mapped file.
#pragma once

#include "core/base/stop_flag.h"
#include "core/model/steered_encoder_p.h"
#include "core/training/tasks/audio_data.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace steerscope {

class FeatureCache {
public:
    // Opens FOLDER/features-KEY or makes it: the output of slot `slot` before its steering [T, D] of each
    // utterance in a whole window, in the encoder's dtype. key: of model and audio (a changed one has another
    // file). Throws Failure(Output), a full disk for example, and Failure(Cancelled); nothing half-written
    // stays.
    FeatureCache(const std::filesystem::path& folder, const std::string& key, const SteeredEncoder& model,
        int slot, const AudioSet& audio, const ProgressFn& progress, const StopFlag& stop);

    // [B, T, D] on the encoder's device, copied.
    at::Tensor batch(const std::vector<int>& utterances) const;
    int slot() const { return m_slot; }

private:
    int m_slot;
    std::int64_t m_frames = 0; // T
    std::int64_t m_width = 0; // D
    at::ScalarType m_dtype;
    at::Device m_device;
    std::shared_ptr<const void> m_mapping;
    const std::byte* m_bytes = nullptr;
};

} // namespace steerscope
