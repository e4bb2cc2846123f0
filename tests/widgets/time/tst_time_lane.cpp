// SPDX-License-Identifier: MIT
// Mouse, wheel and keys on a lane, through real events.
#include "widgets/time/time_keys.h"
#include "widgets/time/time_lane.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace steerscope;

namespace {

class PlainLane : public TimeLane {
public:
    using TimeLane::TimeLane;
    int painted = 0;

protected:
    void paintLane(QPainter&, const QRect&) override { ++painted; }
};

void wheel(QWidget& widget, const QPointF& at, QPoint angle, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWheelEvent event(
        at, widget.mapToGlobal(at), QPoint(), angle, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &event);
}

} // namespace

class TestTimeLane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        m_view = std::make_unique<TimeView>();
        m_view->setDuration(100.0);
        m_view->setVisible(40.0, 60.0);
        m_lane = std::make_unique<PlainLane>(m_view.get());
        m_lane->resize(1000, 40);
    }

    void wheelZoomsAtThePointer()
    {
        wheel(*m_lane, {250.0, 10.0}, {0, 120});
        QVERIFY(std::abs(m_view->visible().length() - 20.0 / 1.25) < 1e-9);
        QVERIFY(std::abs(m_view->xOf(45.0, 1000.0) - 250.0) < 1e-6);
        wheel(*m_lane, {250.0, 10.0}, {0, -120});
        QVERIFY(std::abs(m_view->start() - 40.0) < 1e-9);
    }

    void shiftWheelAndSidewaysTurnsPan()
    {
        wheel(*m_lane, {500.0, 10.0}, {0, -120}, Qt::ShiftModifier);
        QCOMPARE(m_view->visible(), (TimeSpan{42.0, 62.0}));
        wheel(*m_lane, {500.0, 10.0}, {120, 10});
        QCOMPARE(m_view->visible(), (TimeSpan{40.0, 60.0}));
    }

    void dragSelectsInEitherDirection()
    {
        QTest::mousePress(m_lane.get(), Qt::LeftButton, {}, {700, 20});
        QTest::mouseMove(m_lane.get(), {300, 20});
        QTest::mouseRelease(m_lane.get(), Qt::LeftButton, {}, {300, 20});
        QVERIFY(m_view->selection());
        QVERIFY(std::abs(m_view->selection()->start - 46.0) < 1e-9);
        QVERIFY(std::abs(m_view->selection()->end - 54.0) < 1e-9);
    }

    void clickSeeksAndSelectsNothing()
    {
        QSignalSpy seek(m_view.get(), &TimeView::seekRequested);
        QTest::mouseClick(m_lane.get(), Qt::LeftButton, {}, {500, 20});
        QCOMPARE(seek.count(), 1);
        QCOMPARE(seek.first().first().toDouble(), 50.0);
        QVERIFY(!m_view->selection());
    }

    void middleButtonPans()
    {
        QTest::mousePress(m_lane.get(), Qt::MiddleButton, {}, {500, 20});
        QTest::mouseMove(m_lane.get(), {400, 20});
        QTest::mouseRelease(m_lane.get(), Qt::MiddleButton, {}, {400, 20});
        QVERIFY(std::abs(m_view->start() - 42.0) < 1e-9);
    }

    void pointerLineFollowsAndLeaves()
    {
        QMouseEvent move(QEvent::MouseMove, QPointF(250, 20), m_lane->mapToGlobal(QPointF(250, 20)),
            Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_lane.get(), &move);
        QCOMPARE(m_view->hover(), 45.0);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(m_lane.get(), &leave);
        QVERIFY(!m_view->hover());
    }

    void keys_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<double>("start");
        QTest::addColumn<double>("end");
        QTest::newRow("left") << int(Qt::Key_Left) << 38.0 << 58.0;
        QTest::newRow("right") << int(Qt::Key_Right) << 42.0 << 62.0;
        QTest::newRow("page up") << int(Qt::Key_PageUp) << 22.0 << 42.0;
        QTest::newRow("page down") << int(Qt::Key_PageDown) << 58.0 << 78.0;
        QTest::newRow("up") << int(Qt::Key_Up) << 42.0 << 58.0;
        QTest::newRow("down") << int(Qt::Key_Down) << 37.5 << 62.5;
        QTest::newRow("home") << int(Qt::Key_Home) << 0.0 << 20.0;
        QTest::newRow("end") << int(Qt::Key_End) << 80.0 << 100.0;
        QTest::newRow("fit") << int(Qt::Key_F) << 0.0 << 100.0;
        QTest::newRow("another letter") << int(Qt::Key_G) << 40.0 << 60.0;
    }

    void keys()
    {
        QFETCH(int, key);
        QFETCH(double, start);
        QFETCH(double, end);
        QTest::keyClick(m_lane.get(), static_cast<Qt::Key>(key));
        QVERIFY(std::abs(m_view->start() - start) < 1e-9);
        QVERIFY(std::abs(m_view->end() - end) < 1e-9);
    }

    void escapeClearsTheSelectionOnce()
    {
        m_view->setSelection(45.0, 50.0);
        QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QVERIFY(applyTimeKey(*m_view, escape));
        QVERIFY(!m_view->selection());
        QVERIFY(!applyTimeKey(*m_view, escape));
    }

    void keysZoomAroundThePlayCursor()
    {
        m_view->setCursor(44.0);
        const double x = m_view->xOf(44.0, 1000.0);
        QTest::keyClick(m_lane.get(), Qt::Key_Up);
        QVERIFY(std::abs(m_view->xOf(44.0, 1000.0) - x) < 1e-6);
    }

    void linesAndSelectionAreDrawn()
    {
        m_view->setSelection(45.0, 50.0);
        m_view->setCursor(55.0);
        const QImage image = m_lane->grab().toImage();
        const LaneColours colours = laneColours(m_lane->palette());
        QCOMPARE(image.pixelColor(100, 20), colours.background);
        QCOMPARE(image.pixelColor(250, 20), colours.selection);
        QVERIFY(image.pixelColor(400, 20) != colours.background);
        QCOMPARE(image.pixelColor(750, 20), colours.text);
        QCOMPARE(image.pixelColor(760, 20), colours.background);
    }

private:
    std::unique_ptr<TimeView> m_view;
    std::unique_ptr<PlainLane> m_lane;
};

QTEST_MAIN(TestTimeLane)
#include "tst_time_lane.moc"
