// SPDX-License-Identifier: MIT
// Nulls for "the routing matters" as bundles that any program can evaluate: the same model with its gates
// frozen, or with vectors that point anywhere.
#pragma once

#include "core/model/checkpoint/bundle.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

namespace steerscope::analysis {

// Of each steered layer (from 0, or kOutLayer): the mean gate of every expert. [E]
using MeanGates = std::map<int, std::vector<double>>;

// Routers with weights of 0 whose softmax gives the mean gates at every frame. The bundle refers to the same
// encoder and LLM. Throws Failure(Input) when a steered layer has no mean gates, Failure(Output).
void writeFrozenGates(const Bundle& bundle, const MeanGates& gates, const std::filesystem::path& folder);

// Every vector in a random direction of the same length.
void writeRandomVectors(const Bundle& bundle, std::uint64_t seed, const std::filesystem::path& folder);

} // namespace steerscope::analysis
