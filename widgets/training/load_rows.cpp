// SPDX-License-Identifier: MIT
#include "widgets/training/load_rows.h"

#include "widgets/heatmap/colour_maps.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr int kNamesFrom = 12; // px a row has when its expert is named
constexpr int kGapFrom = 8; // px a row has when rows stand apart

// -1: no frame at all, 0: the equal share, 1: every frame. Above the equal share by the logarithm, so that
// twice that and all of them are told apart.
double deviation(double load, int experts)
{
    const double times = load * experts;
    if (times <= 1.0 || experts == 1)
        return std::min(times - 1.0, 0.0);
    return std::log(times) / std::log(experts);
}

} // namespace

void meanLoad(const LayerLoad& load, const TimeSpan& stretch, std::vector<double>& experts)
{
    experts.clear();
    if (!load.layer || load.layer->experts == 0 || !load.steps || load.steps->empty())
        return;
    const std::vector<int>& steps = *load.steps;
    const auto firstAbove = [&](double step) {
        return static_cast<std::size_t>(std::upper_bound(steps.begin(), steps.end(), step) - steps.begin());
    };
    const std::size_t from = firstAbove(stretch.start);
    const std::size_t to = std::min(std::max(firstAbove(stretch.end), from + 1), steps.size());
    if (from >= to || stretch.end <= 0.0)
        return;
    experts.assign(static_cast<std::size_t>(load.layer->experts), 0.0);
    std::size_t counted = 0;
    for (std::size_t n = from; n < to; ++n) {
        if (std::isnan(load.layer->loadOf(n, 0)))
            continue;
        ++counted;
        for (std::size_t e = 0; e < experts.size(); ++e)
            experts[e] += static_cast<double>(load.layer->loadOf(n, static_cast<int>(e)));
    }
    if (counted == 0)
        return experts.clear();
    for (double& mean : experts)
        mean /= static_cast<double>(counted);
}

LoadRows::LoadRows(TimeView* view, QWidget* parent)
    : TimeLane(view, parent)
    , m_cache({QImage::Format_ARGB32_Premultiplied})
{
    setAccessibleName(tr("Expert load"));
    setAccessibleDescription(tr("A row an expert, steps across: its mean gate against the equal share"));
}

void LoadRows::setSource(std::function<LayerLoad()> source)
{
    m_source = std::move(source);
    refresh(0);
}

void LoadRows::refresh(int step)
{
    if (step == 0)
        m_cache.invalidate();
    else
        m_cache.invalidate({static_cast<double>(step - 1), timeView()->end() + 1.0});
    update();
}

void LoadRows::lookChanged()
{
    refresh(0);
}

std::vector<double> LoadRows::loadAt(double step) const
{
    std::vector<double> load;
    if (m_source)
        meanLoad(m_source(), {step - 1.0, step}, load);
    return load;
}

QSize LoadRows::sizeHint() const
{
    return {600, 140};
}

QSize LoadRows::minimumSizeHint() const
{
    return {80, 48};
}

void LoadRows::fill(ColumnRange columns, const LayerLoad& load)
{
    QImage& image = m_cache.plane();
    const int experts = image.height();
    for (int x = columns.from; x < columns.end; ++x) {
        meanLoad(load, m_cache.spanOf(x), m_scratch);
        for (int e = 0; e < experts; ++e) {
            auto* line = reinterpret_cast<QRgb*>(image.scanLine(e));
            line[x] = e < std::ssize(m_scratch) ? divergingColour(
                          deviation(m_scratch[static_cast<std::size_t>(e)], experts), colours().neutral)
                                                : qRgba(0, 0, 0, 0);
        }
    }
}

void LoadRows::paintLane(QPainter& painter, const QRect&)
{
    const LayerLoad load = m_source ? m_source() : LayerLoad();
    const int experts = load.layer ? load.layer->experts : 0;
    if (experts == 0) {
        painter.setPen(colours().quietText);
        painter.drawText(rect(), Qt::AlignCenter, tr("No gates yet"));
        return;
    }
    for (const ColumnRange& columns : m_cache.moveTo(timeView()->visible(), deviceColumns(), experts))
        fill(columns, load);
    const double ratio = devicePixelRatioF();
    const double rowHeight = static_cast<double>(height()) / experts;
    const double gap = rowHeight >= kGapFrom ? 1.0 : 0.0;
    for (int e = 0; e < experts; ++e) {
        const double top = std::round(e * rowHeight);
        const double bottom = std::round((e + 1) * rowHeight) - gap;
        painter.drawImage(QRectF(0, top, m_cache.columns() / ratio, bottom - top), m_cache.plane(),
            QRectF(0, e, m_cache.columns(), 1));
    }
    if (rowHeight >= kNamesFrom)
        paintNames(painter, experts);
}

void LoadRows::paintNames(QPainter& painter, int experts) const
{
    const double rowHeight = static_cast<double>(height()) / experts;
    for (int e = 0; e < experts; ++e) {
        const QString name = QStringLiteral("E%1").arg(e + 1);
        const QRectF ground(0, std::round(e * rowHeight) + 1.0, fontMetrics().horizontalAdvance(name) + 6.0,
            std::min(rowHeight - 3.0, fontMetrics().height() + 0.0));
        painter.fillRect(ground, colours().background);
        painter.setPen(colours().quietText);
        painter.drawText(ground, Qt::AlignCenter, name);
    }
}

} // namespace steerscope
