// SPDX-License-Identifier: MIT
#include "widgets/heatmap/gate_cell.h"

#include "widgets/heatmap/colour_maps.h"
#include "widgets/heatmap/expert_colours.h"

#include <algorithm>

namespace steerscope {

namespace {

QRgb valueColour(std::optional<double> value, double range, SequentialMap map)
{
    return value ? sequentialColour(map, *value / range) : 0;
}

} // namespace

double deviationShare(double gate, int experts)
{
    return std::clamp(gate * experts - 1.0, -1.0, 1.0);
}

GateCell cellOfGates(std::span<const double> gates, const GateLook& look)
{
    const int experts = static_cast<int>(gates.size());
    if (look.view.show == GateShow::StrongestExpert) {
        const Strongest strongest = strongestOf(gates);
        return {strongestColour(strongest, look.neutral), strongest.expert};
    }
    if (look.view.expert < 0 || look.view.expert >= experts)
        return {};
    const double gate = gates[look.view.expert];
    if (look.view.show == GateShow::OneExpert)
        return {sequentialColour(look.view.map, gate), -1};
    return {divergingColour(deviationShare(gate, experts), look.neutral), -1};
}

GateCell gateCell(
    const GateStore& store, int layer, const TimeSpan& span, const GateLook& look, GateColumn& scratch)
{
    if (look.view.show == GateShow::Push)
        return {valueColour(store.push(layer, span), look.pushRange, look.view.map), -1};
    if (look.view.show == GateShow::Entropy)
        return {valueColour(store.entropy(layer, span), 1.0, look.view.map), -1};
    store.gates(layer, span, scratch);
    if (scratch.kind != GateColumn::Kind::Counted)
        return {};
    if (look.view.show == GateShow::StrongestExpert && std::ssize(scratch.gates) > kExpertHues)
        return {
            valueColour(store.entropy(layer, span), 1.0, look.view.map), strongestOf(scratch.gates).expert};
    return cellOfGates(scratch.gates, look);
}

} // namespace steerscope
