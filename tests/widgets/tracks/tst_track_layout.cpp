// SPDX-License-Identifier: MIT
// Rows follow the room: by hand, for every number of layers that models have.
#include "widgets/tracks/track_layout.h"

#include <QTest>
#include <numeric>

using namespace steerscope;

class TestTrackLayout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sixtyFourLayersFitThousandAndEightyLines()
    {
        std::vector<int> layers(64);
        std::iota(layers.begin(), layers.end(), 0);
        // What a window of 1080 lines leaves beside waveform, spectrogram, detail, bars and its frame.
        const TrackLayout layout = layoutTracks(layers, 480, true);
        QCOMPARE(layout.rowHeight, 7);
        QVERIFY(layout.totalHeight <= 480);
        QVERIFY(layout.compact());
    }

    void rowsAreNeitherTooLowNorTooHigh()
    {
        QCOMPARE(layoutTracks({0, 1, 2}, 900, true).rowHeight, TrackLayout::kLargestRow);
        QCOMPARE(layoutTracks({0, 1, 2}, 1, true).rowHeight, TrackLayout::kSmallestRow);
        QVERIFY(!layoutTracks({0, 1, 2}, 42, true).compact());
        QVERIFY(layoutTracks({0, 1, 2}, 41, true).compact());
        QCOMPARE(layoutTracks({}, 500, true).totalHeight, 0);
    }

    void deepestOnTopOrBelow()
    {
        QCOMPARE(layoutTracks({0, 1, -1}, 90, true).layers, (std::vector<int>{-1, 1, 0}));
        QCOMPARE(layoutTracks({0, 1, -1}, 90, false).layers, (std::vector<int>{0, 1, -1}));
    }

    void rowsAndHeightsGoBothWays()
    {
        const TrackLayout layout = layoutTracks({4, 5, 6}, 60, true);
        for (int row = 0; row < 3; ++row) {
            QCOMPARE(layout.rowAt(layout.yOf(row)), row);
            QCOMPARE(layout.rowAt(layout.yOf(row) + layout.rowHeight - 1), row);
        }
        QCOMPARE(layout.rowAt(-1), -1);
        QCOMPARE(layout.rowAt(60), -1);
        QCOMPARE(layout.rowOf(6), 0);
        QCOMPARE(layout.rowOf(9), -1);
    }
};

QTEST_GUILESS_MAIN(TestTrackLayout)
#include "tst_track_layout.moc"
