// SPDX-License-Identifier: MIT
// The linear head of CTC training, kept beside the encoder: ctc_head.safetensors with `weight` [V, D] and
// `bias` [V], and ctc_labels.json, the list of its characters (the blank, row 0, is not in it). It reads the
// encoder's output after its final norm.
#pragma once

#include "core/training/parameters/parameter_set_p.h"
#include "core/training/tasks/ctc_labels.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <optional>

namespace steerscope {

struct CtcHead {
    CtcLabels labels{{}};
    at::Tensor weight; // [V, D]
    at::Tensor bias; // [V]
};

CtcHead randomCtcHead(CtcLabels labels, int width, std::uint64_t seed);
// With the rows of `head` where the labels are the same: what it knew, it still knows.
CtcHead withLabels(const CtcHead& head, const CtcLabels& labels, std::uint64_t seed);
void writeCtcHead(const CtcHead& head, const std::filesystem::path& encoderFolder);
// nullopt where the folder has none. Throws Failure(Model) for one that does not fit.
std::optional<CtcHead> readCtcHead(const std::filesystem::path& encoderFolder, int width);

// hidden [B, T, D] -> logits [B, T, V]
at::Tensor ctcLogits(const CtcHead& head, const at::Tensor& hidden);
// The greedy text of each item. logits [B, T, V]
std::vector<std::string> greedyTexts(const CtcLabels& labels, const at::Tensor& logits);

} // namespace steerscope
