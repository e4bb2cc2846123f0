// SPDX-License-Identifier: MIT
// One expert's controls in ExpertPanel.
#pragma once

#include "core/base/steering_settings.h"
#include "widgets/steering/switch_button.h"

#include <QColor>
#include <QWidget>

#include <optional>

class QLineEdit;

namespace steerscope {

class ShareBar;

class ExpertRow : public QWidget {
    Q_OBJECT

public:
    ExpertRow(int expert, const QColor& colour, QWidget* parent = nullptr); // expert from 0

    void setName(const QString& name);
    void setMeanGate(std::optional<double> gate);
    void setSettings(const LayerSettings& settings, bool selected);

Q_SIGNALS:
    void named(const QString& name);
    void muteToggled();
    void soloToggled();
    void forceToggled(bool on);
    void chosen(); // clicked beside the controls

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    SwitchButton* addSwitch(
        const QString& text, SwitchButton::Meaning meaning, const QString& name, const QString& tip);

    int m_expert;
    bool m_selected = false;
    QLineEdit* m_name;
    SwitchButton* m_mute;
    SwitchButton* m_solo;
    SwitchButton* m_force;
    ShareBar* m_share;
};

} // namespace steerscope
