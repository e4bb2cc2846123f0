// SPDX-License-Identifier: MIT
#include "app/gui/track_area.h"

#include "widgets/steering/steering_model.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace steerscope {

TrackArea::TrackArea(TimeView* time, GateStore* gates, SteeringModel* steering, QWidget* parent)
    : QWidget(parent)
    , m_steering(steering)
    , m_scroll(new QScrollArea(this))
    , m_bar(new QScrollBar(Qt::Vertical, this))
    , m_barColumn(new QWidget(this))
{
    auto* content = new QWidget(m_scroll);
    m_headers = new TrackHeaders(steering, content);
    m_rows = new GateRows(time, gates, content);
    auto* line = new QHBoxLayout(content);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(m_headers);
    line->addWidget(m_rows, 1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus); // headers and rows take it
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    m_scroll->viewport()->installEventFilter(this);

    auto* column = new QVBoxLayout(m_barColumn);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_bar);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_barColumn);

    QScrollBar* inner = m_scroll->verticalScrollBar();
    connect(inner, &QScrollBar::rangeChanged, m_bar, [this, inner](int low, int high) {
        m_bar->setPageStep(inner->pageStep());
        m_bar->setSingleStep(std::max(1, m_headers->trackLayout().rowHeight));
        m_bar->setRange(low, high);
        m_bar->setVisible(high > low);
    });
    connect(inner, &QScrollBar::valueChanged, m_bar, &QScrollBar::setValue);
    connect(m_bar, &QScrollBar::valueChanged, inner, &QScrollBar::setValue);
    m_bar->hide();

    connect(steering, &SteeringModel::layersChanged, this, &TrackArea::relayout);
    connect(m_rows, &GateRows::layerSelected, steering, &SteeringModel::selectLayer);
    connect(steering, &SteeringModel::selectionChanged, m_rows, &GateRows::setSelectedLayer);
}

void TrackArea::setGutters(const Gutters& gutters)
{
    m_headers->setFixedWidth(gutters.left);
    m_barColumn->setFixedWidth(gutters.right);
}

int TrackArea::preferredGutter() const
{
    return m_headers->sizeHint().width();
}

void TrackArea::setDeepestOnTop(bool on)
{
    m_deepestOnTop = on;
    relayout();
}

int TrackArea::neighbourLayer(int rowsDown) const
{
    const TrackLayout& layout = m_headers->trackLayout();
    if (layout.layers.empty())
        return kNoLayer;
    const int last = static_cast<int>(layout.layers.size()) - 1;
    const int row = layout.rowOf(m_steering->selectedLayer());
    const int next = row < 0 ? (rowsDown > 0 ? 0 : last) : std::clamp(row + rowsDown, 0, last);
    return layout.layers[static_cast<std::size_t>(next)];
}

bool TrackArea::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_scroll->viewport() && event->type() == QEvent::Resize)
        relayout();
    return QWidget::eventFilter(watched, event);
}

void TrackArea::relayout()
{
    std::vector<int> layers;
    for (const SteeredLayerInfo& info : m_steering->layers())
        layers.push_back(info.layer);
    const TrackLayout layout = layoutTracks(layers, m_scroll->viewport()->height(), m_deepestOnTop);
    m_headers->setTrackLayout(layout);
    m_rows->setTrackLayout(layout);
    m_scroll->widget()->setMinimumHeight(layout.totalHeight);
}

} // namespace steerscope
