// SPDX-License-Identifier: MIT
// The public door of the model: audio in, gates and text out. No torch in this header.
//
// One Transcriber is used by one thread at a time (whichever); stop flags may be raised from any other. All
// failures are thrown as Failure (core/base/error.h): Model, Device, OutOfMemory, Usage, Cancelled. After a
// failure the Transcriber stays usable.
#pragma once

#include "core/base/mel_spectrogram.h"
#include "core/base/model_info.h"
#include "core/base/run.h"
#include "core/base/score_gradient.h"
#include "core/base/steering_settings.h"
#include "core/base/waveform.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace steerscope {

struct LoadOptions {
    std::string model; // bundle folder, bare Whisper folder, shipped or imported name, hub id; empty: the
                       // shipped model
    std::string device
        = "auto"; // "auto", "cpu", "cuda", "cuda:N"; auto: CUDA if there is one, else the CPU and why
    std::string dtype = "auto"; // "auto": bfloat16 where the device is fast at it, else float32
    int threads = 0; // 0: all cores
    std::int64_t cacheBytes = std::int64_t{1} << 30; // budget of the activation cache
};

// The tensors of one pass over one audio window, float32 on the host, for checking and for other tools.
struct EncodeTensors {
    struct Tensor {
        std::string name; // "log_mel", "encoder_out", "audio_embeds", "gates.N", "first_logits"
        std::vector<std::int64_t> shape;
        std::vector<float> values;
    };
    std::vector<Tensor> tensors;
};

class Transcriber {
public:
    static std::unique_ptr<Transcriber> load(
        const LoadOptions& options, const ProgressFn& progress = {}, const StopFlag& stop = {});
    ~Transcriber();
    Transcriber(const Transcriber&) = delete;
    Transcriber& operator=(const Transcriber&) = delete;

    const ModelInfo& info() const;
    double loadSeconds() const;

    // The audio windows that a run of this recording will have. With voice activity it listens to the whole
    // recording, unless it was the last one.
    std::vector<WindowSpan> windows(
        const Waveform& audio, const RunOptions& options = {}, const StopFlag& stop = {});

    // audio: 16 kHz mono, any length (empty: Failure(Input)). Non-finite samples count as 0, with a warning.
    // Layers below the first one whose setting changed since the last run of the same audio come from the
    // activation cache; on the CPU in float32 the result is bit-identical to a full run.
    RunResult run(const Waveform& audio, const SteeringSettings& settings, const RunOptions& options = {},
        const RunCallbacks& callbacks = {}, const StopFlag& stop = {});

    // One window (the first of a longer recording).
    EncodeTensors encode(const Waveform& audio, const SteeringSettings& settings,
        const RunOptions& options = {}, const StopFlag& stop = {});

    // How far log p of options.target moves when it is computed again with another number of threads: what is
    // smaller says nothing.
    double scoreNoise(const Waveform& audio, const SteeringSettings& settings, const RunOptions& options,
        const StopFlag& stop = {});
    // How log p of tokens of options.target in the window options.firstWindow depends on the steering.
    // Throws Failure(Usage) where there is no such token, Failure(Model) where the model writes no text.
    ScoreGradient differentiate(const Waveform& audio, const SteeringSettings& settings,
        const RunOptions& options, const TokenRange& tokens = {}, const StopFlag& stop = {});

    std::int64_t cacheBytesInUse() const;
    void dropCaches();

private:
    struct Impl;
    explicit Transcriber(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace steerscope
