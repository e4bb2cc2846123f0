// SPDX-License-Identifier: MIT
// The lanes of the sound, above the rows of the layers: overview, ruler, waveform, spectrogram, words. Names
// stand in the left gutter; the heights of waveform and spectrogram are the user's.
#pragma once

#include "app/gui/track_area.h"
#include "widgets/lanes/audio_peaks.h"
#include "widgets/lanes/mel_tiles.h"
#include "widgets/lanes/ruler_lane.h"
#include "widgets/lanes/spectrogram_lane.h"
#include "widgets/lanes/words_lane.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QSplitter;

namespace steerscope {

class LaneStack : public QWidget {
    Q_OBJECT

public:
    explicit LaneStack(TimeView* time, QWidget* parent = nullptr);

    void setGutters(const Gutters& gutters);
    AudioPeaks* peaks() const { return m_peaks; }
    MelTiles* mel() const { return m_mel; }
    SpectrogramLane* spectrogram() const { return m_spectrogram; }
    RulerLane* ruler() const { return m_ruler; }
    WordsLane* words() const { return m_words; }
    // The lanes, for context menus.
    const std::vector<QWidget*>& lanes() const { return m_lanes; }

    QByteArray heights() const; // for the next start
    void restoreHeights(const QByteArray& heights);
    void resetHeights();

private:
    QWidget* addRow(const QString& name, const QString& what, QWidget* lane);

    AudioPeaks* m_peaks;
    MelTiles* m_mel;
    SpectrogramLane* m_spectrogram = nullptr;
    RulerLane* m_ruler = nullptr;
    WordsLane* m_words = nullptr;
    QSplitter* m_splitter = nullptr;
    std::vector<QHBoxLayout*> m_rows;
    std::vector<QWidget*> m_names;
    std::vector<QWidget*> m_lanes;
};

} // namespace steerscope
