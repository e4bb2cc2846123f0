// SPDX-License-Identifier: MIT
// The session with the real engine and the shipped model. The words expected are the reference
// implementation's own for this sample (resources/samples).
#include "tests/core/session/session_events.h"

#include "core/audio/audio_file.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <filesystem>

using namespace steerscope;
using test::SessionEvents;

namespace {

const std::string kModel = STEERSCOPE_TEST_DATA "/demo/models/spoken-words";
constexpr int kPatience = 60'000; // milliseconds, for a loaded machine

std::shared_ptr<const Waveform> sample()
{
    static const auto audio = std::make_shared<const Waveform>(
        readAudio(STEERSCOPE_RESOURCES "/samples/left-stop-down.wav").waveform);
    return audio;
}

protocol::LoadModel wishFor(const std::string& model)
{
    protocol::LoadModel wish;
    wish.model = model;
    wish.device = "cpu";
    wish.dtype = "float32";
    wish.threads = 2;
    return wish;
}

} // namespace

class TestRealEngine : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    // A command that leaves the engine's process number where the test finds it.
    QStringList traceableEngine() const
    {
        QFile script(m_folder.filePath(QStringLiteral("engine.sh")));
        if (!script.exists() && script.open(QIODevice::WriteOnly)) {
            script.write("#!/bin/sh\necho $$ > \"$1\"\nexec \"$2\"\n");
            script.close();
            script.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        }
        return {script.fileName(), m_folder.filePath(QStringLiteral("pid")),
            QStringLiteral(STEERSCOPE_BIN "/steerscope-engine")};
    }
    void killEngine() const
    {
        QFile file(m_folder.filePath(QStringLiteral("pid")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const int pid = file.readAll().trimmed().toInt();
        QVERIFY(pid > 1);
        QCOMPARE(::kill(pid, SIGKILL), 0);
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }
    void wordsGatesAndWhatTheScaleDoes();
    void killedMidRunRecovers();
    void modelFolderDeletedWhileInUse();
    void asksWhyWhileRunsGoOn();
    void liveWordsComeAsTheyAreSpoken();
    void liveGoesOnWithTheNextEngine();
};

void TestRealEngine::wordsGatesAndWhatTheScaleDoes()
{
    EngineSession session;
    SessionEvents events(session);
    session.setCommand({QStringLiteral(STEERSCOPE_BIN "/steerscope-engine")});
    session.setBaselineWanted(true);
    session.loadModel(wishFor(kModel));
    session.setAudio(sample());
    QTRY_VERIFY_WITH_TIMEOUT(events.has(QStringLiteral("baseline words done")), kPatience);
    QVERIFY(events.has(QStringLiteral("steered text left stop down")));
    QCOMPARE(session.model()->steered.size(), std::size_t(6));
    QCOMPARE(session.model()->device, std::string("cpu"));

    RunOptions options;
    options.target = "left stop down";
    session.setOptions(options);
    QTRY_VERIFY_WITH_TIMEOUT(events.lines.filter(QStringLiteral("scored")).size() == 1, kPatience);
    const auto trained = events.lastTrace;
    SteeringSettings twice;
    twice.layers[5].multiplier = 2.0; // the last layer alone: those below come from the cache
    session.setSettings(twice);
    QTRY_VERIFY_WITH_TIMEOUT(events.lastTrace != trained, kPatience);
    const LayerTrace* before = trained->find(5);
    const LayerTrace* after = events.lastTrace->find(5);
    QVERIFY(before && after);
    QCOMPARE(after->effectiveScale, 2.0 * before->effectiveScale);
    QCOMPARE(events.lastTrace->find(0)->gates, trained->find(0)->gates);
    QTRY_COMPARE_WITH_TIMEOUT(events.count(QStringLiteral("steered words done")), 2, kPatience);
    QVERIFY(events.lastTimings.layersReused > 0);
    QCOMPARE(events.lines.filter(QStringLiteral("failed")), QStringList());
}

void TestRealEngine::asksWhyWhileRunsGoOn()
{
    EngineSession session;
    SessionEvents events(session);
    session.setCommand({QStringLiteral(STEERSCOPE_BIN "/steerscope-engine")});
    session.loadModel(wishFor(kModel));
    session.setAudio(sample());
    QTRY_VERIFY_WITH_TIMEOUT(events.has(QStringLiteral("steered words done")), kPatience);

    SweepRequest sweep;
    sweep.points = 5;
    sweep.reference.text = "left stop down";
    session.startStudy(sweep, {}, QStringLiteral("sample"));
    QVERIFY(session.studying());
    SteeringSettings half;
    half.master = 0.5;
    session.setSettings(half);
    QTRY_VERIFY_WITH_TIMEOUT(events.has(QStringLiteral("study done")), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(events.count(QStringLiteral("steered words done")), 2, kPatience);
    const auto& result = std::get<SweepResult>(events.lastStudy);
    QCOMPARE(result.points.size(), std::size_t(5));
    QCOMPARE(result.target, std::string("left stop down"));
    QCOMPARE(result.points.at(2).scale, 1.0);
    QCOMPARE(result.points.at(2).text, std::string("left stop down")); // what the first run said

    sweep.points = 1000; // long enough to be stopped
    session.startStudy(sweep, {}, QStringLiteral("sample"));
    session.startStudy(AblationRequest(), {}, QStringLiteral("sample")); // takes its place
    session.cancelStudy();
    QVERIFY(!session.studying());
    QCOMPARE(events.count(QStringLiteral("study failed cancelled")), 2);
    session.startStudy(HeardRequest(), {}, QStringLiteral("sample"));
    QTRY_COMPARE_WITH_TIMEOUT(events.count(QStringLiteral("study done")), 2, kPatience);
    QCOMPARE(std::get<HeardResult>(events.lastStudy).words.size(), std::size_t(3));
    QCOMPARE(events.lines.filter(QRegularExpression(QStringLiteral("^failed"))), QStringList());
}

void TestRealEngine::killedMidRunRecovers()
{
    EngineSession session;
    SessionEvents events(session);
    session.setCommand(traceableEngine());
    bool killed = false;
    connect(&session, &EngineSession::runStarted, this, [this, &killed] {
        if (!std::exchange(killed, true))
            killEngine();
    });
    session.loadModel(wishFor(kModel));
    session.setAudio(sample());
    QTRY_VERIFY_WITH_TIMEOUT(events.has(QStringLiteral("lost restarting=1")), kPatience);
    QVERIFY2(events.lostWhy.contains(QStringLiteral("signal 9")), qPrintable(events.lostWhy));
    QVERIFY(!events.has(QStringLiteral("steered text left stop down")));
    QTRY_VERIFY_WITH_TIMEOUT(events.has(QStringLiteral("steered text left stop down")), kPatience);
    QTRY_COMPARE(session.state(), EngineSession::State::Ready);
}

void TestRealEngine::modelFolderDeletedWhileInUse()
{
    const std::filesystem::path copy = m_folder.filePath(QStringLiteral("model")).toStdString();
    std::filesystem::copy(kModel, copy, std::filesystem::copy_options::recursive);
    EngineSession session;
    SessionEvents events(session);
    session.setCommand(traceableEngine());
    session.loadModel(wishFor(copy.string()));
    session.setAudio(sample());
    QTRY_VERIFY_WITH_TIMEOUT(events.has(QStringLiteral("steered words done")), kPatience);

    std::filesystem::remove_all(copy);
    SteeringSettings half;
    half.master = 0.5;
    session.setSettings(half); // what is loaded goes on working
    QTRY_COMPARE_WITH_TIMEOUT(events.count(QStringLiteral("steered words done")), 2, kPatience);

    killEngine(); // the next one cannot load it again, and says so
    QTRY_VERIFY_WITH_TIMEOUT(events.has(QStringLiteral("failed model")), kPatience);
    QVERIFY(events.lastError.message().find(copy.string()) != std::string::npos);
    QCOMPARE(session.state(), EngineSession::State::NoModel);
    session.loadModel(wishFor(kModel));
    QTRY_COMPARE_WITH_TIMEOUT(events.count(QStringLiteral("steered words done")), 3, kPatience);
}

namespace {

// 20 ms of the sample, over and over.
std::vector<float> piece(int number)
{
    const std::vector<float>& samples = sample()->samples;
    const std::size_t at = static_cast<std::size_t>(number) * 320 % (samples.size() - 320);
    const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(at);
    return {begin, begin + 320};
}

} // namespace

void TestRealEngine::liveWordsComeAsTheyAreSpoken()
{
    EngineSession session;
    SessionEvents events(session);
    session.setCommand({QStringLiteral(STEERSCOPE_BIN "/steerscope-engine")});
    session.loadModel(wishFor(kModel));
    session.startLive(); // before there is a model: it begins with it
    QTRY_COMPARE_WITH_TIMEOUT(session.state(), EngineSession::State::Running, kPatience);
    QVERIFY(session.live());
    session.feedLive(sample()->samples);
    session.endLive();
    QTRY_VERIFY_WITH_TIMEOUT(events.has(QStringLiteral("live ended")), kPatience);
    QVERIFY(!session.live());
    QString said;
    for (const QString& line : events.lines.filter(QRegularExpression(QStringLiteral("^final "))))
        said += line.section(QLatin1Char(' '), 2) + QLatin1Char(' ');
    for (const char* word : {"left", "stop", "down"})
        QVERIFY2(said.contains(QLatin1String(word)), qPrintable(said));
    QVERIFY(events.lastLive.final);
    QCOMPARE(events.lastLive.trace.layers.size(), std::size_t(6));
    QCOMPARE(events.lines.filter(QStringLiteral("failed")), QStringList());
}

void TestRealEngine::liveGoesOnWithTheNextEngine()
{
    EngineSession session;
    SessionEvents events(session);
    session.setCommand(traceableEngine());
    session.loadModel(wishFor(kModel));
    session.startLive();
    int pieces = 0;
    const auto speakUntil = [&](const QRegularExpression& line) {
        for (int turn = 0; turn < 3000 && events.lines.filter(line).isEmpty(); ++turn) {
            session.feedLive(piece(pieces++));
            QTest::qWait(5);
        }
    };
    speakUntil(QRegularExpression(QStringLiteral("^final ")));
    const int number = events.lastLive.trace.window;
    const double end = events.lastLive.segment.end;
    events.lines.clear();
    killEngine();
    speakUntil(QRegularExpression(QStringLiteral("^final ")));
    QVERIFY(events.has(QStringLiteral("lost restarting=1")));
    QVERIFY(events.lastLive.trace.window > number);
    QVERIFY(
        events.lastLive.segment.start >= end); // its place in the recording, not in the new engine's stream
    session.endLive();
    QTRY_VERIFY_WITH_TIMEOUT(events.has(QStringLiteral("live ended")), kPatience);
}

QTEST_GUILESS_MAIN(TestRealEngine)
#include "tst_real_engine.moc"
