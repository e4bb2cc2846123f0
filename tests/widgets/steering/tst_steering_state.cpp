// SPDX-License-Identifier: MIT
// The arithmetic of what is turned. Groups are checked against the layer groups that docs/reference-model.md
// section 8 names for 32 layers.
#include "widgets/steering/steering_state.h"

#include "core/base/gating_trace.h"

#include <QTest>

#include <limits>

using namespace steerscope;

namespace {

std::vector<SteeredLayerInfo> layersOf(int count, int experts = 4)
{
    std::vector<SteeredLayerInfo> layers;
    for (int i = 0; i < count; ++i)
        layers.push_back({i, experts, 0.1, 1.0});
    return layers;
}

} // namespace

class TestSteeringState : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsOf32LayersAreThoseOfTheReference()
    {
        for (int person = 1; person <= 32; ++person) {
            const LayerGroup expected = person <= 8 ? LayerGroup::Early
                : person <= 16                      ? LayerGroup::Middle
                : person <= 24                      ? LayerGroup::Late
                                                    : LayerGroup::Final;
            QCOMPARE(layerGroup(person - 1, 32), expected);
        }
        QCOMPARE(layerGroup(kOutLayer, 32), LayerGroup::Final);
    }

    void groupsOfFewLayersCoverEachOnce()
    {
        for (int depth : {1, 2, 3, 6, 7}) {
            std::vector<int> all;
            for (LayerGroup group :
                {LayerGroup::Early, LayerGroup::Middle, LayerGroup::Late, LayerGroup::Final})
                for (int layer : layersOfGroup(group, layersOf(depth), depth))
                    all.push_back(layer);
            QCOMPARE(all, layersOfGroup(LayerGroup::All, layersOf(depth), depth));
        }
    }

    void groupsFollowTheDepthAndNotTheSteeredLayers()
    {
        const std::vector<SteeredLayerInfo> hybrid = {{7, 4, 0.1, 1.0}, {15, 4, 0.1, 1.0}, {31, 8, 0.1, 1.0}};
        QCOMPARE(layersOfGroup(LayerGroup::Early, hybrid, 32), std::vector<int>{7});
        QCOMPARE(layersOfGroup(LayerGroup::Late, hybrid, 32), std::vector<int>{});
        QCOMPARE(layersOfGroup(LayerGroup::Final, hybrid, 32), std::vector<int>{31});
    }

    void aMutedLayerIsAppliedAsZeroAndKeepsWhatWasTurned()
    {
        SteeringState state;
        state.turned.layers[1].absolute = 0.3;
        state.turned.layers[1].temperature = 2.0;
        state.muted = {1};
        const SteeringSettings applied = appliedSettings(state, layersOf(3));
        QCOMPARE(applied.effectiveScale(1, 0.1), 0.0);
        QCOMPARE(applied.layer(1).temperature, 2.0);
        QCOMPARE(applied.effectiveScale(0, 0.1), 0.1);
        QCOMPARE(*state.turned.layer(1).absolute, 0.3);
    }

    void soloSilencesTheOthersAndMuteWins()
    {
        SteeringState state;
        state.soloed = {0, 2};
        state.muted = {2};
        const SteeringSettings applied = appliedSettings(state, layersOf(4));
        QCOMPARE(applied.effectiveScale(0, 0.1), 0.1);
        for (int layer : {1, 2, 3})
            QCOMPARE(applied.effectiveScale(layer, 0.1), 0.0);
    }

    void nothingTurnedIsAsTrained()
    {
        QVERIFY(appliedSettings({}, layersOf(4)).asTrained());
        QVERIFY(appliedSettings({}, layersOf(4)).layers.empty());
    }

    void theScaleUnitIsTheLayersOwnUnlessNegligible()
    {
        std::vector<SteeredLayerInfo> layers = {{0, 4, 0.2, 1.0}, {1, 4, -0.05, 1.0}, {2, 4, 0.0, 1.0}};
        QCOMPARE(scaleUnit(layers[0], layers), 0.2);
        QCOMPARE(scaleUnit(layers[1], layers), 0.05);
        QCOMPARE(scaleUnit(layers[2], layers), 0.2);
        layers = {{0, 4, 0.0, 1.0}};
        QCOMPARE(scaleUnit(layers[0], layers), 1.0);
    }

    void fittingLeavesOutWhatTheModelLacksAndSaysSo()
    {
        SteeringSettings settings;
        settings.master = 0.5;
        settings.layers[0].multiplier = 2.0;
        settings.layers[1].mute = {0, 6};
        settings.layers[9].multiplier = 0.0;
        std::vector<std::string> dropped;
        const SteeringSettings fitting = fittingSettings(settings, layersOf(3), &dropped);
        QCOMPARE(fitting.master, 0.5);
        QCOMPARE(fitting.layer(0).multiplier, 2.0);
        QCOMPARE(fitting.layer(1).mute, std::set<int>{0});
        QVERIFY(!fitting.layers.contains(9));
        QCOMPARE(dropped, (std::vector<std::string>{"2", "10"}));
        validate(fitting, layersOf(3));
    }

    void fittingTakesNoNumberThatIsNotOne()
    {
        SteeringSettings settings;
        settings.master = std::numeric_limits<double>::quiet_NaN();
        settings.layers[0].multiplier = std::numeric_limits<double>::infinity();
        settings.layers[0].temperature = 0.0;
        std::vector<std::string> dropped;
        QVERIFY(fittingSettings(settings, layersOf(1), &dropped).asTrained());
        QCOMPARE(dropped, std::vector<std::string>{"1"});
    }
};

QTEST_GUILESS_MAIN(TestSteeringState)
#include "tst_steering_state.moc"
