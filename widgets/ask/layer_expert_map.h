// SPDX-License-Identifier: MIT
// Numbers by layer and expert as a heatmap whose cells say them: blue below zero, orange above. The arrow
// keys walk over the cells; a click, or Enter, chooses one.
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace steerscope {

struct MapCell {
    int layer = 0;
    int expert = -1; // from 0; -1: the whole layer
    double value = 0.0;
    bool quiet = false; // within the noise: not coloured
    bool marked = false; // a star behind the number
    QString text; // what is said of it, in full
};

class LayerExpertMap : public QWidget {
    Q_OBJECT
public:
    explicit LayerExpertMap(QWidget* parent = nullptr);

    // cells: by layer, the whole layer before its experts. first: the head of the whole layers' column.
    void setCells(std::vector<MapCell> cells, const QString& first);
    const std::vector<MapCell>& cells() const { return m_cells; }
    const MapCell* current() const; // null: none
    const MapCell* cellAt(const QPoint& position) const;
    QRect rectOf(int layer, int expert) const; // empty where there is none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void pointed(const QString& text); // of the cell under the pointer or walked to; empty: none
    void chosen(int layer, int expert);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    int rows() const { return static_cast<int>(m_layers.size()); }
    QRect rectAt(int row, int column) const;
    void walkTo(int row, int column);
    void paintCell(QPainter& painter, const MapCell& cell, const QRect& rect) const;

    std::vector<MapCell> m_cells;
    std::vector<int> m_layers; // top row first: the deepest layer
    QString m_first;
    int m_columns = 0; // the whole layer, then its experts
    double m_largest = 0.0; // |value|
    int m_row = -1; // of the current cell
    int m_column = -1;
};

} // namespace steerscope
