// SPDX-License-Identifier: MIT
// The tool bar: record with level and input, open, play, run, time, model and device.
#pragma once

#include "app/gui/menus.h"

#include <QToolBar>

class QToolButton;

namespace steerscope {

class Actions;
class LevelMeter;
class TimeReadout;
class TimeView;

class TopBar : public QToolBar {
    Q_OBJECT

public:
    TopBar(const Actions& actions, const ChangingMenus& menus, TimeView* time, QWidget* parent);

    LevelMeter* meter() const { return m_meter; }
    TimeReadout* readout() const { return m_readout; }
    void setInputName(const QString& name);
    void setModelName(const QString& name); // empty: none
    void setDeviceText(const QString& text, const QString& why);

private:
    QToolButton* addMenuButton(const QString& icon, const QString& text, const QString& tip, QMenu* menu);
    void addSpacer();

    LevelMeter* m_meter = nullptr;
    TimeReadout* m_readout = nullptr;
    QToolButton* m_input = nullptr;
    QToolButton* m_model = nullptr;
    QToolButton* m_device = nullptr;
};

} // namespace steerscope
