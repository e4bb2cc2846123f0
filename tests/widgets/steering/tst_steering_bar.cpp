// SPDX-License-Identifier: MIT
// The bar's controls against the model they turn.
#include "widgets/steering/steering_bar.h"

#include "widgets/steering/number_edit.h"
#include "widgets/steering/scale_slider.h"
#include "widgets/steering/steering_model.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace steerscope;

class TestSteeringBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<SteeringModel>();
        std::vector<SteeredLayerInfo> layers;
        for (int i = 0; i < 8; ++i)
            layers.push_back({i, 4, 0.1, 1.0});
        m_model->setLayers(layers, 8);
        m_bar = std::make_unique<SteeringBar>(m_model.get());
        m_bar->resize(1000, 40);
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
    }
    void cleanup()
    {
        m_bar.reset();
        m_model.reset();
    }

    void withoutLayersThereIsNothingToTurn()
    {
        m_model->setLayers({}, 0);
        QVERIFY(!m_bar->isEnabled());
        m_model->setLayers({{0, 4, 0.1, 1.0}}, 1);
        QVERIFY(m_bar->isEnabled());
    }

    void theMasterIsDraggedAsOneStep()
    {
        auto* slider = m_bar->findChild<ScaleSlider*>();
        const int y = slider->height() / 2;
        QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(20, y));
        QTest::mouseMove(slider, QPoint(24, y));
        QTest::mouseMove(slider, QPoint(1, y)); // the bar's low end
        QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(1, y));
        QCOMPARE(m_model->master(), -2.0);
        QCOMPARE(m_model->undoStack()->count(), 1);
        QTest::mouseClick(slider, Qt::LeftButton, {}, QPoint(20, y)); // a click sets nothing
        QCOMPARE(m_model->master(), -2.0);
        QTest::mouseDClick(slider, Qt::LeftButton, {}, QPoint(20, y));
        QCOMPARE(m_model->master(), 1.0);
    }

    void theMasterStepsByKeyAndWheel()
    {
        auto* slider = m_bar->findChild<ScaleSlider*>();
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
        QTest::keyClick(slider, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(m_model->master(), 1.04);
        QWheelEvent event(QPointF(5, 5), slider->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, -120),
            Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(slider, &event);
        QCOMPARE(m_model->master(), 0.99);
        QTest::keyClick(slider, Qt::Key_Delete);
        QCOMPARE(m_model->master(), 1.0);
    }

    void typingTheMasterGoesBeyondTheBar()
    {
        auto* box = m_bar->findChild<QDoubleSpinBox*>();
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QStringLiteral("3.5"));
        QCOMPARE(m_model->master(), 1.0); // not while typing
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(m_model->master(), 3.5);
        QCOMPARE(m_bar->findChild<ScaleSlider*>()->level(), 3.5);
    }

    void slotsAndOffFollowTheModelBothWays()
    {
        button("Setting B")->click();
        QCOMPARE(m_model->slot(), SteeringModel::Slot::B);
        QVERIFY(!button("Copy to the other setting")->isEnabled());
        m_model->setMaster(0.5);
        button("Copy to the other setting")->click();
        QVERIFY(!m_model->slotsDiffer());
        m_model->setSlot(SteeringModel::Slot::A);
        QVERIFY(button("Setting A")->isChecked());
        button("Steering off")->click();
        QVERIFY(m_model->bypass());
        m_model->undo();
        QVERIFY(!button("Steering off")->isChecked());
    }

    void whatTheRowsShowIsAValue()
    {
        QSignalSpy spy(m_bar.get(), &SteeringBar::gateViewChanged);
        auto* expert = m_bar->findChild<QSpinBox*>();
        QVERIFY(!expert->isVisible());
        QComboBox* show = combo("What the rows show");
        show->setFocus();
        QTest::keyClick(show, Qt::Key_Down);
        QCOMPARE(m_bar->gateView().show, GateShow::OneExpert);
        QVERIFY(expert->isVisible());
        QCOMPARE(expert->maximum(), 4);
        expert->setValue(3);
        QCOMPARE(m_bar->gateView().expert, 2);
        QCOMPARE(spy.count(), 2);
        m_bar->setGateView({GateShow::Deviation, 1, SequentialMap::Cividis});
        QCOMPARE(spy.count(), 2);
        QCOMPARE(show->currentText(), QStringLiteral("Deviation from 1/E"));
        QCOMPARE(expert->value(), 2);
    }

    void groupsNameTheirLayersAndSetThem()
    {
        QMenu* menu = button("Groups of layers")->menu();
        Q_EMIT menu->aboutToShow();
        QStringList texts;
        for (const QAction* action : menu->actions())
            texts += action->text();
        QCOMPARE(texts,
            (QStringList{QStringLiteral("All layers"), QStringLiteral("Early, layers 1-2"),
                QStringLiteral("Middle, layers 3-4"), QStringLiteral("Late, layers 5-6"),
                QStringLiteral("Final, layers 7-8")}));
        trigger(menu->actions().at(1)->menu(), QStringLiteral("0.50"));
        QCOMPARE(m_model->turned(0).multiplier, 0.5);
        QCOMPARE(m_model->turned(1).multiplier, 0.5);
        QCOMPARE(m_model->turned(2).multiplier, 1.0);
        trigger(menu->actions().at(4)->menu(), QStringLiteral("Other…"));
        auto* edit = m_bar->findChild<NumberEdit*>();
        edit->setText(QStringLiteral("0.7"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(m_model->turned(7).multiplier, 0.7);
        trigger(menu->actions().at(0)->menu(), QStringLiteral("As trained"));
        QVERIFY(m_model->settings().asTrained());
    }

    void presetsAreSavedAppliedAndRemoved()
    {
        QComboBox* presets = combo("Presets");
        QVERIFY(!button("Save preset")->isEnabled());
        m_model->setMaster(0.5);
        presets->lineEdit()->setText(QStringLiteral("half"));
        button("Save preset")->click();
        QCOMPARE(presets->count(), 1);
        m_model->reset();
        presets->setCurrentIndex(0);
        Q_EMIT presets->activated(0);
        QCOMPARE(m_model->master(), 0.5);
        button("Remove preset")->click();
        QCOMPARE(presets->count(), 0);
        QVERIFY(!button("Remove preset")->isEnabled());
    }

    void resetUndoAndRedoAreOnlyThereWhenTheyDoSomething()
    {
        QVERIFY(!button("Reset steering")->isEnabled());
        QVERIFY(!button("Undo")->isEnabled());
        m_model->setMaster(0.5);
        button("Reset steering")->click();
        QCOMPARE(m_model->master(), 1.0);
        button("Undo")->click();
        QCOMPARE(m_model->master(), 0.5);
        button("Redo")->click();
        QCOMPARE(m_model->master(), 1.0);
    }

    void theWindowsOwnActionsTakeTheirPlace()
    {
        QAction undo(QStringLiteral("Undo"));
        QAction redo(QStringLiteral("Redo"));
        QSignalSpy spy(&undo, &QAction::triggered);
        QToolButton* there = button("Undo");
        m_bar->setHistoryActions(&undo, &redo);
        m_model->setMaster(0.5);
        there->click();
        QCOMPARE(spy.count(), 1);
        QCOMPARE(m_model->master(), 0.5); // the action decides, and this one does nothing
    }

private:
    QToolButton* button(const char* name) const
    {
        for (QToolButton* each : m_bar->findChildren<QToolButton*>())
            if (each->accessibleName() == QLatin1String(name))
                return each;
        qFatal("no button is named %s", name);
    }
    QComboBox* combo(const char* name) const
    {
        for (QComboBox* each : m_bar->findChildren<QComboBox*>())
            if (each->accessibleName() == QLatin1String(name))
                return each;
        qFatal("no combo box is named %s", name);
    }
    static void trigger(const QMenu* menu, const QString& text)
    {
        for (QAction* action : menu->actions())
            if (action->text() == text)
                return action->trigger();
        QFAIL("no such entry");
    }

    std::unique_ptr<SteeringModel> m_model;
    std::unique_ptr<SteeringBar> m_bar;
};

QTEST_MAIN(TestSteeringBar)
#include "tst_steering_bar.moc"
