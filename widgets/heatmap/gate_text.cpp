// SPDX-License-Identifier: MIT
#include "widgets/heatmap/gate_text.h"

#include "widgets/heatmap/expert_colours.h"
#include "widgets/time/time_axis.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <numeric>

namespace steerscope {

namespace {

constexpr int kListedOfMany = 6;

QStringList expertList(const GateStore& store, int layer, const std::vector<double>& gates)
{
    std::vector<int> order(gates.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&gates](int a, int b) { return gates[a] > gates[b]; });
    if (std::ssize(order) > kExpertHues)
        order.resize(kListedOfMany);
    QStringList list;
    for (const int expert : order)
        list << QStringLiteral("%1 %2").arg(
            store.expertLabel(layer, expert), QString::number(gates[expert], 'f', 2));
    return list;
}

} // namespace

QString layerName(int layer)
{
    if (layer == kOutLayer)
        return QCoreApplication::translate("GateText", "After the encoder");
    return QCoreApplication::translate("GateText", "Layer %1").arg(layer + 1);
}

QString gateText(const GateStore& store, int layer, double seconds, const TimeSpan& span)
{
    const QString place = QStringLiteral("%1, %2: ").arg(layerName(layer), formatTime(seconds, 3));
    GateColumn column;
    store.gates(layer, span, column);
    if (column.kind == GateColumn::Kind::Empty)
        return place + QCoreApplication::translate("GateText", "not run yet");
    QStringList parts = expertList(store, layer, column.gates);
    if (column.kind == GateColumn::Kind::Padding)
        parts << QCoreApplication::translate("GateText", "padding");
    if (const auto entropy = store.entropy(layer, span))
        parts << QCoreApplication::translate("GateText", "entropy %1").arg(*entropy, 0, 'f', 2);
    if (const auto push = store.push(layer, span))
        parts << QCoreApplication::translate("GateText", "push %1").arg(*push, 0, 'g', 3);
    return place + parts.join(QStringLiteral(", "));
}

} // namespace steerscope
