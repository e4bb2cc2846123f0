// SPDX-License-Identifier: MIT
#include "app/gui/typing_guard.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace steerscope {

namespace {

bool isTextField(const QWidget* widget)
{
    if (const auto* edit = qobject_cast<const QTextEdit*>(widget))
        return !edit->isReadOnly();
    if (const auto* edit = qobject_cast<const QPlainTextEdit*>(widget))
        return !edit->isReadOnly();
    if (const auto* box = qobject_cast<const QComboBox*>(widget))
        return box->isEditable();
    return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget);
}

bool isPrintable(const QKeyEvent& event)
{
    const bool plain = !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    return plain && event.key() >= Qt::Key_Space && event.key() < Qt::Key_Escape;
}

bool movesInText(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
        return true;
    default:
        return event.matches(QKeySequence::Undo) || event.matches(QKeySequence::Redo)
            || event.matches(QKeySequence::SelectAll) || event.matches(QKeySequence::Copy)
            || event.matches(QKeySequence::Cut) || event.matches(QKeySequence::Paste);
    }
}

bool movesInList(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        return true;
    default:
        return false;
    }
}

} // namespace

bool keyBelongsToFocus(const QWidget* focus, const QKeyEvent& event)
{
    if (!focus)
        return false;
    if (isTextField(focus))
        return isPrintable(event) || movesInText(event);
    if (qobject_cast<const QAbstractButton*>(focus))
        return event.key() == Qt::Key_Space && event.modifiers() == Qt::NoModifier;
    if (qobject_cast<const QComboBox*>(focus) || qobject_cast<const QAbstractItemView*>(focus))
        return isPrintable(event) || (event.modifiers() == Qt::NoModifier && movesInList(event));
    if (qobject_cast<const QAbstractSlider*>(focus))
        return event.modifiers() == Qt::NoModifier && movesInList(event);
    return false;
}

bool TypingGuard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* widget = qobject_cast<const QWidget*>(watched);
        if (keyBelongsToFocus(widget, *static_cast<const QKeyEvent*>(event))) {
            event->accept();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace steerscope
