// SPDX-License-Identifier: MIT
#include "core/session/training_records.h"
#include "tests/core/session/synthetic_training.h"
#include "widgets/training/sample_list.h"
#include "widgets/training/training_text.h"

#include <QComboBox>
#include <QTest>
#include <QTextBlock>
#include <QTextEdit>

#include <cmath>

using namespace steerscope;

namespace {

TrainingRun read(const QByteArray& log)
{
    TrainingRun run;
    for (const QByteArray& line : log.split('\n'))
        takeTrainingLine(run, line.toStdString());
    return run;
}

// Words of a line that are underlined.
QStringList markedWords(const QTextBlock& block)
{
    QStringList words;
    for (auto it = block.begin(); !it.atEnd(); ++it)
        if (it.fragment().charFormat().underlineStyle() != QTextCharFormat::NoUnderline)
            words << it.fragment().text();
    return words;
}

} // namespace

class TestTrainingText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void durations()
    {
        QCOMPARE(durationText(0.4), QStringLiteral("0 s"));
        QCOMPARE(durationText(59.4), QStringLiteral("59 s"));
        QCOMPARE(durationText(185.0), QStringLiteral("3 min 05 s"));
        QCOMPARE(durationText(8040.0), QStringLiteral("2 h 14 min"));
        QCOMPARE(durationText(3 * 86400.0 + 4 * 3600.0), QStringLiteral("3 d 4 h"));
        QVERIFY(durationText(std::nan("")).isEmpty());
        QVERIFY(durationText(-1.0).isEmpty());
    }

    void figuresOfARunningOneAndOfOneThatEnded()
    {
        const test::SyntheticTraining training{.steps = 20, .plannedSteps = 30};
        TrainingRun run = read(test::syntheticLog(training));
        const TrainingStatus status = readTrainingStatus(test::statusText(training, "running", 1));
        const QString running = trainingFigures(run, status, TrainingState::Running);
        QVERIFY2(running.contains(QStringLiteral("time left 3 s")), qPrintable(running)); // 10 x 0.25 s
        QVERIFY2(running.contains(QStringLiteral("384 tokens/s")), qPrintable(running));
        QVERIFY2(running.contains(QStringLiteral("waiting for data 4.0 %")), qPrintable(running));
        QVERIFY2(running.contains(QStringLiteral("at step 20")), qPrintable(running));
        takeTrainingLine(
            run, R"({"type":"end","step":20,"state":"stopped","reason":"stopped","seconds":90})");
        const QString ended = trainingFigures(run, status, TrainingState::Stopped);
        QVERIFY2(ended.contains(QStringLiteral("took 1 min 30 s")), qPrintable(ended));
        QVERIFY(!ended.contains(QStringLiteral("time left")));
        QVERIFY(trainingFigures({}, {}, TrainingState::None).isEmpty());
    }

    void detailsNameWhatWasLeftOut()
    {
        TrainingRun run = read(test::syntheticLog({}));
        run.broken.push_back({12, QStringLiteral("expected a <comma>")});
        run.brokenCount = 3;
        takeTrainingLine(run, R"({"type":"note","step":9,"text":"gradient was clipped"})");
        const QString html = trainingDetails(run, QStringLiteral("/runs/a"));
        for (const char* part : {"/runs/a", "layerwise-single", "train.tsv:17: the audio file is missing",
                 "log.jsonl:12: expected a &lt;comma&gt;", "and 2 more", "step 9: gradient was clipped",
                 "vectors 4,608", "After the encoder: 4 experts"})
            QVERIFY2(html.contains(QLatin1String(part)), part);
        QCOMPARE(trainingTitle(run), QStringLiteral("digits, one router (steering, layerwise-single)"));
        QCOMPARE(trainingTitle({}), QString());
    }

    void statesHaveWordsAndColoursOfTheirOwn()
    {
        QSet<QString> words;
        for (int state = 0; state <= static_cast<int>(TrainingState::Lost); ++state) {
            words.insert(trainingStateText(static_cast<TrainingState>(state)));
            QVERIFY(trainingStateColour(static_cast<TrainingState>(state)).isValid());
        }
        QCOMPARE(words.size(), static_cast<int>(TrainingState::Lost) + 1);
    }

    void samplesMarkWordsThatDiffer()
    {
        SampleList list;
        QCOMPARE(list.shownStep(), -1);
        TrainingRun run = read(test::syntheticLog({}));
        list.setEvaluations(run.dev);
        QCOMPARE(list.shownStep(), 30);
        const auto* text = list.findChild<QTextEdit*>();
        QCOMPARE(text->document()->blockCount(), 6); // three samples, two lines each
        QCOMPARE(markedWords(text->document()->findBlockByNumber(0)), QStringList{QStringLiteral("three")});
        QCOMPARE(markedWords(text->document()->findBlockByNumber(1)), QStringList{QStringLiteral("tree")});
        QVERIFY(markedWords(text->document()->findBlockByNumber(2)).isEmpty());
        QVERIFY(list.text().contains(QStringLiteral("turn the light off")));
    }

    void theNewestEvaluationIsFollowedUntilAnotherIsChosen()
    {
        SampleList list;
        TrainingRun run = read(test::syntheticLog({.steps = 20}));
        list.setEvaluations(run.dev);
        QCOMPARE(list.shownStep(), 20);
        auto* choice = list.findChild<QComboBox*>();
        QCOMPARE(choice->count(), 2);
        run = read(test::syntheticLog({.steps = 30}));
        list.setEvaluations(run.dev);
        QCOMPARE(list.shownStep(), 30);
        choice->setCurrentIndex(2);
        Q_EMIT choice->activated(2);
        QCOMPARE(list.shownStep(), 10);
        run = read(test::syntheticLog({.steps = 40, .plannedSteps = 40}));
        list.setEvaluations(run.dev);
        QCOMPARE(list.shownStep(), 10);
        QCOMPARE(choice->count(), 4);
    }
};

QTEST_MAIN(TestTrainingText)
#include "tst_training_text.moc"
