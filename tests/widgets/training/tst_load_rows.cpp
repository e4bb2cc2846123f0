// SPDX-License-Identifier: MIT
// Expert loads: means against plain loops, colours against the map, and what painting costs.
#include "widgets/heatmap/colour_maps.h"
#include "widgets/training/load_rows.h"
#include "widgets/training/step_ruler.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace steerscope;

namespace {

// Two experts: the first starves in the second half.
struct Scene {
    explicit Scene(int count)
    {
        layer.experts = 2;
        for (int step = 1; step <= count; ++step)
            add(step, step <= count / 2 ? 0.5F : 0.0F);
        view.setDuration(count);
        rows.resize(200, 80);
        rows.setSource([this] { return LayerLoad{&layer, &steps}; });
    }
    void add(int step, float first)
    {
        steps.push_back(step);
        layer.load.push_back(first);
        layer.load.push_back(1.0F - first);
    }

    std::vector<int> steps;
    LayerColumns layer;
    TimeView view;
    LoadRows rows{&view};
};

} // namespace

class TestLoadRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void meansOverStretches()
    {
        const Scene scene(100);
        const LayerLoad load{&scene.layer, &scene.steps};
        std::vector<double> experts;
        meanLoad(load, {0.0, 50.0}, experts);
        QCOMPARE(experts, (std::vector<double>{0.5, 0.5}));
        meanLoad(load, {40.0, 60.0}, experts); // steps 41..60
        QCOMPARE(experts, (std::vector<double>{0.25, 0.75}));
        meanLoad(load, {49.2, 49.4}, experts); // within step 50
        QCOMPARE(experts, (std::vector<double>{0.5, 0.5}));
        meanLoad(load, {50.2, 50.4}, experts); // within step 51
        QCOMPARE(experts, (std::vector<double>{0.0, 1.0}));
        meanLoad(load, {100.0, 101.0}, experts);
        QVERIFY(experts.empty());
        meanLoad({}, {0.0, 10.0}, experts);
        QVERIFY(experts.empty());
    }

    void stepsWithoutGatesAreLeftOut()
    {
        Scene scene(10);
        for (std::size_t i = 0; i < 6; ++i)
            scene.layer.load[i] = std::numeric_limits<float>::quiet_NaN(); // steps 1..3
        const LayerLoad load{&scene.layer, &scene.steps};
        std::vector<double> experts;
        meanLoad(load, {0.0, 3.0}, experts);
        QVERIFY(experts.empty());
        meanLoad(load, {0.0, 5.0}, experts);
        QCOMPARE(experts, (std::vector<double>{0.5, 0.5}));
    }

    void starvingIsBlueAndTakingAllIsOrange()
    {
        Scene scene(100);
        const QImage image = scene.rows.grab().toImage();
        const QColor neutral = laneColours(scene.rows.palette()).neutral;
        QCOMPARE(image.pixelColor(60, 20), neutral);
        QCOMPARE(image.pixelColor(60, 60), neutral);
        QCOMPARE(image.pixelColor(160, 20), QColor(divergingColour(-1.0, neutral)));
        QCOMPARE(image.pixelColor(160, 60), QColor(divergingColour(1.0, neutral)));
        QCOMPARE(scene.rows.loadAt(80.0), (std::vector<double>{0.0, 1.0}));
    }

    void twiceTheShareAndAllOfThemAreToldApart()
    {
        Scene scene(0);
        scene.layer.experts = 4;
        for (int step = 1; step <= 100; ++step) { // half of the frames, then all of them
            const float most = step <= 50 ? 0.5F : 1.0F;
            scene.steps.push_back(step);
            for (const float load : {most, 1.0F - most, 0.0F, 0.0F})
                scene.layer.load.push_back(load);
        }
        scene.view.setDuration(100.0);
        const QImage image = scene.rows.grab().toImage();
        const QColor neutral = laneColours(scene.rows.palette()).neutral;
        // log 2 / log 4
        QCOMPARE(image.pixelColor(60, 12), QColor(divergingColour(0.5, neutral)));
        QCOMPARE(image.pixelColor(160, 12), QColor(divergingColour(1.0, neutral)));
    }

    void onlyNewColumnsAreFilled()
    {
        Scene scene(100);
        scene.view.setDuration(200.0); // planned steps: the axis does not move while the run grows
        scene.rows.grab();
        const long before = scene.rows.filledColumns();
        scene.rows.grab();
        QCOMPARE(scene.rows.filledColumns(), before);
        scene.add(101, 0.5F);
        scene.rows.refresh(101);
        scene.rows.grab();
        QVERIFY(scene.rows.filledColumns() > before);
        QVERIFY(scene.rows.filledColumns() - before <= 102); // what lies before step 101 stays
    }

    void nothingYetIsSaid()
    {
        TimeView view;
        LoadRows rows(&view);
        rows.resize(200, 80);
        const QImage image = rows.grab().toImage();
        QSet<QRgb> seen;
        for (int x = 0; x < 200; ++x)
            seen.insert(image.pixel(x, 40));
        QVERIFY(seen.size() > 1);
        QVERIFY(rows.loadAt(1.0).empty());
    }

    void rulerTicksAreWholeSteps()
    {
        QCOMPARE(stepTicks({0.0, 1000.0}, 500.0, 100.0), (std::vector<int>{0, 200, 400, 600, 800, 1000}));
        QCOMPARE(stepTicks({0.0, 3.0}, 1000.0, 50.0), (std::vector<int>{0, 1, 2, 3}));
        QVERIFY(stepTicks({0.0, 1.0}, 0.0, 50.0).size() <= 2);
    }
};

QTEST_MAIN(TestLoadRows)
#include "tst_load_rows.moc"
