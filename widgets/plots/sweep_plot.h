// SPDX-License-Identifier: MIT
// A scale sweep: log-probability and word errors over the scale, and under them, on the same axis, where each
// word stands. A click, or Enter, chooses the nearest point.
#pragma once

#include "core/base/study.h"

#include <QWidget>

#include <optional>

class QCPAxisRect;
class QCPItemLine;
class QCustomPlot;

namespace steerscope {

class SweepPlot : public QWidget {
    Q_OBJECT
public:
    explicit SweepPlot(QWidget* parent = nullptr);

    void setResult(const SweepResult& result);
    const SweepResult& result() const { return m_result; }
    void setScale(std::optional<double> scale); // the one that is set now: a line
    void setPoint(int point); // the one that is looked at; announced by pointed()
    int point() const { return m_point; }
    int pointAt(const QPoint& position) const; // the nearest; -1 without a result

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void pointed(int point);
    void chosen(double scale);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuild();
    void styleAxes();
    void addCurves();
    void addWords();
    void addMark(const WordFlip& flip, double row);
    void moveLines();

    QCustomPlot* m_plot;
    QCPAxisRect* m_curves = nullptr;
    QCPAxisRect* m_words = nullptr;
    QCPItemLine* m_scaleLines[2] = {};
    QCPItemLine* m_pointLine = nullptr;
    SweepResult m_result;
    std::optional<double> m_scale;
    int m_point = -1;
};

} // namespace steerscope
