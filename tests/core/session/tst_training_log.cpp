// SPDX-License-Identifier: MIT
// Following a log that grows, is cut, breaks, and belongs to a process that goes away.
#include "core/session/training_log.h"
#include "tests/core/session/synthetic_training.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace steerscope;
using test::SyntheticTraining;

class TestTrainingLog : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    QString m_folder;
    QString m_logFile;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        static int number = 0;
        m_folder = m_root.filePath(QString::number(++number));
        m_logFile = m_folder + QStringLiteral("/log.jsonl");
        QVERIFY(QDir().mkpath(m_folder));
    }

    void followsAGrowingLog()
    {
        const SyntheticTraining training;
        TrainingLog log;
        QSignalSpy changed(&log, &TrainingLog::changed);
        log.open(m_folder);
        QVERIFY(log.caughtUp());
        QCOMPARE(log.run().steps.size(), std::size_t(0));
        QVERIFY(log.state() == TrainingState::None);
        const QByteArray line = test::stepLine(training, 1);
        QVERIFY(test::writeFile(m_logFile, test::startLine(training) + line.left(20), true));
        QTRY_COMPARE(log.run().start.steps, 30);
        QCOMPARE(log.run().steps.size(), std::size_t(0)); // half a line is no line yet
        QCOMPARE(log.run().brokenCount, 0);
        QVERIFY(test::writeFile(m_logFile, line.mid(20), true));
        QTRY_COMPARE(log.run().steps.size(), std::size_t(1));
        QVERIFY(changed.count() > 0);
    }

    void saysNothingWhenNothingChanges()
    {
        QVERIFY(test::writeRunFolder(m_folder, {}, "finished", 1));
        TrainingLog log;
        QSignalSpy first(&log, &TrainingLog::caughtUpFirst);
        log.open(m_folder);
        QCOMPARE(first.count(), 1);
        QSignalSpy changed(&log, &TrainingLog::changed);
        log.look();
        log.look();
        QCOMPARE(changed.count(), 0);
    }

    void aCutLogIsReadAgain()
    {
        SyntheticTraining training;
        QVERIFY(test::writeRunFolder(m_folder, training, "stopped", 1));
        TrainingLog log;
        log.open(m_folder);
        QCOMPARE(log.run().steps.size(), std::size_t(30));
        // As a resumed run does: what comes after step 10 goes, other lines follow, soon longer than before.
        training.steps = 10;
        QByteArray resumed = test::syntheticLog(training);
        training.resumedFrom = 10;
        resumed += test::startLine(training);
        for (int step = 11; step <= 60; ++step)
            resumed += test::stepLine(training, step).replace("\"loss\":", "\"loss\":7");
        QVERIFY(test::writeFile(m_logFile, resumed));
        log.look();
        QCOMPARE(log.run().steps.size(), std::size_t(60));
        QCOMPARE(log.run().start.resumedFrom.value_or(-1), 10);
        QVERIFY(log.run().steps.loss[9] < 7.0F);
        QVERIFY(log.run().steps.loss[10] >= 7.0F);
        QCOMPARE(log.run().dev.size(), std::size_t(1));
        QVERIFY(QFile::remove(m_logFile));
        log.look();
        QCOMPARE(log.run().steps.size(), std::size_t(0));
    }

    void aBrokenLineIsNamed()
    {
        const SyntheticTraining training;
        QVERIFY(test::writeFile(m_logFile,
            test::startLine(training) + test::stepLine(training, 1) + "{\"type\":\"step\",\"step\":2,\n"
                + test::stepLine(training, 3)));
        TrainingLog log;
        log.open(m_folder);
        QCOMPARE(log.run().steps.size(), std::size_t(2));
        QCOMPARE(log.run().brokenCount, 1);
        QCOMPARE(log.run().broken.at(0).line, 3);
        QVERIFY2(log.run().broken.at(0).why.contains(QStringLiteral("ends early")),
            qPrintable(log.run().broken.at(0).why));
    }

    void aLongLogComesInSlices()
    {
        SyntheticTraining training;
        training.steps = training.plannedSteps = 20'000; // more than one slice
        training.layers = 2;
        training.devEvery = 5000;
        QVERIFY(test::writeRunFolder(m_folder, training, "finished", 1));
        TrainingLog log;
        QSignalSpy changed(&log, &TrainingLog::changed);
        log.open(m_folder);
        QVERIFY(!log.caughtUp()); // the window can paint meanwhile
        QTRY_VERIFY(log.caughtUp());
        QCOMPARE(log.run().steps.size(), std::size_t(20'000));
        QCOMPARE(log.run().lastStep(), 20'000);
        QCOMPARE(log.run().dev.size(), std::size_t(4));
        QCOMPARE(log.run().brokenCount, 0);
    }

    void statesFollowStatusAndProcess()
    {
        SyntheticTraining training;
        QVERIFY(test::writeRunFolder(m_folder, training, "running", QCoreApplication::applicationPid()));
        TrainingLog log;
        log.open(m_folder);
        QVERIFY(log.state() == TrainingState::Running);
        QCOMPARE(log.status().step, 30);
        const auto write = [&](const QByteArray& state, qint64 pid, const QByteArray& more = {}) {
            QVERIFY(test::writeFile(
                m_folder + QStringLiteral("/status.json"), test::statusText(training, state, pid, more)));
            log.look();
        };
        write("paused", QCoreApplication::applicationPid());
        QVERIFY(log.state() == TrainingState::Paused);
        write(
            "failed", 0, ",\"error\":{\"what\":\"loss is NaN\",\"where\":\"step 31\",\"remedy\":\"lower\"}");
        QVERIFY(log.state() == TrainingState::Failed);
        QCOMPARE(log.status().errorWhere, QStringLiteral("step 31"));
        write("preparing", QCoreApplication::applicationPid(), ",\"stage\":\"audio\",\"fraction\":0.25");
        QVERIFY(log.state() == TrainingState::Preparing);
        QCOMPARE(log.status().fraction, 0.25);
        // A process that ends without a word is found out.
        const pid_t child = ::fork();
        if (child == 0) {
            ::pause();
            ::_exit(0);
        }
        write("running", child);
        QVERIFY(log.state() == TrainingState::Running);
        ::kill(child, SIGKILL);
        QTRY_VERIFY(log.state() == TrainingState::Lost); // not even waited for: a zombie is no training
    }

    void anotherProcessOfTheSameNumberIsNotTheTraining()
    {
        const qint64 self = QCoreApplication::applicationPid();
        QVERIFY(processLives(self, static_cast<double>(QDateTime::currentSecsSinceEpoch())));
        QVERIFY(!processLives(self, static_cast<double>(QDateTime::currentSecsSinceEpoch() - 86'400 * 365)));
        QVERIFY(!processLives(0, 0.0));
    }

    void closingForgets()
    {
        QVERIFY(test::writeRunFolder(m_folder, {}, "finished", 1));
        TrainingLog log;
        log.open(m_folder);
        QSignalSpy changed(&log, &TrainingLog::changed);
        log.close();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(log.run().steps.size(), std::size_t(0));
        QVERIFY(log.state() == TrainingState::None);
        QVERIFY(log.folder().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTrainingLog)
#include "tst_training_log.moc"
