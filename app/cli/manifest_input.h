// SPDX-License-Identifier: MIT
// Recordings listed in manifests, as `evaluate` and `analyze` take them.
#pragma once

#include "core/base/waveform.h"
#include "core/training/data/manifest.h"

#include <string>
#include <vector>

namespace steerscope::cli {

struct ListedRecording {
    Utterance utterance;
    std::vector<std::string> groups; // of the speaker, from NAME.speakers.tsv beside the manifest
};

struct ManifestChoice {
    std::vector<std::string> speakers; // only these; empty: all
    std::vector<std::string> withoutSpeakers;
    int limit = 0; // recordings of each manifest, spread evenly over it; 0: all
};

struct ListedRecordings {
    std::vector<ListedRecording> recordings;
    std::vector<SkippedRow> skipped;
};

// Empty texts are allowed, and any length. Throws what readManifests() throws.
ListedRecordings listRecordings(
    const std::vector<std::string>& manifests, const ManifestChoice& choice, const StopFlag& stop);

// 16 kHz mono; the part that the row means. Empty where the part lies behind the end of the file.
Waveform audioOf(const Utterance& utterance, const StopFlag& stop);

} // namespace steerscope::cli
