// SPDX-License-Identifier: MIT
// The one place where steering is turned: every header, bar and panel calls this, and the window sends what
// it emits to the engine. GUI thread only.
//
// Each change is one undo step; between beginGesture() and endGesture() (one drag) all changes together are
// one, and repeated small steps on the same control within kMergeMilliseconds (keyboard, wheel) join. Two
// slots A and B hold a state each; the history covers both, and undoing a change shows the slot it was made
// in.
//
// A layer or expert that the model does not have, and a value that is not finite (temperature: above 0), is
// ignored.
#pragma once

#include "widgets/steering/steering_state.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QUndoStack>

#include <array>
#include <functional>
#include <optional>
#include <vector>

namespace steerscope {

struct SteeringPreset {
    QString name;
    SteeringSettings settings;

    bool operator==(const SteeringPreset&) const = default;
};

class SteeringModel : public QObject {
    Q_OBJECT

public:
    enum class Slot { A, B };
    Q_ENUM(Slot)
    static constexpr int kMergeMilliseconds = 800;
    static constexpr int kNoExpert = -1;

    explicit SteeringModel(QObject* parent = nullptr);
    ~SteeringModel() override;

    // Another model: everything as trained, both slots, no history, nothing selected.
    void setLayers(std::vector<SteeredLayerInfo> layers, int encoderLayers);
    const std::vector<SteeredLayerInfo>& layers() const { return m_layers; } // lowest first, kOutLayer last
    int encoderLayers() const { return m_encoderLayers; }
    const SteeredLayerInfo* info(int layer) const; // null for a layer that is not steered

    // What the engine gets, switched-off layers folded in; normalised.
    const SteeringSettings& settings() const { return m_applied; }
    // Everything at once, as one undo step: from a file, a pinned run. What does not fit is left out and said
    // by noticed().
    void setSettings(const SteeringSettings& settings, const QString& undoText);

    // As turned: what the controls show.
    const SteeringState& state() const { return m_states[static_cast<std::size_t>(m_slot)]; }
    const LayerSettings& turned(int layer) const { return state().turned.layer(layer); }
    double effectiveScale(int layer) const; // c of this moment, bypass, master and off included
    bool isOff(int layer) const { return state().isOff(layer); }
    bool isChanged(int layer) const { return state().isChanged(layer); }
    // What a bar shows: the multiplier, or the absolute scale in units of scaleUnit() where one is set.
    double level(int layer) const;
    double master() const { return state().turned.master; }
    bool bypass() const { return state().turned.bypass; }

    void setMaster(double master);
    void setBypass(bool bypass);
    void setMultiplier(int layer, double multiplier); // an absolute scale ends here
    void setLevel(int layer, double level); // multiplier or absolute scale, whichever the layer is set by
    void setAbsolute(int layer, std::optional<double> scale);
    void setTemperature(int layer, double temperature);
    void toggleMuteLayer(int layer); // what was turned is kept and comes back
    void toggleSoloLayer(int layer); // several may be soloed
    void soloLayer(int layer); // this one alone; again: none
    void toggleMuteExpert(int layer, int expert);
    void toggleSoloExpert(int layer, int expert);
    void forceExpert(int layer, std::optional<int> expert);
    void setGroupMultiplier(LayerGroup group, double multiplier);
    void resetGroup(LayerGroup group);
    void copyToAll(int layer); // multiplier or absolute scale, and temperature, of this layer
    void resetLayer(int layer);
    void reset();

    void beginGesture(const QString& undoText); // one at a time; an open one is ended first
    void endGesture();
    void cancelGesture(); // as it was before it began

    Slot slot() const { return m_slot; }
    void setSlot(Slot slot); // what is looked at: no undo step
    void copyToOtherSlot();
    bool slotsDiffer() const { return m_states[0] != m_states[1]; }

    const std::vector<SteeringPreset>& presets() const { return m_presets; }
    void setPresets(std::vector<SteeringPreset> presets); // as saved; emits nothing but presetsChanged
    void addPreset(const QString& name); // the settings of this moment; replaces one of the same name
    void removePreset(const QString& name);
    void applyPreset(const QString& name);

    int selectedLayer() const { return m_selectedLayer; } // kNoLayer: none
    int selectedExpert() const { return m_selectedExpert; } // of that layer; kNoExpert: none
    void selectLayer(int layer);
    void selectExpert(int expert);

    QUndoStack* undoStack() { return &m_undo; }
    void undo();
    void redo();

Q_SIGNALS:
    void settingsChanged(const steerscope::SteeringSettings& settings); // what the engine should run now
    void stateChanged(); // anything a control shows, settings or not
    void layersChanged();
    void slotChanged(steerscope::SteeringModel::Slot slot);
    void selectionChanged(int layer, int expert);
    void presetsChanged(const std::vector<steerscope::SteeringPreset>& presets); // to be saved
    void noticed(const QString& text); // one line for the status bar

private:
    class Command;
    friend class Command;
    using Change = std::function<void(SteeringState&)>;

    // mergeKey: changes of the same non-empty key close in time become one undo step.
    void change(const QString& undoText, const QString& mergeKey, const Change& apply);
    void changeLayer(int layer, const QString& undoText, const QString& mergeKey,
        const std::function<void(LayerSettings&)>& apply);
    void show(Slot slot, const SteeringState& state);
    void refresh();
    bool hasExpert(int layer, int expert) const;
    QString layerName(int layer) const;

    std::vector<SteeredLayerInfo> m_layers;
    int m_encoderLayers = 0;
    std::array<SteeringState, 2> m_states;
    Slot m_slot = Slot::A;
    SteeringSettings m_applied;
    QUndoStack m_undo;
    std::optional<SteeringState> m_gestureStart;
    QString m_gestureText;
    QElapsedTimer m_sinceLast;
    int m_series = 0; // small steps close in time share its number
    std::vector<SteeringPreset> m_presets;
    int m_selectedLayer;
    int m_selectedExpert = kNoExpert;
};

} // namespace steerscope
