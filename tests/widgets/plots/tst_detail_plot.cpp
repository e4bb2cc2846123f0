// SPDX-License-Identifier: MIT
// The selected layer's curves against values worked out by hand, and what is drawn of them.
#include "../heatmap/synthetic_trace.h"
#include "widgets/heatmap/expert_colours.h"
#include "widgets/plots/detail_plot.h"

#include <QSignalSpy>
#include <QTest>
#include <cmath>

using namespace steerscope;

namespace {

// Expert 0 has a quarter, expert 1 the rest.
std::vector<float> quarter(int, int)
{
    return {0.25F, 0.75F};
}

struct Scene {
    Scene()
    {
        store.setLayers(layerInfos(2, 2));
        store.setTrace(syntheticTrace({0, 0.0, 150, 100, 0.02}, 2, 2, quarter));
        view.setDuration(3.0);
        plot.resize(300, 104);
    }

    TimeView view;
    GateStore store;
    DetailPlot plot{&view, &store};
};

} // namespace

class TestDetailPlot : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void stackedCurvesEndAtOne()
    {
        Scene scene;
        const ShareCurves curves = shareCurves(scene.store, 1, {0.0, 3.0}, 30, ShareStyle::Stacked);
        QCOMPARE(curves.values.size(), std::size_t(2));
        QCOMPARE(curves.seconds[0], 0.05);
        QVERIFY(std::abs(curves.values[0][5] - 0.25) < 1e-6);
        QVERIFY(std::abs(curves.values[1][5] - 1.0) < 1e-6);
        QVERIFY(std::isnan(curves.values[1][25])); // padding
    }

    void linesAreTheGatesThemselves()
    {
        Scene scene;
        const ShareCurves curves = shareCurves(scene.store, 1, {0.0, 3.0}, 30, ShareStyle::Lines);
        QVERIFY(std::abs(curves.values[1][5] - 0.75) < 1e-6);
    }

    void pointsFollowTheWidthNotTheLength()
    {
        Scene scene;
        QCOMPARE(shareCurves(scene.store, 0, {0.0, 3600.0}, 500, ShareStyle::Lines).seconds.size(),
            std::size_t(501));
        QCOMPARE(
            shareCurves(scene.store, 9, {0.0, 3.0}, 500, ShareStyle::Lines).values.size(), std::size_t(0));
    }

    void sharesAreFilledInTheHeatmapsHues()
    {
        Scene scene;
        scene.plot.setLayer(1);
        const QImage image = scene.plot.grab().toImage();
        QCOMPARE(image.pixelColor(120, 95), expertHue(0));
        QCOMPARE(image.pixelColor(120, 40), expertHue(1));
        QCOMPARE(image.pixelColor(250, 42), laneColours(scene.plot.palette()).background);
    }

    void mutedExpertsAreFaint()
    {
        Scene scene;
        scene.plot.setLayer(1);
        scene.plot.setMuted({1});
        const QImage image = scene.plot.grab().toImage();
        QCOMPARE(image.pixelColor(120, 95), expertHue(0));
        QVERIFY(image.pixelColor(120, 40) != expertHue(1));
    }

    void followsTheTimeAxis()
    {
        Scene scene;
        scene.plot.setLayer(0);
        scene.view.setVisible(1.5, 3.0);
        const QImage image = scene.plot.grab().toImage();
        QCOMPARE(image.pixelColor(60, 95), expertHue(0));
        QCOMPARE(image.pixelColor(140, 92), laneColours(scene.plot.palette()).background);
    }

    void dragSelectsTimeHereToo()
    {
        Scene scene;
        scene.plot.setLayer(0);
        QTest::mousePress(&scene.plot, Qt::LeftButton, {}, {100, 50});
        QTest::mouseMove(&scene.plot, {200, 50});
        QTest::mouseRelease(&scene.plot, Qt::LeftButton, {}, {200, 50});
        QVERIFY(scene.view.selection());
        QVERIFY(std::abs(scene.view.selection()->start - 1.0) < 1e-9);
    }

    void saysWhatItShows()
    {
        Scene scene;
        scene.store.setExpertName(1, 0, QStringLiteral("vowels"));
        scene.plot.setLayer(1);
        QVERIFY(!scene.plot.accessibleName().isEmpty());
        QVERIFY(scene.plot.accessibleDescription().contains(QStringLiteral("E1 vowels")));
        scene.plot.setLayer(kNoLayer);
        QVERIFY(scene.plot.accessibleDescription().contains(QStringLiteral("No layer")));
    }
};

QTEST_MAIN(TestDetailPlot)
#include "tst_detail_plot.moc"
