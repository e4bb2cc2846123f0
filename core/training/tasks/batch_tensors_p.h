// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/data/batch_loader.h"

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

namespace steerscope {

// The batch's log-mel [B, mels, frames], copied.
at::Tensor logMelTensor(const AudioBatch& batch, at::Device device, at::ScalarType dtype);

// The generator of one forward pass: a function of its place alone.
at::Generator passGenerator(std::uint64_t seed, std::int64_t step, int micro, int rank);

// Where the batch's items come from, "audio.wav" or "a.wav + b.wav", for messages.
std::vector<std::string> itemNames(const AudioBatch& batch, const std::vector<Utterance>& utterances);

// The data set of item i; that of its first utterance where several were joined, "non-speech" without any.
std::string setOf(const AudioBatch& batch, int item, const std::vector<Utterance>& utterances);

} // namespace steerscope
