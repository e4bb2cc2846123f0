// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QString>

namespace steerscope {

// As PNG, whole or not at all. Throws Failure(Output).
void writePng(const QString& path, const QImage& image);

} // namespace steerscope
