// SPDX-License-Identifier: MIT
// First of all: QCustomPlot's header uses Qt's keywords, which the project turns off.
#undef QT_NO_KEYWORDS
#undef QT_NO_FOREACH
#include <qcustomplot.h>

#include "widgets/plots/detail_plot.h"

#include "widgets/heatmap/expert_colours.h"
#include "widgets/heatmap/gate_text.h"

#include <QPainter>

namespace steerscope {

namespace {

constexpr double kMutedOpacity = 0.22;
constexpr double kLineWidth = 1.5;
constexpr double kTickStep = 0.25;
constexpr double kLabelled[] = {0.25, 0.5, 0.75}; // shares

QColor faded(QColor colour, bool muted)
{
    if (muted)
        colour.setAlphaF(kMutedOpacity);
    return colour;
}

QVector<double> toVector(const std::vector<double>& values)
{
    return QVector<double>(values.begin(), values.end());
}

} // namespace

DetailPlot::DetailPlot(TimeView* view, GateStore* store, QWidget* parent)
    : TimeLane(view, parent)
    , m_store(store)
    , m_plot(new QCustomPlot(this))
{
    // The lane takes the mouse and the keys; the plot only draws.
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    m_plot->axisRect()->setMargins(QMargins(0, 3, 0, 1));
    m_plot->xAxis->setVisible(false);
    m_plot->yAxis->setTickLabels(false);
    const auto ticker = QSharedPointer<QCPAxisTickerFixed>::create();
    ticker->setTickStep(kTickStep);
    m_plot->yAxis->setTicker(ticker);
    m_plot->yAxis->setRange(0.0, 1.0);
    // Labels lie on the curves, on a ground of their own: a gutter would shift the time axis.
    for (const double share : kLabelled) {
        auto* label = new QCPItemText(m_plot);
        label->setLayer(QStringLiteral("overlay"));
        label->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        label->position->setTypeY(QCPItemPosition::ptPlotCoords);
        label->position->setCoords(0.0, share);
        label->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        label->setPadding(QMargins(3, 0, 3, 0));
        label->setText(QString::number(share, 'f', 2));
    }
    m_plot->hide();
    raiseOverlay();
    setAccessibleName(tr("Layer in detail"));
    connect(view, &TimeView::visibleChanged, this, &DetailPlot::refill);
    connect(store, &GateStore::reset, this, &DetailPlot::rebuild);
    connect(store, &GateStore::namesChanged, this, &DetailPlot::describe);
    connect(store, &GateStore::changed, this, [this](const TimeSpan& span) {
        if (span.start < timeView()->end() && span.end > timeView()->start())
            refill();
    });
    describe();
}

void DetailPlot::setLayer(int layer)
{
    if (layer == m_layer)
        return;
    m_layer = layer;
    m_muted.clear();
    describe();
    rebuild();
}

void DetailPlot::setStyle(ShareStyle style)
{
    m_style = style;
    rebuild();
}

void DetailPlot::setMuted(const std::set<int>& experts)
{
    m_muted = experts;
    rebuild();
}

QSize DetailPlot::sizeHint() const
{
    return {600, 140};
}

QSize DetailPlot::minimumSizeHint() const
{
    return {80, 60};
}

void DetailPlot::describe()
{
    if (m_layer == kNoLayer) {
        setAccessibleDescription(tr("No layer is selected"));
        return;
    }
    QStringList experts;
    for (int expert = 0; expert < m_store->experts(m_layer); ++expert)
        experts << m_store->expertLabel(m_layer, expert);
    setAccessibleDescription(tr("%1: gates of its experts over the visible time (%2)")
                                 .arg(layerName(m_layer), experts.join(QStringLiteral(", "))));
}

void DetailPlot::styleAxes()
{
    m_plot->setBackground(QBrush(colours().background));
    QCPAxis* axis = m_plot->yAxis;
    axis->setBasePen(Qt::NoPen);
    axis->setTickPen(Qt::NoPen);
    axis->setSubTickPen(Qt::NoPen);
    axis->grid()->setPen(QPen(colours().line, 1.0, Qt::DotLine));
    axis->grid()->setZeroLinePen(QPen(colours().line));
    m_plot->xAxis->grid()->setVisible(false);
    for (int i = 0; i < m_plot->itemCount(); ++i) {
        auto* label = static_cast<QCPItemText*>(m_plot->item(i));
        label->setFont(font());
        label->setColor(colours().text);
        label->setBrush(colours().background);
    }
}

void DetailPlot::rebuild()
{
    m_plot->clearGraphs();
    const int experts = m_store->experts(m_layer);
    m_plot->setVisible(experts > 0);
    styleAxes();
    for (int expert = 0; expert < experts; ++expert) {
        const QColor colour = faded(expertColour(expert, experts), m_muted.count(expert) > 0);
        QCPGraph* graph = m_plot->addGraph();
        if (m_style == ShareStyle::Lines) {
            graph->setPen(QPen(colour, kLineWidth));
        } else {
            // Neighbouring steps of a map need a line between them, hues don't.
            graph->setPen(experts > kExpertHues ? QPen(colours().background) : QPen(Qt::NoPen));
            graph->setBrush(colour);
            if (expert > 0)
                graph->setChannelFillGraph(m_plot->graph(expert - 1));
        }
    }
    refill();
}

void DetailPlot::refill()
{
    const int experts = m_plot->graphCount();
    if (experts == 0)
        return;
    m_plot->xAxis->setRange(timeView()->start(), timeView()->end());
    const ShareCurves curves = shareCurves(*m_store, m_layer, timeView()->visible(), width(), m_style);
    const QVector<double> seconds = toVector(curves.seconds);
    for (int expert = 0; expert < experts; ++expert)
        m_plot->graph(expert)->setData(seconds, toVector(curves.values[expert]), true);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void DetailPlot::lookChanged()
{
    rebuild();
    update();
}

void DetailPlot::resizeEvent(QResizeEvent* event)
{
    m_plot->setGeometry(rect());
    TimeLane::resizeEvent(event);
    refill();
}

void DetailPlot::paintLane(QPainter& painter, const QRect&)
{
    if (m_plot->isVisible())
        return;
    painter.setPen(colours().quietText);
    painter.drawText(rect(), Qt::AlignCenter, tr("Click a layer's row to see its experts over time"));
}

void DetailPlot::pointedAt(std::optional<QPoint> position)
{
    if (!position || m_plot->graphCount() == 0) {
        Q_EMIT hovered(kNoLayer, 0.0, QString());
        return;
    }
    const double seconds = secondsAt(position->x());
    const QString text = gateText(*m_store, m_layer, seconds, {seconds, secondsAt(position->x() + 1.0)});
    Q_EMIT hovered(m_layer, seconds, text);
}

} // namespace steerscope
