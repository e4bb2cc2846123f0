// SPDX-License-Identifier: MIT
// Kept runs as bytes, for the session store and the session archive. Fields that later versions add have
// their defaults where an older version wrote the bytes; fields that this version does not know are skipped.
#pragma once

#include "core/base/kept_run.h"

#include <cstdint>
#include <span>
#include <vector>

namespace steerscope {

using KeptBytes = std::vector<std::uint8_t>;

// Everything but the gates; CBOR.
KeptBytes keptRunBytes(const KeptRun& run);
// Throws Failure(Input) for bytes that are none.
KeptRun keptRunFromBytes(std::span<const std::uint8_t> bytes);

// Gates and pushes as half precision in one block behind a CBOR map of their sizes; null windows are left
// out. Padding is kept too.
KeptBytes keptGatesBytes(const KeptGates& gates);
// Throws Failure(Input) for bytes that are none.
KeptGates keptGatesFromBytes(std::span<const std::uint8_t> bytes);

// What was open when the window was last seen alive.
struct KeptState {
    std::string recording; // path; empty: none
    std::string model; // as it was asked for; empty: the shipped one
    SteeringSettings settings;
    RunOptions options;
    double viewStart = 0.0; // s, visible time
    double viewEnd = 0.0;
    int layer = kNoLayer; // chosen
    std::int64_t run = 0; // whose results were shown; 0: none

    bool operator==(const KeptState&) const = default;
};
KeptBytes keptStateBytes(const KeptState& state);
KeptState keptStateFromBytes(std::span<const std::uint8_t> bytes);

} // namespace steerscope
