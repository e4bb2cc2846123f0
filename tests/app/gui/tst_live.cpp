// SPDX-License-Identifier: MIT
// Live transcription in the whole window with the real engine. The sound comes from a file, by the signals
// with which the recorder brings what a microphone hears (tests/core/audio/tst_recorder.cpp has a real one).
#include "app/gui/recording_controller.h"
#include "app/gui/steering_course.h"
#include "app/gui/transcript_dock.h"
#include "app/gui/workspace.h"
#include "core/audio/audio_file.h"
#include "tests/app/gui/window_fixture.h"
#include "widgets/heatmap/gate_store.h"
#include "widgets/lanes/mel_tiles.h"
#include "widgets/steering/steering_model.h"
#include "widgets/time/time_view.h"

#include <QFile>
#include <QTemporaryDir>

using namespace steerscope;
using test::kPatience;
using test::sampleFile;
using test::WindowFixture;

namespace {

constexpr std::size_t kPiece = 528; // 33 ms

const QString kSample = QStringLiteral("left-stop-down.wav");

std::vector<float> sound()
{
    return readAudio(sampleFile(kSample).toStdString()).waveform.samples;
}

void begin(const WindowFixture& fixture)
{
    Q_EMIT fixture.parts().recorder->started(kModelSampleRate);
}

void speak(const WindowFixture& fixture, std::span<const float> samples)
{
    for (std::size_t at = 0; at < samples.size(); at += kPiece) {
        const auto piece = samples.subspan(at, std::min(kPiece, samples.size() - at));
        Q_EMIT fixture.parts().recorder->samplesArrived({piece.begin(), piece.end()}, kModelSampleRate);
        QTest::qWait(1);
    }
}

void end(const WindowFixture& fixture)
{
    Q_EMIT fixture.parts().recorder->stateChanged();
    Q_EMIT fixture.parts().recorder->finished(sampleFile(kSample));
}

} // namespace

class TestLive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void wordsComeWhileRecordingAndStay();
    void steeringIsMovedWhileSpeaking();
    void theCourseOfSteeringIsKept();
    void switchedOffNothingIsSaidBeforeTheEnd();
};

void TestLive::wordsComeWhileRecordingAndStay()
{
    WindowFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.values().session.model(), kPatience);
    const Document& document = fixture.values().document;
    TranscriptView* words = fixture.parts().transcript->words();
    begin(fixture);
    speak(fixture, sound());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.words().contains(QStringLiteral("left")), kPatience);
    QVERIFY(!document.isOpen());
    QCOMPARE(words->state(), TranscriptView::State::Live);
    QVERIFY(fixture.values().gates.windows() > 0);
    QVERIFY(fixture.values().gates.trace(0));
    QCOMPARE(fixture.parts().workspace->lanes()->mel()->mels(), 80);
    QVERIFY(fixture.values().time.duration() > 2.0);

    QStringList said;
    connect(&fixture.values().session, &EngineSession::liveEnded, this,
        [&] { said << words->text(TranscriptView::Lane::Steered); });
    end(fixture);
    QTRY_VERIFY_WITH_TIMEOUT(document.isOpen(), kPatience);
    QCOMPARE(document.path(), sampleFile(kSample));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled(), kPatience);
    QCOMPARE(said.size(), 1);
    QCOMPARE(words->text(TranscriptView::Lane::Steered), said.at(0)); // cut as it was, so the same words
    QCOMPARE(words->state(), TranscriptView::State::Settled);
    QVERIFY2(fixture.errors().isEmpty(), qPrintable(fixture.errors().join(QLatin1Char('\n'))));

    fixture.action(ActionId::CloseRecording)->trigger();
    QVERIFY(fixture.parts().runs->options().cuts.empty() || !document.isOpen());
    Q_EMIT fixture.parts().recorder->finished(sampleFile(QStringLiteral("no.wav"))); // nothing was said live
    QTRY_VERIFY_WITH_TIMEOUT(document.isOpen(), kPatience);
    QVERIFY(fixture.parts().runs->options().cuts.empty());
}

void TestLive::steeringIsMovedWhileSpeaking()
{
    WindowFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.values().session.model(), kPatience);
    const GateStore& gates = fixture.values().gates;
    begin(fixture);
    speak(fixture, sound());
    QTRY_VERIFY_WITH_TIMEOUT(gates.windows() > 0 && gates.trace(0), kPatience);
    const double trained = gates.trace(0)->layers[0].effectiveScale;
    fixture.values().steering.setMaster(2.0);
    speak(fixture, sound());
    const auto newest = [&] { return gates.trace(gates.windows() - 1)->layers[0].effectiveScale; };
    QTRY_COMPARE_WITH_TIMEOUT(newest(), 2.0 * trained, kPatience);
    QCOMPARE(gates.trace(0)->layers[0].effectiveScale, trained); // what was final stays
    end(fixture);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled(), kPatience);
    QCOMPARE(gates.trace(0)->layers[0].effectiveScale, 2.0 * trained); // the recording, at today's setting
}

void TestLive::theCourseOfSteeringIsKept()
{
    const QTemporaryDir folder;
    const QString recording = folder.filePath(QStringLiteral("a talk.wav"));
    const QString file = courseFile(recording);
    QCOMPARE(file, folder.filePath(QStringLiteral("a talk.steering.jsonl")));
    QVERIFY(readCourse(file).empty());
    SteeringSettings louder;
    louder.master = 2.0;
    SteeringSettings other = louder;
    other.layers[2].mute = {3};
    QVERIFY(appendToCourse(file, {0.0, {}}));
    QVERIFY(appendToCourse(file, {1.25, louder}));
    QVERIFY(appendToCourse(file, {3.5, other}));
    QFile killed(file);
    QVERIFY(killed.open(QIODevice::Append | QIODevice::WriteOnly));
    killed.write("{\"seconds\": 4.0, \"sett");
    killed.close();
    const std::vector<CoursePoint> course = readCourse(file);
    QCOMPARE(course.size(), std::size_t(3));
    QCOMPARE(course[1].seconds, 1.25);
    QVERIFY(course[2].settings == other);
    QCOMPARE(courseText(course[0].settings), QStringLiteral("as trained"));
    QCOMPARE(courseText(course[2].settings), QStringLiteral("master 2.00, layers changed: 1"));
}

void TestLive::switchedOffNothingIsSaidBeforeTheEnd()
{
    WindowFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.values().session.model(), kPatience);
    fixture.action(ActionId::Live)->trigger();
    begin(fixture);
    speak(fixture, sound());
    QVERIFY(!fixture.values().session.live());
    QCOMPARE(fixture.words(), QString());
    QCOMPARE(fixture.parts().workspace->lanes()->mel()->mels(), 80); // the sound is seen all the same
    end(fixture);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled(), kPatience);
    QCOMPARE(fixture.words(), QStringLiteral("left stop down"));
}

QTEST_MAIN(TestLive)
#include "tst_live.moc"
