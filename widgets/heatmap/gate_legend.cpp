// SPDX-License-Identifier: MIT
#include "widgets/heatmap/gate_legend.h"

#include "widgets/heatmap/colour_maps.h"
#include "widgets/heatmap/expert_colours.h"
#include "widgets/heatmap/gate_text.h"

#include <QCoreApplication>
#include <QPainter>
#include <cmath>

namespace steerscope {

namespace {

constexpr int kBarColours = 96;
constexpr double kBarWidth = 120.0; // px
constexpr double kGap = 12.0; // px between entries
constexpr double kNear = 5.0; // px between a colour and its text

std::vector<QRgb> barOf(const GateView& view, const QColor& neutral)
{
    std::vector<QRgb> bar;
    for (int i = 0; i < kBarColours; ++i) {
        const double share = static_cast<double>(i) / (kBarColours - 1);
        bar.push_back(view.show == GateShow::Deviation ? divergingColour(2.0 * share - 1.0, neutral)
                                                       : sequentialColour(view.map, share));
    }
    return bar;
}

void fillBar(Legend& legend, const GateStore& store, const GateView& view, const QColor& neutral)
{
    const auto text = [](const char* source) { return QCoreApplication::translate("GateLegend", source); };
    const QString expert = QStringLiteral("E%1").arg(view.expert + 1);
    legend.bar = barOf(view, neutral);
    legend.marks = {{0.0, QStringLiteral("0")}, {1.0, QStringLiteral("1")}};
    switch (view.show) {
    case GateShow::StrongestExpert: // more experts than hues
        legend.title
            = text(QT_TRANSLATE_NOOP("GateLegend", "Entropy of the gates / ln E; numbers: strongest expert"));
        break;
    case GateShow::Entropy:
        legend.title = text(QT_TRANSLATE_NOOP("GateLegend", "Entropy of the gates / ln E"));
        break;
    case GateShow::OneExpert:
        legend.title = text(QT_TRANSLATE_NOOP("GateLegend", "Gate of %1")).arg(expert);
        break;
    case GateShow::Push:
        legend.title = text(QT_TRANSLATE_NOOP("GateLegend", "Push |c (a V)| / |h|"));
        legend.marks.back().label = QString::number(store.pushRange(), 'g', 3);
        break;
    case GateShow::Deviation:
        legend.title = text(QT_TRANSLATE_NOOP("GateLegend", "Gate of %1 against 1/E")).arg(expert);
        legend.marks
            = {{0.0, QStringLiteral("0")}, {0.5, QStringLiteral("1/E")}, {1.0, QStringLiteral("≥ 2/E")}};
        break;
    }
}

double paintSwatches(QPainter& painter, const QRectF& area, const Legend& legend, const LaneColours& colours)
{
    const QFontMetricsF metrics(painter.font());
    const double side = std::round(metrics.ascent());
    double x = area.left();
    for (const Legend::Swatch& swatch : legend.swatches) {
        const double labelWidth = metrics.horizontalAdvance(swatch.label);
        if (x + side + kNear + labelWidth > area.right())
            break;
        painter.fillRect(QRectF(x, std::round(area.center().y() - side / 2.0), side, side), swatch.colour);
        painter.setPen(colours.text);
        painter.drawText(QRectF(x + side + kNear, area.top(), labelWidth + 1.0, area.height()),
            Qt::AlignLeft | Qt::AlignVCenter, swatch.label);
        x += side + kNear + labelWidth + kGap;
    }
    return x - area.left();
}

// The title, then the bar; each number stands at its place in the bar, which is parted there.
double paintBar(QPainter& painter, const QRectF& area, const Legend& legend, const LaneColours& colours)
{
    const QFontMetricsF metrics(painter.font());
    double x = area.left();
    const auto write = [&](const QString& text) {
        const double width = metrics.horizontalAdvance(text);
        painter.setPen(colours.text);
        painter.drawText(
            QRectF(x, area.top(), width + 1.0, area.height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += width;
    };
    const auto bar = [&](std::size_t from, std::size_t end) {
        const double height = std::round(metrics.ascent());
        const double step = kBarWidth / static_cast<double>(legend.bar.size());
        for (std::size_t i = from; i < end; ++i, x += step)
            painter.fillRect(QRectF(x, std::round(area.center().y() - height / 2.0), step + 0.5, height),
                QColor(legend.bar[i]));
    };
    write(legend.title);
    x += kGap;
    for (std::size_t mark = 0; mark < legend.marks.size(); ++mark) {
        write(legend.marks[mark].label);
        x += kNear;
        if (mark + 1 < legend.marks.size()) {
            const auto at = [&](double share) {
                return static_cast<std::size_t>(share * static_cast<double>(legend.bar.size()));
            };
            bar(at(legend.marks[mark].share), at(legend.marks[mark + 1].share));
            x += kNear;
        }
    }
    return x - area.left();
}

} // namespace

Legend legendOf(const GateStore& store, const GateView& view, int layer, const QColor& neutral)
{
    const int experts = layer == kNoLayer ? store.mostExperts() : store.experts(layer);
    Legend legend;
    if (experts == 0)
        return legend;
    if (view.show != GateShow::StrongestExpert || experts > kExpertHues) {
        fillBar(legend, store, view, neutral);
        return legend;
    }
    for (int expert = 0; expert < experts; ++expert)
        legend.swatches.push_back({expertHue(expert), store.expertLabel(layer, expert)});
    legend.swatches.push_back({neutral, QCoreApplication::translate("GateLegend", "no margin")});
    return legend;
}

double paintLegend(QPainter& painter, const QRectF& area, const Legend& legend, const LaneColours& colours)
{
    if (!legend.swatches.empty())
        return paintSwatches(painter, area, legend, colours);
    return legend.bar.empty() ? 0.0 : paintBar(painter, area, legend, colours);
}

GateLegend::GateLegend(GateStore* store, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
{
    setAccessibleName(tr("Legend of the heatmap"));
    connect(store, &GateStore::layersChanged, this, &GateLegend::refresh);
    connect(store, &GateStore::namesChanged, this, &GateLegend::refresh);
    connect(store, &GateStore::reset, this, &GateLegend::refresh);
    refresh();
}

void GateLegend::setGateView(const GateView& view)
{
    m_view = view;
    refresh();
}

void GateLegend::setLayer(int layer)
{
    m_layer = layer;
    refresh();
}

void GateLegend::refresh()
{
    const Legend legend = legendOf(*m_store, m_view, m_layer, palette().color(QPalette::Base));
    setToolTip(legend.swatches.empty()
            ? QString()
            : tr("Hue: strongest expert; saturation: its margin to the second. Expert "
                 "numbers and hues mean nothing across layers."));
    setAccessibleDescription(legend.swatches.empty() ? legend.title : toolTip());
    update();
}

QSize GateLegend::sizeHint() const
{
    return {360, fontMetrics().height() + 6};
}

QSize GateLegend::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

void GateLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    LaneColours colours = laneColours(palette());
    colours.text = palette().color(QPalette::WindowText);
    paintLegend(painter, QRectF(rect()).adjusted(2, 0, -2, 0),
        legendOf(*m_store, m_view, m_layer, colours.neutral), colours);
}

} // namespace steerscope
