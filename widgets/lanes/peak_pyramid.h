// SPDX-License-Identifier: MIT
// Lowest and highest sample of any stretch of a recording, fast at every zoom.
#pragma once

#include "core/base/waveform.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace steerscope {

struct Peak {
    float low = 0.0F;
    float high = 0.0F;

    bool operator==(const Peak&) const = default;
};

class PeakPyramid {
public:
    static constexpr long kBlock = 64; // samples in the finest block kept, and blocks in the next coarser one

    // A whole recording. Samples are shared, not copied, and drawn themselves when blocks are too coarse.
    explicit PeakPyramid(std::shared_ptr<const Waveform> waveform);
    // A recording that grows: only blocks are kept, an hour at 48 kHz takes 22 MB.
    explicit PeakPyramid(int sampleRate);

    void append(std::span<const float> samples); // of a growing one

    int sampleRate() const { return m_sampleRate; }
    long samples() const { return m_samples; }
    double seconds() const { return static_cast<double>(m_samples) / m_sampleRate; }
    float loudest() const { return m_loudest; } // largest absolute sample

    // Over the samples (or whole blocks) that touch start..end seconds. Where single samples are wider than
    // the stretch, over the straight line between them. Zero outside the recording.
    Peak between(double start, double end) const;

private:
    void addToLevel(std::size_t level, long index, const Peak& peak);
    Peak overBlocks(std::size_t level, long first, long end) const;
    Peak overSamples(double first, double end) const;

    std::shared_ptr<const Waveform> m_waveform; // null: growing
    int m_sampleRate = kModelSampleRate;
    long m_samples = 0;
    float m_loudest = 0.0F;
    std::vector<std::vector<Peak>> m_levels; // blocks of 64, 64^2, ... samples
};

} // namespace steerscope
