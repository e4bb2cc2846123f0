// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QKeyEvent;
class QWidget;

namespace steerscope {

// Whether a key belongs to the focused widget rather than to a shortcut of the window: single letters and
// editing keys while a text field has focus, Space on a button, arrows and paging where a list or slider uses
// them.
bool keyBelongsToFocus(const QWidget* focus, const QKeyEvent& event);

// Applies that rule to a whole application: install as its event filter.
class TypingGuard : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace steerscope
