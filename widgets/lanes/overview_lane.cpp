// SPDX-License-Identifier: MIT
#include "widgets/lanes/overview_lane.h"

#include "widgets/lanes/audio_peaks.h"
#include "widgets/lanes/waveform_picture.h"
#include "widgets/time/time_keys.h"
#include "widgets/time/time_lane.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kEdgeReach = 5.0; // px

} // namespace

FrameGrip gripAt(double x, double left, double right, double reach)
{
    const double toLeft = std::abs(x - left);
    const double toRight = std::abs(x - right);
    if (std::min(toLeft, toRight) <= reach)
        return toLeft < toRight ? FrameGrip::LeftEdge : FrameGrip::RightEdge;
    return x > left && x < right ? FrameGrip::Inside : FrameGrip::Outside;
}

OverviewLane::OverviewLane(TimeView* view, AudioPeaks* audio, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_audio(audio)
    , m_cache({QImage::Format_RGB32})
    , m_colours(laneColours(palette()))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Overview"));
    setAccessibleDescription(tr("The whole recording; the frame is what the lanes below show"));
    setToolTip(
        tr("Drag the frame to move along the recording, its edges to zoom; double-click shows everything"));
    for (auto signal : {&TimeView::visibleChanged, &TimeView::selectionChanged, &TimeView::cursorChanged})
        connect(view, signal, this, qOverload<>(&QWidget::update));
    connect(view, &TimeView::durationChanged, this, qOverload<>(&QWidget::update));
    connect(audio, &AudioPeaks::reset, this, [this] {
        m_cache.invalidate();
        update();
    });
    connect(audio, &AudioPeaks::changed, this, [this](const TimeSpan& span) {
        m_cache.invalidate(span);
        update();
    });
}

QSize OverviewLane::sizeHint() const
{
    return {600, 32};
}

QSize OverviewLane::minimumSizeHint() const
{
    return {80, 20};
}

double OverviewLane::axisEnd() const
{
    return m_view->duration() > 0.0 ? m_view->duration() : TimeView::kEmptySpan;
}

double OverviewLane::secondsAt(double x) const
{
    return x / std::max(width(), 1) * axisEnd();
}

double OverviewLane::xOf(double seconds) const
{
    return seconds / axisEnd() * width();
}

FrameGrip OverviewLane::gripAtPointer(double x) const
{
    return gripAt(x, xOf(m_view->start()), xOf(m_view->end()), kEdgeReach);
}

void OverviewLane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        m_colours = laneColours(palette());
        m_cache.invalidate();
        update();
    }
    QWidget::changeEvent(event);
}

void OverviewLane::keyPressEvent(QKeyEvent* event)
{
    if (!applyTimeKey(*m_view, *event))
        QWidget::keyPressEvent(event);
}

void OverviewLane::mouseDoubleClickEvent(QMouseEvent*)
{
    m_view->fit();
}

void OverviewLane::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    const double x = event->position().x();
    m_grip = gripAtPointer(x);
    m_dragging = true;
    if (m_grip == FrameGrip::Outside) {
        const double half = m_view->visible().length() / 2.0;
        m_view->setVisible(secondsAt(x) - half, secondsAt(x) + half);
        m_grip = FrameGrip::Inside;
    }
    m_held = secondsAt(x) - m_view->start();
}

void OverviewLane::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (!m_dragging) {
        const FrameGrip grip = gripAtPointer(x);
        const bool edge = grip == FrameGrip::LeftEdge || grip == FrameGrip::RightEdge;
        setCursor(edge                      ? Qt::SizeHorCursor
                : grip == FrameGrip::Inside ? Qt::OpenHandCursor
                                            : Qt::ArrowCursor);
        return;
    }
    const double seconds = std::clamp(secondsAt(x), 0.0, axisEnd());
    if (m_grip == FrameGrip::LeftEdge)
        m_view->setVisible(std::min(seconds, m_view->end() - TimeView::kShortestSpan), m_view->end());
    else if (m_grip == FrameGrip::RightEdge)
        m_view->setVisible(m_view->start(), std::max(seconds, m_view->start() + TimeView::kShortestSpan));
    else
        m_view->panBy(seconds - m_held - m_view->start());
}

void OverviewLane::mouseReleaseEvent(QMouseEvent*)
{
    m_dragging = false;
}

void OverviewLane::wheelEvent(QWheelEvent* event)
{
    const WheelStep step = wheelStep(event->angleDelta(), event->modifiers());
    if (step.pan != 0.0)
        m_view->panBy(step.pan * m_view->visible().length());
    else
        m_view->zoomAt(secondsAt(event->position().x()), step.zoom);
    event->accept();
}

void OverviewLane::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_colours.background);
    if (const PeakPyramid* peaks = m_audio->peaks()) {
        const WaveformLook look{m_colours.background, mix(m_colours.background, m_colours.text, 0.5),
            m_colours.line, m_audio->fullScale()};
        const double ratio = devicePixelRatioF();
        const auto columns = m_cache.moveTo({0.0, axisEnd()}, static_cast<int>(std::ceil(width() * ratio)),
            static_cast<int>(std::ceil(height() * ratio)));
        for (const ColumnRange& range : columns)
            fillWaveform(m_cache, range, *peaks, look);
        drawColumns(painter, m_cache, height());
    }
    paintFrame(painter);
}

void OverviewLane::paintFrame(QPainter& painter) const
{
    QColor veil = m_colours.background;
    veil.setAlphaF(0.6F);
    const double left = std::round(xOf(m_view->start()));
    const double right = std::max(std::round(xOf(m_view->end())), left + 2.0);
    painter.fillRect(QRectF(0, 0, left, height()), veil);
    painter.fillRect(QRectF(right, 0, width() - right, height()), veil);
    if (const auto selection = m_view->selection()) {
        QColor filling = m_colours.selection;
        filling.setAlphaF(0.25F);
        const double from = xOf(selection->start);
        painter.fillRect(QRectF(from, 0, std::max(xOf(selection->end) - from, 1.0), height()), filling);
    }
    if (m_view->cursor())
        painter.fillRect(QRectF(std::floor(xOf(*m_view->cursor())), 0, 1, height()), m_colours.text);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_colours.selection, hasFocus() ? 2.0 : 1.0));
    painter.drawRect(QRectF(left, 0, right - left, height()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace steerscope
