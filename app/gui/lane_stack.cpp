// SPDX-License-Identifier: MIT
#include "app/gui/lane_stack.h"

#include "widgets/lanes/overview_lane.h"
#include "widgets/lanes/ruler_lane.h"
#include "widgets/lanes/waveform_lane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

namespace steerscope {

namespace {

constexpr int kNamePadding = 8;

} // namespace

LaneStack::LaneStack(TimeView* time, QWidget* parent)
    : QWidget(parent)
    , m_peaks(new AudioPeaks(this))
    , m_mel(new MelTiles(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(
        addRow(tr("Overview"), tr("The whole recording; drag the frame to move, its edges to zoom"),
            new OverviewLane(time, m_peaks)));
    m_ruler = new RulerLane(time);
    layout->addWidget(addRow(tr("Time"), tr("Minutes and seconds in the recording"), m_ruler));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(3);
    m_splitter->addWidget(addRow(tr("Waveform"), tr("The sound as the model hears it: 16 kHz, mono"),
        new WaveformLane(time, m_peaks)));
    m_spectrogram = new SpectrogramLane(time, m_mel);
    m_splitter->addWidget(
        addRow(tr("Spectrogram"), tr("Log-mel features, the encoder's own input"), m_spectrogram));
    layout->addWidget(m_splitter, 1);
    m_words = new WordsLane(time);
    layout->addWidget(addRow(tr("Words"), tr("The transcript of each audio window"), m_words));
}

QWidget* LaneStack::addRow(const QString& name, const QString& what, QWidget* lane)
{
    auto* row = new QWidget(this);
    auto* label = new QLabel(name, row);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    label->setContentsMargins(0, 0, kNamePadding, 0);
    label->setToolTip(what);
    label->setMinimumHeight(1); // a low lane stays low
    lane->setParent(row);
    lane->setAccessibleName(name);
    lane->setAccessibleDescription(what);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 1);
    line->setSpacing(0);
    line->addWidget(label);
    line->addWidget(lane, 1);
    m_rows.push_back(line);
    m_names.push_back(label);
    m_lanes.push_back(lane);
    return row;
}

void LaneStack::setGutters(const Gutters& gutters)
{
    for (QWidget* name : m_names)
        name->setFixedWidth(gutters.left);
    for (QHBoxLayout* row : m_rows)
        row->setContentsMargins(0, 0, gutters.right, 1);
}

QByteArray LaneStack::heights() const
{
    return m_splitter->saveState();
}

void LaneStack::restoreHeights(const QByteArray& heights)
{
    if (!m_splitter->restoreState(heights))
        resetHeights();
}

void LaneStack::resetHeights()
{
    m_splitter->setSizes({72, 88});
}

} // namespace steerscope
