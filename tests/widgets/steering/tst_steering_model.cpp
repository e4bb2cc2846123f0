// SPDX-License-Identifier: MIT
// History, gestures, slots, switching off and presets of the steering model. Expected states are written out
// by hand from the promises of its header.
#include "widgets/steering/steering_model.h"

#include "core/base/gating_trace.h"

#include <QSignalSpy>
#include <QTest>

#include <limits>
#include <memory>

using namespace steerscope;
using Slot = SteeringModel::Slot;

class TestSteeringModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<SteeringModel>();
        std::vector<SteeredLayerInfo> layers;
        for (int i = 0; i < 8; ++i)
            layers.push_back({i, 4, i == 7 ? 0.0 : 0.1, 1.0});
        m_model->setLayers(layers, 8);
    }

    void startsAsTrained()
    {
        QVERIFY(m_model->settings().asTrained());
        QVERIFY(!m_model->undoStack()->canUndo());
        QCOMPARE(m_model->selectedLayer(), kNoLayer);
    }

    void eachControlReachesTheSettings()
    {
        m_model->setMaster(0.5);
        m_model->setMultiplier(1, -1.5);
        m_model->setAbsolute(7, 0.05);
        m_model->setTemperature(2, 2.0);
        m_model->toggleMuteExpert(3, 0);
        m_model->toggleSoloExpert(3, 1);
        m_model->forceExpert(4, 3);
        const SteeringSettings& settings = m_model->settings();
        QCOMPARE(settings.master, 0.5);
        QCOMPARE(settings.layer(1).multiplier, -1.5);
        QCOMPARE(*settings.layer(7).absolute, 0.05);
        QCOMPARE(settings.layer(2).temperature, 2.0);
        QCOMPARE(settings.layer(3).mute, std::set<int>{0});
        QCOMPARE(settings.layer(3).solo, std::set<int>{1});
        QCOMPARE(settings.layer(4).force, std::optional<int>(3));
        QCOMPARE(m_model->effectiveScale(1), 0.5 * -1.5 * 0.1);
        QCOMPARE(m_model->effectiveScale(7), 0.5 * 0.05);
        m_model->setBypass(true);
        QVERIFY(m_model->settings().bypass);
        QCOMPARE(m_model->effectiveScale(1), 0.0);
        validate(m_model->settings(), m_model->layers());
    }

    void whatTheModelCannotTakeIsIgnored()
    {
        QSignalSpy spy(m_model.get(), &SteeringModel::stateChanged);
        const double nan = std::numeric_limits<double>::quiet_NaN();
        m_model->setMaster(nan);
        m_model->setMultiplier(0, nan);
        m_model->setMultiplier(8, 1.2);
        m_model->setMultiplier(kOutLayer, 1.2);
        m_model->setAbsolute(0, std::numeric_limits<double>::infinity());
        m_model->setTemperature(0, 0.0);
        m_model->toggleMuteExpert(0, 4);
        m_model->toggleSoloExpert(0, -1);
        m_model->forceExpert(0, 9);
        m_model->toggleMuteLayer(20);
        m_model->soloLayer(20);
        m_model->copyToAll(20);
        QCOMPARE(spy.count(), 0);
        QVERIFY(!m_model->undoStack()->canUndo());
    }

    void aMultiplierEndsAnAbsoluteScale()
    {
        m_model->setAbsolute(1, 0.2);
        m_model->setMultiplier(1, 1.5);
        QVERIFY(!m_model->turned(1).absolute);
        QCOMPARE(m_model->effectiveScale(1), 1.5 * 0.1);
    }

    void theLevelFollowsHowTheLayerIsSet()
    {
        m_model->setLevel(1, 1.5);
        QCOMPARE(m_model->turned(1).multiplier, 1.5);
        m_model->setAbsolute(7, 0.05); // trained to 0: counted in the other layers' 0.1
        QCOMPARE(m_model->level(7), 0.5);
        m_model->setLevel(7, -2.0);
        QCOMPARE(*m_model->turned(7).absolute, -0.2);
    }

    void undoAndRedoGoStepByStep()
    {
        m_model->setMultiplier(0, 0.5);
        m_model->setBypass(true);
        m_model->undo();
        QVERIFY(!m_model->bypass());
        QCOMPARE(m_model->turned(0).multiplier, 0.5);
        m_model->undo();
        QVERIFY(m_model->settings().asTrained());
        m_model->redo();
        m_model->redo();
        QVERIFY(m_model->bypass());
        QCOMPARE(m_model->turned(0).multiplier, 0.5);
    }

    void oneDragIsOneStep()
    {
        QSignalSpy spy(m_model.get(), &SteeringModel::settingsChanged);
        m_model->beginGesture(QStringLiteral("paint"));
        for (int i = 1; i <= 5; ++i)
            m_model->setMultiplier(i, 1.0 + 0.1 * i);
        m_model->endGesture();
        QCOMPARE(spy.count(), 5); // every move is heard
        QCOMPARE(m_model->undoStack()->count(), 1);
        QCOMPARE(m_model->undoStack()->undoText(), QStringLiteral("paint"));
        m_model->undo();
        QVERIFY(m_model->settings().asTrained());
        m_model->redo();
        QCOMPARE(m_model->turned(5).multiplier, 1.5);
    }

    void aDragThatEndsWhereItBeganIsNoStep()
    {
        m_model->beginGesture(QStringLiteral("drag"));
        m_model->setMultiplier(0, 2.0);
        m_model->setMultiplier(0, 1.0);
        m_model->endGesture();
        QVERIFY(!m_model->undoStack()->canUndo());
    }

    void aCancelledDragLeavesNothing()
    {
        m_model->setMultiplier(0, 0.5);
        m_model->beginGesture(QStringLiteral("drag"));
        m_model->setMultiplier(0, 2.0);
        m_model->cancelGesture();
        m_model->endGesture();
        QCOMPARE(m_model->turned(0).multiplier, 0.5);
        QCOMPARE(m_model->undoStack()->count(), 1);
    }

    void undoInTheMiddleOfADragEndsTheDrag()
    {
        m_model->beginGesture(QStringLiteral("drag"));
        m_model->setMultiplier(0, 2.0);
        m_model->undo();
        QVERIFY(m_model->settings().asTrained());
        m_model->endGesture();
        QVERIFY(!m_model->undoStack()->canUndo());
        QVERIFY(m_model->undoStack()->canRedo());
    }

    void smallStepsCloseInTimeJoin()
    {
        m_model->setMultiplier(0, 1.05);
        m_model->setMultiplier(0, 1.10);
        m_model->setMultiplier(0, 1.15);
        QCOMPARE(m_model->undoStack()->count(), 1);
        m_model->setMultiplier(1, 1.05); // another control
        QCOMPARE(m_model->undoStack()->count(), 2);
        QTest::qWait(SteeringModel::kMergeMilliseconds + 50);
        m_model->setMultiplier(1, 1.10);
        QCOMPARE(m_model->undoStack()->count(), 3);
        m_model->undo();
        QCOMPARE(m_model->turned(1).multiplier, 1.05);
    }

    void stepsThatCancelOutLeaveNoStep()
    {
        m_model->setMultiplier(0, 1.05);
        m_model->setMultiplier(0, 1.0);
        QVERIFY(!m_model->undoStack()->canUndo());
        QVERIFY(m_model->settings().asTrained());
    }

    void muteKeepsWhatWasTurned()
    {
        m_model->setMultiplier(2, 1.4);
        m_model->toggleMuteLayer(2);
        QVERIFY(m_model->isOff(2));
        QCOMPARE(m_model->settings().layer(2).multiplier, 0.0);
        QCOMPARE(m_model->turned(2).multiplier, 1.4);
        m_model->toggleMuteLayer(2);
        QCOMPARE(m_model->settings().layer(2).multiplier, 1.4);
    }

    void soloLeavesOneAndComesBack()
    {
        m_model->setMultiplier(2, 1.4);
        m_model->soloLayer(2);
        QCOMPARE(m_model->effectiveScale(1), 0.0);
        QCOMPARE(m_model->effectiveScale(2), 1.4 * 0.1);
        m_model->soloLayer(3);
        QCOMPARE(m_model->effectiveScale(2), 0.0);
        m_model->toggleSoloLayer(2);
        QCOMPARE(m_model->effectiveScale(2), 1.4 * 0.1);
        QCOMPARE(m_model->effectiveScale(3), 0.1);
        m_model->toggleSoloLayer(2);
        m_model->soloLayer(3);
        QCOMPARE(m_model->effectiveScale(1), 0.1);
        QCOMPARE(m_model->settings().layer(2).multiplier, 1.4);
    }

    void aMuteOfALayerAtZeroChangesNoSettingsButIsShown()
    {
        m_model->setMultiplier(2, 0.0);
        QSignalSpy settings(m_model.get(), &SteeringModel::settingsChanged);
        QSignalSpy state(m_model.get(), &SteeringModel::stateChanged);
        m_model->toggleMuteLayer(2);
        QCOMPARE(settings.count(), 0);
        QCOMPARE(state.count(), 1);
    }

    void groupsAreOneStep()
    {
        m_model->setAbsolute(0, 0.3);
        m_model->setGroupMultiplier(LayerGroup::Early, 0.0); // layers 1 and 2 of 8
        QCOMPARE(m_model->settings().layers.size(), std::size_t(2));
        QCOMPARE(m_model->effectiveScale(0), 0.0);
        QCOMPARE(m_model->effectiveScale(1), 0.0);
        QCOMPARE(m_model->effectiveScale(2), 0.1);
        m_model->undo();
        QCOMPARE(m_model->effectiveScale(0), 0.3);
        m_model->redo();
        m_model->toggleMuteLayer(1);
        m_model->resetGroup(LayerGroup::Early);
        QVERIFY(m_model->settings().asTrained());
        QVERIFY(!m_model->isOff(1));
    }

    void copyToAllTakesScaleAndTemperatureOnly()
    {
        m_model->setMultiplier(2, 0.25);
        m_model->setTemperature(2, 3.0);
        m_model->toggleMuteExpert(2, 1);
        m_model->copyToAll(2);
        for (int layer = 0; layer < 8; ++layer) {
            QCOMPARE(m_model->turned(layer).multiplier, 0.25);
            QCOMPARE(m_model->turned(layer).temperature, 3.0);
            QCOMPARE(m_model->turned(layer).mute.size(), std::size_t(layer == 2 ? 1 : 0));
        }
    }

    void resetTakesEverythingBackAndCanBeUndone()
    {
        m_model->setMaster(2.0);
        m_model->toggleMuteLayer(1);
        m_model->soloLayer(2);
        m_model->forceExpert(2, 1);
        m_model->resetLayer(2);
        QVERIFY(!m_model->isChanged(2));
        QVERIFY(m_model->isOff(1));
        m_model->reset();
        QCOMPARE(m_model->state(), SteeringState{});
        m_model->undo();
        QCOMPARE(m_model->master(), 2.0);
        QVERIFY(m_model->isOff(1));
    }

    void slotsHoldAStateEach()
    {
        QSignalSpy slot(m_model.get(), &SteeringModel::slotChanged);
        QSignalSpy settings(m_model.get(), &SteeringModel::settingsChanged);
        m_model->setMaster(2.0);
        m_model->setSlot(Slot::B);
        QCOMPARE(slot.count(), 1);
        QCOMPARE(settings.count(), 2);
        QVERIFY(m_model->settings().asTrained());
        QVERIFY(m_model->slotsDiffer());
        m_model->setSlot(Slot::A);
        QCOMPARE(m_model->master(), 2.0);
        QCOMPARE(m_model->undoStack()->count(), 1); // looking is no step
    }

    void copyFillsTheOtherSlotAndCanBeUndone()
    {
        m_model->setMaster(2.0);
        QSignalSpy settings(m_model.get(), &SteeringModel::settingsChanged);
        m_model->copyToOtherSlot();
        QCOMPARE(m_model->slot(), Slot::A);
        QCOMPARE(settings.count(), 0); // what is heard has not changed
        QVERIFY(!m_model->slotsDiffer());
        m_model->undo();
        QCOMPARE(m_model->slot(), Slot::B); // shows what was undone
        QVERIFY(m_model->settings().asTrained());
        m_model->setSlot(Slot::A);
        QCOMPARE(m_model->master(), 2.0);
    }

    void undoShowsTheSlotTheChangeWasMadeIn()
    {
        m_model->setMaster(2.0);
        m_model->setSlot(Slot::B);
        m_model->undo();
        QCOMPARE(m_model->slot(), Slot::A);
        QCOMPARE(m_model->master(), 1.0);
    }

    void presetsAreKeptByNameAndAppliedAsOneStep()
    {
        QSignalSpy presets(m_model.get(), &SteeringModel::presetsChanged);
        m_model->setMaster(0.5);
        m_model->toggleMuteLayer(0);
        m_model->addPreset(QStringLiteral(" half "));
        m_model->addPreset(QStringLiteral("  "));
        QCOMPARE(presets.count(), 1);
        QCOMPARE(m_model->presets().front().name, QStringLiteral("half"));
        const SteeringSettings kept = m_model->settings();
        m_model->reset();
        m_model->applyPreset(QStringLiteral("half"));
        QCOMPARE(m_model->settings(), kept);
        m_model->undo();
        QVERIFY(m_model->settings().asTrained());
        m_model->addPreset(QStringLiteral("half"));
        QCOMPARE(m_model->presets().size(), std::size_t(1));
        QVERIFY(m_model->presets().front().settings.asTrained());
        m_model->removePreset(QStringLiteral("half"));
        QVERIFY(m_model->presets().empty());
    }

    void aPresetOfAnotherModelIsTakenAsFarAsItFits()
    {
        SteeringSettings other;
        other.layers[0].multiplier = 0.5;
        other.layers[30].multiplier = 0.5;
        m_model->setPresets({{QStringLiteral("large"), other}});
        QSignalSpy notices(m_model.get(), &SteeringModel::noticed);
        m_model->applyPreset(QStringLiteral("large"));
        QCOMPARE(m_model->settings().layers.size(), std::size_t(1));
        QCOMPARE(notices.count(), 1);
        QVERIFY(notices.front().front().toString().contains(QStringLiteral("31")));
    }

    void aNewModelStartsAfresh()
    {
        m_model->setMaster(2.0);
        m_model->setSlot(Slot::B);
        m_model->selectLayer(1);
        QSignalSpy settings(m_model.get(), &SteeringModel::settingsChanged);
        m_model->setLayers({{0, 8, 0.1, 1.0}, {kOutLayer, 8, 1.0, 1.0}}, 1);
        QCOMPARE(settings.count(), 0); // B was as trained already
        QCOMPARE(m_model->slot(), Slot::A);
        QCOMPARE(m_model->state(), SteeringState{});
        QVERIFY(!m_model->undoStack()->canUndo());
        QCOMPARE(m_model->selectedLayer(), kNoLayer);
        m_model->setMultiplier(kOutLayer, 0.5);
        QCOMPARE(m_model->effectiveScale(kOutLayer), 0.5);
    }

    void selectionIsALayerAndAnExpertOfIt()
    {
        QSignalSpy spy(m_model.get(), &SteeringModel::selectionChanged);
        m_model->selectExpert(1); // of no layer
        QCOMPARE(spy.count(), 0);
        m_model->selectLayer(3);
        m_model->selectExpert(2);
        QCOMPARE(m_model->selectedExpert(), 2);
        m_model->selectLayer(4);
        QCOMPARE(m_model->selectedExpert(), SteeringModel::kNoExpert);
        m_model->selectLayer(kNoLayer);
        QCOMPARE(m_model->selectedLayer(), kNoLayer);
        QCOMPARE(spy.count(), 4);
    }

private:
    std::unique_ptr<SteeringModel> m_model;
};

QTEST_GUILESS_MAIN(TestSteeringModel)
#include "tst_steering_model.moc"
