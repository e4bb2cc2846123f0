// SPDX-License-Identifier: MIT
#include "widgets/tracks/header_painter.h"

#include "core/base/gating_trace.h"
#include "widgets/steering/steering_model.h"
#include "widgets/steering/switch_button.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStringList>

#include <algorithm>

namespace steerscope {

namespace {

// What else of the layer differs from the trained one.
QString extraText(const LayerSettings& turned)
{
    QStringList parts;
    if (turned.temperature != 1.0)
        parts += QCoreApplication::translate("TrackHeaders", "τ %1").arg(formatLevel(turned.temperature));
    if (turned.force)
        parts += QCoreApplication::translate("TrackHeaders", "only E%1").arg(*turned.force + 1);
    else if (turned.changesGates())
        parts += QCoreApplication::translate("TrackHeaders", "experts");
    return parts.join(QStringLiteral("  "));
}

QColor faded(QColor colour, float alpha)
{
    colour.setAlphaF(alpha);
    return colour;
}

void paintBackground(QPainter& painter, const QRect& row, const HeaderView& view, const QPalette& palette)
{
    const QColor highlight = palette.color(QPalette::Highlight);
    if (view.selected)
        painter.fillRect(row, faded(highlight, 0.22F));
    else if (view.hovered)
        painter.fillRect(row, faded(palette.color(QPalette::Text), 0.06F));
    if (view.changed)
        painter.fillRect(QRect(row.left(), row.top(), 3, row.height()), highlight);
    if (view.focused) {
        painter.setPen(highlight);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(row.adjusted(0, 0, -1, -1));
    }
}

void paintButtons(QPainter& painter, const QRect& row, const HeaderColumns& columns, const HeaderView& view,
    const HeaderLook& look)
{
    using Meaning = SwitchButton::Meaning;
    const int height = std::min(row.height() - 2, columns.buttonWidth);
    const int top = row.top() + (row.height() - height) / 2;
    const QSize size(columns.buttonWidth, height);
    painter.setFont(look.smallFont);
    paintSwitch(painter, QRect(QPoint(columns.muteLeft, top), size),
        {QCoreApplication::translate("TrackHeaders", "M", "mute"), Meaning::TakesAway, view.muted},
        look.palette);
    paintSwitch(painter, QRect(QPoint(columns.soloLeft, top), size),
        {QCoreApplication::translate("TrackHeaders", "S", "solo"), Meaning::Chooses, view.soloed},
        look.palette);
}

// Scale and push keep their places, so that points stand below each other; what else differs fills the
// middle.
void paintSecondLine(QPainter& painter, const QRect& line, const HeaderView& view, const HeaderLook& look)
{
    const QFontMetrics metrics(look.smallFont);
    const int scaleWidth = metrics.horizontalAdvance(QStringLiteral("c -0.0000"));
    const int pushWidth = view.push.isEmpty() ? 0 : metrics.horizontalAdvance(view.push) + 6;
    const QRect scale(line.left(), line.top(), scaleWidth, line.height());
    const QRect extra = line.adjusted(scaleWidth + 6, 0, -pushWidth, 0);
    painter.setFont(look.smallFont);
    painter.drawText(scale, Qt::AlignRight | Qt::AlignVCenter, view.effective);
    painter.drawText(extra, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(view.extra, Qt::ElideRight, extra.width()));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, view.push);
}

void paintDots(QPainter& painter, const QRect& row, const HeaderColumns& columns, const HeaderView& view,
    const QPalette& palette)
{
    const int size = std::min(row.height() - 1, 6);
    const int top = row.top() + (row.height() - size) / 2;
    const auto dot = [&](int left, const QColor& colour) {
        painter.fillRect(left + (columns.buttonWidth - size) / 2, top, size, size, colour);
    };
    if (view.muted)
        dot(columns.muteLeft, palette.color(QPalette::Text));
    if (view.soloed)
        dot(columns.soloLeft, palette.color(QPalette::Highlight));
}

} // namespace

HeaderView headerView(const SteeringModel& model, int layer, std::optional<double> medianPush)
{
    HeaderView view;
    const SteeredLayerInfo* info = model.info(layer);
    if (!info)
        return view;
    const LayerSettings& turned = model.turned(layer);
    view.label = QString::fromStdString(layerLabel(layer));
    view.bar.level = model.level(layer);
    view.bar.trainedLevel = turned.absolute ? info->trainedScale / scaleUnit(*info, model.layers()) : 1.0;
    view.bar.changed = turned.absolute || turned.multiplier != 1.0;
    view.bar.off = model.isOff(layer) || model.bypass();
    view.value
        = turned.absolute ? QLatin1Char('=') + formatScale(*turned.absolute) : formatLevel(turned.multiplier);
    view.effective
        = QCoreApplication::translate("TrackHeaders", "c %1").arg(formatScale(model.effectiveScale(layer)));
    if (medianPush)
        view.push = QCoreApplication::translate("TrackHeaders", "push %1").arg(formatPush(*medianPush));
    view.extra = extraText(turned);
    view.muted = model.state().muted.contains(layer);
    view.soloed = model.state().soloed.contains(layer);
    view.changed = model.isChanged(layer);
    view.selected = model.selectedLayer() == layer;
    view.bypassed = model.bypass();
    return view;
}

bool hasTwoLines(int rowHeight, const HeaderLook& look)
{
    return rowHeight >= QFontMetrics(look.font).height() + QFontMetrics(look.smallFont).height() + 2;
}

void paintHeader(QPainter& painter, const QRect& row, const HeaderColumns& columns, const HeaderView& view,
    const HeaderLook& look)
{
    painter.save();
    painter.setClipRect(row);
    paintBackground(painter, row, view, look.palette);
    const bool compact = row.height() < TrackLayout::kCompactBelow;
    const bool twoLines = hasTwoLines(row.height(), look);
    const bool quiet = view.bar.off || !view.changed;
    const QColor text = faded(look.palette.color(QPalette::Text), view.bypassed ? 0.6F : 1.0F);
    paintLevelBar(painter, barRect(columns, row, twoLines), view.bar, look.palette);

    QFont numberFont = look.font;
    if (compact)
        numberFont.setPixelSize(std::clamp(row.height(), 9, 11));
    painter.setFont(numberFont);
    painter.setPen(text);
    if (view.showLabel) {
        // A number higher than its row may stand over the empty ends of its neighbours'.
        painter.setClipping(false);
        const QRect number(columns.numberLeft, row.top() - 6, columns.numberWidth, row.height() + 12);
        painter.drawText(number, Qt::AlignRight | Qt::AlignVCenter, view.label);
    }
    if (compact) {
        paintDots(painter, row, columns, view, look.palette);
        painter.restore();
        return;
    }
    paintButtons(painter, row, columns, view, look);
    const QRect firstLine = twoLines ? QRect(row.left(), row.top() + 2, row.width(), row.height() / 2) : row;
    painter.setFont(look.font);
    painter.setPen(quiet ? faded(text, 0.8F) : text);
    painter.drawText(QRect(columns.valueLeft, firstLine.top(), columns.valueWidth, firstLine.height()),
        Qt::AlignRight | Qt::AlignVCenter, view.value);
    if (twoLines) {
        painter.setPen(faded(text, 0.72F));
        const int top = row.center().y() + 1;
        paintSecondLine(painter,
            QRect(columns.barLeft, top, columns.valueLeft + columns.valueWidth - columns.barLeft,
                row.bottom() - top),
            view, look);
    }
    painter.restore();
}

} // namespace steerscope
