// SPDX-License-Identifier: MIT
#include "app/gui/live_mel.h"

#include "widgets/lanes/mel_tiles.h"

#include <algorithm>

namespace steerscope {

namespace {

constexpr int kTileSeconds
    = 4; // long enough that its seams are rare, short enough to draw ten times a second
constexpr std::size_t kTileSamples = std::size_t{kTileSeconds} * kModelSampleRate;
constexpr std::size_t kDrawStep = kModelSampleRate / 10;

} // namespace

void LiveMel::start(int mels)
{
    LogMelOptions options;
    options.mels = mels;
    m_mel.emplace(options);
    m_tile = 0;
    m_sound.clear();
    m_drawn = 0;
    m_tiles->clear();
}

void LiveMel::append(std::span<const float> samples)
{
    while (m_mel && !samples.empty()) {
        const std::size_t now = std::min(samples.size(), kTileSamples - m_sound.size());
        m_sound.insert(m_sound.end(), samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(now));
        samples = samples.subspan(now);
        const bool full = m_sound.size() == kTileSamples;
        if (full || m_sound.size() - m_drawn >= kDrawStep)
            draw();
        if (full) {
            ++m_tile;
            m_sound.clear();
            m_drawn = 0;
        }
    }
}

void LiveMel::draw()
{
    const int hop = m_mel->options().hop;
    const int window = static_cast<int>(m_sound.size()) / hop * hop;
    m_tiles->setWindow(m_tile, static_cast<double>(m_tile) * kTileSeconds, m_mel->compute(m_sound, window));
    m_drawn = m_sound.size();
}

} // namespace steerscope
