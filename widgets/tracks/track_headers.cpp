// SPDX-License-Identifier: MIT
#include "widgets/tracks/track_headers.h"

#include "core/base/gating_trace.h"
#include "widgets/steering/number_edit.h"
#include "widgets/steering/steering_model.h"
#include "widgets/tracks/track_headers_accessible.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace steerscope {

namespace {

constexpr double kSmallFont = 0.82; // of the desktop's size

QFont smaller(QFont font)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * kSmallFont);
    else
        font.setPixelSize(std::max(1, static_cast<int>(font.pixelSize() * kSmallFont)));
    return font;
}

} // namespace

TrackHeaders::TrackHeaders(SteeringModel* model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_edit(new NumberEdit(this))
    , m_typedLayer(kNoLayer)
{
    installTrackHeadersAccessibility();
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Steering of the layers"));
    m_edit->setAccessibleName(tr("Value of a layer"));
    m_edit->setToolTip(tr("Type a number; Enter takes it, Escape leaves it"));
    connect(m_model, &SteeringModel::stateChanged, this, [this] {
        update();
        announce();
    });
    connect(m_model, &SteeringModel::selectionChanged, this, [this] {
        update();
        announce();
    });
    connect(m_edit, &NumberEdit::entered, this, &TrackHeaders::applyTyped);
    connect(m_edit, &NumberEdit::closed, this, [this] {
        if (m_edit->hasFocus())
            setFocus(Qt::OtherFocusReason);
        update();
    });
}

void TrackHeaders::setTrackLayout(const TrackLayout& layout)
{
    if (layout == m_layout)
        return;
    endDrag();
    m_edit->hide();
    m_layout = layout;
    m_hoverRow = -1;
    updateGeometry();
    update();
}

void TrackHeaders::setMedianPushes(std::map<int, double> pushes)
{
    m_pushes = std::move(pushes);
    update();
}

void TrackHeaders::typeIn(int layer, LayerField field, const QString& typed)
{
    const SteeredLayerInfo* info = m_model->info(layer);
    const int row = m_layout.rowOf(layer);
    if (!info || row < 0)
        return;
    m_model->selectLayer(layer);
    const LayerSettings& turned = m_model->turned(layer);
    if (field == LayerField::Level && turned.absolute)
        field = LayerField::Absolute;
    m_typedLayer = layer;
    m_typedField = field;
    QString old = formatLevel(turned.multiplier);
    if (field == LayerField::Absolute)
        old = formatScale(turned.absolute.value_or(turned.multiplier * info->trainedScale));
    else if (field == LayerField::Temperature)
        old = formatLevel(turned.temperature);
    const QString label = QString::fromStdString(layerLabel(layer));
    m_edit->setAccessibleName(field == LayerField::Absolute ? tr("Absolute scale of layer %1").arg(label)
            : field == LayerField::Temperature              ? tr("Temperature of layer %1").arg(label)
                                                            : tr("Multiplier of layer %1").arg(label));
    const HeaderColumns at = columns();
    const int height = std::max(m_edit->sizeHint().height(), 16);
    const QRect rowAt = rowRect(m_layout, row, width());
    const int top = std::clamp(rowAt.center().y() - height / 2, 0, std::max(0, this->height() - height));
    m_edit->open(QRect(at.valueLeft - 12, top, width() - at.valueLeft + 10, height), old, typed);
}

QString TrackHeaders::describe(int layer) const
{
    const SteeredLayerInfo* info = m_model->info(layer);
    if (!info)
        return {};
    const LayerSettings& turned = m_model->turned(layer);
    const QString label = QString::fromStdString(layerLabel(layer));
    QString text = turned.absolute
        ? tr("Layer %1: absolute scale %2").arg(label, formatScale(*turned.absolute))
        : tr("Layer %1: %2 times the trained %3")
              .arg(label, formatLevel(turned.multiplier), formatScale(info->trainedScale));
    text += tr(", effective scale %1").arg(formatScale(m_model->effectiveScale(layer)));
    if (const auto push = m_pushes.find(layer); push != m_pushes.end())
        text += tr(", median push %1").arg(formatPush(push->second));
    if (turned.temperature != 1.0)
        text += tr(", temperature %1").arg(formatLevel(turned.temperature));
    if (m_model->state().muted.contains(layer))
        text += tr(", muted");
    if (m_model->state().soloed.contains(layer))
        text += tr(", solo");
    return text;
}

QSize TrackHeaders::sizeHint() const
{
    return {preferredHeaderWidth(fontMetrics()), m_layout.totalHeight};
}

QSize TrackHeaders::minimumSizeHint() const
{
    return {preferredHeaderWidth(fontMetrics()) - 60, m_layout.totalHeight};
}

bool TrackHeaders::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int row = m_layout.rowAt(help->pos().y());
        const HeaderPart part = partAt(columns(), help->pos().x());
        QString text = row < 0 ? QString() : describe(layerAt(row));
        if (row >= 0 && part == HeaderPart::Mute)
            text = tr("Mute this layer; drag across rows for several");
        else if (row >= 0 && part == HeaderPart::Solo)
            text = tr("Solo this layer; with Ctrl, this one alone");
        else if (row >= 0)
            text
                += QLatin1Char('\n') + tr("Drag to set, down to paint, double click to reset, type a number");
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    // The window has shortcuts on some of these keys; with the focus here they mean what the header says.
    if (event->type() == QEvent::ShortcutOverride && isOwnKey(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

HeaderColumns TrackHeaders::columns() const
{
    return headerColumns(width(), fontMetrics());
}

HeaderLook TrackHeaders::look() const
{
    return {font(), smaller(font()), palette()};
}

HeaderView TrackHeaders::viewOf(int row) const
{
    const int layer = layerAt(row);
    const auto push = m_pushes.find(layer);
    HeaderView view
        = headerView(*m_model, layer, push == m_pushes.end() ? std::nullopt : std::optional(push->second));
    view.hovered = row == m_hoverRow;
    view.focused = view.selected && hasFocus();
    const int every = labelEvery(m_layout.rowHeight, 10);
    view.showLabel = layer == kOutLayer ? row % every == 0 : (layer + 1) % every == 0 || every == 1;
    return view;
}

QRect TrackHeaders::grown(int row) const
{
    const int height = fontMetrics().height() + QFontMetrics(look().smallFont).height() + 8;
    return grownRect(m_layout, row, width(), height);
}

int TrackHeaders::grownRow() const
{
    if (!m_layout.compact())
        return -1;
    if (m_drag != Drag::None)
        return m_lastRow;
    if (m_hoverRow >= 0)
        return m_hoverRow;
    return hasFocus() ? m_layout.rowOf(m_model->selectedLayer()) : -1;
}

void TrackHeaders::paintEvent(QPaintEvent* event)
{
    if (rowCount() == 0)
        return;
    QPainter painter(this);
    const HeaderColumns at = columns();
    const HeaderLook with = look();
    for (int row = nearestRow(event->rect().top() - 8); row <= nearestRow(event->rect().bottom() + 8); ++row)
        paintHeader(painter, rowRect(m_layout, row, width()), at, viewOf(row), with);
    if (!m_layout.compact()) {
        QColor line = palette().color(QPalette::Text);
        line.setAlphaF(0.12F);
        for (int row = 1; row < rowCount(); ++row)
            painter.fillRect(0, m_layout.yOf(row), width(), 1, line);
    }
    const int large = grownRow();
    if (large < 0)
        return;
    HeaderView view = viewOf(large);
    view.hovered = false;
    view.showLabel = true;
    const QRect place = grown(large);
    painter.fillRect(place, palette().color(QPalette::Base));
    paintHeader(painter, place, at, view, with);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(place.adjusted(0, 0, -1, -1));
}

int TrackHeaders::nearestRow(int y) const
{
    return m_layout.rowAt(std::clamp(y, 0, std::max(0, m_layout.totalHeight - 1)));
}

void TrackHeaders::setHoverRow(int row)
{
    if (std::exchange(m_hoverRow, row) == row)
        return;
    Q_EMIT layerHovered(row < 0 ? kNoLayer : layerAt(row));
    update();
}

void TrackHeaders::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    setHoverRow(-1);
}

void TrackHeaders::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    // Arrow keys need a place to start from.
    if (rowCount() > 0 && m_layout.rowOf(m_model->selectedLayer()) < 0
        && (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason))
        selectRow(0);
    update();
}

void TrackHeaders::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

void TrackHeaders::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        updateGeometry();
}

void TrackHeaders::contextMenuEvent(QContextMenuEvent* event)
{
    int row = m_layout.rowAt(event->pos().y());
    if (event->reason() == QContextMenuEvent::Keyboard)
        row = m_layout.rowOf(m_model->selectedLayer());
    if (row < 0)
        return;
    const int layer = layerAt(row);
    m_model->selectLayer(layer);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Layer %1").arg(QString::fromStdString(layerLabel(layer))));
    fillLayerMenu(*menu, *m_model, layer, [this, layer](LayerField field) { typeIn(layer, field); });
    const QPoint below(width() / 2, m_layout.yOf(row) + m_layout.rowHeight);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard ? mapToGlobal(below) : event->globalPos());
}

void TrackHeaders::selectRow(int row)
{
    if (row >= 0 && row < rowCount())
        m_model->selectLayer(layerAt(row));
}

void TrackHeaders::applyTyped(double value)
{
    switch (m_typedField) {
    case LayerField::Level:
        m_model->setMultiplier(m_typedLayer, value);
        break;
    case LayerField::Absolute:
        m_model->setAbsolute(m_typedLayer, value);
        break;
    case LayerField::Temperature:
        m_model->setTemperature(m_typedLayer, value);
        break;
    }
}

void TrackHeaders::announce()
{
    setAccessibleDescription(describe(m_model->selectedLayer()));
    announceTrack(this, m_model->selectedLayer());
}

} // namespace steerscope
