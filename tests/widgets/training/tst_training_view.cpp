// SPDX-License-Identifier: MIT
// One training as it is shown: its states, what can be asked of it, and what follows its log.
#include "core/session/training_log.h"
#include "tests/core/session/synthetic_training.h"
#include "widgets/controls/notice_bar.h"
#include "widgets/training/curve_legend.h"
#include "widgets/training/training_header.h"
#include "widgets/training/training_view.h"

#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

using namespace steerscope;
using test::SyntheticTraining;

Q_DECLARE_METATYPE(TrainingCommand)

class TestTrainingView : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    QString m_folder;

    void write(const SyntheticTraining& training, const QByteArray& state, const QByteArray& more = {}) const
    {
        QVERIFY(test::writeRunFolder(m_folder, training, state, QCoreApplication::applicationPid(), more));
    }
    static QPushButton* button(const QWidget& view, const QString& name)
    {
        for (QPushButton* candidate : view.findChildren<QPushButton*>())
            if (candidate->accessibleName() == name && !candidate->isHidden())
                return candidate;
        return nullptr;
    }
    static QString shownState(const QWidget& view)
    {
        for (const QLabel* label : view.findChildren<QLabel*>())
            if (label->accessibleName() == QStringLiteral("State"))
                return label->text();
        return {};
    }
    static QComboBox* choice(const QWidget& view, const QString& name)
    {
        for (QComboBox* candidate : view.findChildren<QComboBox*>())
            if (candidate->accessibleName() == name)
                return candidate;
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        static int number = 0;
        m_folder = m_root.filePath(QString::number(++number));
    }

    void statesAndWhatCanBeAsked_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QStringList>("offered");
        const QString pause = QStringLiteral("Pause");
        const QString goOn = QStringLiteral("Continue");
        const QString stop = QStringLiteral("Stop");
        QTest::newRow("preparing") << QByteArray("preparing") << "Preparing" << QStringList{stop};
        QTest::newRow("running") << QByteArray("running") << "Running" << QStringList{pause, stop};
        QTest::newRow("paused") << QByteArray("paused") << "Paused" << QStringList{goOn, stop};
        QTest::newRow("stopped") << QByteArray("stopped") << "Stopped" << QStringList{goOn};
        QTest::newRow("failed") << QByteArray("failed") << "Failed" << QStringList{goOn};
        QTest::newRow("finished") << QByteArray("finished") << "Finished" << QStringList{};
        QTest::newRow("not begun") << QByteArray("") << "Not begun" << QStringList{};
    }
    void statesAndWhatCanBeAsked()
    {
        QFETCH(QByteArray, state);
        QFETCH(QString, said);
        QFETCH(QStringList, offered);
        write({.steps = 12}, state);
        TrainingLog log;
        TrainingView view(&log);
        view.resize(900, 600);
        log.open(m_folder);
        QCOMPARE(shownState(view), said);
        QStringList found;
        for (const QString& name :
            {QStringLiteral("Pause"), QStringLiteral("Continue"), QStringLiteral("Stop")})
            if (const QPushButton* there = button(view, name); there && there->isEnabled())
                found << name;
        QCOMPARE(found, offered);
        QVERIFY(!view.grab().toImage().isNull());
    }

    void theHeaderSaysHowFar()
    {
        write({.steps = 12, .plannedSteps = 30}, "running");
        TrainingLog log;
        TrainingView view(&log);
        log.open(m_folder);
        const auto* bar = view.findChild<QProgressBar*>();
        QCOMPARE(bar->value(), 12);
        QCOMPARE(bar->maximum(), 30);
        QCOMPARE(bar->accessibleDescription(), QStringLiteral("12 of 30 steps"));
        QCOMPARE(view.steps()->duration(), 13.0); // what was done, and a little room
        QVERIFY(test::writeFile(m_folder + QStringLiteral("/log.jsonl"), test::stepLine({}, 13), true));
        log.look();
        QCOMPARE(bar->value(), 13);
    }

    void preparingShowsItsStage()
    {
        write({.steps = 0}, "preparing", ",\"stage\":\"decoding audio\",\"fraction\":0.25");
        TrainingLog log;
        TrainingView view(&log);
        log.open(m_folder);
        const auto* bar = view.findChild<QProgressBar*>();
        QCOMPARE(bar->value() * 4, bar->maximum());
        QCOMPARE(bar->accessibleDescription(), QStringLiteral("decoding audio 25 %"));
    }

    void commandsArePendingUntilTheyAreObeyed()
    {
        write({.steps = 12}, "running");
        TrainingLog log;
        TrainingView view(&log);
        log.open(m_folder);
        QSignalSpy commands(&view, &TrainingView::commandRequested);
        button(view, QStringLiteral("Pause"))->click();
        QCOMPARE(commands.count(), 1);
        QVERIFY(commands[0][0].value<TrainingCommand>() == TrainingCommand::Pause);
        view.header()->setPending(TrainingCommand::Pause);
        QVERIFY(shownState(view).startsWith(QStringLiteral("Pausing")));
        QVERIFY(!button(view, QStringLiteral("Pause"))->isEnabled());
        write({.steps = 13}, "paused");
        log.look();
        QCOMPARE(shownState(view), QStringLiteral("Paused"));
        button(view, QStringLiteral("Continue"))->click();
        QVERIFY(commands[1][0].value<TrainingCommand>() == TrainingCommand::Continue);
        button(view, QStringLiteral("Stop"))->click();
        QVERIFY(commands[2][0].value<TrainingCommand>() == TrainingCommand::Stop);
        view.header()->setPending(TrainingCommand::Stop);
        QVERIFY(!button(view, QStringLiteral("Stop"))->isEnabled());
        write({.steps = 13}, "stopped");
        log.look();
        QVERIFY(!view.header()->pending());
        QSignalSpy starts(&view, &TrainingView::startRequested);
        button(view, QStringLiteral("Continue"))->click();
        QCOMPARE(starts.count(), 1);
    }

    void failuresSayWhatWhereAndWhatToDo()
    {
        write({.steps = 12}, "failed",
            ",\"error\":{\"what\":\"the loss is no number\",\"where\":\"step 13\",\"remedy\":\"lower the "
            "rates\"}");
        TrainingLog log;
        TrainingView view(&log);
        log.open(m_folder);
        auto* bar = view.findChild<NoticeBar*>();
        QVERIFY(!bar->isHidden());
        QCOMPARE(
            noticeText(bar->notice()), QStringLiteral("the loss is no number: step 13: lower the rates"));
        bar->dismiss();
        log.look();
        QVERIFY(bar->isHidden()); // what was closed stays closed
        write({.steps = 12}, "running");
        log.look();
        QVERIFY(bar->isHidden());
    }

    void aProcessThatIsGoneIsNoticed()
    {
        QVERIFY(test::writeRunFolder(m_folder, {.steps = 12}, "running", 0));
        TrainingLog log;
        TrainingView view(&log);
        log.open(m_folder);
        QCOMPARE(shownState(view), QStringLiteral("Process gone"));
        const auto* bar = view.findChild<NoticeBar*>();
        QVERIFY(noticeText(bar->notice()).contains(QStringLiteral("checkpoint at step 10")));
        QVERIFY(button(view, QStringLiteral("Continue"))->isEnabled());
    }

    void layersAreOfferedDeepestFirstAndLanesComeAndGo()
    {
        write({.steps = 12}, "running");
        TrainingLog log;
        TrainingView view(&log);
        view.resize(1000, 700);
        log.open(m_folder);
        auto* layers = choice(view, QStringLiteral("Layer whose experts are shown"));
        QCOMPARE(layers->count(), 3);
        QCOMPARE(layers->itemText(0), QStringLiteral("After the encoder"));
        QCOMPARE(layers->itemText(2), QStringLiteral("Layer 1"));
        layers->setCurrentIndex(2);
        log.look();
        QCOMPARE(layers->currentText(), QStringLiteral("Layer 1"));
        QVERIFY(!layers->isHidden());
        // A task that steers nothing has no such lanes.
        m_folder += QStringLiteral("-ctc");
        write({.steps = 12, .layers = 0}, "running");
        log.open(m_folder);
        QCOMPARE(layers->count(), 0);
        QVERIFY(!layers->isVisibleTo(&view));
    }

    void valuesUnderThePointerElseTheLast()
    {
        const SyntheticTraining training{.steps = 20, .plannedSteps = 30};
        write(training, "running");
        TrainingLog log;
        TrainingView view(&log);
        log.open(m_folder);
        const CurveLegend* legend = nullptr;
        for (const CurveLegend* candidate : view.findChildren<CurveLegend*>())
            if (!candidate->entries().empty() && candidate->entries()[0].name == QStringLiteral("Training"))
                legend = candidate;
        QVERIFY(legend);
        QCOMPARE(legend->entries()[0].value, valueText(log.run().steps.loss[19], false));
        view.steps()->setHover(7.2);
        QCOMPARE(legend->entries()[0].value, valueText(log.run().steps.loss[6], false));
        view.steps()->setHover(std::nullopt);
        QCOMPARE(legend->entries()[0].value, valueText(log.run().steps.loss[19], false));
    }

    void anotherRunStartsAfresh()
    {
        write({.steps = 30}, "finished");
        TrainingLog log;
        TrainingView view(&log);
        view.resize(1000, 700);
        log.open(m_folder);
        view.grab();
        m_folder += QStringLiteral("-b");
        write({.steps = 5, .plannedSteps = 8, .layers = 2, .experts = 2}, "running");
        log.open(m_folder);
        QCOMPARE(view.steps()->duration(), 6.0);
        QCOMPARE(choice(view, QStringLiteral("Layer whose experts are shown"))->count(), 2);
        QVERIFY(!view.grab().toImage().isNull());
        log.close();
        QVERIFY(!view.grab().toImage().isNull());
    }

    void legendsSayHowManyTheyLeaveOut()
    {
        QCOMPARE(CurveLegend::shown(3, 60, 20), 3);
        QCOMPARE(CurveLegend::shown(4, 60, 20), 2);
        QCOMPARE(CurveLegend::shown(2, 5, 20), 0);
    }

    void everythingCanBeReachedByKey()
    {
        write({.steps = 12}, "running");
        TrainingLog log;
        TrainingView view(&log);
        log.open(m_folder);
        view.show();
        for (const QWidget* widget : view.findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QLatin1String("qt_"))
                || widget->inherits("QComboBoxListView") || widget->inherits("QComboBoxPrivateContainer")
                || qobject_cast<const QTabBar*>(widget->parentWidget()))
                continue; // parts that Qt builds into its own controls
            const QString which = QString::fromLatin1(widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(which));
            QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(which + widget->accessibleName()));
        }
    }
};

QTEST_MAIN(TestTrainingView)
#include "tst_training_view.moc"
