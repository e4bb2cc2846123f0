// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QString>

class QMenuBar;

namespace steerscope {

// Every action of the menu bar with its shortcuts, menu by menu, as HTML: for the sheet and for printing.
QString keySheetHtml(const QMenuBar* bar);

class KeySheet : public QDialog {
    Q_OBJECT

public:
    KeySheet(const QMenuBar* bar, QWidget* parent);
};

} // namespace steerscope
