// SPDX-License-Identifier: MIT
// What can be asked, how answers look, and what a click on them means.
#include "core/base/gating_trace.h"
#include "widgets/ask/ask_controls.h"
#include "widgets/ask/layer_expert_map.h"
#include "widgets/ask/study_text.h"
#include "widgets/ask/study_view.h"
#include "widgets/plots/sweep_plot.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace steerscope;

namespace {

SweepResult someSweep()
{
    return {{}, "on down", "basic",
        {{-1.0, "off", 1.0, -9.0}, {0.0, "on", 0.5, -3.0}, {1.0, "on down", 0.0, -0.5}},
        {{0, "on", {{0.0, 1.0}}, {{-1.0, 0.0, "off", "on", true}}},
            {0, "down", {{1.0, 1.0}}, {{0.0, 1.0, "", "down", false}}}}};
}

AblationResult someAblation(AblationForm form = AblationForm::Remove)
{
    return {form, AblationEffect::Total, "on", "basic", "on", -0.5, 0.01, 0.0,
        {{0, kWholeLayer, -2.0, 1.0, "off"}, {0, 0, 0.005, 0.0, "on"}, {0, 1, 1.0, 0.0, "on"},
            {kOutLayer, kWholeLayer, -1.0, 0.0, "on"}, {kOutLayer, 0, 0.5, 0.0, "on"}}};
}

template <class Widget> Widget* named(QWidget& parent, const QString& name)
{
    for (Widget* widget : parent.findChildren<Widget*>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

} // namespace

class TestAskPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wishesAreWhatIsChosen();
    void askingNeedsAModelAndFittingWords();
    void mapCellsSayTheirNumbers();
    void mapIsWalkedAndChosenFrom();
    void sweepPointsAreFoundAndChosen();
    void answersStayByKindUntilCleared();
    void onlyWhatSettingsExpressIsApplied();
    void proposalsAreAppliedByTheButtonAlone();
};

void TestAskPanel::wishesAreWhatIsChosen()
{
    AskControls controls;
    controls.setWords(QStringLiteral("  on down "));
    controls.setSelectedLayer(3);
    auto sweep = std::get<SweepRequest>(controls.wish().question);
    QCOMPARE(sweep.layers.size(), std::size_t(0));
    QCOMPARE(sweep.points, SweepRequest().points);
    QCOMPARE(sweep.reference.text, std::string("on down"));
    QCOMPARE(sweep.reference.normalizer, std::string("basic"));
    named<QComboBox>(controls, AskControls::tr("Swept"))->setCurrentIndex(1);
    QCOMPARE(std::get<SweepRequest>(controls.wish().question).layers, std::vector<int>{3});
    controls.setKind(StudyKind::Ablation);
    named<QComboBox>(controls, AskControls::tr("Form"))->setCurrentIndex(2);
    named<QComboBox>(controls, AskControls::tr("Effect"))->setCurrentIndex(1);
    const auto ablation = std::get<AblationRequest>(controls.wish().question);
    QCOMPARE(ablation.form, AblationForm::Mean);
    QCOMPARE(ablation.effect, AblationEffect::Direct);
    for (const StudyKind kind :
        {StudyKind::Sweep, StudyKind::Ablation, StudyKind::Heard, StudyKind::Attribution, StudyKind::Fit}) {
        controls.setKind(kind);
        QCOMPARE(controls.wish().question.index(), static_cast<std::size_t>(kind));
    }
}

void TestAskPanel::askingNeedsAModelAndFittingWords()
{
    AskControls controls;
    auto* ask = named<QToolButton>(controls, AskControls::tr("Ask"));
    QVERIFY(ask && !ask->isEnabled());
    controls.setReady(true);
    QVERIFY(ask->isEnabled());
    controls.setKind(StudyKind::Fit);
    QVERIFY(!ask->isEnabled());
    controls.setWords(QStringLiteral("on"));
    QVERIFY(ask->isEnabled());
    QSignalSpy asked(&controls, &AskControls::asked);
    QSignalSpy stopped(&controls, &AskControls::stopWanted);
    ask->click();
    QCOMPARE(asked.size(), 1);
    controls.setRunning(true);
    controls.setReady(false); // what runs can be stopped all the same
    ask->click();
    QCOMPARE(stopped.size(), 1);
    QCOMPARE(asked.size(), 1);
}

void TestAskPanel::mapCellsSayTheirNumbers()
{
    const std::vector<MapCell> cells = mapCells(someAblation());
    QCOMPARE(cells.size(), std::size_t(5));
    QVERIFY(cells[0].marked && !cells[0].quiet); // other words
    QVERIFY(cells[0].text.contains(QStringLiteral("-2.000")));
    QVERIFY(cells[0].text.endsWith(QStringLiteral(": off")));
    QVERIFY(cells[1].quiet && !cells[1].marked); // within the noise
    QVERIFY(cells[4].text.contains(QStringLiteral("out")));
    const AttributionResult attribution{
        "on", {"on"}, 1, -0.5, -1.5, 1e-4, {{2, 0.1, 1.0, 0.75, {0.5, 0.25}, {-3.0, 3.0}}}};
    const std::vector<MapCell> parts = mapCells(attribution);
    QCOMPARE(parts.size(), std::size_t(3));
    QCOMPARE(parts[0].value, 0.75);
    QCOMPARE(parts[2].value, 0.25);
    QCOMPARE(parts[2].expert, 1);
}

void TestAskPanel::mapIsWalkedAndChosenFrom()
{
    LayerExpertMap map;
    map.resize(400, 120);
    map.setCells(mapCells(someAblation()), QStringLiteral("off"));
    QVERIFY(map.rectOf(kOutLayer, 0).top() < map.rectOf(0, 0).top()); // the deepest on top
    QVERIFY(map.rectOf(0, kWholeLayer).right() < map.rectOf(0, 0).left());
    QVERIFY(map.rectOf(7, 0).isEmpty());
    QSignalSpy chosen(&map, &LayerExpertMap::chosen);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.rectOf(0, 1).center());
    QCOMPARE(chosen.takeFirst(), QVariantList({0, 1}));
    QTest::keyClick(&map, Qt::Key_Up); // there the row has one expert less: nothing to choose
    QTest::keyClick(&map, Qt::Key_Return);
    QCOMPARE(chosen.size(), 0);
    QTest::keyClick(&map, Qt::Key_Left);
    QTest::keyClick(&map, Qt::Key_Return);
    QCOMPARE(chosen.takeFirst(), QVariantList({kOutLayer, 0}));
    QVERIFY(map.accessibleDescription().contains(QStringLiteral("out")));
    const QImage picture = map.grab().toImage(); // opposite signs, different colours
    QVERIFY(picture.pixel(map.rectOf(0, kWholeLayer).topLeft() + QPoint(2, 2))
        != picture.pixel(map.rectOf(0, 1).topLeft() + QPoint(2, 2)));
}

void TestAskPanel::sweepPointsAreFoundAndChosen()
{
    SweepPlot plot;
    plot.resize(400, 260);
    plot.setResult(someSweep());
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    plot.grab(); // lays the axes out
    QCOMPARE(plot.pointAt(QPoint(0, 20)), 0);
    QCOMPARE(plot.pointAt(QPoint(399, 20)), 2);
    QSignalSpy pointed(&plot, &SweepPlot::pointed);
    QSignalSpy chosen(&plot, &SweepPlot::chosen);
    QTest::keyClick(&plot, Qt::Key_Right);
    QTest::keyClick(&plot, Qt::Key_Right);
    QTest::keyClick(&plot, Qt::Key_Return);
    QCOMPARE(pointed.size(), 2);
    QCOMPARE(chosen.takeFirst().first().toDouble(), 0.0);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, QPoint(398, 40));
    QCOMPARE(chosen.takeFirst().first().toDouble(), 1.0);
    QVERIFY(sweepPointText(plot.result(), 1).contains(QStringLiteral("-3.000")));
}

void TestAskPanel::answersStayByKindUntilCleared()
{
    StudyView view;
    QVERIFY(!view.result());
    view.setResult(someSweep());
    view.setResult(HeardResult{"silence", {{0, "on", -0.5, -6.0, -1.0, -6.0}}});
    QCOMPARE(view.result()->index(), static_cast<std::size_t>(StudyKind::Heard));
    view.setKind(StudyKind::Sweep);
    QCOMPARE(std::get<SweepResult>(*view.result()).points.size(), std::size_t(3));
    view.setKind(StudyKind::Ablation);
    QVERIFY(!view.result());
    view.clear();
    view.setKind(StudyKind::Sweep);
    QVERIFY(!view.result());
}

void TestAskPanel::onlyWhatSettingsExpressIsApplied()
{
    StudyView view;
    view.ablation()->resize(400, 120);
    QSignalSpy chosen(&view, &StudyView::ablationChosen);
    QSignalSpy noticed(&view, &StudyView::noticed);
    view.setResult(someAblation());
    Q_EMIT view.ablation()->chosen(0, 1);
    QCOMPARE(chosen.takeFirst(), QVariantList({0, 1}));
    view.setResult(someAblation(AblationForm::Mean));
    Q_EMIT view.ablation()->chosen(0, 1);
    QCOMPARE(chosen.size(), 0);
    QCOMPARE(noticed.size(), 1);
    Q_EMIT view.ablation()->chosen(0, kWholeLayer); // a layer off is a layer off
    QCOMPARE(chosen.size(), 1);
    QSignalSpy scale(&view, &StudyView::scaleChosen);
    view.setResult(someSweep());
    Q_EMIT view.sweep()->chosen(0.5);
    QCOMPARE(scale.takeFirst().last().toDouble(), 0.5);
}

void TestAskPanel::proposalsAreAppliedByTheButtonAlone()
{
    StudyView view;
    QSignalSpy applied(&view, &StudyView::proposalChosen);
    FitResult fit;
    fit.target = "on";
    fit.says = true;
    fit.proposal.layers[2].multiplier = 1.5;
    fit.course = {{-4.0, -2.0}, {-1.0, -0.5}};
    fit.costs = {{"a.wav", "off", "on", 1.0, 0.0}};
    view.setResult(fit);
    QCOMPARE(applied.size(), 0);
    view.findChild<QPushButton*>()->click();
    QCOMPARE(applied.size(), 1);
    QCOMPARE(applied.first().first().value<SteeringSettings>().layer(2).multiplier, 1.5);
}

QTEST_MAIN(TestAskPanel)
#include "tst_ask_panel.moc"
