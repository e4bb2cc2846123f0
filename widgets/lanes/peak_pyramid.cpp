// SPDX-License-Identifier: MIT
#include "widgets/lanes/peak_pyramid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace steerscope {

namespace {

constexpr std::size_t kLevels = 4; // 64^4 samples: 17 minutes at 16 kHz in one block
constexpr Peak kNothing{std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest()};

void widen(Peak& peak, const Peak& by)
{
    peak.low = std::min(peak.low, by.low);
    peak.high = std::max(peak.high, by.high);
}

Peak settled(const Peak& peak)
{
    return peak.low > peak.high ? Peak{} : peak;
}

} // namespace

PeakPyramid::PeakPyramid(int sampleRate)
    : m_sampleRate(std::max(sampleRate, 1))
    , m_levels(kLevels)
{
}

PeakPyramid::PeakPyramid(std::shared_ptr<const Waveform> waveform)
    : PeakPyramid(waveform->sampleRate)
{
    append(waveform->samples);
    m_waveform = std::move(waveform);
}

void PeakPyramid::append(std::span<const float> samples)
{
    for (std::size_t at = 0; at < samples.size();) {
        const long room = kBlock - m_samples % kBlock;
        const auto count = std::min(samples.size() - at, static_cast<std::size_t>(room));
        const auto [low, high] = std::minmax_element(samples.begin() + at, samples.begin() + at + count);
        const Peak peak{*low, *high};
        m_loudest = std::max({m_loudest, -peak.low, peak.high});
        long index = m_samples / kBlock;
        for (std::size_t level = 0; level < kLevels; ++level, index /= kBlock)
            addToLevel(level, index, peak);
        m_samples += static_cast<long>(count);
        at += count;
    }
}

void PeakPyramid::addToLevel(std::size_t level, long index, const Peak& peak)
{
    std::vector<Peak>& blocks = m_levels[level];
    if (index == static_cast<long>(blocks.size()))
        blocks.push_back(peak);
    else
        widen(blocks[index], peak);
}

Peak PeakPyramid::between(double start, double end) const
{
    const double first = std::max(start * m_sampleRate, 0.0);
    const double last = std::min(end * m_sampleRate, static_cast<double>(m_samples));
    if (!(first < last))
        return {};
    if (m_waveform && last - first < kBlock)
        return overSamples(first, last);
    const auto firstBlock = static_cast<long>(first) / kBlock;
    const auto endBlock = static_cast<long>(std::ceil(last / kBlock));
    return settled(overBlocks(0, firstBlock, endBlock));
}

Peak PeakPyramid::overBlocks(std::size_t level, long first, long end) const
{
    Peak peak = kNothing;
    const std::vector<Peak>& blocks = m_levels[level];
    const long firstCoarse = (first + kBlock - 1) / kBlock;
    const long endCoarse = end / kBlock;
    if (level + 1 == kLevels || firstCoarse >= endCoarse) {
        for (long i = first; i < std::min(end, static_cast<long>(blocks.size())); ++i)
            widen(peak, blocks[i]);
        return peak;
    }
    widen(peak, overBlocks(level, first, firstCoarse * kBlock));
    widen(peak, overBlocks(level + 1, firstCoarse, endCoarse));
    widen(peak, overBlocks(level, endCoarse * kBlock, end));
    return peak;
}

Peak PeakPyramid::overSamples(double first, double end) const
{
    const std::vector<float>& samples = m_waveform->samples;
    const auto at = [&samples](double position) {
        const auto before = std::min(static_cast<std::size_t>(position), samples.size() - 1);
        const std::size_t after = std::min(before + 1, samples.size() - 1);
        return samples[before]
            + static_cast<float>(position - static_cast<double>(before)) * (samples[after] - samples[before]);
    };
    Peak peak = kNothing;
    for (const float value : {at(first), at(end)})
        widen(peak, {value, value});
    for (auto i = static_cast<std::size_t>(std::ceil(first)); static_cast<double>(i) < end; ++i)
        widen(peak, {samples[i], samples[i]});
    return peak;
}

} // namespace steerscope
