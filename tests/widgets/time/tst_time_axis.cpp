// SPDX-License-Identifier: MIT
// Ticks and the way times are written, against values worked out by hand.
#include "widgets/time/time_axis.h"

#include <QTest>

using namespace steerscope;

class TestTimeAxis : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesTimes_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<int>("places");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << 0 << "0:00";
        QTest::newRow("three places") << 2.34 << 3 << "0:02.340";
        QTest::newRow("carries into minutes") << 59.9996 << 3 << "1:00.000";
        QTest::newRow("carries into hours") << 3599.6 << 0 << "1:00:00";
        QTest::newRow("hours") << 3725.5 << 1 << "1:02:05.5";
        QTest::newRow("before zero") << -1.0 << 0 << "0:00";
    }

    void writesTimes()
    {
        QFETCH(double, seconds);
        QFETCH(int, places);
        QTEST(formatTime(seconds, places), "text");
    }

    void stepsFollowTheRoom_data()
    {
        QTest::addColumn<double>("length");
        QTest::addColumn<double>("step");
        QTest::addColumn<int>("places");
        // 1000 px, 100 px apart: at most ten labels.
        QTest::newRow("one frame") << 0.02 << 0.002 << 3;
        QTest::newRow("half a second") << 0.5 << 0.05 << 2;
        QTest::newRow("seven seconds") << 7.48 << 1.0 << 0;
        QTest::newRow("a window") << 30.0 << 5.0 << 0;
        QTest::newRow("an hour") << 3600.0 << 600.0 << 0;
        QTest::newRow("a week") << 604800.0 << 36000.0 << 0;
    }

    void stepsFollowTheRoom()
    {
        QFETCH(double, length);
        const TimeTicks ticks = timeTicks({0.0, length}, 1000.0, 100.0);
        QTEST(ticks.step, "step");
        QTEST(ticks.places, "places");
    }

    void labelsLieInTheSpan()
    {
        const TimeTicks ticks = timeTicks({9.9, 12.0}, 420.0, 100.0);
        QCOMPARE(ticks.step, 0.5);
        QCOMPARE(ticks.labelled, (std::vector<double>{10.0, 10.5, 11.0, 11.5, 12.0}));
    }
};

QTEST_GUILESS_MAIN(TestTimeAxis)
#include "tst_time_axis.moc"
