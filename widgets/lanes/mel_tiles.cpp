// SPDX-License-Identifier: MIT
#include "widgets/lanes/mel_tiles.h"

#include "widgets/time/frame_range.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kLevels = 255.0;

std::uint8_t levelOf(float value)
{
    const double share = (value - MelTiles::kLowest) / (MelTiles::kHighest - MelTiles::kLowest);
    return static_cast<std::uint8_t>(std::lround(std::clamp(share, 0.0, 1.0) * kLevels));
}

double valueOf(double level)
{
    return MelTiles::kLowest + level / kLevels * (MelTiles::kHighest - MelTiles::kLowest);
}

} // namespace

MelTiles::MelTiles(QObject* parent)
    : QObject(parent)
{
}

void MelTiles::clear()
{
    m_tiles.clear();
    m_mels = 0;
    m_loudest = kLowest;
    Q_EMIT reset();
}

void MelTiles::setWindow(int window, double start, const MelSpectrogram& mel)
{
    if (mel.mels <= 0 || mel.frames <= 0)
        return;
    const bool otherModel = mel.mels != m_mels;
    if (otherModel)
        m_tiles.clear();
    m_mels = mel.mels;
    Tile& tile = m_tiles[window];
    tile.start = start;
    tile.frames = mel.frames;
    tile.loudest = *std::max_element(mel.values.begin(), mel.values.end());
    tile.cells.resize(mel.values.size());
    for (int m = 0; m < mel.mels; ++m)
        for (int t = 0; t < mel.frames; ++t)
            tile.cells[static_cast<std::size_t>(t) * mel.mels + m] = levelOf(mel.at(m, t));
    tile.sums = BlockSums<std::uint8_t>(tile.cells.data(), mel.frames, mel.mels);

    const double before = m_loudest;
    m_loudest = kLowest;
    for (const auto& [number, other] : m_tiles)
        m_loudest = std::max(m_loudest, other.loudest);
    if (otherModel || m_loudest != before)
        Q_EMIT reset();
    else
        Q_EMIT changed({start, start + mel.frames * kFrameSeconds});
}

void MelTiles::meanOver(const TimeSpan& span, std::vector<double>& means) const
{
    means.assign(m_mels, 0.0);
    int frames = 0;
    for (auto at = m_tiles.begin(); at != m_tiles.end(); ++at) {
        const Tile& tile = at->second;
        const auto next = std::next(at);
        const double end = next == m_tiles.end() ? span.end : next->second.start;
        if (end <= span.start || tile.start >= span.end)
            continue;
        const FrameRange range = framesIn({std::max(span.start, tile.start), std::min(span.end, end)},
            tile.start, kFrameSeconds, tile.frames);
        tile.sums.add(range.first, range.end, means.data());
        frames += range.count();
    }
    if (frames == 0)
        means.clear();
    for (double& mean : means)
        mean = valueOf(mean / frames);
}

} // namespace steerscope
