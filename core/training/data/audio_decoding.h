// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/stop_flag.h"
#include "core/training/data/audio_cache_file.h"
#include "core/training/data/manifest.h"

#include <vector>

namespace steerscope {

// Decodes the utterances on `threads` threads and appends them to the file; a file that several utterances
// are cut from is decoded once. Returns one entry an utterance. Throws what AudioStore's constructor does.
std::vector<CachedClip> decodeUtterances(AudioCacheWriter& writer, const std::vector<Utterance>& utterances,
    int threads, const ProgressFn& progress, const StopFlag& stop);

} // namespace steerscope
