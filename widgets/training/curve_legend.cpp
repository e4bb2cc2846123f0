// SPDX-License-Identifier: MIT
#include "widgets/training/curve_legend.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr int kSwatch = 10; // px wide
constexpr int kGap = 6;

} // namespace

CurveLegend::CurveLegend(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Legend"));
}

void CurveLegend::setEntries(std::vector<LegendEntry> entries)
{
    m_entries = std::move(entries);
    QStringList lines;
    for (const LegendEntry& entry : m_entries)
        lines << QStringLiteral("%1: %2").arg(entry.name, entry.value);
    setAccessibleDescription(lines.join(QStringLiteral(", ")));
    setToolTip(lines.join(QLatin1Char('\n')));
    update();
}

int CurveLegend::shown(int entries, int height, int lineHeight)
{
    const int lines = std::max(1, height / std::max(lineHeight, 1));
    return entries <= lines ? entries : lines - 1;
}

QSize CurveLegend::sizeHint() const
{
    return {120, 3 * fontMetrics().height()};
}

QSize CurveLegend::minimumSizeHint() const
{
    return {60, fontMetrics().height()};
}

void CurveLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int lineHeight = fontMetrics().height() + 1;
    const int count = static_cast<int>(m_entries.size());
    const int drawn = shown(count, height(), lineHeight);
    painter.setPen(palette().color(QPalette::WindowText));
    for (int i = 0; i < drawn; ++i) {
        const LegendEntry& entry = m_entries[static_cast<std::size_t>(i)];
        const QRect line(0, i * lineHeight, width(), lineHeight);
        int left = 0;
        if (entry.colour.isValid()) {
            painter.fillRect(QRect(0, line.center().y() - 1, kSwatch, 3), entry.colour);
            left = kSwatch + kGap;
        }
        const int valueWidth = fontMetrics().horizontalAdvance(entry.value);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, entry.value);
        const QRect room = line.adjusted(left, 0, -valueWidth - kGap, 0);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
            fontMetrics().elidedText(entry.name, Qt::ElideRight, room.width()));
    }
    if (drawn < count) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(QRect(0, drawn * lineHeight, width(), lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
            tr("and %1 more").arg(count - drawn));
    }
}

} // namespace steerscope
