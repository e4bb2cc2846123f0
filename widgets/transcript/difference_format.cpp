// SPDX-License-Identifier: MIT
#include "widgets/transcript/difference_format.h"

#include <QColor>

namespace steerscope {

QTextCharFormat differenceFormat()
{
    const QColor colour(213, 94, 0);
    QColor tint = colour;
    tint.setAlphaF(0.18F);
    QTextCharFormat format;
    format.setBackground(tint);
    format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
    format.setUnderlineColor(colour);
    return format;
}

} // namespace steerscope
