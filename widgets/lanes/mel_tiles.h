// SPDX-License-Identifier: MIT
// The encoder's input of every audio window, kept small for drawing: a byte a cell, an hour of 128 mels takes
// 53 MB.
#pragma once

#include "core/base/mel_spectrogram.h"
#include "widgets/time/block_sums.h"
#include "widgets/time/time_view.h"

#include <QObject>
#include <cstdint>
#include <map>
#include <vector>

namespace steerscope {

class MelTiles : public QObject {
    Q_OBJECT
public:
    static constexpr double kFrameSeconds = 0.01;
    // Values are (log10 power + 4) / 4; what lies outside is drawn as the nearest that can be kept.
    static constexpr double kLowest = -1.5;
    static constexpr double kHighest = 2.0;
    // Whisper's features are cut off this far below the loudest cell of their window.
    static constexpr double kRange = 2.0;

    explicit MelTiles(QObject* parent = nullptr);

    void clear();
    // One audio window that begins at `start` seconds of the recording. Where windows overlap (padding), the
    // later one is seen.
    void setWindow(int window, double start, const MelSpectrogram& mel);

    int mels() const { return m_mels; } // of the newest window; 0: nothing to draw
    double loudest() const { return m_loudest; } // largest value of all windows
    // Mean over the frames of a stretch, [mels], lowest first; empty where there is none.
    void meanOver(const TimeSpan& span, std::vector<double>& means) const;

Q_SIGNALS:
    void changed(const steerscope::TimeSpan& span); // these seconds look different
    void reset(); // everything does

private:
    struct Tile {
        double start = 0.0;
        int frames = 0;
        double loudest = 0.0;
        std::vector<std::uint8_t> cells; // [frames, mels]
        BlockSums<std::uint8_t> sums;
    };

    int m_mels = 0;
    double m_loudest = kLowest;
    std::map<int, Tile> m_tiles;
};

} // namespace steerscope
