// SPDX-License-Identifier: MIT
// The store and its thread, on real files.
#include "core/base/error.h"
#include "core/session/run_keeper.h"
#include "core/session/run_store.h"
#include "core/session/run_store_schema.h"
#include "tests/core/protocol/kept_samples.h"

#include <QFile>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace steerscope;
using test::keptGates;
using test::keptRun;

namespace {

constexpr int kPatience = 20'000; // milliseconds

// SQL straight on the file, past the store.
void runSql(const QString& file, const QStringList& statements)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("raw"));
        database.setDatabaseName(file);
        QVERIFY(database.open());
        for (const QString& statement : statements) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(statement), qPrintable(statement));
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("raw"));
}

KeptState stateOf(const char* recording)
{
    KeptState state;
    state.recording = recording;
    state.settings.master = 0.25;
    state.viewEnd = 3.0;
    return state;
}

} // namespace

class TestRunStore : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    QString fresh() const { return m_root.filePath(QString::number(m_count++)); }
    mutable int m_count = 0;

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void runsComeBackAfterReopening()
    {
        const QString folder = fresh();
        std::int64_t id = 0;
        {
            RunStore store(folder);
            QVERIFY(store.movedAside().isEmpty());
            KeptRun baseline = keptRun("heaven tree one");
            baseline.baseline = true;
            baseline.settings = {};
            baseline.settings.bypass = true;
            store.addRun(baseline, keptGates(0.5F));
            id = store.addRun(keptRun(), keptGates());
            KeptRun other = keptRun();
            other.recording.hash = std::string(64, 'c');
            store.addRun(other, {});
        }
        RunStore store(folder);
        QCOMPARE(store.runs().size(), 3U);
        const std::optional<OpenedRun> opened = store.openRun(id);
        QVERIFY(opened);
        QCOMPARE(opened->run.id, id);
        QCOMPARE(QString::fromStdString(opened->run.transcript.text()), QStringLiteral("seven three one"));
        QVERIFY(opened->run.settings == keptRun().settings);
        QCOMPARE(opened->gates.size(), 2U);
        QVERIFY(opened->gates[1]->layers[0].gates == keptGates()[1]->layers[0].gates);
        QVERIFY(opened->baseline);
        QCOMPARE(
            QString::fromStdString(opened->baseline->transcript.text()), QStringLiteral("heaven tree one"));
        QVERIFY(opened->baselineGates[0]->layers[0].gates == keptGates(0.5F)[0]->layers[0].gates);
        const auto lone = store.openRun(id + 1);
        QVERIFY(lone && !lone->baseline && lone->gates.empty());
        QVERIFY(!store.openRun(id + 2));
    }

    void baselineOfOtherOptionsIsAnother()
    {
        RunStore store(fresh());
        KeptRun baseline = keptRun();
        baseline.baseline = true;
        baseline.options.maxTokens = 3;
        store.addRun(baseline, {});
        QVERIFY(!store.openRun(store.addRun(keptRun(), {}))->baseline);
        baseline = keptRun();
        baseline.baseline = true;
        baseline.options.firstWindow = 1; // which window came first changes no word
        store.addRun(baseline, {});
        QVERIFY(store.openRun(store.addRun(keptRun(), {}))->baseline);
    }

    void baselineIsKeptOnceWhileItSaysTheSame()
    {
        RunStore store(fresh());
        KeptRun baseline = keptRun();
        baseline.baseline = true;
        const std::int64_t first = store.addRun(baseline, {});
        QCOMPARE(store.addRun(baseline, {}), first);
        baseline.transcript.segments[0].text = "other";
        QVERIFY(store.addRun(baseline, {}) != first);
        QVERIFY(store.addRun(keptRun(), {})
            != store.addRun(keptRun(), {})); // what the user ran twice stays twice
    }

    void whatTheUserSaysStays()
    {
        const QString folder = fresh();
        {
            RunStore store(folder);
            const std::int64_t id = store.addRun(keptRun(), {});
            store.setTags(id, QStringLiteral("good"));
            store.setNotes(id, QStringLiteral("für später\nzweite Zeile"));
            store.setPinned(id, true);
            store.setReference(QString(64, 'a'), QStringLiteral("seven tree one"));
            store.setReference(QString(64, 'a'), QStringLiteral("seven three nine"));
        }
        RunStore store(folder);
        const RunSummary run = store.runs().at(0);
        QCOMPARE(run.tags, QStringLiteral("good"));
        QCOMPARE(run.notes, QStringLiteral("für später\nzweite Zeile"));
        QVERIFY(run.pinned);
        QVERIFY(store.openRun(run.id)->run.pinned);
        QCOMPARE(store.openRun(run.id)->reference, QStringLiteral("seven three nine"));
        store.removeRun(run.id);
        QVERIFY(store.runs().empty());
        QVERIFY(!QFile::exists(folder + QStringLiteral("/gates/%1.gates").arg(run.id)));
    }

    void sessionsKnowHowTheyEnded()
    {
        const QString folder = fresh();
        RunStore first(folder);
        QVERIFY(!first.lastSession());
        const std::int64_t one = first.beginSession();
        first.saveState(one, stateOf("a.wav"));
        first.beginSession(); // showed nothing
        {
            RunStore second(folder); // another window, at the same time
            QVERIFY(second.lastSession());
            QVERIFY(!second.lastSession()->ended);
            QVERIFY(second.lastSession()->state == stateOf("a.wav"));
        }
        first.endSession(one);
        QVERIFY(first.lastSession()->ended);
    }

    void anotherProgramIsNoticed()
    {
        const QString folder = fresh();
        RunStore first(folder);
        RunStore second(folder);
        const int before = first.dataVersion();
        QCOMPARE(first.dataVersion(), before);
        second.addRun(keptRun(), {});
        QVERIFY(first.dataVersion() != before);
        QCOMPARE(first.runs().size(), 1U);
        first.begin();
        first.addRun(keptRun("two"), {});
        QCOMPARE(second.runs().size(), 1U); // not yet committed
        first.commit();
        QCOMPARE(second.runs().size(), 2U);
    }

    void damageIsMovedAside_data()
    {
        QTest::addColumn<int>("at");
        QTest::newRow("head") << 0;
        QTest::newRow("first page") << 110;
        QTest::newRow("pages") << 4096 * 2;
    }
    void damageIsMovedAside()
    {
        QFETCH(int, at);
        const QString folder = fresh();
        {
            RunStore store(folder);
            for (int i = 0; i < 20; ++i)
                store.addRun(keptRun(), keptGates());
        }
        QFile file(runStoreFile(folder));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(at);
        file.write(QByteArray(3000, '\x5a'));
        file.close();
        RunStore store(folder);
        QVERIFY(!store.movedAside().isEmpty());
        QVERIFY(QFile::exists(store.movedAside()));
        QVERIFY(store.runs().empty());
        const std::int64_t id = store.addRun(keptRun(), keptGates());
        QCOMPARE(store.openRun(id)->gates.size(), 2U);
    }

    void earlierVersionIsBroughtForward()
    {
        const QString folder = fresh();
        QVERIFY(QDir().mkpath(folder));
        QStringList old;
        for (const char* statement : kStoreStep1)
            old.append(QString::fromLatin1(statement));
        old << QStringLiteral("INSERT INTO recordings VALUES ('h', '/a.wav', 2.5, 1)")
            << QStringLiteral(
                   "INSERT INTO runs (at, recording, model, fingerprint, baseline, settings, options, "
                   "words, details) VALUES (5, 'h', 'M', 'f', 0, '{}', x'', 'old words', x'a0')")
            << QStringLiteral("PRAGMA user_version = 1");
        runSql(runStoreFile(folder), old);
        RunStore store(folder);
        QVERIFY(store.movedAside().isEmpty());
        QCOMPARE(store.runs().at(0).text, QStringLiteral("old words"));
        QVERIFY(store.openRun(1));
        store.setReference(QStringLiteral("h"), QStringLiteral("right"));
        QCOMPARE(store.reference(QStringLiteral("h")), QStringLiteral("right"));
        QVERIFY(QFile::exists(runStoreFile(folder) + QStringLiteral(".version-1")));
    }

    void laterVersionIsRefusedAndLeftAlone()
    {
        const QString folder = fresh();
        {
            RunStore store(folder);
        }
        runSql(runStoreFile(folder), {QStringLiteral("PRAGMA user_version = 99")});
        const auto opened = attempt([&] { return std::make_shared<RunStore>(folder); });
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Input);
        QVERIFY(QFile::exists(runStoreFile(folder)));
    }

    // A child that writes as the window does and is killed: what was committed is there, whole.
    void killedWriterLosesOnlyWhatItHadNotCommitted()
    {
        const QString folder = fresh();
        {
            RunStore store(folder);
        }
        for (int round = 0; round < 5; ++round) {
            int pipe[2];
            QCOMPARE(::pipe(pipe), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                RunStore store(folder);
                for (int i = 0;; ++i) {
                    store.begin();
                    const std::int64_t id = store.addRun(keptRun(), keptGates());
                    store.commit();
                    if (::write(pipe[1], &id, sizeof id) != sizeof id)
                        ::_exit(1);
                }
            }
            ::close(pipe[1]);
            std::vector<std::int64_t> committed;
            std::int64_t id = 0;
            while (
                committed.size() < 3U + static_cast<unsigned>(round) && ::read(pipe[0], &id, sizeof id) > 0)
                committed.push_back(id);
            ::kill(child, SIGKILL);
            while (::read(pipe[0], &id, sizeof id) > 0)
                committed.push_back(id);
            ::close(pipe[0]);
            int status = 0;
            ::waitpid(child, &status, 0);
            QVERIFY(WIFSIGNALED(status));
            RunStore store(folder);
            QVERIFY(store.movedAside().isEmpty());
            for (const std::int64_t run : committed) {
                const auto opened = store.openRun(run);
                QVERIFY(opened);
                QCOMPARE(opened->gates.size(), 2U);
            }
        }
    }

    void keeperDoesItOnItsThread()
    {
        const QString folder = fresh();
        const auto audio = std::make_shared<const Waveform>(Waveform{{0.5F, -0.25F}, kModelSampleRate});
        {
            RunKeeper keeper;
            QSignalSpy opened(&keeper, &RunKeeper::opened);
            QSignalSpy kept(&keeper, &RunKeeper::runKept);
            QSignalSpy failed(&keeper, &RunKeeper::failed);
            std::vector<RunSummary> listed;
            connect(&keeper, &RunKeeper::runsListed, &keeper, [&](const auto& runs) { listed = runs; });
            keeper.open(folder);
            keeper.list();
            keeper.keepRecording(audio, QStringLiteral("/a.wav"));
            keeper.keepRun(audio, keptRun(), keptGates());
            keeper.keepState(stateOf("a.wav"));
            QVERIFY(QTest::qWaitFor([&] { return listed.size() == 1; }, kPatience));
            QCOMPARE(listed[0].recordingHash, QString::fromStdString(waveformHash(*audio)));
            QCOMPARE(opened.size(), 1);
            QCOMPARE(kept.size(), 1);
            keeper.setTags(listed[0].id, QStringLiteral("late")); // not committed when it ends
            QCOMPARE(failed.size(), 0);
        }
        RunStore store(folder);
        QCOMPARE(store.runs().at(0).tags, QStringLiteral("late"));
        QVERIFY(store.lastSession() && !store.lastSession()->ended);
    }

    void sessionOfALivingProgramIsSeen()
    {
        const QString folder = fresh();
        std::optional<LastSession> seen;
        const auto openOne = [&](RunKeeper& keeper) {
            QSignalSpy opened(&keeper, &RunKeeper::opened);
            connect(&keeper, &RunKeeper::opened, &keeper, [&](const auto& last) { seen = last; });
            keeper.open(folder);
            return opened.wait(kPatience);
        };
        {
            RunKeeper first;
            QVERIFY(openOne(first));
            QVERIFY(!seen);
            first.keepState(stateOf("a.wav"));
            QSignalSpy listed(&first, &RunKeeper::runsListed);
            first.setTags(1, {});
            first.list();
            QVERIFY(QTest::qWaitFor([&] { return listed.size() == 2; }, kPatience)); // committed
            RunKeeper second;
            QVERIFY(openOne(second));
            QVERIFY(seen && seen->alive && !seen->ended);
        }
        RunKeeper third;
        QVERIFY(openOne(third));
        QVERIFY(seen && !seen->alive && !seen->ended);
        QVERIFY(seen->state == stateOf("a.wav"));
    }

    // The list needs no gates: with their files gone it is as long as before.
    void fiveHundredRunsAreListedWithoutTheirGates()
    {
        const QString folder = fresh();
        {
            RunStore store(folder);
            store.begin();
            for (int i = 0; i < 500; ++i)
                store.addRun(keptRun("words of run " + std::to_string(i)), keptGates());
        }
        QVERIFY(QDir(folder + QStringLiteral("/gates")).removeRecursively());
        RunStore store(folder);
        const std::vector<RunSummary> runs = store.runs();
        QCOMPARE(runs.size(), 500U);
        QCOMPARE(runs[0].text, QStringLiteral("words of run 499"));
        QVERIFY(runs[0].settings == keptRun().settings);
        QVERIFY(store.openRun(runs[7].id)->gates.empty());
    }

    void keeperSaysOnceThatItCannot()
    {
        const QString file = m_root.filePath(QStringLiteral("file"));
        QFile blocked(file);
        QVERIFY(blocked.open(QIODevice::WriteOnly));
        RunKeeper keeper;
        QSignalSpy failed(&keeper, &RunKeeper::failed);
        keeper.open(file + QStringLiteral("/below"));
        keeper.keepState(stateOf("a.wav"));
        QVERIFY(failed.wait(kPatience));
        QCOMPARE(failed.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestRunStore)
#include "tst_run_store.moc"
