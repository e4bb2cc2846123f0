// SPDX-License-Identifier: MIT
#include "widgets/steering/number_edit.h"

#include "widgets/steering/level_bar.h"

#include <QFocusEvent>
#include <QKeyEvent>

namespace steerscope {

NumberEdit::NumberEdit(QWidget* parent)
    : QLineEdit(parent)
{
    setAlignment(Qt::AlignRight);
    setContextMenuPolicy(Qt::NoContextMenu); // it would take the focus, and with it the field
    hide();
}

void NumberEdit::open(const QRect& place, const QString& oldValue, const QString& typed)
{
    setGeometry(place);
    setText(typed.isEmpty() ? oldValue : typed);
    if (typed.isEmpty())
        selectAll();
    show();
    raise();
    setFocus(Qt::PopupFocusReason);
}

bool NumberEdit::event(QEvent* event)
{
    // Escape and Enter belong to the field, whatever the window uses them for.
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter)
            event->accept();
    }
    return QLineEdit::event(event);
}

void NumberEdit::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        QLineEdit::keyPressEvent(event);
    else if (!take())
        selectAll();
}

void NumberEdit::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    if (isVisible() && event->reason() != Qt::ActiveWindowFocusReason && !take())
        close();
}

bool NumberEdit::take()
{
    const std::optional<double> value = parseNumber(text());
    if (!value)
        return false;
    close();
    Q_EMIT entered(*value);
    return true;
}

void NumberEdit::close()
{
    hide();
    Q_EMIT closed();
}

} // namespace steerscope
