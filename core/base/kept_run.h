// SPDX-License-Identifier: MIT
// A run as it is kept: in the session store, and in the archive that leaves the program. Everything that is
// needed to show it again without computing, and to compute it again.
#pragma once

#include "core/base/run.h"
#include "core/base/steering_settings.h"
#include "core/base/waveform.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace steerscope {

struct KeptRecording {
    std::string path; // where it was
    std::string hash; // SHA-256 of the samples that the model heard (waveformHash)
    double seconds = 0.0;
};

struct KeptModel {
    std::string name;
    std::string path; // as the engine saw it
    std::string fingerprint; // ModelInfo::fingerprint; empty: not known
    std::string device; // "cpu", "cuda:0"
    std::string dtype; // "float32", "bfloat16", "float16"
    int threads = 0;
};

using KeptGates = std::vector<std::shared_ptr<const GatingTrace>>; // by window; null: none

struct KeptRun {
    std::int64_t id = 0; // in the store; 0: not there
    std::int64_t when = 0; // milliseconds since 1970, when its last word was written
    std::string program; // that made it: "steerscope 0.1.0"
    std::string libtorch; // version its engine computed with; empty: not known
    KeptRecording recording;
    KeptModel model;
    bool baseline = false; // the lane with steering removed
    SteeringSettings settings;
    RunOptions options;
    Transcript transcript; // a segment a window
    Timings timings;
    std::int64_t residentBytes = 0; // of the engine at its end
    // What the user says about it.
    std::string tags; // words, separated by spaces
    std::string notes;
    bool pinned = false;
};

// What recordings are told apart by, whatever file they came in.
std::string waveformHash(const Waveform& audio);

} // namespace steerscope
