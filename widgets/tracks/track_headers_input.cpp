// SPDX-License-Identifier: MIT
// The mouse and keyboard half of TrackHeaders.
#include "core/base/gating_trace.h"
#include "widgets/steering/steering_model.h"
#include "widgets/tracks/track_headers.h"

#include <QMouseEvent>

#include <cmath>

namespace steerscope {

namespace {

constexpr int kDragDistance = 3; // px before a press becomes a drag; a scale needs a finer hand than a file
constexpr double kFineShare = 0.1; // of the pointer's way
constexpr int kWheelNotch = 120;

double hundredths(double level)
{
    return std::round(level * 100.0) / 100.0;
}

bool beginsNumber(const QString& typed)
{
    return typed.size() == 1 && QStringLiteral("0123456789.,-").contains(typed);
}

bool isFine(const QInputEvent& event)
{
    return event.modifiers().testFlag(Qt::ShiftModifier);
}

} // namespace

void TrackHeaders::mousePressEvent(QMouseEvent* event)
{
    const QPoint position = event->position().toPoint();
    const int row = m_layout.rowAt(position.y());
    if (row < 0 || event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    selectRow(row);
    m_pressed = m_last = position;
    m_pressedRow = m_lastRow = row;
    const int layer = layerAt(row);
    switch (partAt(columns(), position.x())) {
    case HeaderPart::Mute:
        m_drag = Drag::Mute;
        m_switchOn = !m_model->state().muted.contains(layer);
        m_model->beginGesture(m_switchOn ? tr("Mute layers") : tr("Unmute layers"));
        setSwitch(row);
        break;
    case HeaderPart::Solo:
        if (event->modifiers().testFlag(Qt::ControlModifier)) {
            m_model->soloLayer(layer);
            break;
        }
        m_drag = Drag::Solo;
        m_switchOn = !m_model->state().soloed.contains(layer);
        m_model->beginGesture(m_switchOn ? tr("Solo layers") : tr("Unsolo layers"));
        setSwitch(row);
        break;
    case HeaderPart::Bar:
    case HeaderPart::Value:
        m_drag = Drag::Pressed;
        m_level = m_model->level(layer);
        break;
    case HeaderPart::Number:
    case HeaderPart::None:
        break;
    }
    update();
}

void TrackHeaders::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint position = event->position().toPoint();
    if (m_drag == Drag::None)
        setHoverRow(m_layout.rowAt(position.y()));
    else
        continueDrag(position, isFine(*event));
}

void TrackHeaders::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    endDrag();
    const QPoint position = event->position().toPoint();
    setHoverRow(rect().contains(position) ? m_layout.rowAt(position.y()) : -1);
}

void TrackHeaders::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QPoint position = event->position().toPoint();
    const int row = m_layout.rowAt(position.y());
    const HeaderPart part = partAt(columns(), position.x());
    if (row < 0 || event->button() != Qt::LeftButton)
        return;
    if (part == HeaderPart::Mute || part == HeaderPart::Solo)
        mousePressEvent(event); // two quick clicks on a switch are two clicks
    else if (part == HeaderPart::Value)
        typeIn(layerAt(row), LayerField::Level);
    else
        m_model->resetLayer(layerAt(row));
}

void TrackHeaders::startDrag(const QPoint& position)
{
    const QPoint way = position - m_pressed;
    const bool across = std::abs(way.y()) > std::abs(way.x());
    m_drag = across ? Drag::Paint : Drag::Adjust;
    const QString label = QString::fromStdString(layerLabel(layerAt(m_pressedRow)));
    m_model->beginGesture(across ? tr("Paint scales") : tr("Scale of layer %1").arg(label));
    if (across)
        adjust(m_pressed, false);
}

void TrackHeaders::continueDrag(const QPoint& position, bool fine)
{
    if (m_drag == Drag::Pressed) {
        if ((position - m_pressed).manhattanLength() < kDragDistance)
            return;
        startDrag(position);
    }
    if (m_drag == Drag::Adjust && leavesRow(m_layout, m_pressedRow, position.y()))
        m_drag = Drag::Paint;
    if (m_drag == Drag::Adjust)
        adjust(position, fine);
    else if (m_drag == Drag::Paint)
        paintTo(position);
    else
        switchTo(position);
    m_last = position;
    update();
}

void TrackHeaders::adjust(const QPoint& position, bool fine)
{
    const QRectF bar = barRect(columns(), rowRect(m_layout, m_pressedRow, width()), false);
    const int layer = layerAt(m_pressedRow);
    if (fine)
        m_level += (position.x() - m_last.x()) / bar.width() * 2.0 * kLevelRange * kFineShare;
    else
        m_level = snapLevel(xToLevel(position.x(), bar), viewOf(m_pressedRow).bar.trainedLevel, bar);
    m_model->setLevel(layer, hundredths(m_level));
}

void TrackHeaders::paintTo(const QPoint& position)
{
    const int row = nearestRow(position.y());
    for (const PaintedRow& passed : rowsPassed(m_lastRow, m_last.x(), row, position.x())) {
        const QRectF bar = barRect(columns(), rowRect(m_layout, passed.row, width()), false);
        const double level = snapLevel(xToLevel(passed.x, bar), viewOf(passed.row).bar.trainedLevel, bar);
        m_model->setLevel(layerAt(passed.row), level);
    }
    m_lastRow = row;
}

void TrackHeaders::switchTo(const QPoint& position)
{
    const int row = nearestRow(position.y());
    for (const PaintedRow& passed : rowsPassed(m_lastRow, m_last.x(), row, position.x()))
        setSwitch(passed.row);
    m_lastRow = row;
}

void TrackHeaders::setSwitch(int row)
{
    const int layer = layerAt(row);
    const bool mute = m_drag == Drag::Mute;
    const std::set<int>& on = mute ? m_model->state().muted : m_model->state().soloed;
    if (on.contains(layer) == m_switchOn)
        return;
    if (mute)
        m_model->toggleMuteLayer(layer);
    else
        m_model->toggleSoloLayer(layer);
}

void TrackHeaders::endDrag()
{
    if (m_drag == Drag::None)
        return;
    m_drag = Drag::None;
    m_model->endGesture();
    update();
}

void TrackHeaders::wheelEvent(QWheelEvent* event)
{
    const QPoint position = event->position().toPoint();
    const int row = m_layout.rowAt(position.y());
    const HeaderPart part = partAt(columns(), position.x());
    // Beside the bar the wheel scrolls the column.
    if (row < 0 || m_drag != Drag::None || (part != HeaderPart::Bar && part != HeaderPart::Value)) {
        event->ignore();
        return;
    }
    const QPoint delta = event->angleDelta();
    m_wheel += delta.y() != 0 ? delta.y() : delta.x();
    const int notches = m_wheel / kWheelNotch;
    m_wheel -= notches * kWheelNotch;
    if (notches != 0)
        step(layerAt(row), notches * (isFine(*event) ? kFineStep : kStep));
    event->accept();
}

void TrackHeaders::step(int layer, double by)
{
    m_model->setLevel(layer, hundredths(m_model->level(layer) + by));
}

void TrackHeaders::keyPressEvent(QKeyEvent* event)
{
    if (m_drag != Drag::None) {
        if (event->key() == Qt::Key_Escape) {
            m_drag = Drag::None;
            m_model->cancelGesture();
            update();
        }
        return;
    }
    const int row = m_layout.rowOf(m_model->selectedLayer());
    if (rowCount() == 0 || !isOwnKey(*event)
        || (!stepByKey(*event, row) && (row < 0 || !actByKey(*event, layerAt(row)))))
        QWidget::keyPressEvent(event);
}

bool TrackHeaders::isOwnKey(const QKeyEvent& event) const
{
    if (m_drag != Drag::None)
        return true;
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        return modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
    case Qt::Key_M:
    case Qt::Key_S:
        return modifiers == Qt::NoModifier;
    default:
        return modifiers == Qt::NoModifier && beginsNumber(event.text());
    }
}

bool TrackHeaders::stepByKey(const QKeyEvent& event, int row)
{
    const double by = isFine(event) ? kFineStep : kStep;
    switch (event.key()) {
    case Qt::Key_Up:
        selectRow(row < 0 ? rowCount() - 1 : row - 1);
        return true;
    case Qt::Key_Down:
        selectRow(row + 1);
        return true;
    case Qt::Key_Home:
        selectRow(0);
        return true;
    case Qt::Key_End:
        selectRow(rowCount() - 1);
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (row >= 0)
            step(layerAt(row), event.key() == Qt::Key_Left ? -by : by);
        return true;
    default:
        return false;
    }
}

bool TrackHeaders::actByKey(const QKeyEvent& event, int layer)
{
    switch (event.key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        m_model->resetLayer(layer);
        return true;
    case Qt::Key_M:
        m_model->toggleMuteLayer(layer);
        return true;
    case Qt::Key_S:
        m_model->toggleSoloLayer(layer);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        typeIn(layer, LayerField::Level);
        return true;
    default:
        break;
    }
    if (!beginsNumber(event.text()))
        return false;
    typeIn(layer, LayerField::Level, event.text());
    return true;
}

} // namespace steerscope
