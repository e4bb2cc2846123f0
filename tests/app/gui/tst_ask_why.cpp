// SPDX-License-Identifier: MIT
// The panel "Ask why" in the whole window with the real engine: answers come, stay, and can be acted on.
#include "app/gui/ask_panel.h"
#include "app/gui/exporter.h"
#include "tests/app/gui/window_fixture.h"
#include "widgets/ask/layer_expert_map.h"
#include "widgets/plots/sweep_plot.h"

#include <QDockWidget>
#include <QSignalSpy>
#include <QToolButton>

using namespace steerscope;
using test::kPatience;
using test::sampleFile;
using test::WindowFixture;

class TestAskWhy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void sweepAblateFitAndUndo();
};

void TestAskWhy::sweepAblateFitAndUndo()
{
    WindowFixture fixture;
    const WindowParts& parts = fixture.parts();
    fixture.window().resize(1440, 960);
    openPath(parts, sampleFile("left-stop-down.wav"));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled(), kPatience);
    fixture.action(ActionId::ShowAsk)->trigger();
    QVERIFY(parts.askDock->isVisible());
    AskControls* controls = parts.ask->controls();
    StudyView* view = parts.ask->view();
    const auto ask = [&](StudyKind kind) {
        controls->setKind(kind);
        Q_EMIT controls->asked(controls->wish());
    };

    controls->setWords(QStringLiteral("left stop down"));
    ask(StudyKind::Sweep);
    QTRY_VERIFY_WITH_TIMEOUT(view->result(), kPatience);
    const auto sweep = std::get<SweepResult>(*view->result());
    QCOMPARE(sweep.points.size(), std::size_t(17));
    const auto two = std::find_if(
        sweep.points.begin(), sweep.points.end(), [](const auto& point) { return point.scale == 2.0; });
    QCOMPARE(two->text, std::string("follow stop down")); // what the window says at 2.0 (tst_main_window)
    QVERIFY(*two->wordErrorRate > 0.3);
    Q_EMIT view->sweep()->chosen(2.0);
    QCOMPARE(fixture.values().steering.master(), 2.0);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.words(), QStringLiteral("follow stop down"), kPatience);

    ask(StudyKind::Fit);
    QTRY_VERIFY_WITH_TIMEOUT(view->result(), kPatience);
    const auto fit = std::get<FitResult>(*view->result());
    QVERIFY(fit.says);
    Q_EMIT view->proposalChosen(fit.proposal);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.words(), QStringLiteral("left stop down"), kPatience);
    fixture.action(ActionId::Undo)->trigger(); // the proposal
    fixture.action(ActionId::Undo)->trigger(); // the sweep's scale
    QVERIFY(fixture.values().steering.settings().asTrained());

    ask(StudyKind::Ablation);
    QTRY_VERIFY_WITH_TIMEOUT(view->result(), kPatience);
    Q_EMIT view->ablation()->chosen(3, 1);
    QCOMPARE(fixture.values().steering.turned(3).mute, std::set<int>{1});
    fixture.action(ActionId::Undo)->trigger();
    QVERIFY(fixture.values().steering.settings().asTrained());
    const QString file = fixture.file(QStringLiteral("ablation.json"));
    parts.exporter->saveStudyTo(file, *view->result());
    QVERIFY(QFile::exists(file));

    controls->setKind(StudyKind::Sweep); // kept while the recording is the same ...
    QVERIFY(view->result());
    openPath(parts, sampleFile("no.wav")); // ... and no longer
    QTRY_VERIFY_WITH_TIMEOUT(!view->result(), kPatience);
    QVERIFY(fixture.errors().isEmpty());
}

QTEST_MAIN(TestAskWhy)
#include "tst_ask_why.moc"
