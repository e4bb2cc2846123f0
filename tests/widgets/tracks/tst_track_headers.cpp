// SPDX-License-Identifier: MIT
// The headers under mouse, wheel and keyboard. What must come out is read from the model, not from the
// widget.
#include "widgets/tracks/track_headers.h"

#include "core/base/gating_trace.h"
#include "widgets/steering/number_edit.h"
#include "widgets/steering/steering_model.h"

#include <QAccessible>
#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <memory>

using namespace steerscope;

class TestTrackHeaders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { build(6, 240); }
    void cleanup()
    {
        m_headers.reset();
        m_model.reset();
    }

    void aClickSelectsAndSetsNothing()
    {
        QTest::mouseClick(m_headers.get(), Qt::LeftButton, {}, onBar(1, 0.5));
        QCOMPARE(m_model->selectedLayer(), 4); // deepest on top: row 1 of 6
        QVERIFY(m_model->settings().asTrained());
        QVERIFY(!m_model->undoStack()->canUndo());
    }

    void aDragSetsTheLevelAsOneStep()
    {
        drag({onBar(1, 1.0), onBar(1, 1.3), onBar(1, 1.6)});
        QVERIFY(std::abs(m_model->turned(4).multiplier - 1.6) < 0.03); // a pixel is 0.04
        QCOMPARE(m_model->settings().layers.size(), std::size_t(1));
        QCOMPARE(m_model->undoStack()->count(), 1);
        m_model->undo();
        QVERIFY(m_model->settings().asTrained());
    }

    void aSidewaysDragForgivesAWobble()
    {
        drag({onBar(1, 1.0), onBar(1, 0.5), onBar(1, 0.5) + QPoint(0, 24)});
        QCOMPARE(m_model->settings().layers.size(), std::size_t(1));
    }

    void draggingDownPaintsEveryRow()
    {
        drag({onBar(1, -1.0), onBar(4, -1.0)}); // one jump over two rows
        for (int layer : {4, 3, 2, 1})
            QVERIFY2(
                std::abs(m_model->turned(layer).multiplier + 1.0) < 0.03, qPrintable(QString::number(layer)));
        QCOMPARE(m_model->settings().layers.size(), std::size_t(4));
        QCOMPARE(m_model->undoStack()->count(), 1);
    }

    void aSidewaysDragThatLeavesItsRowPaintsOn()
    {
        drag({onBar(0, 1.0), onBar(0, 0.5), onBar(2, 0.5)});
        QCOMPARE(m_model->settings().layers.size(), std::size_t(3));
    }

    void draggingBeyondTheLastRowStaysThere()
    {
        drag({onBar(4, 0.5), QPoint(onBar(4, 0.5).x(), 5000)});
        QCOMPARE(m_model->settings().layers.size(), std::size_t(2));
    }

    void shiftIsFiner()
    {
        const int x = onBar(2, 1.0).x();
        drag({onBar(2, 1.0), QPoint(x + 10, onBar(2, 1.0).y())}, Qt::ShiftModifier);
        const double moved = m_model->turned(3).multiplier - 1.0;
        QVERIFY(moved > 0.0 && moved < 0.06); // without Shift: about 0.36
    }

    void escapeTakesADragBack()
    {
        QTest::mousePress(m_headers.get(), Qt::LeftButton, {}, onBar(1, 1.0));
        moveTo(onBar(1, 0.2));
        QVERIFY(!m_model->settings().asTrained());
        QTest::keyClick(m_headers.get(), Qt::Key_Escape);
        QVERIFY(m_model->settings().asTrained());
        moveTo(onBar(1, 0.6)); // the button is still down
        QTest::mouseRelease(m_headers.get(), Qt::LeftButton, {}, onBar(1, 0.6));
        QVERIFY(m_model->settings().asTrained());
        QVERIFY(!m_model->undoStack()->canUndo());
    }

    void aDoubleClickResets()
    {
        m_model->setMultiplier(4, 0.3);
        doubleClick(onBar(1, 0.5));
        QVERIFY(m_model->settings().asTrained());
    }

    void muteAndSoloAreButtonsAndPaintToo()
    {
        QTest::mouseClick(m_headers.get(), Qt::LeftButton, {}, at(1, HeaderPart::Mute));
        QVERIFY(m_model->isOff(4));
        doubleClick(at(1, HeaderPart::Mute)); // two clicks
        QVERIFY(m_model->isOff(4));
        drag({at(1, HeaderPart::Mute), at(3, HeaderPart::Mute)}); // the first decides: unmute
        QVERIFY(m_model->state().muted.empty());
        drag({at(2, HeaderPart::Solo), at(3, HeaderPart::Solo)});
        QCOMPARE(m_model->state().soloed, (std::set<int>{2, 3}));
        QTest::mouseClick(m_headers.get(), Qt::LeftButton, Qt::ControlModifier, at(0, HeaderPart::Solo));
        QCOMPARE(m_model->state().soloed, std::set<int>{5});
    }

    void theWheelStepsOverTheBarOnly()
    {
        wheel(onBar(1, 0.0), 120);
        QCOMPARE(m_model->turned(4).multiplier, 1.05);
        wheel(onBar(1, 0.0), -120, Qt::ShiftModifier);
        QCOMPARE(m_model->turned(4).multiplier, 1.04);
        wheel(onBar(1, 0.0), 60); // a touchpad's small steps add up
        QCOMPARE(m_model->turned(4).multiplier, 1.04);
        wheel(onBar(1, 0.0), 60);
        QCOMPARE(m_model->turned(4).multiplier, 1.09);
        QVERIFY(!wheel(at(1, HeaderPart::Number), 120)); // left to whoever scrolls
        QCOMPARE(m_model->turned(4).multiplier, 1.09);
    }

    void theKeyboardDoesItAll()
    {
        m_model->selectLayer(4);
        QTest::keyClick(m_headers.get(), Qt::Key_Down);
        QCOMPARE(m_model->selectedLayer(), 3);
        QTest::keyClick(m_headers.get(), Qt::Key_Right);
        QTest::keyClick(m_headers.get(), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(m_model->turned(3).multiplier, 1.04);
        QTest::keyClick(m_headers.get(), Qt::Key_M);
        QVERIFY(m_model->state().muted.contains(3));
        QTest::keyClick(m_headers.get(), Qt::Key_S);
        QVERIFY(m_model->state().soloed.contains(3));
        QTest::keyClick(m_headers.get(), Qt::Key_Delete);
        QVERIFY(m_model->settings().asTrained());
        QTest::keyClick(m_headers.get(), Qt::Key_Home);
        QCOMPARE(m_model->selectedLayer(), 5);
        QTest::keyClick(m_headers.get(), Qt::Key_Up); // no row above
        QCOMPARE(m_model->selectedLayer(), 5);
        QTest::keyClick(m_headers.get(), Qt::Key_End);
        QCOMPARE(m_model->selectedLayer(), 0);
    }

    void typingANumberGoesBeyondTheBar()
    {
        m_model->selectLayer(4);
        QTest::keyClick(m_headers.get(), Qt::Key_3);
        auto* edit = m_headers->findChild<NumberEdit*>();
        QVERIFY(edit->isVisible());
        QTest::keyClicks(edit, QStringLiteral(".25"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(m_model->turned(4).multiplier, 3.25);
        QVERIFY(!edit->isVisible());
    }

    void typingNonsenseOrEscapeChangesNothing()
    {
        m_model->selectLayer(4);
        QTest::keyClick(m_headers.get(), Qt::Key_Return);
        auto* edit = m_headers->findChild<NumberEdit*>();
        QTest::keyClicks(edit, QStringLiteral("x"));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(edit->isVisible());
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!edit->isVisible());
        QVERIFY(m_model->settings().asTrained());
    }

    void absoluteScaleAndTemperatureAreTypedToo()
    {
        auto* edit = m_headers->findChild<NumberEdit*>();
        m_headers->typeIn(4, LayerField::Absolute);
        QCOMPARE(edit->text(), QStringLiteral("0.1000")); // what it is now
        edit->setText(QStringLiteral("0.2"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(m_model->turned(4).absolute.value_or(0.0), 0.2);
        m_headers->typeIn(4, LayerField::Temperature);
        edit->setText(QStringLiteral("2"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(m_model->turned(4).temperature, 2.0);
        drag({onBar(1, 1.0), onBar(1, 0.5)}); // by absolute scale: half of the trained 0.1
        QVERIFY(std::abs(m_model->turned(4).absolute.value_or(0.0) - 0.05) < 0.003);
    }

    void theContextMenuHasItAll()
    {
        QContextMenuEvent event(
            QContextMenuEvent::Mouse, onBar(1, 0.0), m_headers->mapToGlobal(onBar(1, 0.0)));
        QApplication::sendEvent(m_headers.get(), &event);
        auto* menu = m_headers->findChild<QMenu*>();
        QVERIFY(menu);
        QCOMPARE(m_model->selectedLayer(), 4);
        const QStringList wanted = {QStringLiteral("&Mute"), QStringLiteral("&Solo"),
            QStringLiteral("Absolute"), QStringLiteral("Temperature"), QStringLiteral("Copy"),
            QStringLiteral("Reset this"), QStringLiteral("Reset all")};
        QStringList texts;
        for (const QAction* action : menu->actions())
            texts += action->text().remove(QLatin1Char('&'));
        for (QString part : wanted)
            QVERIFY2(!texts.filter(part.remove(QLatin1Char('&'))).isEmpty(), qPrintable(part));
        menu->actions().at(1)->trigger();
        QVERIFY(m_model->isOff(4));
        menu->close();
    }

    void compactRowsKeepTheirPlacesUnderThePointer()
    {
        build(32, 200); // rows of 6 px
        QVERIFY(m_headers->trackLayout().compact());
        QTest::mouseClick(m_headers.get(), Qt::LeftButton, {}, at(10, HeaderPart::Mute));
        QCOMPARE(m_model->state().muted, std::set<int>{21});
        drag({onBar(10, -1.0), onBar(29, -1.0)});
        int painted = 0;
        for (const auto& [layer, setting] : m_model->settings().layers)
            painted += setting.multiplier != 1.0;
        QCOMPARE(painted, 20);
        QCOMPARE(m_model->undoStack()->count(), 2);
    }

    void aCompactRowGrowsUnderThePointer()
    {
        build(32, 200);
        const QImage before = m_headers->grab().toImage();
        moveTo(onBar(16, 0.0));
        const QImage after = m_headers->grab().toImage();
        int first = -1;
        int last = -1;
        for (int y = 0; y < before.height(); ++y)
            for (int x = 0; x < before.width(); ++x)
                if (before.pixel(x, y) != after.pixel(x, y)) {
                    first = first < 0 ? y : first;
                    last = y;
                    break;
                }
        QVERIFY2(last - first >= 20, qPrintable(QString::number(last - first)));
        const int centre = m_headers->trackLayout().yOf(16) + 3;
        QVERIFY(std::abs((first + last) / 2 - centre) <= 3);
    }

    void aScreenReaderSeesASliderForEachLayer()
    {
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(m_headers.get());
        QCOMPARE(list->childCount(), 6);
        QAccessibleInterface* slider = list->child(1);
        QCOMPARE(slider->role(), QAccessible::Slider);
        QCOMPARE(slider->text(QAccessible::Name), QStringLiteral("Layer 5"));
        QCOMPARE(list->indexOfChild(slider), 1);
        slider->valueInterface()->setCurrentValue(0.5);
        QCOMPARE(m_model->turned(4).multiplier, 0.5);
        QCOMPARE(slider->valueInterface()->currentValue().toDouble(), 0.5);
        m_headers->setMedianPushes({{4, 0.021}});
        m_model->selectLayer(4);
        m_model->setMultiplier(4, 0.4);
        const QString said = m_headers->accessibleDescription();
        for (const char* part : {"Layer 5", "0.40", "0.0400", "2.1 %"})
            QVERIFY2(said.contains(QLatin1String(part)), qPrintable(said));
    }

private:
    void build(int layers, int height)
    {
        m_headers.reset();
        m_model = std::make_unique<SteeringModel>();
        std::vector<SteeredLayerInfo> infos;
        std::vector<int> order;
        for (int i = 0; i < layers; ++i) {
            infos.push_back({i, 4, 0.1, 1.0});
            order.push_back(i);
        }
        m_model->setLayers(infos, layers);
        m_headers = std::make_unique<TrackHeaders>(m_model.get());
        m_headers->setTrackLayout(layoutTracks(order, height, true));
        m_headers->resize(m_headers->sizeHint());
        m_headers->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_headers.get()));
    }
    HeaderColumns columns() const { return headerColumns(m_headers->width(), m_headers->fontMetrics()); }
    int middle(int row) const
    {
        const TrackLayout& layout = m_headers->trackLayout();
        return layout.yOf(row) + layout.rowHeight / 2;
    }
    QPoint onBar(int row, double level) const
    {
        const HeaderColumns c = columns();
        return {qRound(levelToX(level, QRectF(c.barLeft, 0, c.barWidth, 1))), middle(row)};
    }
    QPoint at(int row, HeaderPart part) const
    {
        const HeaderColumns c = columns();
        const int x = part == HeaderPart::Mute ? c.muteLeft
            : part == HeaderPart::Solo         ? c.soloLeft
                                               : c.numberLeft;
        return {x + 4, middle(row)};
    }
    void moveTo(const QPoint& to, Qt::KeyboardModifiers modifiers = {}, bool pressed = true)
    {
        QMouseEvent event(QEvent::MouseMove, to, m_headers->mapToGlobal(to), Qt::NoButton,
            pressed ? Qt::LeftButton : Qt::NoButton, modifiers);
        QApplication::sendEvent(m_headers.get(), &event);
    }
    void drag(const std::vector<QPoint>& path, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(m_headers.get(), Qt::LeftButton, modifiers, path.front());
        for (std::size_t i = 1; i < path.size(); ++i)
            moveTo(path[i], modifiers);
        QTest::mouseRelease(m_headers.get(), Qt::LeftButton, modifiers, path.back());
    }
    void doubleClick(const QPoint& where)
    {
        QTest::mouseClick(m_headers.get(), Qt::LeftButton, {}, where);
        QTest::mouseDClick(m_headers.get(), Qt::LeftButton, {}, where);
    }
    bool wheel(const QPoint& where, int delta, Qt::KeyboardModifiers modifiers = {})
    {
        QWheelEvent event(where, m_headers->mapToGlobal(where), {}, QPoint(0, delta), Qt::NoButton, modifiers,
            Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_headers.get(), &event);
        return event.isAccepted();
    }

    std::unique_ptr<SteeringModel> m_model;
    std::unique_ptr<TrackHeaders> m_headers;
};

QTEST_MAIN(TestTrackHeaders)
#include "tst_track_headers.moc"
