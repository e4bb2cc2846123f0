// SPDX-License-Identifier: MIT
// Log-mel columns: means over frames, later windows over the padding of earlier ones.
#include "widgets/lanes/mel_tiles.h"

#include <QSignalSpy>
#include <QTest>
#include <cmath>

using namespace steerscope;

namespace {

constexpr double kStep = (MelTiles::kHighest - MelTiles::kLowest) / 255.0; // what a byte can tell apart

// Two mels; the lower one is `low` everywhere, the upper one rises from 0 by 0.01 a frame.
MelSpectrogram steps(int frames, float low)
{
    MelSpectrogram mel{2, frames, {}};
    mel.values.assign(frames, low);
    for (int t = 0; t < frames; ++t)
        mel.values.push_back(0.01F * static_cast<float>(t));
    return mel;
}

} // namespace

class TestMelTiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void meansOverFrames()
    {
        MelTiles tiles;
        tiles.setWindow(0, 0.0, steps(100, -0.5F));
        std::vector<double> means;
        tiles.meanOver({0.2, 0.4}, means); // frames 20..39: mean 0.295
        QCOMPARE(means.size(), std::size_t(2));
        QVERIFY(std::abs(means[0] + 0.5) <= kStep);
        QVERIFY(std::abs(means[1] - 0.295) <= kStep);
        tiles.meanOver({1.5, 1.6}, means);
        QVERIFY(means.empty());
    }

    void laterWindowsCoverPadding()
    {
        MelTiles tiles;
        tiles.setWindow(0, 0.0, steps(100, -0.5F));
        tiles.setWindow(1, 0.6, steps(100, 0.5F));
        std::vector<double> means;
        tiles.meanOver({0.7, 0.8}, means);
        QVERIFY(std::abs(means[0] - 0.5) <= kStep);
        tiles.meanOver({0.5, 0.7}, means); // half of each
        QVERIFY(std::abs(means[0]) <= kStep);
    }

    void anotherNumberOfMelsStartsAnew()
    {
        MelTiles tiles;
        tiles.setWindow(0, 0.0, steps(100, 0.0F));
        MelSpectrogram other{3, 10, std::vector<float>(30, 1.0F)};
        QSignalSpy reset(&tiles, &MelTiles::reset);
        tiles.setWindow(1, 2.0, other);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(tiles.mels(), 3);
        QCOMPARE(tiles.loudest(), 1.0);
        std::vector<double> means;
        tiles.meanOver({0.0, 0.5}, means);
        QVERIFY(means.empty());
    }
};

QTEST_GUILESS_MAIN(TestMelTiles)
#include "tst_mel_tiles.moc"
