// SPDX-License-Identifier: MIT
// A number typed over the control it belongs to. Enter takes it, Escape leaves it, a click elsewhere takes it
// if it is one.
#pragma once

#include <QLineEdit>

namespace steerscope {

class NumberEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit NumberEdit(QWidget* parent = nullptr);
    // Shown with the old value selected, or with the first characters already typed.
    void open(const QRect& place, const QString& oldValue, const QString& typed = {});

Q_SIGNALS:
    void entered(double value);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    bool take();
    void close();
};

} // namespace steerscope
