// SPDX-License-Identifier: MIT
// The dialogs that only show text.
#pragma once

#include <QString>

class QWidget;

namespace steerscope {

void showQuickStart(QWidget* parent);
void showAbout(
    QWidget* parent, const QString& engineLine); // engineLine: program and LibTorch version, may be empty
void showEngineLog(QWidget* parent, const QString& log);

} // namespace steerscope
