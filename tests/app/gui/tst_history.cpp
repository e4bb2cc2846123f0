// SPDX-License-Identifier: MIT
// Runs are kept and come back: the real window, the real engine, the real store, and kill -9.
#include "app/gui/history_controller.h"
#include "app/gui/paths.h"
#include "app/gui/session_archiver.h"
#include "app/gui/transcript_dock.h"
#include "core/session/run_store.h"
#include "tests/app/gui/window_fixture.h"
#include "widgets/steering/steering_model.h"
#include "widgets/time/time_view.h"

#include <QProcess>
#include <QSignalSpy>

#include <algorithm>
#include <cmath>

using namespace steerscope;
using test::kPatience;
using test::sampleFile;
using test::WindowFixture;

namespace {

using Lane = Document::Lane;

const QString kSample = QStringLiteral("left-stop-down.wav");

HistoryView* historyOf(const WindowFixture& fixture)
{
    return fixture.parts().transcript->history();
}

std::size_t steeredRuns(const WindowFixture& fixture)
{
    const auto& runs = historyOf(fixture)->runs();
    return static_cast<std::size_t>(
        std::count_if(runs.begin(), runs.end(), [](const RunSummary& run) { return !run.baseline; }));
}

// The newest run with steering.
RunSummary newest(const WindowFixture& fixture)
{
    for (const RunSummary& run : historyOf(fixture)->runs())
        if (!run.baseline)
            return run;
    return {};
}

LaunchOptions opened(const QString& sample)
{
    LaunchOptions options;
    options.open = sampleFile(sample);
    return options;
}

} // namespace

class TestHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void settledRunsAreKeptOnce();
    void aRunComesBackWithoutComputing();
    void theLastSessionComesBack();
    void theLastSessionStaysAwayIfUnwanted();
    void sameSettingsTwiceGiveAnEmptyDiff();
    void archivesGoOutAndIn();
    void killedProgramComesBack();
};

void TestHistory::settledRunsAreKeptOnce()
{
    WindowFixture fixture(opened(kSample));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled(), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(historyOf(fixture)->runs().size(), 2U, kPatience); // and steering removed
    QCOMPARE(newest(fixture).text, fixture.words());
    QCOMPARE(fixture.parts().history->shownRun(), newest(fixture).id);
    fixture.values().steering.setMaster(0.5);
    QTRY_COMPARE_WITH_TIMEOUT(steeredRuns(fixture), 2U, kPatience);
    QCOMPARE(newest(fixture).settings.master, 0.5);
    fixture.parts().runs->run(); // by the user's wish: once more
    QTRY_COMPARE_WITH_TIMEOUT(steeredRuns(fixture), 3U, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled(), kPatience);
    QTest::qWait(2 * RunKeeper::kCommitMilliseconds);
    QCOMPARE(historyOf(fixture)->runs().size(), 4U); // steering removed says the same: kept once
    QVERIFY(fixture.errors().isEmpty());
}

void TestHistory::aRunComesBackWithoutComputing()
{
    WindowFixture fixture(opened(kSample));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled() && steeredRuns(fixture) == 1, kPatience);
    const RunSummary first = newest(fixture);
    const auto gates = fixture.values().document.lane(Lane::Steered).traces.at(0);
    const QString baseline = fixture.words(Lane::Baseline);
    fixture.values().steering.setMaster(-2.0);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled() && steeredRuns(fixture) == 2, kPatience);
    fixture.values().document.close();

    QSignalSpy computed(&fixture.values().session, &EngineSession::gatesReady);
    QSignalSpy restored(fixture.parts().history, &HistoryController::restored);
    Q_EMIT historyOf(fixture)->restoreWanted(first.id);
    QVERIFY(restored.wait(kPatience));
    computed.clear(); // of the run that the opening began and the restoring stopped
    QCOMPARE(fixture.words(), first.text);
    QCOMPARE(fixture.words(Lane::Baseline), baseline);
    QVERIFY(fixture.values().steering.settings() == first.settings);
    QVERIFY(fixture.settled());
    QCOMPARE(fixture.parts().history->shownRun(), first.id);
    const auto& layer = fixture.values().document.lane(Lane::Steered).traces.at(0)->layers.at(2);
    QCOMPARE(layer.gates.size(), gates->layers.at(2).gates.size());
    for (std::size_t i = 0; i < layer.gates.size(); ++i)
        QVERIFY(std::abs(layer.gates[i] - gates->layers.at(2).gates[i]) < 1.0F / 2048.0F);
    QTest::qWait(1000);
    QCOMPARE(computed.size(), 0);
    QCOMPARE(steeredRuns(fixture), 2U);
    fixture.values().steering.setMaster(0.0); // and goes on as ever
    QTRY_VERIFY_WITH_TIMEOUT(steeredRuns(fixture) == 3, kPatience);
}

void TestHistory::theLastSessionComesBack()
{
    WindowFixture fixture(opened(kSample));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled() && steeredRuns(fixture) == 1, kPatience);
    fixture.values().steering.setMaster(0.25);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled() && steeredRuns(fixture) == 2, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.parts().history->shownRun() != 0, kPatience);
    const QString words = fixture.words();
    const int layer = fixture.values().steering.layers().at(1).layer;
    fixture.values().steering.selectLayer(layer);
    fixture.values().time.setVisible(0.25, 0.75);
    historyOf(fixture)->choose({newest(fixture).id});
    Q_EMIT historyOf(fixture)->tagsChanged(newest(fixture).id, QStringLiteral("keep"));

    fixture.restart();
    QSignalSpy restored(fixture.parts().history, &HistoryController::restored);
    QVERIFY(restored.wait(kPatience));
    QCOMPARE(fixture.values().document.path(), sampleFile(kSample));
    QCOMPARE(fixture.words(), words);
    QCOMPARE(fixture.values().steering.settings().master, 0.25);
    QCOMPARE(fixture.values().steering.selectedLayer(), layer);
    QCOMPARE(fixture.values().time.start(), 0.25);
    QCOMPARE(fixture.values().time.end(), 0.75);
    QTRY_COMPARE_WITH_TIMEOUT(newest(fixture).tags, QStringLiteral("keep"), kPatience);
    QCOMPARE(steeredRuns(fixture), 2U);
    QVERIFY(fixture.errors().isEmpty());
}

void TestHistory::theLastSessionStaysAwayIfUnwanted()
{
    WindowFixture fixture(opened(kSample));
    QTRY_VERIFY_WITH_TIMEOUT(steeredRuns(fixture) == 1, kPatience);
    fixture.action(ActionId::ReopenSession)->setChecked(false);
    fixture.restart();
    QTRY_COMPARE_WITH_TIMEOUT(steeredRuns(fixture), 1U, kPatience); // the history is there
    QTRY_VERIFY_WITH_TIMEOUT(fixture.values().session.model(), kPatience);
    QVERIFY(!fixture.values().document.isOpen());
    fixture.action(ActionId::ReopenSession)->setChecked(true);
}

void TestHistory::sameSettingsTwiceGiveAnEmptyDiff()
{
    WindowFixture fixture(opened(kSample));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled() && steeredRuns(fixture) == 1, kPatience);
    fixture.parts().runs->run();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled() && steeredRuns(fixture) == 2, kPatience);
    std::vector<std::int64_t> runs;
    std::int64_t baseline = 0;
    for (const RunSummary& run : historyOf(fixture)->runs())
        run.baseline ? void(baseline = run.id) : runs.push_back(run.id);
    QSignalSpy compared(fixture.parts().history, &HistoryController::compared);
    Q_EMIT historyOf(fixture)->compareWanted(runs);
    QVERIFY(compared.wait(kPatience));
    CompareView* view = fixture.parts().transcript->compare();
    QVERIFY(view->isVisible());
    QCOMPARE(view->differences(), 0);
    // What is typed as the right words is there for every other comparison of this recording.
    Q_EMIT view->referenceChanged(QStringLiteral("left stop down"));
    Q_EMIT historyOf(fixture)->compareWanted({runs[0], baseline});
    QVERIFY(compared.wait(kPatience));
    QCOMPARE(view->reference(), QStringLiteral("left stop down"));
    QCOMPARE(view->differences() > 0, fixture.words() != fixture.words(Lane::Baseline));
}

void TestHistory::archivesGoOutAndIn()
{
    WindowFixture fixture(opened(kSample));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled() && steeredRuns(fixture) == 1, kPatience);
    QSignalSpy ready(fixture.parts().history, &HistoryController::exportReady);
    std::vector<OpenedRun> runs;
    connect(fixture.parts().history, &HistoryController::exportReady, &fixture.window(),
        [&](const std::vector<OpenedRun>& read) { runs = read; });
    const QString file = fixture.file(QStringLiteral("a.steersession"));
    fixture.parts().history->exportRuns({newest(fixture).id}, file);
    QVERIFY(ready.wait(kPatience));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), kPatience);
    SessionArchiver archiver;
    std::shared_ptr<const SessionArchive> read;
    QSignalSpy done(&archiver, &SessionArchiver::readDone);
    connect(&archiver, &SessionArchiver::readDone, &archiver,
        [&](const QString&, const auto& archive) { read = archive; });
    archiver.read(file, fixture.file(QString()));
    QVERIFY(done.wait(kPatience));
    QCOMPARE(read->runs.size(), 1U);
    QCOMPARE(QString::fromStdString(read->runs[0].run.transcript.text()), fixture.words());
    QVERIFY(read->recordings.at(0).audio.samples == fixture.values().document.audio()->samples);
    QVERIFY(QFile::exists(QString::fromStdString(read->recordings[0].recording.path)));
    // A recording that is not what it was is not passed off as it.
    runs.at(0).run.recording.path = sampleFile(QStringLiteral("no.wav")).toStdString();
    QVERIFY_EXCEPTION_THROWN(archiveOf(runs), Failure);
}

void TestHistory::killedProgramComesBack()
{
    WindowFixture fixture; // its home is the program's
    QTRY_VERIFY_WITH_TIMEOUT(fixture.values().session.model(), kPatience);
    QProcess program;
    program.start(QStringLiteral(STEERSCOPE_BIN "/steerscope"), {"--open", sampleFile(kSample)});
    QVERIFY(program.waitForStarted(kPatience));
    QTRY_COMPARE_WITH_TIMEOUT(historyOf(fixture)->runs().size(), 2U, kPatience); // seen from this window too
    QTest::qWait(1000); // the last second may be lost, not more
    program.kill();
    QVERIFY(program.waitForFinished(kPatience));
    const RunSummary kept = newest(fixture);

    fixture.restart();
    QSignalSpy restored(fixture.parts().history, &HistoryController::restored);
    QVERIFY(restored.wait(kPatience));
    QCOMPARE(fixture.values().document.path(), sampleFile(kSample));
    QCOMPARE(fixture.words(), kept.text);
    QCOMPARE(fixture.parts().history->shownRun(), kept.id);
}

QTEST_MAIN(TestHistory)
#include "tst_history.moc"
