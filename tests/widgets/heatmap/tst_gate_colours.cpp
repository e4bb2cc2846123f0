// SPDX-License-Identifier: MIT
// Colours against values worked out by hand and against matplotlib 3's tables:
//   python -c "import matplotlib as m; print([m.colors.to_hex(m.colormaps['viridis'](i)) for i in (0, 64,
//   128, 191, 255)])"
#include "widgets/heatmap/colour_maps.h"
#include "widgets/heatmap/expert_colours.h"
#include "widgets/heatmap/gate_cell.h"
#include "widgets/time/lane_colours.h"

#include <QTest>
#include <array>
#include <cstdlib>

using namespace steerscope;

namespace {

int distance(const QColor& a, const QColor& b)
{
    return std::max(
        {std::abs(a.red() - b.red()), std::abs(a.green() - b.green()), std::abs(a.blue() - b.blue())});
}

} // namespace

class TestGateColours : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void mapsAreThePublishedOnes_data()
    {
        QTest::addColumn<int>("map");
        QTest::addColumn<int>("entry");
        QTest::addColumn<QColor>("colour");
        const std::array entries{0, 64, 128, 191, 255};
        const std::array viridis{0x440154, 0x3b528b, 0x21918c, 0x5cc863, 0xfde725};
        const std::array cividis{0x00224e, 0x434e6c, 0x7d7c78, 0xbbad6d, 0xfee838};
        for (std::size_t i = 0; i < entries.size(); ++i) {
            QTest::addRow("viridis %d", entries[i])
                << 0 << entries[i] << QColor(static_cast<QRgb>(viridis[i]));
            QTest::addRow("cividis %d", entries[i])
                << 1 << entries[i] << QColor(static_cast<QRgb>(cividis[i]));
        }
    }

    void mapsAreThePublishedOnes()
    {
        QFETCH(int, map);
        QFETCH(int, entry);
        QFETCH(QColor, colour);
        const QColor ours(
            sequentialColour(map == 0 ? SequentialMap::Viridis : SequentialMap::Cividis, entry / 255.0));
        QVERIFY2(distance(ours, colour) <= (map == 0 ? 2 : 6), qPrintable(ours.name()));
    }

    void valuesOutsideAreTheEnds()
    {
        QCOMPARE(
            sequentialColour(SequentialMap::Viridis, -3.0), sequentialColour(SequentialMap::Viridis, 0.0));
        QCOMPARE(
            sequentialColour(SequentialMap::Viridis, 3.0), sequentialColour(SequentialMap::Viridis, 1.0));
        QCOMPARE(divergingColour(5.0, Qt::white), divergingColour(1.0, Qt::white));
    }

    void strongestAndMargin()
    {
        const std::array gates{0.1, 0.6, 0.25, 0.05};
        const Strongest strongest = strongestOf(gates);
        QCOMPARE(strongest.expert, 1);
        QVERIFY(std::abs(strongest.margin - 0.35) < 1e-12);
        const std::array equal{0.5, 0.5};
        QCOMPARE(strongestOf(equal).expert, 0);
        QCOMPARE(strongestOf(equal).margin, 0.0);
        const std::array single{1.0};
        QCOMPARE(strongestOf(single).margin, 1.0);
    }

    void saturationIsTheRootOfTheMargin()
    {
        const QColor neutral(200, 200, 200);
        // Okabe-Ito orange e69f00 a quarter of the margin: half way from the neutral: (215, 179.5, 100).
        QVERIFY(distance(QColor(strongestColour({0, 0.5, 0.25}, neutral)), QColor(215, 180, 100)) <= 1);
        QCOMPARE(QColor(strongestColour({0, 1.0, 1.0}, neutral)), QColor(0xe69f00));
        QCOMPARE(QColor(strongestColour({4, 0.125, 0.0}, neutral)), neutral);
    }

    void huesAreApartFromEachOtherAndFromNeutral()
    {
        for (int a = 0; a < kExpertHues; ++a) {
            QVERIFY(distance(expertHue(a), QColor(0xe0e0e0)) > 40);
            for (int b = 0; b < a; ++b)
                QVERIFY(distance(expertHue(a), expertHue(b)) > 40);
        }
    }

    void deviationIsCentredOnUniform()
    {
        QCOMPARE(deviationShare(0.125, 8), 0.0);
        QCOMPARE(deviationShare(0.0, 8), -1.0);
        QCOMPARE(deviationShare(0.1875, 8), 0.5);
        QCOMPARE(deviationShare(0.9, 8), 1.0);
        const GateLook look{{GateShow::Deviation, 3, SequentialMap::Viridis}, QColor(0xe0e0e0), 1.0};
        const std::vector<double> uniform(8, 0.125);
        QCOMPARE(QColor(cellOfGates(uniform, look).colour), QColor(0xe0e0e0));
    }

    void anExpertThatALayerLacksIsNotDrawn()
    {
        const GateLook look{{GateShow::OneExpert, 6, SequentialMap::Viridis}, QColor(0xe0e0e0), 1.0};
        QCOMPARE(cellOfGates(std::vector<double>(4, 0.25), look).colour, QRgb(0));
    }
};

QTEST_GUILESS_MAIN(TestGateColours)
#include "tst_gate_colours.moc"
