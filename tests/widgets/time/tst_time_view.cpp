// SPDX-License-Identifier: MIT
// The shared time axis: spans stay inside the recording, mapping goes both ways, each change is told once.
#include "widgets/time/time_view.h"

#include <QSignalSpy>
#include <QTest>

using namespace steerscope;

class TestTimeView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void emptyShowsOneSecond()
    {
        const TimeView view;
        QCOMPARE(view.visible(), (TimeSpan{0.0, 1.0}));
        QVERIFY(view.fitsAll());
    }

    void whatShowedEverythingGoesOnShowingEverything()
    {
        TimeView view;
        view.setDuration(8.0);
        QCOMPARE(view.visible(), (TimeSpan{0.0, 8.0}));
        view.setDuration(9.5);
        QCOMPARE(view.visible(), (TimeSpan{0.0, 9.5}));
    }

    void aZoomedViewStaysWhenTheRecordingGrows()
    {
        TimeView view;
        view.setDuration(8.0);
        view.setVisible(2.0, 3.0);
        view.setDuration(20.0);
        QCOMPARE(view.visible(), (TimeSpan{2.0, 3.0}));
        view.setDuration(2.5);
        QCOMPARE(view.visible(), (TimeSpan{1.5, 2.5}));
    }

    void mappingGoesBothWays()
    {
        TimeView view;
        view.setDuration(3600.0);
        view.setVisible(1000.0, 1012.5);
        QCOMPARE(view.xOf(1000.0, 800.0), 0.0);
        QCOMPARE(view.xOf(1012.5, 800.0), 800.0);
        for (const double x : {-20.0, 0.0, 0.25, 399.0, 800.0, 1234.5})
            QVERIFY(std::abs(view.xOf(view.secondsAt(x, 800.0), 800.0) - x) < 1e-6);
    }

    void zoomKeepsTheTimeUnderThePointer_data()
    {
        QTest::addColumn<double>("factor");
        QTest::newRow("closer") << 1.25;
        QTest::newRow("much closer") << 7.0;
        QTest::newRow("wider") << 0.8;
    }

    void zoomKeepsTheTimeUnderThePointer()
    {
        QFETCH(double, factor);
        TimeView view;
        view.setDuration(100.0);
        view.setVisible(40.0, 60.0);
        const double x = view.xOf(47.0, 1000.0);
        view.zoomAt(47.0, factor);
        QVERIFY(std::abs(view.visible().length() - 20.0 / factor) < 1e-9);
        QVERIFY(std::abs(view.xOf(47.0, 1000.0) - x) < 1e-6);
    }

    void zoomEndsAtOneFrameAndAtTheWhole()
    {
        TimeView view;
        view.setDuration(100.0);
        view.zoomAt(50.0, 1e9);
        QVERIFY(std::abs(view.visible().length() - TimeView::kShortestSpan) < 1e-9);
        view.zoomAt(50.0, 1e-9);
        QVERIFY(view.fitsAll());
    }

    void panStopsAtTheEnds()
    {
        TimeView view;
        view.setDuration(10.0);
        view.setVisible(4.0, 6.0);
        view.panBy(100.0);
        QCOMPARE(view.visible(), (TimeSpan{8.0, 10.0}));
        view.panBy(-100.0);
        QCOMPARE(view.visible(), (TimeSpan{0.0, 2.0}));
    }

    void nonsenseIsRefused()
    {
        TimeView view;
        view.setDuration(10.0);
        view.setVisible(qQNaN(), 3.0);
        view.zoomAt(5.0, 0.0);
        view.zoomAt(5.0, -2.0);
        QVERIFY(view.fitsAll());
    }

    void selectionIsOrderedAndWithin()
    {
        TimeView view;
        view.setDuration(10.0);
        QSignalSpy changed(&view, &TimeView::selectionChanged);
        view.setSelection(7.0, -3.0);
        QCOMPARE(view.selection(), (TimeSpan{0.0, 7.0}));
        view.setSelection(0.0, 7.0);
        QCOMPARE(changed.count(), 1);
        view.setDuration(5.0);
        QCOMPARE(view.selection(), (TimeSpan{0.0, 5.0}));
        view.setSelection(2.0, 2.0);
        QVERIFY(!view.selection());
    }

    void revealTurnsThePage()
    {
        TimeView view;
        view.setDuration(100.0);
        view.setVisible(10.0, 20.0);
        view.reveal(15.0);
        QCOMPARE(view.start(), 10.0);
        view.reveal(20.5);
        QCOMPARE(view.visible(), (TimeSpan{19.5, 29.5}));
    }

    void seekIsClippedAndNeedsARecording()
    {
        TimeView view;
        QSignalSpy seek(&view, &TimeView::seekRequested);
        view.requestSeek(3.0);
        QCOMPARE(seek.count(), 0);
        view.setDuration(2.0);
        view.requestSeek(3.0);
        QCOMPARE(seek.takeFirst().first().toDouble(), 2.0);
    }

    void eachChangeIsToldOnce()
    {
        TimeView view;
        view.setDuration(10.0);
        QSignalSpy visible(&view, &TimeView::visibleChanged);
        QSignalSpy cursor(&view, &TimeView::cursorChanged);
        view.setVisible(1.0, 2.0);
        view.setVisible(1.0, 2.0);
        view.setCursor(4.0);
        view.setCursor(4.0);
        view.setCursor(std::nullopt);
        QCOMPARE(visible.count(), 1);
        QCOMPARE(cursor.count(), 2);
    }
};

QTEST_GUILESS_MAIN(TestTimeView)
#include "tst_time_view.moc"
