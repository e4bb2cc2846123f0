// SPDX-License-Identifier: MIT
#include "widgets/steering/switch_button.h"

#include <QPainter>
#include <QStyleOptionFocusRect>

#include <algorithm>

namespace steerscope {

SwitchButton::SwitchButton(const QString& text, Meaning meaning, QWidget* parent)
    : QToolButton(parent)
    , m_meaning(meaning)
{
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

QSize SwitchButton::sizeHint() const
{
    const int height = fontMetrics().height() + 4;
    return {std::max(height, fontMetrics().horizontalAdvance(text()) + 10), height};
}

void SwitchButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setOpacity(isEnabled() ? 1.0 : 0.45);
    paintSwitch(painter, rect(), {text(), m_meaning, isChecked(), underMouse() && isEnabled()}, palette());
    if (!hasFocus())
        return;
    QStyleOptionFocusRect option;
    option.initFrom(this);
    option.rect = rect().adjusted(2, 2, -2, -2);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
}

void paintSwitch(QPainter& painter, const QRect& rect, const SwitchLook& look, const QPalette& palette)
{
    const QColor text = palette.color(QPalette::Active, QPalette::Text);
    const bool takes = look.meaning == SwitchButton::Meaning::TakesAway;
    QColor line = text;
    line.setAlphaF(look.hovered ? 0.7F : 0.32F);
    QColor letter = text;
    letter.setAlphaF(0.8F);
    QColor fill = Qt::transparent;
    if (look.on) {
        fill = takes ? text : palette.color(QPalette::Active, QPalette::Highlight);
        letter = palette.color(QPalette::Active, takes ? QPalette::Base : QPalette::HighlightedText);
        line = fill;
    }
    painter.setPen(line);
    painter.setBrush(fill);
    painter.drawRect(rect.adjusted(0, 0, -1, -1));
    painter.setPen(letter);
    painter.drawText(rect, Qt::AlignCenter, look.text);
}

} // namespace steerscope
