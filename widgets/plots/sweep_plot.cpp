// SPDX-License-Identifier: MIT
// First of all: QCustomPlot's header uses Qt's keywords, which the project turns off.
#undef QT_NO_KEYWORDS
#undef QT_NO_FOREACH
#include <qcustomplot.h>

#include "widgets/plots/sweep_plot.h"

#include "widgets/time/lane_colours.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kLineWidth = 1.8;
constexpr double kBarHeight = 0.62; // of a word's row
constexpr int kRowPixels = 17;
constexpr int kMostRowsSeen = 8;
constexpr double kMarkSize = 8.0;
constexpr double kBarInk = 0.5; // of the bars, over the background
const QColor kLogprob(0x2a, 0x78, 0xc4);
const QColor kErrors(0xd9, 0x69, 0x0a);

double halfStep(const SweepResult& result)
{
    return result.points.size() < 2 ? 0.5 : (result.points[1].scale - result.points[0].scale) / 2.0;
}

QString wordLabel(const SweepWord& word)
{
    return QString::fromStdString(word.text);
}

} // namespace

SweepPlot::SweepPlot(QWidget* parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
{
    // This widget takes the mouse and the keys; the plot only draws.
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setFocusPolicy(Qt::NoFocus);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Scale sweep"));
    setToolTip(tr("Log-probability and errors over the scale; bars: where each word stands.\n"
                  "Triangles: flips, filled where the word flips by itself. A click sets the scale"));
    m_plot->plotLayout()->clear();
    m_curves = new QCPAxisRect(m_plot);
    m_words = new QCPAxisRect(m_plot);
    m_plot->plotLayout()->addElement(0, 0, m_curves);
    m_plot->plotLayout()->addElement(1, 0, m_words);
    m_plot->plotLayout()->setRowSpacing(2);
    auto* margins = new QCPMarginGroup(m_plot);
    m_curves->setMarginGroup(QCP::msLeft | QCP::msRight, margins);
    m_words->setMarginGroup(QCP::msLeft | QCP::msRight, margins);
    for (QCPAxisRect* part : {m_curves, m_words})
        part->setMinimumMargins(QMargins(8, 4, 8, 2));
    m_words->axis(QCPAxis::atLeft)->setRangeReversed(true);
    m_words->axis(QCPAxis::atLeft)->grid()->setVisible(false);
    rebuild();
}

QSize SweepPlot::sizeHint() const
{
    return {480, 280};
}

QSize SweepPlot::minimumSizeHint() const
{
    return {220, 150};
}

void SweepPlot::setResult(const SweepResult& result)
{
    m_result = result;
    m_point = -1;
    setAccessibleDescription(tr("%n points", nullptr, static_cast<int>(result.points.size())));
    rebuild();
}

void SweepPlot::setScale(std::optional<double> scale)
{
    if (scale == m_scale)
        return;
    m_scale = scale;
    moveLines();
}

void SweepPlot::setPoint(int point)
{
    const int last = static_cast<int>(m_result.points.size()) - 1;
    if (last < 0)
        return;
    m_point = std::clamp(point, 0, last);
    moveLines();
    Q_EMIT pointed(m_point);
}

int SweepPlot::pointAt(const QPoint& position) const
{
    if (m_result.points.empty())
        return -1;
    const double scale = m_curves->axis(QCPAxis::atBottom)->pixelToCoord(position.x());
    const auto nearest = std::min_element(
        m_result.points.begin(), m_result.points.end(), [scale](const auto& a, const auto& b) {
            return std::abs(a.scale - scale) < std::abs(b.scale - scale);
        });
    return static_cast<int>(nearest - m_result.points.begin());
}

void SweepPlot::styleAxes()
{
    const LaneColours colours = laneColours(palette());
    m_plot->setBackground(QBrush(palette().color(QPalette::Base)));
    for (QCPAxisRect* part : {m_curves, m_words})
        for (QCPAxis* axis : part->axes()) {
            axis->setBasePen(QPen(colours.line));
            axis->setTickPen(QPen(colours.line));
            axis->setSubTickPen(Qt::NoPen);
            axis->setTickLabelColor(colours.quietText);
            axis->setLabelColor(colours.text);
            axis->setTickLabelFont(font());
            axis->setLabelFont(font());
            axis->grid()->setPen(QPen(colours.line, 1.0, Qt::DotLine));
            axis->grid()->setZeroLinePen(QPen(colours.line));
        }
    m_curves->axis(QCPAxis::atBottom)->setTickLabels(false);
    m_curves->axis(QCPAxis::atLeft)->setLabel(tr("log p"));
    m_curves->axis(QCPAxis::atLeft)->setLabelColor(colours.dark ? kLogprob.lighter(150) : kLogprob);
    m_words->axis(QCPAxis::atBottom)
        ->setLabel(m_result.layers.empty() ? tr("master scale") : tr("multiplier of the chosen layers"));
}

void SweepPlot::addCurves()
{
    QVector<double> scales;
    QVector<double> logprobs;
    QVector<double> rates;
    for (const SweepPoint& point : m_result.points) {
        scales << point.scale;
        logprobs << point.logprob;
        if (point.wordErrorRate)
            rates << 100.0 * *point.wordErrorRate;
    }
    const bool counted = !scales.isEmpty() && rates.size() == scales.size();
    QCPAxis* right = m_curves->axis(QCPAxis::atRight);
    right->setVisible(counted);
    if (counted) {
        right->setLabel(tr("errors, % (%1)").arg(QString::fromStdString(m_result.normalizer)));
        right->setLabelColor(kErrors);
        QCPGraph* errors = m_plot->addGraph(m_curves->axis(QCPAxis::atBottom), right);
        errors->setPen(QPen(kErrors, kLineWidth, Qt::DashLine));
        errors->setLineStyle(QCPGraph::lsStepCenter);
        errors->setData(scales, rates, true);
        right->setRange(-2.0, std::max(100.0, *std::max_element(rates.begin(), rates.end())) + 4.0);
    }
    QCPGraph* curve = m_plot->addGraph(m_curves->axis(QCPAxis::atBottom), m_curves->axis(QCPAxis::atLeft));
    curve->setPen(QPen(kLogprob, kLineWidth));
    curve->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 5.0));
    curve->setData(scales, logprobs, true);
    curve->rescaleValueAxis(false, true);
    m_curves->axis(QCPAxis::atLeft)->scaleRange(1.12);
}

// A flip lies somewhere between two points: its mark stands in the middle.
void SweepPlot::addMark(const WordFlip& flip, double row)
{
    const LaneColours colours = laneColours(palette());
    auto* graph = m_plot->addGraph(m_words->axis(QCPAxis::atBottom), m_words->axis(QCPAxis::atLeft));
    graph->setLineStyle(QCPGraph::lsNone);
    graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssTriangleInverted, QPen(colours.text),
        flip.own ? QBrush(colours.text) : QBrush(colours.background), kMarkSize));
    graph->addData((flip.from + flip.to) / 2.0, row - kBarHeight / 2.0);
}

void SweepPlot::addWords()
{
    const LaneColours colours = laneColours(palette());
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    const double half = halfStep(m_result);
    for (std::size_t w = 0; w < m_result.words.size(); ++w) {
        const auto row = static_cast<double>(w);
        ticker->addTick(row, wordLabel(m_result.words[w]));
        for (const ScaleInterval& interval : m_result.words[w].stands) {
            auto* bar = new QCPItemRect(m_plot);
            for (QCPItemPosition* corner : {bar->topLeft, bar->bottomRight}) {
                corner->setAxisRect(m_words);
                corner->setAxes(m_words->axis(QCPAxis::atBottom), m_words->axis(QCPAxis::atLeft));
            }
            bar->setClipAxisRect(m_words);
            bar->topLeft->setCoords(interval.from - half, row - kBarHeight / 2.0);
            bar->bottomRight->setCoords(interval.to + half, row + kBarHeight / 2.0);
            bar->setPen(Qt::NoPen);
            bar->setBrush(mix(colours.background, kLogprob, kBarInk));
        }
        for (const WordFlip& flip : m_result.words[w].flips)
            addMark(flip, row);
    }
    QCPAxis* axis = m_words->axis(QCPAxis::atLeft);
    axis->setTicker(ticker);
    axis->setRange(-0.7, std::max(0.0, static_cast<double>(m_result.words.size()) - 1.0) + 0.7);
    const int rows = std::clamp(static_cast<int>(m_result.words.size()), 1, kMostRowsSeen);
    m_plot->plotLayout()->setRowStretchFactor(0, 1.0);
    m_words->setMinimumSize(50, rows * kRowPixels + 40);
    m_words->setMaximumSize(QWIDGETSIZE_MAX, m_words->minimumSize().height());
}

void SweepPlot::rebuild()
{
    m_plot->clearGraphs();
    m_plot->clearItems();
    m_plot->setVisible(!m_result.points.empty());
    styleAxes();
    if (!m_result.points.empty()) {
        const double half = halfStep(m_result);
        for (QCPAxisRect* part : {m_curves, m_words})
            part->axis(QCPAxis::atBottom)
                ->setRange(m_result.points.front().scale - half, m_result.points.back().scale + half);
        addCurves();
        addWords();
    }
    const LaneColours colours = laneColours(palette());
    const auto line = [this](QCPAxisRect* part, const QPen& pen) {
        auto* item = new QCPItemLine(m_plot);
        for (QCPItemPosition* end : {item->start, item->end}) {
            end->setAxisRect(part);
            end->setTypeX(QCPItemPosition::ptPlotCoords);
            end->setTypeY(QCPItemPosition::ptAxisRectRatio);
            end->setAxes(part->axis(QCPAxis::atBottom), part->axis(QCPAxis::atLeft));
        }
        item->setClipAxisRect(part);
        item->setPen(pen);
        return item;
    };
    m_scaleLines[0] = line(m_curves, QPen(colours.text, 1.4));
    m_scaleLines[1] = line(m_words, QPen(colours.text, 1.4));
    m_pointLine = line(m_curves, QPen(colours.quietText, 1.0, Qt::DashLine));
    moveLines();
}

void SweepPlot::moveLines()
{
    const auto move = [](QCPItemLine* line, std::optional<double> scale) {
        line->setVisible(scale.has_value());
        line->start->setCoords(scale.value_or(0.0), 0.0);
        line->end->setCoords(scale.value_or(0.0), 1.0);
    };
    for (QCPItemLine* line : m_scaleLines)
        move(line, m_scale);
    const bool looked = m_point >= 0 && m_point < static_cast<int>(m_result.points.size());
    move(m_pointLine,
        looked ? std::optional(m_result.points[static_cast<std::size_t>(m_point)].scale) : std::nullopt);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SweepPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        rebuild();
}

void SweepPlot::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        setPoint(m_point + (event->key() == Qt::Key_Left ? -1 : 1));
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_point >= 0)
        Q_EMIT chosen(m_result.points[static_cast<std::size_t>(m_point)].scale);
    else
        QWidget::keyPressEvent(event);
}

void SweepPlot::mouseMoveEvent(QMouseEvent* event)
{
    if (const int point = pointAt(event->pos()); point >= 0 && point != m_point)
        setPoint(point);
}

void SweepPlot::mouseReleaseEvent(QMouseEvent* event)
{
    const int point = pointAt(event->pos());
    if (event->button() == Qt::LeftButton && point >= 0)
        Q_EMIT chosen(m_result.points[static_cast<std::size_t>(point)].scale);
}

void SweepPlot::resizeEvent(QResizeEvent* event)
{
    m_plot->setGeometry(rect());
    QWidget::resizeEvent(event);
}

} // namespace steerscope
