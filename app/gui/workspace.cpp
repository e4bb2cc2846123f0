// SPDX-License-Identifier: MIT
#include "app/gui/workspace.h"

#include "widgets/steering/steering_model.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

namespace steerscope {

namespace {

constexpr int kLanesHeight = 260;
constexpr int kTracksHeight = 420;

// A row of controls that scrolls sideways where the window is too narrow for all of them.
QScrollArea* scrolled(QWidget* bar)
{
    auto* area = new QScrollArea;
    area->setWidget(bar);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto fitHeight = [area, bar] {
        const QScrollBar* scroll = area->horizontalScrollBar();
        area->setFixedHeight(
            bar->sizeHint().height() + (scroll->maximum() > 0 ? scroll->sizeHint().height() : 0));
    };
    QObject::connect(area->horizontalScrollBar(), &QScrollBar::rangeChanged, area, fitHeight);
    fitHeight();
    return area;
}

} // namespace

Workspace::Workspace(TimeView* time, GateStore* gates, SteeringModel* steering, QWidget* parent)
    : QWidget(parent)
    , m_gates(gates)
    , m_lanes(new LaneStack(time, this))
    , m_bar(new SteeringBar(steering, this))
    , m_legend(new GateLegend(gates, this))
    , m_tracks(new TrackArea(time, gates, steering, this))
    , m_note(new QLabel(this))
    , m_rowsOrNote(new QStackedWidget(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
{
    m_note->setAlignment(Qt::AlignCenter);
    m_note->setWordWrap(true);
    m_rowsOrNote->addWidget(m_tracks);
    m_rowsOrNote->addWidget(m_note);

    auto* lower = new QWidget(m_splitter);
    auto* lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 0, 0, 0);
    lowerLayout->setSpacing(2);
    lowerLayout->addWidget(scrolled(m_bar));
    m_legendLine = new QHBoxLayout;
    m_legendLine->addWidget(m_legend);
    lowerLayout->addLayout(m_legendLine);
    lowerLayout->addWidget(m_rowsOrNote, 1);

    m_splitter->addWidget(m_lanes);
    m_splitter->addWidget(lower);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);

    connect(m_bar, &SteeringBar::gateViewChanged, this, &Workspace::showGateView);
    connect(steering, &SteeringModel::selectionChanged, m_legend, &GateLegend::setLayer);
    connect(steering, &SteeringModel::layersChanged, this, &Workspace::measureGutters);
    measureGutters();
    resetHeights();
}

void Workspace::setGateView(const GateView& view)
{
    if (view == gateView())
        return;
    m_bar->setGateView(view);
    showGateView(view);
}

void Workspace::showGateView(const GateView& view)
{
    m_tracks->rows()->setGateView(view);
    m_legend->setGateView(view);
    m_lanes->spectrogram()->setMap(view.map);
    Q_EMIT gateViewChanged(view);
}

void Workspace::setRowsNote(const QString& note)
{
    m_note->setText(note);
    m_rowsOrNote->setCurrentWidget(note.isEmpty() ? static_cast<QWidget*>(m_tracks) : m_note);
    m_legend->setVisible(note.isEmpty());
}

void Workspace::measureGutters()
{
    m_gutters = {m_tracks->preferredGutter(), style()->pixelMetric(QStyle::PM_ScrollBarExtent)};
    m_lanes->setGutters(m_gutters);
    m_tracks->setGutters(m_gutters);
    m_legendLine->setContentsMargins(m_gutters.left, 0, m_gutters.right, 0);
    Q_EMIT gutterChanged(m_gutters);
}

void Workspace::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        measureGutters();
}

QByteArray Workspace::heights() const
{
    return m_splitter->saveState();
}

void Workspace::restoreHeights(const QByteArray& heights)
{
    if (!m_splitter->restoreState(heights))
        resetHeights();
}

void Workspace::resetHeights()
{
    m_splitter->setSizes({kLanesHeight, kTracksHeight});
    m_lanes->resetHeights();
}

} // namespace steerscope
