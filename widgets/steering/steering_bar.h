// SPDX-License-Identifier: MIT
// What steers everything at once, above the rows: slots A and B, off, master, what the rows show, groups of
// layers, presets, reset, undo and redo.
#pragma once

#include "widgets/heatmap/gate_view.h"
#include "widgets/steering/steering_state.h"

#include <QWidget>

class QAction;
class QComboBox;
class QDoubleSpinBox;
class QHBoxLayout;
class QLabel;
class QMenu;
class QSpinBox;
class QToolButton;

namespace steerscope {

class NumberEdit;
class ScaleSlider;
class SteeringModel;

class SteeringBar : public QWidget {
    Q_OBJECT

public:
    // The model must outlive the widget.
    explicit SteeringBar(SteeringModel* model, QWidget* parent = nullptr);

    // The window's own undo and redo, with icon and shortcut, in place of plain buttons.
    void setHistoryActions(QAction* undo, QAction* redo);
    void setGateView(const GateView& view); // emits nothing
    const GateView& gateView() const { return m_view; }
    // Where a preset's name is typed.
    void focusPresets();

Q_SIGNALS:
    void gateViewChanged(const steerscope::GateView& view); // by the user

private:
    void addSlots(QHBoxLayout* row);
    void addMaster(QHBoxLayout* row);
    void addShow(QHBoxLayout* row);
    void addGroups(QHBoxLayout* row);
    void addPresets(QHBoxLayout* row);
    void addHistory(QHBoxLayout* row);
    template <class Button>
    Button* add(QHBoxLayout* row, Button* button, const QString& name, const QString& tip);
    QToolButton* addButton(QHBoxLayout* row, const QString& text, const QString& name, const QString& tip);

    void showState();
    void showLayers();
    void showPresets();
    void showView();
    void fillGroups();
    void fillGroup(QMenu* menu, LayerGroup group);
    void typeGroup(LayerGroup group);
    void savePreset();

    SteeringModel* m_model;
    GateView m_view;
    QToolButton* m_slotA = nullptr;
    QToolButton* m_slotB = nullptr;
    QToolButton* m_copy = nullptr;
    QToolButton* m_off = nullptr;
    ScaleSlider* m_slider = nullptr;
    QDoubleSpinBox* m_master = nullptr;
    QComboBox* m_show = nullptr;
    QSpinBox* m_expert = nullptr;
    QToolButton* m_groups = nullptr;
    QMenu* m_groupMenu = nullptr;
    NumberEdit* m_groupEdit = nullptr;
    LayerGroup m_typedGroup = LayerGroup::All;
    QComboBox* m_presets = nullptr;
    QToolButton* m_save = nullptr;
    QToolButton* m_remove = nullptr;
    QToolButton* m_reset = nullptr;
    QToolButton* m_undo = nullptr;
    QToolButton* m_redo = nullptr;
};

// "Early, layers 1-8"; "All layers". Layers are those of the group that are steered.
QString groupText(LayerGroup group, const std::vector<int>& layers);

} // namespace steerscope
