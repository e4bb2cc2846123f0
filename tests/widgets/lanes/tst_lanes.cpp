// SPDX-License-Identifier: MIT
// The lanes themselves: what they paint, what painting costs, what the mouse does.
#include "widgets/lanes/audio_peaks.h"
#include "widgets/lanes/mel_tiles.h"
#include "widgets/lanes/overview_lane.h"
#include "widgets/lanes/ruler_lane.h"
#include "widgets/lanes/segment_blocks.h"
#include "widgets/lanes/spectrogram_lane.h"
#include "widgets/lanes/waveform_lane.h"
#include "widgets/lanes/words_lane.h"

#include <QSignalSpy>
#include <QTest>

using namespace steerscope;

namespace {

// A second of silence, then a second at full scale.
std::shared_ptr<Waveform> silenceThenSquare()
{
    auto waveform = std::make_shared<Waveform>();
    waveform->samples.assign(16000, 0.0F);
    for (int i = 0; i < 16000; ++i)
        waveform->samples.push_back(i % 2 ? 0.5F : -0.5F);
    return waveform;
}

std::vector<Segment> segments()
{
    return {{0.5, 1.0, "seven", {}}, {1.0, 1.5, "three", {}}, {1.75, 2.0, "one", {}}};
}

} // namespace

class TestLanes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void waveformFillsItsLane()
    {
        TimeView view;
        AudioPeaks audio;
        WaveformLane lane(&view, &audio);
        lane.resize(200, 41);
        audio.setWaveform(silenceThenSquare());
        view.setDuration(2.0);
        const QImage image = lane.grab().toImage();
        const LaneColours colours = laneColours(lane.palette());
        QCOMPARE(image.pixelColor(50, 5), colours.background);
        QCOMPARE(image.pixelColor(50, 20), colours.wave);
        QCOMPARE(image.pixelColor(150, 0), colours.wave);
        QCOMPARE(image.pixelColor(150, 40), colours.wave);
    }

    void recordingGrowsTheWaveform()
    {
        AudioPeaks audio;
        audio.startRecording(16000);
        QSignalSpy changed(&audio, &AudioPeaks::changed);
        QSignalSpy reset(&audio, &AudioPeaks::reset);
        const std::vector<float> loud(1600, 0.5F);
        audio.append(loud);
        QCOMPARE(reset.count(), 1); // louder than the lane's scale so far
        audio.append(loud);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(audio.peaks()->seconds(), 0.2);
    }

    void spectrogramShowsLowFrequenciesBelow()
    {
        TimeView view;
        MelTiles tiles;
        SpectrogramLane lane(&view, &tiles);
        lane.resize(100, 40);
        view.setDuration(1.0);
        MelSpectrogram mel{2, 50, std::vector<float>(50, 1.0F)}; // the lower mel is loud
        mel.values.insert(mel.values.end(), 50, -1.0F);
        tiles.setWindow(0, 0.0, mel);
        const QImage image = lane.grab().toImage();
        QCOMPARE(image.pixelColor(20, 35), QColor(0xfde725)); // ends of viridis
        QCOMPARE(image.pixelColor(20, 5), QColor(0x440154));
        QCOMPARE(image.pixelColor(80, 5), laneColours(lane.palette()).background);
    }

    void segmentsLieAtTheirTimes()
    {
        const auto blocks = layoutSegments(segments(), {0.75, 1.75}, {1000.0, 24.0});
        QCOMPARE(blocks.size(), std::size_t(2));
        QCOMPARE(blocks[0].segment, 0);
        QCOMPARE(blocks[0].frame.left(), 0.0);
        QCOMPARE(blocks[0].frame.right(), 249.0);
        QCOMPARE(blocks[1].frame.left(), 250.0);
        QVERIFY(blocks[1].text.isValid());
        QVERIFY(layoutSegments(segments(), {0.0, 100.0}, {1000.0, 24.0}).front().text.isEmpty());
        QCOMPARE(segmentAt(segments(), 0.6), 0);
        QCOMPARE(segmentAt(segments(), 1.0), 1);
        QCOMPARE(segmentAt(segments(), 1.6), -1);
        QCOMPARE(segmentAt(segments(), 9.0), -1);
    }

    void clickOnAWordSeeksItsStart()
    {
        TimeView view;
        view.setDuration(2.0);
        WordsLane lane(&view);
        lane.resize(200, 24);
        lane.setSegments(segments());
        QSignalSpy seek(&view, &TimeView::seekRequested);
        QSignalSpy clicked(&lane, &WordsLane::segmentClicked);
        QTest::mouseClick(&lane, Qt::LeftButton, {}, {130, 12});
        QCOMPARE(seek.takeFirst().first().toDouble(), 1.0);
        QCOMPARE(clicked.takeFirst().first().toInt(), 1);
        QTest::mouseDClick(&lane, Qt::LeftButton, {}, {130, 12});
        QCOMPARE(view.selection(), (TimeSpan{1.0, 1.5}));
    }

    void clickOnATimedWordSelectsIt()
    {
        TimeView view;
        view.setDuration(2.0);
        WordsLane lane(&view);
        lane.resize(200, 24);
        const TimedWord word{"three", 1.0, 1.5, 0.9};
        lane.setSegments({{0.0, 0.9, "a segment", {}}, {1.0, 1.5, "three", {}, {word}, WordSource::Ctc}});
        QSignalSpy played(&lane, &WordsLane::wordClicked);
        QTest::mouseClick(&lane, Qt::LeftButton, {}, {30, 12});
        QVERIFY(!view.selection());
        QVERIFY(played.isEmpty());
        QTest::mouseClick(&lane, Qt::LeftButton, {}, {130, 12});
        QCOMPARE(view.selection(), (TimeSpan{1.0, 1.5}));
        QCOMPARE(played.size(), 1);
    }

    void frameIsTakenByEdgesAndMiddle()
    {
        QCOMPARE(gripAt(103.0, 100.0, 200.0, 5.0), FrameGrip::LeftEdge);
        QCOMPARE(gripAt(196.0, 100.0, 200.0, 5.0), FrameGrip::RightEdge);
        QCOMPARE(gripAt(150.0, 100.0, 200.0, 5.0), FrameGrip::Inside);
        QCOMPARE(gripAt(80.0, 100.0, 200.0, 5.0), FrameGrip::Outside);
    }

    void overviewDragsTheFrame()
    {
        TimeView view;
        view.setDuration(100.0);
        view.setVisible(20.0, 40.0);
        AudioPeaks audio;
        OverviewLane lane(&view, &audio);
        lane.resize(1000, 30);
        const auto drag = [&lane](QPoint from, QPoint to) {
            QTest::mousePress(&lane, Qt::LeftButton, {}, from);
            QTest::mouseMove(&lane, to);
            QTest::mouseRelease(&lane, Qt::LeftButton, {}, to);
        };
        drag({300, 15}, {400, 15});
        QVERIFY(std::abs(view.start() - 30.0) < 1e-9);
        drag({500, 15}, {600, 15});
        QVERIFY(std::abs(view.start() - 30.0) < 1e-9);
        QVERIFY(std::abs(view.end() - 60.0) < 1e-9);
        QTest::mouseClick(&lane, Qt::LeftButton, {}, {850, 15});
        QVERIFY(std::abs(view.start() - 70.0) < 1e-9);
        QTest::mouseDClick(&lane, Qt::LeftButton, {}, {850, 15});
        QVERIFY(view.fitsAll());
    }

    void everyLaneHasANameAndTakesTheKeys()
    {
        TimeView view;
        AudioPeaks audio;
        MelTiles mel;
        RulerLane ruler(&view);
        OverviewLane overview(&view, &audio);
        WaveformLane waveform(&view, &audio);
        SpectrogramLane spectrogram(&view, &mel);
        WordsLane words(&view);
        for (QWidget* lane :
            std::initializer_list<QWidget*>{&ruler, &overview, &waveform, &spectrogram, &words}) {
            QVERIFY(!lane->accessibleName().isEmpty());
            QVERIFY(!lane->accessibleDescription().isEmpty());
            QCOMPARE(lane->focusPolicy(), Qt::StrongFocus);
            lane->resize(300, 30);
            QVERIFY(!lane->grab().isNull()); // nothing loaded: no crash, no warning
        }
    }
};

QTEST_MAIN(TestLanes)
#include "tst_lanes.moc"
