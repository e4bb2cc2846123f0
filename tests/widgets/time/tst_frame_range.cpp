// SPDX-License-Identifier: MIT
// Which frames a column stands for, by hand and by counting.
#include "widgets/time/frame_range.h"

#include <QTest>
#include <vector>

using namespace steerscope;

class TestFrameRange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void byHand_data()
    {
        QTest::addColumn<double>("start");
        QTest::addColumn<double>("end");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("last");
        // Frames of 20 ms of a window that begins at 10 s.
        QTest::newRow("whole frames") << 10.04 << 10.10 << 2 << 5;
        QTest::newRow("inside one frame") << 10.045 << 10.050 << 2 << 3;
        QTest::newRow("across a border") << 10.035 << 10.045 << 2 << 3;
        QTest::newRow("before the window") << 9.0 << 9.5 << 0 << 0;
        QTest::newRow("into the window") << 9.0 << 10.03 << 0 << 2;
        QTest::newRow("over the end") << 11.97 << 13.0 << 99 << 100;
        QTest::newRow("after the end") << 12.5 << 13.0 << 0 << 0;
    }

    void byHand()
    {
        QFETCH(double, start);
        QFETCH(double, end);
        const FrameRange range = framesIn({start, end}, 10.0, 0.02, 100);
        QTEST(range.first, "first");
        QTEST(range.end, "last");
    }

    void neighbouringColumnsShareNoFrame()
    {
        std::vector<int> seen(1500, 0);
        const double step = 30.0 / 367.0;
        for (int column = 0; column < 367; ++column) {
            const FrameRange range = framesIn({column * step, (column + 1) * step}, 0.0, 0.02, 1500);
            for (int frame = range.first; frame < range.end; ++frame)
                ++seen[frame];
        }
        for (const int times : seen)
            QCOMPARE(times, 1);
    }
};

QTEST_GUILESS_MAIN(TestFrameRange)
#include "tst_frame_range.moc"
