// SPDX-License-Identifier: MIT
#include "widgets/steering/steering_model.h"

#include "core/base/gating_trace.h"

#include <QStringList>
#include <QUndoCommand>

#include <algorithm>
#include <cmath>
#include <utility>

namespace steerscope {

class SteeringModel::Command : public QUndoCommand {
public:
    Command(SteeringModel* model, Slot slot, SteeringState before, SteeringState after, QString mergeKey)
        : m_model(model)
        , m_slot(slot)
        , m_before(std::move(before))
        , m_after(std::move(after))
        , m_mergeKey(std::move(mergeKey))
    {
    }
    void undo() override { m_model->show(m_slot, m_before); }
    // The first redo is the push: what has been shown already is not shown again.
    void redo() override
    {
        if (!std::exchange(m_shown, false))
            m_model->show(m_slot, m_after);
    }
    void setShown() { m_shown = true; }
    int id() const override { return m_mergeKey.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* next = static_cast<const Command*>(other);
        if (next->m_mergeKey != m_mergeKey || next->m_slot != m_slot)
            return false;
        m_after = next->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    SteeringModel* m_model;
    Slot m_slot;
    SteeringState m_before;
    SteeringState m_after;
    QString m_mergeKey;
    bool m_shown = false;
};

namespace {

constexpr int kHistory = 500; // undo steps

void toggle(std::set<int>& set, int value)
{
    if (set.erase(value) == 0)
        set.insert(value);
}

} // namespace

SteeringModel::SteeringModel(QObject* parent)
    : QObject(parent)
    , m_selectedLayer(kNoLayer)
{
    m_undo.setUndoLimit(kHistory);
}

SteeringModel::~SteeringModel() = default;

void SteeringModel::setLayers(std::vector<SteeredLayerInfo> layers, int encoderLayers)
{
    m_gestureStart.reset();
    m_layers = std::move(layers);
    m_encoderLayers = encoderLayers;
    m_undo.clear();
    m_states = {};
    m_selectedLayer = kNoLayer;
    m_selectedExpert = kNoExpert;
    const bool wasB = std::exchange(m_slot, Slot::A) == Slot::B;
    const SteeringSettings before = std::exchange(m_applied, {});
    Q_EMIT layersChanged();
    if (wasB)
        Q_EMIT slotChanged(m_slot);
    Q_EMIT selectionChanged(m_selectedLayer, m_selectedExpert);
    Q_EMIT stateChanged();
    if (before != m_applied)
        Q_EMIT settingsChanged(m_applied);
}

const SteeredLayerInfo* SteeringModel::info(int layer) const
{
    const auto found = std::find_if(m_layers.begin(), m_layers.end(),
        [layer](const SteeredLayerInfo& entry) { return entry.layer == layer; });
    return found == m_layers.end() ? nullptr : &*found;
}

void SteeringModel::setSettings(const SteeringSettings& settings, const QString& undoText)
{
    std::vector<std::string> dropped;
    const SteeringState state{fittingSettings(settings, m_layers, &dropped), {}, {}};
    change(undoText, {}, [&state](SteeringState& current) { current = state; });
    if (dropped.empty())
        return;
    QStringList labels;
    for (const std::string& label : dropped)
        labels += QString::fromStdString(label);
    Q_EMIT noticed(
        tr("This model cannot take all of it; left out at layers %1").arg(labels.join(QStringLiteral(", "))));
}

double SteeringModel::effectiveScale(int layer) const
{
    const SteeredLayerInfo* entry = info(layer);
    return entry ? m_applied.effectiveScale(layer, entry->trainedScale) : 0.0;
}

double SteeringModel::level(int layer) const
{
    const SteeredLayerInfo* entry = info(layer);
    const LayerSettings& setting = turned(layer);
    return entry && setting.absolute ? *setting.absolute / scaleUnit(*entry, m_layers) : setting.multiplier;
}

void SteeringModel::setMaster(double master)
{
    if (std::isfinite(master))
        change(tr("Master scale"), QStringLiteral("master"),
            [master](SteeringState& state) { state.turned.master = master; });
}

void SteeringModel::setBypass(bool bypass)
{
    change(bypass ? tr("Steering off") : tr("Steering on"), {},
        [bypass](SteeringState& state) { state.turned.bypass = bypass; });
}

void SteeringModel::setMultiplier(int layer, double multiplier)
{
    if (!std::isfinite(multiplier))
        return;
    changeLayer(layer, tr("Scale of layer %1").arg(layerName(layer)), QStringLiteral("level"),
        [multiplier](LayerSettings& setting) {
            setting.multiplier = multiplier;
            setting.absolute.reset();
        });
}

void SteeringModel::setLevel(int layer, double level)
{
    const SteeredLayerInfo* entry = info(layer);
    if (!entry)
        return;
    if (turned(layer).absolute)
        setAbsolute(layer, level * scaleUnit(*entry, m_layers));
    else
        setMultiplier(layer, level);
}

void SteeringModel::setAbsolute(int layer, std::optional<double> scale)
{
    if (!std::isfinite(scale.value_or(0.0)))
        return;
    changeLayer(layer, tr("Absolute scale of layer %1").arg(layerName(layer)), QStringLiteral("level"),
        [scale](LayerSettings& setting) { setting.absolute = scale; });
}

void SteeringModel::setTemperature(int layer, double temperature)
{
    if (!std::isfinite(temperature) || temperature <= 0.0)
        return;
    changeLayer(layer, tr("Temperature of layer %1").arg(layerName(layer)), QStringLiteral("temperature"),
        [temperature](LayerSettings& setting) { setting.temperature = temperature; });
}

void SteeringModel::toggleMuteLayer(int layer)
{
    if (info(layer))
        change(tr("Mute layer %1").arg(layerName(layer)), {},
            [layer](SteeringState& state) { toggle(state.muted, layer); });
}

void SteeringModel::toggleSoloLayer(int layer)
{
    if (info(layer))
        change(tr("Solo layer %1").arg(layerName(layer)), {},
            [layer](SteeringState& state) { toggle(state.soloed, layer); });
}

void SteeringModel::soloLayer(int layer)
{
    if (!info(layer))
        return;
    change(tr("Solo layer %1").arg(layerName(layer)), {}, [layer](SteeringState& state) {
        const std::set<int> alone{layer};
        state.soloed = state.soloed == alone ? std::set<int>{} : alone;
    });
}

void SteeringModel::toggleMuteExpert(int layer, int expert)
{
    if (hasExpert(layer, expert))
        changeLayer(layer, tr("Mute expert %1 of layer %2").arg(expert + 1).arg(layerName(layer)), {},
            [expert](LayerSettings& setting) { toggle(setting.mute, expert); });
}

void SteeringModel::toggleSoloExpert(int layer, int expert)
{
    if (hasExpert(layer, expert))
        changeLayer(layer, tr("Solo expert %1 of layer %2").arg(expert + 1).arg(layerName(layer)), {},
            [expert](LayerSettings& setting) { toggle(setting.solo, expert); });
}

void SteeringModel::forceExpert(int layer, std::optional<int> expert)
{
    if (expert && !hasExpert(layer, *expert))
        return;
    const QString text = expert ? tr("Force expert %1 of layer %2").arg(*expert + 1).arg(layerName(layer))
                                : tr("Force no expert of layer %1").arg(layerName(layer));
    changeLayer(layer, text, {}, [expert](LayerSettings& setting) { setting.force = expert; });
}

void SteeringModel::setGroupMultiplier(LayerGroup group, double multiplier)
{
    if (!std::isfinite(multiplier))
        return;
    const std::vector<int> members = layersOfGroup(group, m_layers, m_encoderLayers);
    change(tr("Scale of a group of layers"), QStringLiteral("group%1").arg(static_cast<int>(group)),
        [&members, multiplier](SteeringState& state) {
            for (int layer : members) {
                LayerSettings& setting = state.turned.layers[layer];
                setting.multiplier = multiplier;
                setting.absolute.reset();
            }
        });
}

void SteeringModel::resetGroup(LayerGroup group)
{
    const std::vector<int> members = layersOfGroup(group, m_layers, m_encoderLayers);
    change(tr("Reset a group of layers"), {}, [&members](SteeringState& state) {
        for (int layer : members) {
            state.turned.layers.erase(layer);
            state.muted.erase(layer);
            state.soloed.erase(layer);
        }
    });
}

void SteeringModel::copyToAll(int layer)
{
    if (!info(layer))
        return;
    change(tr("Copy layer %1 to all").arg(layerName(layer)), {}, [this, layer](SteeringState& state) {
        const LayerSettings from = state.turned.layer(layer);
        for (const SteeredLayerInfo& entry : m_layers) {
            LayerSettings& to = state.turned.layers[entry.layer];
            to.multiplier = from.multiplier;
            to.absolute = from.absolute;
            to.temperature = from.temperature;
        }
    });
}

void SteeringModel::resetLayer(int layer)
{
    if (info(layer))
        change(tr("Reset layer %1").arg(layerName(layer)), {}, [layer](SteeringState& state) {
            state.turned.layers.erase(layer);
            state.muted.erase(layer);
            state.soloed.erase(layer);
        });
}

void SteeringModel::reset()
{
    change(tr("Reset steering"), {}, [](SteeringState& state) { state = {}; });
}

void SteeringModel::beginGesture(const QString& undoText)
{
    endGesture();
    m_gestureStart = state();
    m_gestureText = undoText;
}

void SteeringModel::endGesture()
{
    if (!m_gestureStart)
        return;
    const SteeringState before = *std::exchange(m_gestureStart, std::nullopt);
    if (before == state())
        return;
    auto* command = new Command(this, m_slot, before, state(), {});
    command->setText(m_gestureText);
    command->setShown();
    m_undo.push(command);
    m_sinceLast.invalidate();
}

void SteeringModel::cancelGesture()
{
    if (m_gestureStart)
        show(m_slot, *std::exchange(m_gestureStart, std::nullopt));
}

void SteeringModel::setSlot(Slot slot)
{
    if (slot == m_slot)
        return;
    endGesture();
    show(slot, m_states[static_cast<std::size_t>(slot)]);
    m_sinceLast.invalidate();
}

void SteeringModel::copyToOtherSlot()
{
    endGesture();
    if (!slotsDiffer())
        return;
    const Slot to = m_slot == Slot::A ? Slot::B : Slot::A;
    auto* command = new Command(this, to, m_states[static_cast<std::size_t>(to)], state(), {});
    command->setText(to == Slot::B ? tr("Copy A to B") : tr("Copy B to A"));
    command->setShown();
    m_states[static_cast<std::size_t>(to)] = state();
    m_undo.push(command);
    Q_EMIT stateChanged();
}

void SteeringModel::setPresets(std::vector<SteeringPreset> presets)
{
    m_presets = std::move(presets);
    Q_EMIT presetsChanged(m_presets);
}

void SteeringModel::addPreset(const QString& name)
{
    if (name.trimmed().isEmpty())
        return;
    const SteeringPreset preset{name.trimmed(), m_applied};
    const auto same = std::find_if(m_presets.begin(), m_presets.end(),
        [&preset](const SteeringPreset& other) { return other.name == preset.name; });
    if (same == m_presets.end())
        m_presets.push_back(preset);
    else
        *same = preset;
    Q_EMIT presetsChanged(m_presets);
}

void SteeringModel::removePreset(const QString& name)
{
    if (std::erase_if(m_presets, [&name](const SteeringPreset& preset) { return preset.name == name; }) > 0)
        Q_EMIT presetsChanged(m_presets);
}

void SteeringModel::applyPreset(const QString& name)
{
    for (const SteeringPreset& preset : m_presets)
        if (preset.name == name) {
            setSettings(preset.settings, tr("Preset %1").arg(name));
            return;
        }
}

void SteeringModel::selectLayer(int layer)
{
    const int wanted = info(layer) ? layer : kNoLayer;
    if (wanted == m_selectedLayer)
        return;
    m_selectedLayer = wanted;
    m_selectedExpert = kNoExpert;
    Q_EMIT selectionChanged(m_selectedLayer, m_selectedExpert);
}

void SteeringModel::selectExpert(int expert)
{
    const int wanted = hasExpert(m_selectedLayer, expert) ? expert : kNoExpert;
    if (std::exchange(m_selectedExpert, wanted) != wanted)
        Q_EMIT selectionChanged(m_selectedLayer, m_selectedExpert);
}

void SteeringModel::undo()
{
    endGesture();
    m_undo.undo();
    m_sinceLast.invalidate();
}

void SteeringModel::redo()
{
    endGesture();
    m_undo.redo();
    m_sinceLast.invalidate();
}

void SteeringModel::change(const QString& undoText, const QString& mergeKey, const Change& apply)
{
    SteeringState after = state();
    apply(after);
    after.turned = after.turned.normalised();
    if (after == state())
        return;
    if (m_gestureStart) {
        show(m_slot, after);
        return;
    }
    const bool close = m_sinceLast.isValid() && m_sinceLast.elapsed() < kMergeMilliseconds;
    m_sinceLast.start();
    if (!close)
        ++m_series;
    auto* command = new Command(this, m_slot, state(), after,
        mergeKey.isEmpty() ? QString() : mergeKey + QLatin1Char('#') + QString::number(m_series));
    command->setText(undoText);
    m_undo.push(command);
}

void SteeringModel::changeLayer(int layer, const QString& undoText, const QString& mergeKey,
    const std::function<void(LayerSettings&)>& apply)
{
    if (!info(layer))
        return;
    change(undoText, mergeKey.isEmpty() ? mergeKey : mergeKey + QString::number(layer),
        [layer, &apply](SteeringState& state) { apply(state.turned.layers[layer]); });
}

void SteeringModel::show(Slot slot, const SteeringState& state)
{
    const bool slotChanges = std::exchange(m_slot, slot) != slot;
    m_states[static_cast<std::size_t>(slot)] = state;
    if (slotChanges)
        Q_EMIT slotChanged(slot);
    refresh();
}

void SteeringModel::refresh()
{
    SteeringSettings applied = appliedSettings(state(), m_layers);
    const bool runs = applied != m_applied;
    m_applied = std::move(applied);
    Q_EMIT stateChanged();
    if (runs)
        Q_EMIT settingsChanged(m_applied);
}

bool SteeringModel::hasExpert(int layer, int expert) const
{
    const SteeredLayerInfo* entry = info(layer);
    return entry && expert >= 0 && expert < entry->experts;
}

QString SteeringModel::layerName(int layer) const
{
    return QString::fromStdString(layerLabel(layer));
}

} // namespace steerscope
