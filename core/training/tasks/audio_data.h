// SPDX-License-Identifier: MIT
// The recordings of a training, opened: manifests read, audio decoded, what is skipped counted. No torch in
// this header.
#pragma once

#include "core/audio/log_mel.h"
#include "core/base/stop_flag.h"
#include "core/model/checkpoint/encoder_config.h"
#include "core/training/config/train_config.h"
#include "core/training/data/audio_store.h"
#include "core/training/data/batch_loader.h"
#include "core/training/ranks/ranks.h"
#include "core/training/trainer/log_records.h"

#include <memory>
#include <string>
#include <vector>

namespace steerscope {

struct AudioSet {
    std::vector<Utterance> utterances;
    std::shared_ptr<const AudioStore> store;
};

struct AudioData {
    AudioSet train; // repeated data sets stand in it several times
    AudioSet dev; // empty without dev manifests
    std::string key; // changes with the recordings, their texts and order
};

LogMelOptions logMelOptions(const EncoderConfig& config);

// Recordings longer than the window are skipped. Fills utterances, seconds and skipped of the record. The
// first rank decodes what is not decoded yet, the others wait for it. Throws Failure(Input) when nothing is
// left to train on.
AudioData openAudioData(const TrainConfig& config, const EncoderConfig& encoder, const Ranks& ranks,
    StartRecord& record, const ProgressFn& progress, const StopFlag& stop);

LoaderOptions trainLoaderOptions(
    const TrainConfig& config, const EncoderConfig& encoder, int ranks, int rank);
// In order, whole windows, nothing changed: what inference sees.
LoaderOptions devLoaderOptions(const TrainConfig& config, const EncoderConfig& encoder, int ranks, int rank);

} // namespace steerscope
