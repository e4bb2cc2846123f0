// SPDX-License-Identifier: MIT
// Log-mel features as Hugging Face's WhisperFeatureExtractor makes them (docs/reference-model.md, section 4).
#pragma once

#include "core/base/mel_spectrogram.h"
#include "core/base/waveform.h"

#include <cstddef>
#include <memory>
#include <span>

namespace steerscope {

struct LogMelOptions { // of preprocessor_config.json
    int mels = 80;
    int fftSize = 400; // samples
    int hop = 160; // samples
    int windowSamples = 480000; // n_samples; the audio is zero-padded or cut to it
    int sampleRate = kModelSampleRate;
};

// Holds the filter bank and the FFT plan; compute() is const and may be called from several threads.
class LogMel {
public:
    explicit LogMel(const LogMelOptions& options); // throws Failure(Model) for sizes that make no sense
    ~LogMel();
    LogMel(LogMel&&) noexcept;
    // [mels, windowSamples / hop]
    MelSpectrogram compute(std::span<const float> samples) const;
    // The same for a window of another length, as if options() had it: [mels, windowSamples / hop]. Padding
    // costs next to nothing.
    MelSpectrogram compute(std::span<const float> samples, int windowSamples) const;
    const LogMelOptions& options() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace steerscope
