// SPDX-License-Identifier: MIT
// The heatmap's pixels, what painting costs, and what mouse and keys do.
#include "synthetic_trace.h"
#include "widgets/heatmap/expert_colours.h"
#include "widgets/heatmap/gate_rows.h"
#include "widgets/heatmap/hatch.h"

#include <QSignalSpy>
#include <QTest>
#include <cstdlib>

using namespace steerscope;

namespace {

// Layer l gives everything to expert l in the first second, to expert l + 1 in the second.
std::vector<float> twoHalves(int layer, int frame)
{
    return oneHot(frame < 50 ? layer : layer + 1, 4);
}

// Layers 0..2 of 4 experts, two seconds of audio, one of padding, on 300 x 60 pixels, deepest layer on top.
struct Scene {
    Scene()
    {
        store.setLayers(layerInfos(3, 4));
        store.setTrace(syntheticTrace({0, 0.0, 150, 100, 0.02}, 3, 4, twoHalves));
        view.setDuration(3.0);
        rows.resize(300, 60);
        rows.setTrackLayout(layoutTracks({0, 1, 2}, 60, true));
    }
    QImage grab() { return rows.grab().toImage(); }

    TimeView view;
    GateStore store;
    GateRows rows{&view, &store};
};

bool near(const QColor& a, const QColor& b, int by)
{
    return std::abs(a.red() - b.red()) <= by && std::abs(a.green() - b.green()) <= by
        && std::abs(a.blue() - b.blue()) <= by;
}

void movePointer(QWidget& widget, const QPointF& to)
{
    QMouseEvent move(
        QEvent::MouseMove, to, widget.mapToGlobal(to), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&widget, &move);
}

} // namespace

class TestGateRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void huesAreTheStrongestExperts()
    {
        Scene scene;
        const QImage image = scene.grab();
        for (int row = 0; row < 3; ++row) {
            const int layer = 2 - row;
            QCOMPARE(image.pixelColor(20, row * 20 + 3), expertHue(layer));
            QCOMPARE(image.pixelColor(120, row * 20 + 3), expertHue(layer + 1));
        }
        QCOMPARE(image.pixelColor(20, 19), laneColours(scene.rows.palette()).background); // between rows
    }

    void paddingIsHatchedAndMissingWindowsAreEmpty()
    {
        Scene scene;
        scene.store.setWindows({{0.0, 2.0}, {3.0, 4.0}});
        scene.view.setDuration(4.0);
        const QImage image = scene.grab();
        const QColor background = laneColours(scene.rows.palette()).background;
        int drawn = 0;
        int plain = 0;
        for (int x = 160; x < 220; ++x)
            (image.pixelColor(x, 30) == background ? plain : drawn)++;
        QVERIFY(drawn > 5);
        QVERIFY(plain > 20);
        for (int x = 230; x < 300; ++x)
            QCOMPARE(image.pixelColor(x, 30), background);
    }

    void staleIsGreyedByThirtyPercent()
    {
        Scene scene;
        scene.store.setAllStale();
        const QColor hue = expertHue(2);
        const QColor wanted(qRound(0.7 * hue.red() + 0.3 * 128), qRound(0.7 * hue.green() + 0.3 * 128),
            qRound(0.7 * hue.blue() + 0.3 * 128));
        QVERIFY(near(scene.grab().pixelColor(20, 3), wanted, 2));
    }

    void selectedRowIsMarked()
    {
        Scene scene;
        scene.rows.setSelectedLayer(1);
        const QImage image = scene.grab();
        const QColor ink = laneColours(scene.rows.palette()).text;
        QCOMPARE(image.pixelColor(50, 19), ink);
        QCOMPARE(image.pixelColor(50, 39), ink);
        QVERIFY(image.pixelColor(50, 3) != ink);
    }

    void zoomedOutAveragesBeforeItChooses()
    {
        Scene scene;
        // 3 of 5 frames expert 0 with 0.4 against 0.3 and 0.3, 2 of 5 expert 1 with 1: the mean is expert
        // 1's.
        scene.store.setTrace(syntheticTrace({0, 0.0, 150, 150, 0.02}, 3, 4, [](int, int frame) {
            return frame % 5 < 3 ? std::vector<float>{0.4F, 0.3F, 0.3F, 0.0F} : oneHot(1, 4);
        }));
        scene.rows.resize(30, 60); // a column is five frames
        const QColor colour(scene.grab().pixelColor(3, 30)); // beside the number
        // Means 0.24, 0.58, 0.18, 0: margin 0.34.
        const QColor neutral = laneColours(scene.rows.palette()).neutral;
        QVERIFY(near(colour, QColor(strongestColour({1, 0.58, 0.34}, neutral)), 2));
    }

    void numbersOfManyExpertsAreMarkedByRuns()
    {
        const std::array<uchar, 8> marks{0, 3, 3, 3, 0, 0, 12, 1};
        const std::vector<ExpertRun> wanted{{{1, 4}, 2}, {{6, 7}, 11}, {{7, 8}, 0}};
        QCOMPARE(expertRuns(marks.data(), 8), wanted);
    }

    void hatchStaysInsideAndRunsOn()
    {
        const auto lines = hatchLines({10.0, 20.0, 30.0, 8.0}, 7.0);
        QVERIFY(!lines.empty());
        for (const QLineF& line : lines) {
            QVERIFY(line.x1() >= 10.0 && line.x2() <= 40.0);
            QVERIFY(line.y1() <= 28.0 && line.y2() >= 20.0);
            QCOMPARE(std::fmod(line.x1() + line.y1(), 7.0), 0.0);
        }
    }

    void pointerCursorAndGreyingFillNothing()
    {
        Scene scene;
        scene.grab();
        const long filled = scene.rows.columnsFilled();
        QCOMPARE(filled, 300L);
        movePointer(scene.rows, {100, 30});
        scene.view.setCursor(1.0);
        scene.view.setSelection(0.5, 1.5);
        scene.rows.setSelectedLayer(2);
        scene.store.setAllStale();
        scene.grab();
        QCOMPARE(scene.rows.columnsFilled(), filled);
    }

    void anHourCostsAsManyColumnsAsTheLaneHas()
    {
        GateStore store;
        store.setLayers(layerInfos(2, 4));
        for (int window = 0; window < 180; ++window)
            store.setTrace(syntheticTrace({window, window * 20.0, 1500, 1000, 0.02}, 2, 4,
                [window](int layer, int) { return oneHot((window + layer) % 4, 4); }));
        TimeView view;
        view.setDuration(3600.0);
        GateRows rows(&view, &store);
        rows.resize(400, 40);
        rows.setTrackLayout(layoutTracks({0, 1}, 40, true));
        rows.grab();
        QCOMPARE(rows.columnsFilled(), 400L); // the whole hour: as many columns as the lane has
        // One window changes: only its columns (20 s are 2.2 of 9 s each).
        store.setTrace(
            syntheticTrace({90, 1800.0, 1500, 1000, 0.02}, 2, 4, [](int, int) { return oneHot(3, 4); }));
        rows.grab();
        QVERIFY(rows.columnsFilled() <= 404);
        // Panning by one column of a zoomed view fills one.
        view.setVisible(1000.0, 1040.0);
        rows.grab();
        const long zoomed = rows.columnsFilled();
        view.panBy(0.1);
        rows.grab();
        QCOMPARE(rows.columnsFilled(), zoomed + 1);
    }

    void clickSelectsTheLayerAndDoubleClickSeeks()
    {
        Scene scene;
        QSignalSpy selected(&scene.rows, &GateRows::layerSelected);
        QSignalSpy seek(&scene.view, &TimeView::seekRequested);
        QTest::mouseClick(&scene.rows, Qt::LeftButton, {}, {100, 45});
        QCOMPARE(selected.takeFirst().first().toInt(), 0);
        QCOMPARE(seek.count(), 0);
        QTest::mouseDClick(&scene.rows, Qt::LeftButton, {}, {100, 5});
        QCOMPARE(seek.takeFirst().first().toDouble(), 1.0);
    }

    void keysWalkThroughTheLayers()
    {
        Scene scene;
        connect(&scene.rows, &GateRows::layerSelected, &scene.rows, &GateRows::setSelectedLayer);
        QTest::keyClick(&scene.rows, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(scene.rows.selectedLayer(), 2);
        QTest::keyClick(&scene.rows, Qt::Key_Down, Qt::ControlModifier);
        QTest::keyClick(&scene.rows, Qt::Key_Down, Qt::ControlModifier);
        QTest::keyClick(&scene.rows, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(scene.rows.selectedLayer(), 0);
        QTest::keyClick(&scene.rows, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(scene.rows.selectedLayer(), 1);
    }

    void hoverSaysWhatIsThere()
    {
        Scene scene;
        QSignalSpy hovered(&scene.rows, &GateRows::hovered);
        movePointer(scene.rows, {150, 25});
        QCOMPARE(hovered.last()[0].toInt(), 1);
        QCOMPARE(hovered.last()[1].toDouble(), 1.5);
        QVERIFY(hovered.last()[2].toString().startsWith(QStringLiteral("Layer 2, 0:01.500: E3 1.00")));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(&scene.rows, &leave);
        QCOMPARE(hovered.last()[0].toInt(), kNoLayer);
    }

    void everyViewPaints_data()
    {
        QTest::addColumn<int>("show");
        QTest::addColumn<QColor>("colour");
        // Of the middle row, first second: gates are one-hot on expert 1, push 0.2 of a range of 0.5.
        QTest::newRow("one expert") << int(GateShow::OneExpert) << QColor(0xfde725);
        QTest::newRow("entropy") << int(GateShow::Entropy) << QColor(0x440154);
        QTest::newRow("push") << int(GateShow::Push) << QColor(0x2a788e); // viridis(0.4)
        QTest::newRow("deviation") << int(GateShow::Deviation) << QColor(0xd9690a);
    }

    void everyViewPaints()
    {
        QFETCH(int, show);
        QFETCH(QColor, colour);
        Scene scene;
        scene.rows.setGateView({static_cast<GateShow>(show), 1, SequentialMap::Viridis});
        QVERIFY2(near(scene.grab().pixelColor(50, 30), colour, 2),
            qPrintable(scene.grab().pixelColor(50, 30).name()));
    }
};

QTEST_MAIN(TestGateRows)
#include "tst_gate_rows.moc"
