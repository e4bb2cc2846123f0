// SPDX-License-Identifier: MIT
#pragma once

#include <QTextCharFormat>

namespace steerscope {

// How words that differ from another text are marked: tinted and underlined.
QTextCharFormat differenceFormat();

} // namespace steerscope
