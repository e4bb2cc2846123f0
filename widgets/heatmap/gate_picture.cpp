// SPDX-License-Identifier: MIT
#include "widgets/heatmap/gate_picture.h"

#include "widgets/heatmap/gate_cell.h"
#include "widgets/heatmap/gate_legend.h"
#include "widgets/heatmap/hatch.h"
#include "widgets/time/lane_colours.h"
#include "widgets/time/time_axis.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kMargin = 12.0;
constexpr double kTick = 5.0;
constexpr double kLabelGap = 24.0; // px between labels of the time axis
constexpr int kColumnsPerPixel = 2; // of the body, for print

struct Layout {
    double line = 0.0; // height of a line of text
    QRectF title;
    QRectF legend;
    QRectF body;
    QRectF axis;
    double height = 0.0;
};

QString rowsTitle()
{
    return QCoreApplication::translate("GatePicture", "Layer");
}

QString axisTitle()
{
    return QCoreApplication::translate("GatePicture", "Time");
}

Layout layoutOf(const GatePicture& picture)
{
    const QFontMetricsF metrics(picture.font);
    Layout layout;
    layout.line = std::ceil(metrics.height()) + 4.0;
    const double gutter = std::ceil(std::max(metrics.horizontalAdvance(rowsTitle()),
                              metrics.horizontalAdvance(QStringLiteral("out"))))
        + 10.0;
    // The last label of the axis stands half beyond the body.
    const double right
        = picture.width - kMargin - metrics.horizontalAdvance(formatTime(picture.span.end, 3)) / 2.0;
    double y = kMargin;
    const auto take = [&y](double left, double end, double height) {
        const QRectF area(left, y, end - left, height);
        y += height;
        return area;
    };
    if (!picture.title.isEmpty())
        layout.title = take(kMargin, right, layout.line + 4.0);
    layout.legend = take(kMargin + gutter + kLabelGap, right, layout.line + 4.0);
    layout.body
        = take(kMargin + gutter, right, static_cast<double>(picture.layers.size()) * picture.rowHeight);
    layout.axis = take(kMargin + gutter, right, 2.0 * layout.line + kTick);
    layout.height = y + kMargin;
    return layout;
}

void paintBody(QPainter& painter, const GateStore& store, const GatePicture& picture, const Layout& layout,
    const LaneColours& colours)
{
    const QRectF& body = layout.body;
    const auto xOf = [&](double seconds) {
        const double x = body.left() + (seconds - picture.span.start) / picture.span.length() * body.width();
        return std::clamp(x, body.left(), body.right());
    };
    for (int window = 0; window < store.windows(); ++window)
        for (std::size_t row = 0; row < picture.layers.size(); ++row) {
            const TimeSpan padding = store.padding(window, picture.layers[row]);
            const QRectF area(xOf(padding.start), body.top() + static_cast<double>(row) * picture.rowHeight,
                xOf(padding.end) - xOf(padding.start), picture.rowHeight);
            if (area.width() > 0.0)
                paintHatch(painter, area, colours.hatch);
        }

    // Viewers smooth pictures inside an SVG: cells many pixels wide and high keep their edges.
    const int columns = static_cast<int>(body.width()) * kColumnsPerPixel;
    const int rowPixels = picture.rowHeight * kColumnsPerPixel;
    QImage image(
        columns, static_cast<int>(picture.layers.size()) * rowPixels, QImage::Format_ARGB32_Premultiplied);
    const GateLook look{picture.view, colours.neutral, store.pushRange()};
    const double step = picture.span.length() / columns;
    GateColumn scratch;
    for (std::size_t row = 0; row < picture.layers.size(); ++row) {
        const int top = static_cast<int>(row) * rowPixels;
        QRgb* first = reinterpret_cast<QRgb*>(image.scanLine(top));
        for (int x = 0; x < columns; ++x) {
            const double start = picture.span.start + x * step;
            first[x] = gateCell(store, picture.layers[row], {start, start + step}, look, scratch).colour;
        }
        for (int y = 1; y < rowPixels; ++y)
            std::copy_n(first, columns, reinterpret_cast<QRgb*>(image.scanLine(top + y)));
    }
    painter.drawImage(body, image);
}

void paintRowLabels(QPainter& painter, const GatePicture& picture, const Layout& layout)
{
    const QRectF gutter(kMargin, layout.body.top(), layout.body.left() - kMargin - 6.0, picture.rowHeight);
    painter.drawText(QRectF(gutter.left(), layout.legend.top(), gutter.width(), layout.legend.height()),
        Qt::AlignRight | Qt::AlignVCenter, rowsTitle());
    // Labels that would overlap are left out, the same number between each two.
    const int every = static_cast<int>(std::ceil((layout.line - 4.0) / picture.rowHeight));
    for (std::size_t row = 0; row < picture.layers.size(); ++row)
        if (static_cast<int>(row) % every == 0)
            painter.drawText(
                gutter.translated(0.0, static_cast<double>(row) * picture.rowHeight).adjusted(0, -4, 0, 4),
                Qt::AlignRight | Qt::AlignVCenter, QString::fromStdString(layerLabel(picture.layers[row])));
}

void paintAxis(
    QPainter& painter, const GatePicture& picture, const Layout& layout, const LaneColours& colours)
{
    const QRectF& axis = layout.axis;
    const QFontMetricsF metrics(picture.font);
    const double labelWidth = metrics.horizontalAdvance(formatTime(picture.span.end, 3));
    const TimeTicks ticks = timeTicks(picture.span, axis.width(), labelWidth + kLabelGap);
    for (const double seconds : ticks.labelled) {
        const double x = axis.left() + (seconds - picture.span.start) / picture.span.length() * axis.width();
        painter.fillRect(QRectF(std::round(x), axis.top(), 1.0, kTick), colours.text);
        painter.drawText(QRectF(x - labelWidth / 2.0, axis.top() + kTick, labelWidth, layout.line),
            Qt::AlignCenter, formatTime(seconds, ticks.places));
    }
    painter.drawText(QRectF(axis.left(), axis.top() + kTick + layout.line, axis.width(), layout.line),
        Qt::AlignCenter, axisTitle());
}

} // namespace

QSize gatePictureSize(const GatePicture& picture)
{
    return {picture.width, static_cast<int>(std::ceil(layoutOf(picture).height))};
}

void paintGatePicture(QPainter& painter, const GateStore& store, const GatePicture& picture)
{
    const Layout layout = layoutOf(picture);
    const LaneColours colours = laneColours(picture.palette);
    painter.setFont(picture.font);
    painter.fillRect(QRectF(0, 0, picture.width, layout.height), colours.background);
    painter.setPen(colours.text);
    if (!picture.title.isEmpty())
        painter.drawText(layout.title, Qt::AlignLeft | Qt::AlignVCenter, picture.title);
    if (picture.layers.empty() || picture.span.length() <= 0.0)
        return;
    paintLegend(painter, layout.legend,
        legendOf(store, picture.view, picture.layers.size() == 1 ? picture.layers.front() : kNoLayer,
            colours.neutral),
        colours);
    painter.setPen(colours.text);
    paintRowLabels(painter, picture, layout);
    paintBody(painter, store, picture, layout, colours);
    paintAxis(painter, picture, layout, colours);
}

} // namespace steerscope
