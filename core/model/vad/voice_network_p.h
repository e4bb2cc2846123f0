// SPDX-License-Identifier: MIT
// Silero VAD's network for 16 kHz (https://github.com/snakers4/silero-vad, MIT), its layers and sizes as the
// package silero-vad 6.2 lays them open (tinygrad_model.py) and its weights as they are shipped there.
// Frozen; float32 on the CPU.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <filesystem>

namespace steerscope {

inline constexpr int kVoiceContext = 64; // samples before a chunk that are heard with it
inline constexpr int kVoiceWidth = 128;

struct VoiceBlock {
    at::Tensor weight, bias; // [out, in, 3], [out]
    std::int64_t stride = 1;
};

struct VoiceNetwork {
    at::Tensor stft; // [258, 1, 256]: 129 cosines and 129 sines, windowed
    std::array<VoiceBlock, 4> blocks; // 129 -> 128 -> 64 -> 64 -> 128 channels
    at::Tensor inputWeight, hiddenWeight; // [512, 128] each: the LSTM's in, forget, cell and out gates
    at::Tensor inputBias, hiddenBias; // [512]
    at::Tensor headWeight, headBias; // [1, 128], [1]
};

// What a stream has heard so far.
struct VoiceState {
    at::Tensor context; // [64]: the end of the chunk before
    at::Tensor hidden, cell; // [1, 1, 128]
};

// Throws Failure: Input (no safetensors file), Model (not this network's).
VoiceNetwork loadVoiceNetwork(const std::filesystem::path& file);
VoiceState silentVoiceState();
// samples: [N * 512], N whole chunks after those that state knows -> probability of speech in each, [N]. Only
// the LSTM goes chunk by chunk; what is before it sees all chunks at once.
at::Tensor speechProbabilities(const VoiceNetwork& network, const at::Tensor& samples, VoiceState& state);

} // namespace steerscope
