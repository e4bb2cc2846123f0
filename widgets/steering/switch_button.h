// SPDX-License-Identifier: MIT
// A small letter that is on or off, told apart at a glance in light and dark: outlined, or filled.
#pragma once

#include <QToolButton>

namespace steerscope {

class SwitchButton : public QToolButton {
    Q_OBJECT

public:
    // What "on" means decides the fill: taking something away is the text's colour, choosing something the
    // highlight.
    enum class Meaning { TakesAway, Chooses };

    SwitchButton(const QString& text, Meaning meaning, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Meaning m_meaning;
};

// The same picture for what is painted and not a widget. Uses the painter's font.
struct SwitchLook {
    QString text;
    SwitchButton::Meaning meaning = SwitchButton::Meaning::Chooses;
    bool on = false;
    bool hovered = false;
};
void paintSwitch(QPainter& painter, const QRect& rect, const SwitchLook& look, const QPalette& palette);

} // namespace steerscope
