// SPDX-License-Identifier: MIT
// The session against a fake engine that speaks the protocol (fake_engine.cpp).
#include "tests/core/session/session_events.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace steerscope;
using test::SessionEvents;

namespace {

const QString kFakeEngine = QStringLiteral(STEERSCOPE_BIN "/fake_engine");

std::shared_ptr<const Waveform> oneSecond()
{
    return std::make_shared<const Waveform>(Waveform{std::vector<float>(16000), kModelSampleRate});
}

SteeringSettings masterOf(double master)
{
    SteeringSettings settings;
    settings.master = master;
    return settings;
}

protocol::LoadModel wishFor(const char* model)
{
    protocol::LoadModel wish;
    wish.model = model;
    return wish;
}

} // namespace

class TestEngineSession : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    // The fake engine's own account of what it was told.
    QStringList engineLines() const
    {
        QFile file(path(QStringLiteral("log")));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }
    void begin(EngineSession& session, const QStringList& arguments = {})
    {
        session.setCommand(
            QStringList{kFakeEngine, QStringLiteral("--log"), path(QStringLiteral("log"))} + arguments);
        session.loadModel(wishFor("demo")); // starts the engine too
        session.setAudio(oneSecond());
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        QFile::remove(path(QStringLiteral("log")));
    }

    void loadsRunsAndTellsInOrder();
    void baselineRunsOnceWhateverTheSettings();
    void latestSettingsWin();
    void slidingShowsGatesOnTheWay();
    void longQuickRunGivesWay();
    void targetIsScoredWithoutNewWords();
    void staleAnswersAreDropped();
    void cancelStopsAndStaysStopped();
    void deathMidRunIsToldAndRecovered();
    void deathInARowGivesUpWithARemedy();
    void garbageIsALostEngine();
    void missingProgramIsSaid();
    void otherVersionIsSaid();
    void failedLoadLeavesTheEngineUsable();
    void unloadAndAnotherModel();
    void importReportsAndIsCancelled();
    void anyCommandLineIsAnEngine();
};

void TestEngineSession::loadsRunsAndTellsInOrder()
{
    EngineSession session;
    SessionEvents events(session);
    begin(session);
    QCOMPARE(session.state(), EngineSession::State::Starting);
    QTRY_VERIFY(events.has(QStringLiteral("steered words done")));
    const QStringList expected{QStringLiteral("ready"), QStringLiteral("progress loading"),
        QStringLiteral("loaded demo"), QStringLiteral("steered words begin"),
        QStringLiteral("steered gates 1"), QStringLiteral("steered token word"),
        QStringLiteral("steered text word"), QStringLiteral("steered words done")};
    QCOMPARE(events.lines, expected);
    QCOMPARE(session.state(), EngineSession::State::Ready);
    QVERIFY(session.model());
    QVERIFY(session.engine());
    QTRY_VERIFY(session.engineLog().contains(QStringLiteral("fake engine says hello")));
}

void TestEngineSession::baselineRunsOnceWhateverTheSettings()
{
    EngineSession session;
    SessionEvents events(session);
    session.setBaselineWanted(true);
    begin(session);
    QTRY_VERIFY(events.has(QStringLiteral("baseline words done")));
    QVERIFY(events.lines.indexOf(QStringLiteral("steered words done"))
        < events.lines.indexOf(QStringLiteral("baseline words begin")));
    session.setSettings(masterOf(2.0));
    QTRY_COMPARE(events.count(QStringLiteral("steered words done")), 2);
    RunOptions options;
    options.prompt = "another";
    session.setOptions(options); // what the words depend on, so the baseline is due again
    QTRY_COMPARE(events.count(QStringLiteral("baseline words done")), 2);
    QCOMPARE(engineLines().filter(QStringLiteral("run baseline")).size(), 2);
}

void TestEngineSession::latestSettingsWin()
{
    EngineSession session;
    SessionEvents events(session);
    begin(session, {QStringLiteral("--run-ms"), QStringLiteral("600000")}); // words would take ten minutes
    QTRY_VERIFY(events.has(QStringLiteral("steered gates 1")));
    session.setSettings(masterOf(2.0));
    session.setSettings(masterOf(3.0));
    // Gates of a change come at once, words after the quiet; the endless decode of the old setting is in
    // nobody's way.
    QTRY_COMPARE(events.count(QStringLiteral("steered gates 3")), 2);
    const QStringList lines = engineLines();
    QCOMPARE(lines.last(), QStringLiteral("run full 3"));
    QVERIFY(lines.contains(QStringLiteral("run full 1")));
    QVERIFY(lines.indexOf(QStringLiteral("run quick 3")) < lines.indexOf(QStringLiteral("run full 3")));
    QVERIFY(!events.has(QStringLiteral("steered words done")));
    QVERIFY(!events.lines.filter(QStringLiteral("failed")).size());
}

void TestEngineSession::slidingShowsGatesOnTheWay()
{
    EngineSession session;
    SessionEvents events(session);
    begin(session, {QStringLiteral("--quick-ms"), QStringLiteral("20")});
    QTRY_VERIFY(events.has(QStringLiteral("steered words done")));
    for (int step = 1; step <= 60; ++step) { // a slider at 100 changes a second
        session.setSettings(masterOf(1.0 + step));
        QTest::qWait(10);
    }
    QTRY_COMPARE(engineLines().last(), QStringLiteral("run full 61"));
    const QStringList runs = engineLines().filter(QStringLiteral("run "));
    QVERIFY(runs.filter(QStringLiteral("full")).size()
        < 10); // no words while it moved (unless this machine stalls)
    QVERIFY(events.lines.filter(QStringLiteral("steered gates ")).size() > 5);
    QVERIFY(runs.size() < 60); // what was overtaken never ran
}

void TestEngineSession::longQuickRunGivesWay()
{
    EngineSession session;
    SessionEvents events(session);
    begin(session, {QStringLiteral("--quick-ms"), QStringLiteral("600000")});
    QTRY_VERIFY(events.has(QStringLiteral("steered words done")));
    session.setSettings(masterOf(2.0));
    QTRY_VERIFY(engineLines().contains(QStringLiteral("run quick 2")));
    QTRY_VERIFY(events.has(QStringLiteral("steered gates 2"))); // those of the full run that replaced it
    QCOMPARE(engineLines().last(), QStringLiteral("run full 2"));
}

void TestEngineSession::targetIsScoredWithoutNewWords()
{
    EngineSession session;
    SessionEvents events(session);
    begin(session);
    QTRY_VERIFY(events.has(QStringLiteral("steered words done")));
    RunOptions options;
    options.target = "right words";
    session.setOptions(options);
    QTRY_VERIFY(events.has(QStringLiteral("scored -1")));
    QTRY_VERIFY(events.has(QStringLiteral("steered gates done")));
    options.firstWindow = 3; // what is in view changes nothing
    session.setOptions(options);
    QTest::qWait(250);
    QCOMPARE(events.count(QStringLiteral("steered words begin")), 1);
    QCOMPARE(events.count(QStringLiteral("steered gates begin")), 1);
    session.setSettings(masterOf(2.0));
    QTRY_COMPARE(events.count(QStringLiteral("scored -2")), 2); // with the gates, and again with the words
}

void TestEngineSession::staleAnswersAreDropped()
{
    EngineSession session;
    SessionEvents events(session);
    begin(session, {QStringLiteral("--stale")});
    session.setSettings(masterOf(2.0));
    QTRY_VERIFY(events.has(QStringLiteral("steered words done")));
    QTest::qWait(250);
    QVERIFY(!events.has(QStringLiteral("steered gates -99")));
    QVERIFY(!events.has(QStringLiteral("steered token stale")));
    QCOMPARE(events.lines.filter(QStringLiteral(" done")).size(),
        events.lines.filter(QStringLiteral(" begin")).size());
}

void TestEngineSession::cancelStopsAndStaysStopped()
{
    EngineSession session;
    SessionEvents events(session);
    session.setBaselineWanted(true);
    begin(session, {QStringLiteral("--run-ms"), QStringLiteral("600000")});
    QTRY_VERIFY(events.has(QStringLiteral("steered gates 1")));
    session.cancel();
    QCOMPARE(events.lines.last(), QStringLiteral("failed cancelled"));
    QCOMPARE(session.state(), EngineSession::State::Ready);
    QTRY_VERIFY(engineLines().contains(QStringLiteral("cancel")));
    const qsizetype before = events.lines.size();
    QTest::qWait(250);
    QCOMPARE(events.lines.size(), before);
    session.run();
    QTRY_COMPARE(events.count(QStringLiteral("steered gates 1")), 2);
}

void TestEngineSession::deathMidRunIsToldAndRecovered()
{
    const QString trap = path(QStringLiteral("trap"));
    QVERIFY(QFile(trap).open(QIODevice::WriteOnly));
    EngineSession session;
    SessionEvents events(session);
    session.setSettings(masterOf(2.0));
    begin(session, {QStringLiteral("--die-in-run"), trap});
    QTRY_VERIFY(events.has(QStringLiteral("lost restarting=1")));
    QVERIFY2(events.lostWhy.contains(QStringLiteral("signal 9")), qPrintable(events.lostWhy));
    QVERIFY2(events.lostWhy.contains(QStringLiteral("about to die")), qPrintable(events.lostWhy));
    QCOMPARE(session.state(), EngineSession::State::Starting);
    QVERIFY(!session.model());
    QTRY_VERIFY(events.has(QStringLiteral("steered words done")));
    QCOMPARE(session.state(), EngineSession::State::Ready);
    QVERIFY(session.engineLog().contains(QStringLiteral("about to die")));
    const QStringList life{QStringLiteral("hello"), QStringLiteral("audio 16000"),
        QStringLiteral("load demo"), QStringLiteral("run full 2")};
    QCOMPARE(engineLines().mid(engineLines().size() - 4), life);
}

void TestEngineSession::deathInARowGivesUpWithARemedy()
{
    EngineSession session;
    SessionEvents events(session);
    begin(session, {QStringLiteral("--die-always")});
    QTRY_VERIFY_WITH_TIMEOUT(events.has(QStringLiteral("lost restarting=0")), 15000);
    QCOMPARE(events.count(QStringLiteral("lost restarting=1")), 2);
    QCOMPARE(session.state(), EngineSession::State::Stopped);
    QCOMPARE(events.lastError.code, ErrorCode::EngineLost);
    QVERIFY(!events.lastError.remedy.empty());
    QCOMPARE(events.lines.last(), QStringLiteral("failed engine_lost"));
    session.start(); // the user tries again: three more lives
    QTRY_COMPARE(events.count(QStringLiteral("ready")), 4);
}

void TestEngineSession::garbageIsALostEngine()
{
    EngineSession session;
    SessionEvents events(session);
    begin(session, {QStringLiteral("--garbage")});
    QTRY_VERIFY(events.has(QStringLiteral("lost restarting=1")));
    QVERIFY2(events.lostWhy.contains(QStringLiteral("no answer")), qPrintable(events.lostWhy));
}

void TestEngineSession::missingProgramIsSaid()
{
    EngineSession session;
    SessionEvents events(session);
    session.setCommand({path(QStringLiteral("no-such-engine"))});
    session.start();
    QTRY_VERIFY(events.has(QStringLiteral("failed engine_lost")));
    QVERIFY(events.has(QStringLiteral("lost restarting=0")));
    QVERIFY(events.lostWhy.contains(QStringLiteral("no-such-engine")));
    QCOMPARE(session.state(), EngineSession::State::Stopped);
}

void TestEngineSession::otherVersionIsSaid()
{
    EngineSession session;
    SessionEvents events(session);
    begin(session, {QStringLiteral("--version"), QStringLiteral("7")});
    QTRY_VERIFY(events.has(QStringLiteral("failed protocol")));
    QVERIFY(QString::fromStdString(events.lastError.what).contains(QStringLiteral("version 7")));
    QCOMPARE(session.state(), EngineSession::State::Stopped);
}

void TestEngineSession::failedLoadLeavesTheEngineUsable()
{
    EngineSession session;
    SessionEvents events(session);
    session.setCommand({kFakeEngine});
    session.loadModel(wishFor("missing"));
    QTRY_VERIFY(events.has(QStringLiteral("failed model")));
    QCOMPARE(events.lastError.where, std::string("missing"));
    QCOMPARE(session.state(), EngineSession::State::NoModel);
    session.loadModel(wishFor("demo"));
    QTRY_VERIFY(events.has(QStringLiteral("loaded demo")));
    QCOMPARE(session.state(), EngineSession::State::Ready);
}

void TestEngineSession::unloadAndAnotherModel()
{
    EngineSession session;
    SessionEvents events(session);
    begin(session);
    QTRY_VERIFY(events.has(QStringLiteral("steered words done")));
    session.unloadModel();
    QTRY_VERIFY(events.has(QStringLiteral("unloaded")));
    QVERIFY(!session.model());
    session.loadModel(wishFor("other"));
    QTRY_COMPARE(events.count(QStringLiteral("steered words done")), 2);
    QVERIFY(events.has(QStringLiteral("loaded other")));
    session.setAudio(nullptr);
    session.run();
    QTest::qWait(100);
    QCOMPARE(events.count(QStringLiteral("steered words begin")), 2);
}

void TestEngineSession::importReportsAndIsCancelled()
{
    EngineSession session;
    SessionEvents events(session);
    session.setCommand({kFakeEngine});
    session.start();
    QTRY_VERIFY(session.engine());
    session.importModel({});
    QTRY_VERIFY(events.has(QStringLiteral("imported")));
    QVERIFY(events.has(QStringLiteral("progress importing")));
    protocol::ImportModel endless;
    endless.copy = true;
    session.importModel(endless);
    QTRY_COMPARE(events.count(QStringLiteral("progress importing")), 2);
    session.cancelImport();
    QTRY_VERIFY(events.has(QStringLiteral("failed cancelled")));
}

void TestEngineSession::anyCommandLineIsAnEngine()
{
    // Stands for `ssh host steerscope-engine`: another program between the two, which does not exec.
    QFile script(path(QStringLiteral("far away.sh")));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\necho connecting to $1 >&2\nshift\n\"$@\"\n");
    script.close();
    script.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    qputenv("STEERSCOPE_ENGINE",
        QStringLiteral("\"%1\" gpubox \"%2\" --run-ms 1").arg(script.fileName(), kFakeEngine).toLocal8Bit());
    EngineSession session;
    SessionEvents events(session);
    session.loadModel(wishFor("demo"));
    session.setAudio(oneSecond());
    QTRY_VERIFY(events.has(QStringLiteral("steered words done")));
    QVERIFY(session.engineLog().contains(QStringLiteral("connecting to gpubox")));
    qunsetenv("STEERSCOPE_ENGINE");
}

QTEST_GUILESS_MAIN(TestEngineSession)
#include "tst_engine_session.moc"
