// SPDX-License-Identifier: MIT
// The column of layer headers at the left of the heatmap's rows: number, M, S, a bar from the zero line, the
// multiplier, and, where there is room, the effective scale and the median push. Low rows show number and bar
// and grow under the pointer.
//
// Mouse: click selects, drag sets, dragging down (or up) across rows paints, M and S paint too, Shift is
// finer, the wheel over a bar steps, double click resets (on the value: types in), the right button offers
// the rest. Keys: Up/Down select, Left/Right step, Shift finer, M, S, Delete resets, a number or Enter types
// in, Escape ends a drag.
#pragma once

#include "widgets/steering/layer_menu.h"
#include "widgets/tracks/header_painter.h"

#include <QWidget>

#include <map>
#include <optional>

namespace steerscope {

class NumberEdit;
class SteeringModel;

class TrackHeaders : public QWidget {
    Q_OBJECT

public:
    static constexpr double kStep = 0.05;
    static constexpr double kFineStep = 0.01;

    // The model must outlive the widget.
    explicit TrackHeaders(SteeringModel* model, QWidget* parent = nullptr);

    void setTrackLayout(const TrackLayout& layout);
    const TrackLayout& trackLayout() const { return m_layout; }
    // Median push of each layer in the run on show; layers not named show none.
    void setMedianPushes(std::map<int, double> pushes);

    // Opens the field over a layer's value; `typed` is what has been typed already.
    void typeIn(int layer, LayerField field, const QString& typed = {});

    // One line on a layer: the tooltip and what a screen reader says.
    QString describe(int layer) const;
    SteeringModel* model() const { return m_model; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void layerHovered(int layer); // kNoLayer: none

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Drag { None, Pressed, Adjust, Paint, Mute, Solo };

    HeaderColumns columns() const;
    HeaderLook look() const;
    HeaderView viewOf(int row) const;
    int layerAt(int row) const { return m_layout.layers[static_cast<std::size_t>(row)]; }
    int rowCount() const { return static_cast<int>(m_layout.layers.size()); }
    int nearestRow(int y) const;
    QRect grown(int row) const;
    int grownRow() const; // -1: none
    void setHoverRow(int row);

    void startDrag(const QPoint& position);
    void continueDrag(const QPoint& position, bool fine);
    void adjust(const QPoint& position, bool fine);
    void paintTo(const QPoint& position);
    void switchTo(const QPoint& position);
    void endDrag();
    void setSwitch(int row);
    void selectRow(int row);
    void step(int layer, double by);
    bool isOwnKey(const QKeyEvent& event) const;
    bool stepByKey(const QKeyEvent& event, int row);
    bool actByKey(const QKeyEvent& event, int layer);
    void applyTyped(double value);
    void announce();

    SteeringModel* m_model;
    NumberEdit* m_edit;
    TrackLayout m_layout;
    std::map<int, double> m_pushes;
    int m_hoverRow = -1;
    Drag m_drag = Drag::None;
    QPoint m_pressed;
    int m_pressedRow = -1;
    QPoint m_last;
    int m_lastRow = -1;
    double m_level = 1.0; // of the drag, not rounded
    bool m_switchOn = false; // what dragging across M or S sets
    int m_wheel = 0; // eighths of a degree not yet used
    int m_typedLayer;
    LayerField m_typedField = LayerField::Level;
};

} // namespace steerscope
