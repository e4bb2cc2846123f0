// SPDX-License-Identifier: MIT
// Curves over the steps of a training, on the axis they share with other lanes (its unit is the step).
#pragma once

#include "widgets/plots/curve_points.h"
#include "widgets/time/time_lane.h"

#include <functional>
#include <vector>

class QCustomPlot;

namespace steerscope {

struct Curve {
    enum class Style {
        Line, // smoothed
        Banded, // smoothed, over the values themselves
        Points, // each value a point, joined by lines
    };

    QString name;
    QColor colour;
    Style style = Style::Line;
    std::function<CurveData()> data; // asked whenever it is drawn
};

class CurvePlot : public TimeLane {
    Q_OBJECT
public:
    explicit CurvePlot(TimeView* view, QWidget* parent = nullptr);

    void setCurves(std::vector<Curve> curves);
    void refresh(); // the curves' data grew
    // Steps that a smoothed curve averages over, of those visible; 1 where each is drawn.
    static int smoothingOf(const TimeSpan& visible);
    void setLogarithmic(bool logarithmic); // where there are values above 0
    void setPercent(bool percent); // the labels: 0.25 as 25 %
    void setEmptyText(const QString& text); // in place of curves without values

    const std::vector<Curve>& curves() const { return m_curves; }
    TimeSpan valueRange() const { return m_range; } // of the axis

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintLane(QPainter& painter, const QRect& clip) override;
    void lookChanged() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuild(); // other curves or colours
    void styleAxes();
    void placeLabels();
    void fitRange(const std::vector<CurvePoints>& points);

    QCustomPlot* m_plot;
    std::vector<Curve> m_curves;
    TimeSpan m_range{0.0, 1.0};
    bool m_logarithmic = false;
    bool m_percent = false;
    bool m_empty = true;
    QString m_emptyText;
};

// "0.25", "1.5e-05", "25 %": as few digits as tell neighbours apart.
QString valueText(double value, bool percent);

} // namespace steerscope
