// SPDX-License-Identifier: MIT
#include "widgets/tracks/track_headers_accessible.h"

#include "core/base/gating_trace.h"
#include "widgets/steering/steering_model.h"
#include "widgets/tracks/track_headers.h"

#include <QAccessibleWidget>

#include <map>

namespace steerscope {

namespace {

class TrackSlider : public QAccessibleInterface, public QAccessibleValueInterface {
public:
    TrackSlider(TrackHeaders* headers, int layer)
        : m_headers(headers)
        , m_layer(layer)
    {
    }

    bool isValid() const override { return m_headers->trackLayout().rowOf(m_layer) >= 0; }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_headers); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::Slider; }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ValueInterface ? static_cast<QAccessibleValueInterface*>(this) : nullptr;
    }

    QRect rect() const override
    {
        const TrackLayout& layout = m_headers->trackLayout();
        const QRect row = rowRect(layout, layout.rowOf(m_layer), m_headers->width());
        return {m_headers->mapToGlobal(row.topLeft()), row.size()};
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = state.selectable = true;
        state.selected = m_headers->model()->selectedLayer() == m_layer;
        state.focused = state.selected && m_headers->hasFocus();
        return state;
    }
    QString text(QAccessible::Text kind) const override
    {
        switch (kind) {
        case QAccessible::Name:
            return TrackHeaders::tr("Layer %1").arg(QString::fromStdString(layerLabel(m_layer)));
        case QAccessible::Value:
            return formatLevel(m_headers->model()->level(m_layer));
        case QAccessible::Description:
            return m_headers->describe(m_layer);
        default:
            return {};
        }
    }
    void setText(QAccessible::Text, const QString&) override { }

    QVariant currentValue() const override { return m_headers->model()->level(m_layer); }
    void setCurrentValue(const QVariant& value) override
    {
        m_headers->model()->setLevel(m_layer, value.toDouble());
    }
    QVariant minimumValue() const override { return -kLevelRange; }
    QVariant maximumValue() const override { return kLevelRange; }
    QVariant minimumStepSize() const override { return TrackHeaders::kFineStep; }

private:
    TrackHeaders* m_headers;
    int m_layer;
};

class TrackList : public QAccessibleWidget {
public:
    explicit TrackList(TrackHeaders* headers)
        : QAccessibleWidget(headers, QAccessible::List)
        , m_headers(headers)
    {
    }
    ~TrackList() override
    {
        for (const auto& [layer, id] : m_sliders)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return static_cast<int>(m_headers->trackLayout().layers.size()); }
    QAccessibleInterface* child(int index) const override
    {
        const std::vector<int>& layers = m_headers->trackLayout().layers;
        if (index < 0 || index >= static_cast<int>(layers.size()))
            return nullptr;
        const int layer = layers[static_cast<std::size_t>(index)];
        auto found = m_sliders.find(layer);
        if (found == m_sliders.end())
            found = m_sliders
                        .emplace(layer,
                            QAccessible::registerAccessibleInterface(new TrackSlider(m_headers, layer)))
                        .first;
        return QAccessible::accessibleInterface(found->second);
    }
    int indexOfChild(const QAccessibleInterface* wanted) const override
    {
        for (int i = 0; i < childCount(); ++i)
            if (child(i) == wanted)
                return i;
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override
    {
        return child(m_headers->trackLayout().rowAt(m_headers->mapFromGlobal(QPoint(x, y)).y()));
    }
    QAccessibleInterface* focusChild() const override
    {
        return m_headers->hasFocus()
            ? child(m_headers->trackLayout().rowOf(m_headers->model()->selectedLayer()))
            : nullptr;
    }

private:
    TrackHeaders* m_headers;
    mutable std::map<int, QAccessible::Id> m_sliders;
};

QAccessibleInterface* makeInterface(const QString& className, QObject* object)
{
    if (className != QLatin1String("steerscope::TrackHeaders"))
        return nullptr;
    auto* headers = qobject_cast<TrackHeaders*>(object);
    return headers ? new TrackList(headers) : nullptr;
}

} // namespace

void installTrackHeadersAccessibility()
{
    // Qt keeps factories in a list and would ask this one twice.
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed);
}

void announceTrack(TrackHeaders* headers, int layer)
{
    const int row = headers->trackLayout().rowOf(layer);
    if (!QAccessible::isActive() || row < 0)
        return;
    QAccessibleValueChangeEvent event(headers, headers->model()->level(layer));
    event.setChild(row);
    QAccessible::updateAccessibility(&event);
}

} // namespace steerscope
