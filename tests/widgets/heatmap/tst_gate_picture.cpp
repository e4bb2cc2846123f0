// SPDX-License-Identifier: MIT
// The exported picture, as pixels and as SVG (rendered again by Qt's own SVG reader), and the legend.
#include "synthetic_trace.h"
#include "widgets/heatmap/expert_colours.h"
#include "widgets/heatmap/gate_legend.h"
#include "widgets/heatmap/gate_picture.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTest>

using namespace steerscope;

namespace {

void fill(GateStore& store, int experts = 4)
{
    store.setLayers(layerInfos(3, experts));
    store.setTrace(syntheticTrace(
        {0, 0.0, 150, 100, 0.02}, 3, experts, [experts](int layer, int) { return oneHot(layer, experts); }));
}

GatePicture picture()
{
    GatePicture wanted;
    wanted.span = {0.0, 3.0};
    wanted.layers = {2, 1, 0};
    wanted.width = 600;
    wanted.rowHeight = 20;
    wanted.title = QStringLiteral("left-stop-down.wav");
    return wanted;
}

// Pixels of a colour.
int count(const QImage& image, const QColor& colour)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            found += image.pixelColor(x, y) == colour;
    return found;
}

} // namespace

class TestGatePicture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pngAndSvgShowTheSameRows()
    {
        GateStore store;
        fill(store);
        const GatePicture wanted = picture();
        const QSize size = gatePictureSize(wanted);
        QCOMPARE(size.width(), 600);

        QImage direct(size, QImage::Format_RGB32);
        QPainter painter(&direct);
        paintGatePicture(painter, store, wanted);
        painter.end();

        QBuffer file;
        file.open(QIODevice::WriteOnly);
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(), size));
        painter.begin(&generator);
        paintGatePicture(painter, store, wanted);
        painter.end();
        QVERIFY(file.data().contains("left-stop-down.wav")); // text stays text
        QImage again(size, QImage::Format_RGB32);
        again.fill(Qt::white);
        QSvgRenderer renderer(file.data());
        QVERIFY(renderer.isValid());
        painter.begin(&again);
        renderer.render(&painter);
        painter.end();

        // Two of three seconds of a row: about 20 x 360 pixels of each layer's hue, besides its swatch.
        for (int layer = 0; layer < 3; ++layer)
            for (const QImage* image : {&direct, &again}) {
                const int pixels = count(*image, expertHue(layer));
                QVERIFY2(pixels > 6500 && pixels < 8000, qPrintable(QString::number(pixels)));
            }
    }

    void nothingToShowIsNoCrash()
    {
        GateStore store;
        GatePicture wanted = picture();
        wanted.layers.clear();
        QImage image(gatePictureSize(wanted), QImage::Format_RGB32);
        QPainter painter(&image);
        paintGatePicture(painter, store, wanted);
        QVERIFY(image.height() > 0);
    }

    void legendOfFewExpertsHasTheirHues()
    {
        GateStore store;
        fill(store);
        store.setExpertName(1, 2, QStringLiteral("noise"));
        const Legend legend = legendOf(store, {}, 1, Qt::lightGray);
        QCOMPARE(legend.swatches.size(), std::size_t(5)); // four experts and the neutral
        QCOMPARE(legend.swatches[2].label, QStringLiteral("E3 noise"));
        QCOMPARE(legend.swatches[2].colour, expertHue(2));
        QCOMPARE(legendOf(store, {}, kNoLayer, Qt::lightGray).swatches[2].label, QStringLiteral("E3"));
    }

    void legendOfNumbersHasABar()
    {
        GateStore store;
        fill(store, 16);
        QVERIFY(legendOf(store, {}, 1, Qt::lightGray).swatches.empty()); // more experts than hues
        const Legend push = legendOf(store, {GateShow::Push, 0, SequentialMap::Viridis}, 1, Qt::lightGray);
        QCOMPARE(push.marks.back().label, QStringLiteral("0.5"));
        const Legend deviation
            = legendOf(store, {GateShow::Deviation, 3, SequentialMap::Viridis}, 1, Qt::lightGray);
        QCOMPARE(deviation.marks[1].label, QStringLiteral("1/E"));
        QCOMPARE(deviation.marks[1].share, 0.5);
        QVERIFY(deviation.title.contains(QStringLiteral("E4")));
    }

    void legendWithoutAModelIsEmpty()
    {
        GateStore store;
        GateLegend legend(&store);
        legend.resize(300, 20);
        QVERIFY(!legend.grab().isNull());
        QVERIFY(!legend.accessibleName().isEmpty());
    }
};

QTEST_MAIN(TestGatePicture)
#include "tst_gate_picture.moc"
