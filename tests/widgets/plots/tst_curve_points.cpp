// SPDX-License-Identifier: MIT
// Decimation against plain loops over all values, and ticks against ones written down by hand.
#include "widgets/plots/curve_points.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace steerscope;

namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

struct Column {
    explicit Column(int count)
    {
        for (int step = 1; step <= count; ++step) {
            steps.push_back(step);
            values.push_back(static_cast<float>(std::sin(step * 0.7) + 0.001 * step));
        }
    }
    CurveData data() const { return {steps, values}; }

    std::vector<int> steps;
    std::vector<float> values;
};

double meanOf(const Column& column, double from, double to)
{
    double sum = 0.0;
    int count = 0;
    for (std::size_t i = 0; i < column.steps.size(); ++i)
        if (column.steps[i] >= from && column.steps[i] <= to && std::isfinite(column.values[i])) {
            sum += static_cast<double>(column.values[i]);
            ++count;
        }
    return sum / count;
}

} // namespace

class TestCurvePoints : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fewStepsAreThemselves()
    {
        const Column column(30);
        const CurvePoints points = curvePoints(column.data(), {0.0, 30.0}, 400, 1);
        QCOMPARE(points.steps.size(), std::size_t(30));
        for (std::size_t i = 0; i < 30; ++i) {
            QCOMPARE(points.steps[i], static_cast<double>(i + 1));
            QCOMPARE(points.mean[i], static_cast<double>(column.values[i]));
            QCOMPARE(points.low[i], points.high[i]);
        }
    }

    void noMorePointsThanColumnsAndNothingIsLost()
    {
        const Column column(100'000);
        const CurvePoints points = curvePoints(column.data(), {0.0, 100'000.0}, 500, 1);
        QVERIFY(points.steps.size() <= 502);
        QVERIFY(points.steps.size() >= 490);
        const auto [least, most] = std::minmax_element(column.values.begin(), column.values.end());
        QCOMPARE(*std::min_element(points.low.begin(), points.low.end()), static_cast<double>(*least));
        QCOMPARE(*std::max_element(points.high.begin(), points.high.end()), static_cast<double>(*most));
        // 200 steps a point: each is the mean of its stretch.
        for (const std::size_t i : {std::size_t(0), std::size_t(17), points.steps.size() - 1}) {
            const double middle = points.steps[i];
            QVERIFY(std::abs(points.mean[i] - meanOf(column, middle - 99.5, middle + 99.5)) < 1e-9);
        }
    }

    void pansWithoutChanging()
    {
        const Column column(5000);
        const CurvePoints before = curvePoints(column.data(), {1000.0, 2000.0}, 100, 31);
        const CurvePoints after = curvePoints(column.data(), {1003.0, 2003.0}, 100, 31);
        int shared = 0;
        for (std::size_t i = 0; i < before.steps.size(); ++i) {
            const auto at = std::find(after.steps.begin(), after.steps.end(), before.steps[i]);
            if (at == after.steps.end() || before.steps[i] < 1000.0 || before.steps[i] > 2000.0)
                continue;
            ++shared;
            QCOMPARE(after.mean[static_cast<std::size_t>(at - after.steps.begin())], before.mean[i]);
        }
        QVERIFY(shared >= 98);
    }

    void linesLeaveTheView()
    {
        Column column(2000);
        const CurvePoints points = curvePoints(column.data(), {500.0, 600.0}, 50, 1);
        QVERIFY(points.steps.front() < 500.0);
        QVERIFY(points.steps.back() > 600.0);
        QVERIFY(points.steps.size() < 60);
    }

    void smoothsEvenlyAndNotAtTheBeginning()
    {
        const Column column(1000);
        const CurvePoints points = curvePoints(column.data(), {0.0, 1000.0}, 2000, 101);
        QCOMPARE(points.mean[0], static_cast<double>(column.values[0]));
        QVERIFY(std::abs(points.mean[10] - meanOf(column, 1, 21)) < 1e-9); // as many on both sides
        QVERIFY(std::abs(points.mean[499] - meanOf(column, 450, 550)) < 1e-9);
        QVERIFY(std::abs(points.mean[999] - meanOf(column, 950, 1000)) < 1e-9);
    }

    void missingValuesLeaveGaps()
    {
        Column column(1000);
        std::fill(column.values.begin() + 200, column.values.begin() + 400, kNone);
        const CurvePoints points = curvePoints(column.data(), {0.0, 1000.0}, 100, 1);
        for (std::size_t i = 0; i < points.steps.size(); ++i) {
            const bool missing = points.steps[i] > 200.0 && points.steps[i] <= 400.0;
            QCOMPARE(std::isnan(points.mean[i]), missing);
            QCOMPARE(std::isnan(points.low[i]), missing);
        }
    }

    void nothingGivesNothing()
    {
        QVERIFY(curvePoints({}, {0.0, 10.0}, 100, 1).steps.empty());
        const Column column(10);
        QVERIFY(curvePoints(column.data(), {0.0, 10.0}, 0, 1).steps.empty());
        QVERIFY(curvePoints(column.data(), {0.0, 0.0}, 100, 1).steps.empty());
        QVERIFY(std::isnan(valueAt({}, 5.0)));
    }

    void valuesOfASingleStep()
    {
        const std::vector<int> steps{10, 20, 30};
        const std::vector<float> values{1.0F, 2.0F, 3.0F};
        const CurveData data{steps, values};
        QVERIFY(std::isnan(valueAt(data, 9.0)));
        QCOMPARE(valueAt(data, 10.0), 1.0);
        QCOMPARE(valueAt(data, 29.0), 2.0);
        QCOMPARE(valueAt(data, std::numeric_limits<double>::infinity()), 3.0);
    }

    void ticks_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<int>("most");
        QTest::addColumn<bool>("logarithmic");
        QTest::addColumn<QList<double>>("wanted");
        QTest::newRow("by halves") << 0.1 << 2.1 << 4 << false << QList<double>{0.5, 1.0, 1.5, 2.0};
        QTest::newRow("by two") << 0.0 << 9.0 << 5 << false << QList<double>{0.0, 2.0, 4.0, 6.0, 8.0};
        QTest::newRow("through zero") << -1.0 << 1.0 << 3 << false << QList<double>{-1.0, 0.0, 1.0};
        QTest::newRow("decades") << 1e-5 << 2e-2 << 4 << true << QList<double>{1e-5, 1e-4, 1e-3, 1e-2};
        QTest::newRow("1, 2, 5") << 0.3 << 4.0 << 5 << true << QList<double>{0.5, 1.0, 2.0};
        QTest::newRow("within a decade") << 0.30 << 0.42 << 3 << true << QList<double>{0.3, 0.35, 0.4};
        QTest::newRow("every second decade")
            << 1e-6 << 1.0 << 4 << true << QList<double>{1e-6, 1e-4, 1e-2, 1.0};
        QTest::newRow("empty") << 1.0 << 1.0 << 4 << false << QList<double>{};
        QTest::newRow("not positive") << 0.0 << 1.0 << 4 << true << QList<double>{};
    }
    void ticks()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(int, most);
        QFETCH(bool, logarithmic);
        QFETCH(QList<double>, wanted);
        const std::vector<double> found = valueTicks(low, high, most, logarithmic);
        QCOMPARE(found.size(), static_cast<std::size_t>(wanted.size()));
        for (std::size_t i = 0; i < found.size(); ++i)
            QVERIFY(std::abs(found[i] - wanted[static_cast<qsizetype>(i)])
                <= 1e-12 + 1e-9 * std::abs(wanted[static_cast<qsizetype>(i)]));
    }
};

QTEST_GUILESS_MAIN(TestCurvePoints)
#include "tst_curve_points.moc"
