// SPDX-License-Identifier: MIT
// Symbols drawn in the palette's text colour, so that they follow light, dark and disabled by themselves.
#pragma once

#include <QIcon>
#include <QString>

namespace steerscope {

// The symbol of resources/icons/symbols/NAME.svg; "currentColor" in it is the text colour of the moment.
QIcon symbolIcon(const QString& name);
// The program's own icon, every size.
QIcon programIcon();

} // namespace steerscope
