// SPDX-License-Identifier: MIT
// First of all: QCustomPlot's header uses Qt's keywords, which the project turns off.
#undef QT_NO_KEYWORDS
#undef QT_NO_FOREACH
#include <qcustomplot.h>

#include "widgets/plots/curve_plot.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kLineWidth = 1.6;
constexpr double kPixelsPerPoint = 1.5;
constexpr double kSmoothed = 1.0 / 100.0; // of the visible steps
constexpr int kFewSteps = 200; // below them nothing is smoothed
constexpr int kPixelsPerTick = 26;
constexpr int kMostTicks = 6;
constexpr float kGroundOpacity = 0.7F; // of labels: the curve below them is seen
constexpr float kBandOpacity = 0.22F;
constexpr double kMargin = 0.06; // of the values' range, above and below
constexpr double kPointSize = 5.0;
constexpr std::size_t kMostDiscs = 80; // more points than that are a line
constexpr double kSmallest = 0.99995e-4; // that is written without a power of ten

QVector<double> toVector(const std::vector<double>& values)
{
    return QVector<double>(values.begin(), values.end());
}

QColor faint(QColor colour)
{
    colour.setAlphaF(kBandOpacity);
    return colour;
}

bool banded(const Curve& curve)
{
    return curve.style == Curve::Style::Banded;
}

} // namespace

QString valueText(double value, bool percent)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    const QLocale locale;
    if (percent)
        return locale.toString(value * 100.0, 'g', 3) + QStringLiteral(" %");
    const double size = std::abs(value);
    if (size >= 10000.0 && size < 1e7)
        return locale.toString(value, 'f', 0);
    if (value == 0.0 || (size >= kSmallest && size < 1e7))
        return locale.toString(value, 'g', 4);
    const QString parts = QString::number(value, 'e', 2); // "1.50e-05", rounded before it is parted
    const qsizetype at = parts.indexOf(QLatin1Char('e'));
    return QStringLiteral("%1e%2")
        .arg(locale.toString(parts.left(at).toDouble(), 'g', 3))
        .arg(parts.mid(at + 1).toInt());
}

CurvePlot::CurvePlot(TimeView* view, QWidget* parent)
    : TimeLane(view, parent)
    , m_plot(new QCustomPlot(this))
{
    // The lane takes the mouse and the keys; the plot only draws.
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    m_plot->axisRect()->setMargins(QMargins(0, 1, 0, 1));
    m_plot->xAxis->setVisible(false);
    m_plot->yAxis->setTickLabels(false);
    m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTickerText>::create());
    m_plot->hide();
    raiseOverlay();
    connect(view, &TimeView::visibleChanged, this, &CurvePlot::refresh);
}

void CurvePlot::setCurves(std::vector<Curve> curves)
{
    m_curves = std::move(curves);
    rebuild();
}

void CurvePlot::setLogarithmic(bool logarithmic)
{
    m_logarithmic = logarithmic;
    refresh();
}

void CurvePlot::setPercent(bool percent)
{
    m_percent = percent;
    refresh();
}

void CurvePlot::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

int CurvePlot::smoothingOf(const TimeSpan& visible)
{
    return visible.length() <= kFewSteps ? 1 : static_cast<int>(visible.length() * kSmoothed) | 1;
}

QSize CurvePlot::sizeHint() const
{
    return {600, 140};
}

QSize CurvePlot::minimumSizeHint() const
{
    return {80, 48};
}

void CurvePlot::styleAxes()
{
    m_plot->setBackground(QBrush(colours().background));
    QCPAxis* axis = m_plot->yAxis;
    axis->setBasePen(Qt::NoPen);
    axis->setTickPen(Qt::NoPen);
    axis->setSubTickPen(Qt::NoPen);
    axis->grid()->setPen(QPen(colours().line, 1.0, Qt::DotLine));
    axis->grid()->setZeroLinePen(QPen(colours().line));
    m_plot->xAxis->grid()->setVisible(false);
}

// A banded curve has three graphs: least and greatest values with the band between them, then the line.
void CurvePlot::rebuild()
{
    m_plot->clearGraphs();
    styleAxes();
    for (const Curve& curve : m_curves) {
        if (banded(curve)) {
            QCPGraph* low = m_plot->addGraph();
            QCPGraph* high = m_plot->addGraph();
            for (QCPGraph* graph : {low, high})
                graph->setPen(QPen(faint(curve.colour), 1.0));
            high->setBrush(faint(curve.colour));
            high->setChannelFillGraph(low);
        }
    }
    for (auto curve = m_curves.rbegin(); curve != m_curves.rend();
         ++curve) { // above all bands, the first on top
        QCPGraph* line = m_plot->addGraph();
        line->setPen(QPen(curve->colour, kLineWidth));
    }
    refresh();
}

void CurvePlot::refresh()
{
    const TimeSpan visible = timeView()->visible();
    const int columns = static_cast<int>(width() / kPixelsPerPoint);
    const int smoothing = smoothingOf(visible);
    std::vector<CurvePoints> points;
    for (const Curve& curve : m_curves)
        points.push_back(curve.style == Curve::Style::Points
                ? curvePoints(curve.data(), visible, std::max(columns, static_cast<int>(visible.length())), 1)
                : curvePoints(curve.data(), visible, columns, smoothing));
    fitRange(points);
    m_plot->setVisible(!m_empty);
    int graph = 0;
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        if (!banded(m_curves[i]))
            continue;
        const QVector<double> steps = toVector(points[i].steps);
        m_plot->graph(graph++)->setData(steps, toVector(points[i].low), true);
        m_plot->graph(graph++)->setData(steps, toVector(points[i].high), true);
    }
    for (std::size_t i = m_curves.size(); i-- > 0;) {
        QCPGraph* line = m_plot->graph(graph++);
        line->setData(toVector(points[i].steps), toVector(points[i].mean), true);
        const QColor colour = m_curves[i].colour;
        const bool discs = m_curves[i].style == Curve::Style::Points && points[i].steps.size() <= kMostDiscs;
        line->setScatterStyle(
            discs ? QCPScatterStyle(QCPScatterStyle::ssDisc, colour, colour, kPointSize) : QCPScatterStyle());
    }
    m_plot->xAxis->setRange(visible.start, visible.end);
    placeLabels();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    update();
}

void CurvePlot::fitRange(const std::vector<CurvePoints>& points)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    double lowPositive = low;
    for (std::size_t curve = 0; curve < points.size(); ++curve)
        for (std::size_t i = 0; i < points[curve].steps.size(); ++i) {
            const bool band = banded(m_curves[curve]);
            const double least = band ? points[curve].low[i] : points[curve].mean[i];
            const double most = band ? points[curve].high[i] : points[curve].mean[i];
            if (std::isnan(least))
                continue;
            low = std::min(low, least);
            high = std::max(high, most);
            if (least > 0.0)
                lowPositive = std::min(lowPositive, least);
        }
    m_empty = low > high;
    if (m_empty)
        return;
    const bool logarithmic = m_logarithmic && std::isfinite(lowPositive);
    if (logarithmic) {
        const double factor = std::pow(std::max(high / lowPositive, 1.1), kMargin);
        m_range = {lowPositive / factor, high * factor};
    } else {
        double margin = (high - low) * kMargin;
        if (!(margin > 0.0))
            margin = std::max(std::abs(high) * 0.1, 1e-9); // one value everywhere
        // What is never negative has its zero near the lower edge; the line still fits in.
        m_range = {low >= 0.0 ? std::max(low - margin, -0.3 * margin) : low - margin, high + margin};
    }
    m_plot->yAxis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_plot->yAxis->setRange(m_range.start, m_range.end);
}

// Labels lie on the curves, on a ground of their own: a gutter would shift the axis of steps.
void CurvePlot::placeLabels()
{
    const bool logarithmic = m_plot->yAxis->scaleType() == QCPAxis::stLogarithmic;
    const auto place = [&](double value) { return logarithmic ? std::log(value) : value; };
    const auto ticker = qSharedPointerDynamicCast<QCPAxisTickerText>(m_plot->yAxis->ticker());
    ticker->clear();
    m_plot->clearItems();
    QColor ground = colours().background;
    ground.setAlphaF(kGroundOpacity);
    const int most = std::clamp(height() / kPixelsPerTick, 2, kMostTicks);
    for (const double tick : valueTicks(m_range.start, m_range.end, most, logarithmic)) {
        // Near the ends a label stands inside of its line, or it would be cut.
        const double share
            = (place(tick) - place(m_range.start)) / (place(m_range.end) - place(m_range.start));
        const double edge = fontMetrics().height() * 0.6 / std::max(1, height());
        ticker->addTick(tick, {});
        auto* label = new QCPItemText(m_plot);
        label->setLayer(QStringLiteral("overlay"));
        label->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        label->position->setTypeY(QCPItemPosition::ptPlotCoords);
        label->position->setCoords(0.0, tick);
        label->setPositionAlignment(Qt::AlignLeft
            | (share < edge              ? Qt::AlignBottom
                    : share > 1.0 - edge ? Qt::AlignTop
                                         : Qt::AlignVCenter));
        label->setPadding(QMargins(3, 0, 3, 0));
        label->setFont(font());
        label->setColor(colours().quietText);
        label->setBrush(ground);
        label->setText(valueText(tick, m_percent));
    }
}

void CurvePlot::lookChanged()
{
    rebuild();
    update();
}

void CurvePlot::resizeEvent(QResizeEvent* event)
{
    m_plot->setGeometry(QRect(QPoint(1, 1), (size() - QSize(2, 2)).expandedTo({1, 1})));
    TimeLane::resizeEvent(event);
    refresh();
}

void CurvePlot::paintLane(QPainter& painter, const QRect&)
{
    if (!m_empty)
        return;
    painter.setPen(colours().quietText);
    painter.drawText(rect().adjusted(8, 0, -8, 0), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

} // namespace steerscope
