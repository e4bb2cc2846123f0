// SPDX-License-Identifier: MIT
// Starting, pausing, stopping and continuing a training that is a process of its own (fake_trainer.cpp).
#include "core/base/error.h"
#include "core/session/training_log.h"
#include "core/session/training_process.h"
#include "tests/core/session/synthetic_training.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdlib>

using namespace steerscope;

namespace {

const QStringList kFakeTrainer{QStringLiteral(STEERSCOPE_BIN "/fake_trainer")};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestTrainingProcess : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    QString m_config;
    QString m_folder;

    std::string refusal(const QStringList& command, const QString& config, const QString& folder) const
    {
        const auto started = attempt([&] { return startTraining(command, config, folder); });
        return started ? std::string() : started.error().message();
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        static int number = 0;
        m_folder = m_root.filePath(QStringLiteral("run %1").arg(++number));
        m_config = m_root.filePath(QStringLiteral("my training.json"));
        QVERIFY(test::writeFile(m_config, "{\"task\":\"ctc\"}"));
        ::unsetenv("FAKE_TRAINER_STEPS");
    }

    void startsPausesStopsAndGoesOn()
    {
        TrainingLog log;
        log.open(m_folder);
        const qint64 pid = startTraining(kFakeTrainer, m_config, m_folder);
        QVERIFY(pid > 1);
        QTRY_VERIFY(log.state() == TrainingState::Running);
        QCOMPARE(log.status().pid, pid);
        QVERIFY(contentOf(trainingConsoleFile(m_folder)).contains("session leader: 1"));
        QTRY_VERIFY(log.run().lastStep() > 12);

        commandTraining(m_folder, TrainingCommand::Pause);
        QTRY_VERIFY(log.state() == TrainingState::Paused);
        const int paused = log.status().step;
        QTest::qWait(100);
        log.look();
        QCOMPARE(log.status().step, paused);
        commandTraining(m_folder, TrainingCommand::Continue);
        QTRY_VERIFY(log.status().step > paused);

        QVERIFY(!attempt([&] { return resumeTraining(kFakeTrainer, m_folder); })); // it runs
        commandTraining(m_folder, TrainingCommand::Stop);
        QTRY_VERIFY(log.state() == TrainingState::Stopped);
        QTRY_VERIFY(log.run().end.has_value());
        const int stopped = log.run().lastStep();
        QTRY_VERIFY(!processLives(pid, 4e9));

        const qint64 second = resumeTraining(kFakeTrainer, m_folder);
        QVERIFY(second != pid);
        QTRY_VERIFY(log.run().lastStep() > stopped);
        QCOMPARE(log.run().start.resumedFrom.value_or(-1), stopped / 10 * 10);
        QCOMPARE(log.run().steps.size(), static_cast<std::size_t>(log.run().lastStep())); // none twice
        commandTraining(m_folder, TrainingCommand::Stop);
        QTRY_VERIFY(log.state() == TrainingState::Stopped);
    }

    void aKilledOneIsLostAndGoesOn()
    {
        TrainingLog log;
        log.open(m_folder);
        const qint64 pid = startTraining(kFakeTrainer, m_config, m_folder);
        QTRY_VERIFY(log.run().lastStep() > 10);
        ::kill(static_cast<pid_t>(pid), SIGKILL);
        QTRY_VERIFY(log.state() == TrainingState::Lost);
        const int last = log.run().lastStep() + 20;
        ::setenv("FAKE_TRAINER_STEPS", QByteArray::number(last).constData(), 1);
        resumeTraining(kFakeTrainer, m_folder);
        QTRY_VERIFY(log.state() == TrainingState::Finished);
        QTRY_COMPARE(log.run().lastStep(), last);
        QCOMPARE(log.run().steps.size(), static_cast<std::size_t>(last));
    }

    void whatCannotBeStartedSaysWhy()
    {
        QVERIFY(
            refusal(kFakeTrainer, m_root.filePath(QStringLiteral("none.json")), m_folder).find("none.json")
            != std::string::npos);
        QVERIFY(!QFile::exists(m_folder));
        QVERIFY(refusal({QStringLiteral("/no/such/program")}, m_config, m_folder).find("/no/such/program")
            != std::string::npos);
        // The folder that this left is still free; one with a training is not.
        ::setenv("FAKE_TRAINER_STEPS", "1", 1);
        QCOMPARE(refusal(kFakeTrainer, m_config, m_folder), std::string());
        QTRY_VERIFY(isRunFolder(m_folder));
        QVERIFY(refusal(kFakeTrainer, m_config, m_folder).find("not empty") != std::string::npos);
        QVERIFY(!attempt([&] { return resumeTraining(kFakeTrainer, m_root.filePath(QStringLiteral("x"))); }));
    }

    void anEarlyDeathLeavesItsWords()
    {
        QVERIFY(test::writeFile(m_config, "{\"refuse\":1}"));
        const qint64 pid = startTraining(kFakeTrainer, m_config, m_folder);
        QTRY_VERIFY(!processLives(pid, 4e9));
        QVERIFY(contentOf(trainingConsoleFile(m_folder)).contains("\"refuse\" is not known"));
        QVERIFY(!isRunFolder(m_folder));
    }
};

QTEST_GUILESS_MAIN(TestTrainingProcess)
#include "tst_training_process.moc"
