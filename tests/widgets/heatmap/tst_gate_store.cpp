// SPDX-License-Identifier: MIT
// Averages over time and over audio windows, against values worked out by hand.
#include "synthetic_trace.h"
#include "widgets/heatmap/gate_store.h"
#include "widgets/heatmap/gate_text.h"

#include <QSignalSpy>
#include <QTest>
#include <cmath>

using namespace steerscope;

namespace {

// Frame n of 4 experts: expert n % 2 has 0.7, the other of the two 0.1, the rest 0.1 each.
std::vector<float> alternating(int, int frame)
{
    std::vector<float> gates(4, 0.1F);
    gates[frame % 2] = 0.7F;
    return gates;
}

std::vector<float> certain(int, int)
{
    return oneHot(0, 2);
}

} // namespace

class TestGateStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gatesAreAveragedOverCountedFrames()
    {
        GateStore store;
        store.setLayers(layerInfos(2, 4));
        store.setTrace(syntheticTrace({0, 0.0, 100, 60, 0.02}, 2, 4, alternating));
        GateColumn column;
        store.gates(1, {0.0, 0.8}, column);
        QVERIFY(column.kind == GateColumn::Kind::Counted);
        QVERIFY(std::abs(column.gates[0] - 0.4) < 1e-6);
        QVERIFY(std::abs(column.gates[3] - 0.1) < 1e-6);
        store.gates(1, {0.021, 0.022}, column); // inside frame 1
        QVERIFY(std::abs(column.gates[1] - 0.7) < 1e-6);
        store.gates(1, {1.18, 1.26}, column); // frame 59 counts, 60..62 are padding
        QVERIFY(column.kind == GateColumn::Kind::Counted);
        QVERIFY(std::abs(column.gates[1] - 0.7) < 1e-6);
        store.gates(1, {1.3, 1.4}, column);
        QVERIFY(column.kind == GateColumn::Kind::Padding);
        store.gates(1, {2.5, 2.6}, column);
        QVERIFY(column.kind == GateColumn::Kind::Empty);
        store.gates(7, {0.0, 1.0}, column);
        QVERIFY(column.kind == GateColumn::Kind::Empty);
    }

    void aColumnMaySpanWindows()
    {
        GateStore store;
        store.setLayers(layerInfos(1, 2));
        // The second window begins inside the first one's padding and covers it.
        store.setTrace(syntheticTrace({0, 0.0, 100, 50, 0.02}, 1, 2, [](int, int) { return oneHot(0, 2); }));
        store.setTrace(syntheticTrace({1, 1.0, 100, 50, 0.02}, 1, 2, [](int, int) { return oneHot(1, 2); }));
        GateColumn column;
        store.gates(0, {0.5, 1.5}, column);
        QVERIFY(std::abs(column.gates[0] - 0.5) < 1e-9);
        store.gates(0, {1.1, 1.2}, column);
        QVERIFY(column.kind == GateColumn::Kind::Counted);
        QCOMPARE(column.gates[1], 1.0);
        QCOMPARE(store.seen(0), (TimeSpan{0.0, 1.0}));
        QCOMPARE(store.seen(1), (TimeSpan{1.0, 3.0}));
        QCOMPARE(store.padding(0, 0).length(), 0.0);
        QCOMPARE(store.padding(1, 0), (TimeSpan{2.0, 3.0}));
    }

    void entropyIsTheMeanOfTheFrames()
    {
        GateStore store;
        store.setLayers(layerInfos(1, 2));
        // Each frame is certain, their mean is not: frame entropy 0, not ln 2.
        store.setTrace(syntheticTrace({}, 1, 2, [](int, int frame) { return oneHot(frame % 2, 2); }));
        QCOMPARE(store.entropy(0, {0.0, 2.0}), 0.0);
        store.setTrace(syntheticTrace({}, 1, 2, [](int, int frame) {
            return frame < 50 ? std::vector<float>{0.5F, 0.5F} : oneHot(0, 2);
        }));
        QVERIFY(std::abs(*store.entropy(0, {0.0, 2.0}) - 0.5) < 1e-6);
        QVERIFY(!store.entropy(0, {5.0, 6.0}));
    }

    void pushAndItsRange()
    {
        GateStore store;
        store.setLayers(layerInfos(3, 2));
        QCOMPARE(store.pushRange(), 1.0);
        store.setTrace(syntheticTrace({}, 3, 2, [](int, int) { return oneHot(0, 2); }));
        QVERIFY(std::abs(*store.push(1, {0.0, 1.0}) - 0.2) < 1e-6);
        QVERIFY(std::abs(store.pushRange() - 0.5) < 1e-9); // of 0.3
        QCOMPARE(roundedUp(0.02), 0.02);
        QCOMPARE(roundedUp(21.0), 50.0);
        QCOMPARE(roundedUp(0.0), 1.0);
    }

    void windowsKeepTheirTracesUnlessTheyMove()
    {
        GateStore store;
        store.setLayers(layerInfos(1, 2));
        store.setWindows({{0.0, 2.0}, {2.0, 4.0}});
        QVERIFY(!store.trace(0));
        store.setTrace(syntheticTrace({0, 0.0}, 1, 2, certain));
        store.setTrace(syntheticTrace({1, 2.0}, 1, 2, certain));
        store.setWindows({{0.0, 2.0}, {2.0, 3.5}});
        QVERIFY(store.trace(0));
        QVERIFY(!store.trace(1));
        store.setLayers(layerInfos(1, 2));
        QCOMPARE(store.windows(), 0);
    }

    void staleUntilTheNextTrace()
    {
        GateStore store;
        store.setLayers(layerInfos(1, 2));
        store.setWindows({{0.0, 2.0}, {2.0, 4.0}});
        store.setTrace(syntheticTrace({0, 0.0}, 1, 2, certain));
        store.setAllStale();
        QVERIFY(store.stale(0));
        QVERIFY(!store.stale(1)); // nothing there that could be out of date
        QSignalSpy changed(&store, &GateStore::changed);
        store.setTrace(syntheticTrace({0, 0.0}, 1, 2, certain));
        QVERIFY(!store.stale(0));
        QCOMPARE(changed.count(), 1);
    }

    void textSaysLayerTimeAndExperts()
    {
        GateStore store;
        store.setLayers(layerInfos(2, 4));
        store.setExpertName(1, 0, QStringLiteral("vowels"));
        store.setTrace(syntheticTrace({0, 0.0, 100, 60, 0.02}, 2, 4, alternating));
        const QString text = gateText(store, 1, 0.041, {0.041, 0.042});
        QVERIFY2(text.startsWith(QStringLiteral(
                     "Layer 2, 0:00.041: E1 vowels 0.70, E2 0.10, E3 0.10, E4 0.10, entropy 0.68, push 0.2")),
            qPrintable(text));
        QVERIFY(gateText(store, 1, 1.5, {1.5, 1.51}).contains(QStringLiteral("padding")));
        QVERIFY(gateText(store, 1, 9.0, {9.0, 9.01}).contains(QStringLiteral("not run yet")));
    }
};

QTEST_GUILESS_MAIN(TestGateStore)
#include "tst_gate_store.moc"
