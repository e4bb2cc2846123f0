// SPDX-License-Identifier: MIT
// What is drawn of curves, and how the axis of values follows them.
#include "widgets/plots/curve_plot.h"

#include <QTest>

#include <cmath>

using namespace steerscope;

namespace {

struct Scene {
    explicit Scene(int count)
    {
        for (int step = 1; step <= count; ++step) {
            steps.push_back(step);
            values.push_back(2.0F);
        }
        view.setDuration(count);
        plot.resize(300, 100);
        plot.setCurves({{QStringLiteral("loss"), Qt::red, Curve::Style::Line, [this] {
                             return CurveData{steps, values};
                         }}});
    }
    QImage drawn() { return plot.grab().toImage(); }
    QColor background() { return laneColours(plot.palette()).background; }

    std::vector<int> steps;
    std::vector<float> values;
    TimeView view;
    CurvePlot plot{&view};
};

// The uppermost row of the column where the curve is.
int rowOf(const QImage& image, int x)
{
    for (int y = 0; y < image.height(); ++y)
        if (const QColor colour = image.pixelColor(x, y); colour.red() > 200 && colour.green() < 80)
            return y;
    return -1;
}

} // namespace

class TestCurvePlot : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aCurveIsWhereItsValuesAre()
    {
        Scene scene(100);
        for (std::size_t i = 0; i < 100; ++i)
            scene.values[i] = i < 50 ? 0.0F : 1.0F;
        scene.plot.refresh();
        const QImage image = scene.drawn();
        QVERIFY(scene.plot.valueRange().contains(0.0) && scene.plot.valueRange().contains(1.0));
        QVERIFY(rowOf(image, 100) > 85); // low at the left, high at the right
        QVERIFY(rowOf(image, 250) >= 0 && rowOf(image, 250) < 15);
    }

    void theAxisFollowsWhatIsVisible()
    {
        Scene scene(1000);
        for (std::size_t i = 0; i < 1000; ++i)
            scene.values[i] = 100.0F / static_cast<float>(i + 1);
        scene.plot.refresh();
        QVERIFY(scene.plot.valueRange().end > 45.6); // (100 + 50 + 33.3 + 25 + 20) / 5, five steps a point
        scene.view.setVisible(500.0, 1000.0);
        QVERIFY(scene.plot.valueRange().end < 0.25);
    }

    void logarithmicNeedsPositiveValues()
    {
        Scene scene(100);
        for (std::size_t i = 0; i < 100; ++i)
            scene.values[i] = std::pow(10.0F, -0.04F * static_cast<float>(i)); // 1 to 1e-4
        scene.plot.setLogarithmic(true);
        // A straight line now: half way down after half of the steps.
        QVERIFY(std::abs(rowOf(scene.drawn(), 150) - 50) < 5);
        QVERIFY(scene.plot.valueRange().start > 0.0);
        std::fill(scene.values.begin(), scene.values.end(), 0.0F);
        scene.plot.refresh();
        QVERIFY(scene.plot.valueRange().contains(0.0));
    }

    void aBandShowsTheValuesBehindTheirMean()
    {
        Scene scene(5000);
        for (std::size_t i = 0; i < 5000; ++i)
            scene.values[i] = i % 2 == 0 ? 0.0F : 1.0F;
        scene.plot.setCurves({{QStringLiteral("loss"), Qt::red, Curve::Style::Banded, [&scene] {
                                   return CurveData{scene.steps, scene.values};
                               }}});
        const QImage image = scene.drawn();
        const QColor band = image.pixelColor(150, 25);
        QVERIFY(band != scene.background() && band != QColor(Qt::red)); // faint
        QVERIFY(std::abs(rowOf(image, 150) - 50) < 4); // the mean: 0.5
    }

    void pointsAreDrawnEachAndWithoutValuesAWordIsSaid()
    {
        Scene scene(3);
        scene.plot.setCurves({{QStringLiteral("WER"), Qt::red, Curve::Style::Points, [&scene] {
                                   return CurveData{scene.steps, scene.values};
                               }}});
        QVERIFY(rowOf(scene.drawn(), 200) >= 0);
        scene.values.clear();
        scene.steps.clear();
        scene.plot.setEmptyText(QStringLiteral("nothing yet"));
        const QImage empty = scene.drawn();
        scene.plot.refresh();
        QVERIFY(rowOf(scene.drawn(), 200) < 0);
        QVERIFY(scene.drawn() != empty || !scene.plot.curves().empty());
    }

    void wordsOfValues()
    {
        QCOMPARE(valueText(0.25, true), QStringLiteral("25 %"));
        QCOMPARE(valueText(1e-5, false), QStringLiteral("1e-5"));
        QCOMPARE(valueText(-3.84e-5, false), QStringLiteral("-3.84e-5"));
        QCOMPARE(valueText(static_cast<double>(1e-4F), false), QLocale().toString(1e-4, 'g', 4));
        QCOMPARE(valueText(9.9996e-6, false), QStringLiteral("1e-5"));
        QCOMPARE(valueText(0.0, false), QStringLiteral("0"));
        QCOMPARE(valueText(2.5e9, false), QStringLiteral("2.5e9"));
        QCOMPARE(valueText(412'000.0, false), QLocale().toString(412'000.0, 'f', 0));
        QCOMPARE(valueText(std::nan(""), false), QStringLiteral("–"));
    }

    void fewStepsAreNotSmoothed()
    {
        QCOMPARE(CurvePlot::smoothingOf({0.0, 200.0}), 1);
        QCOMPARE(CurvePlot::smoothingOf({0.0, 50'000.0}), 501);
    }
};

QTEST_MAIN(TestCurvePlot)
#include "tst_curve_plot.moc"
