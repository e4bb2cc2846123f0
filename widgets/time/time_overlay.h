// SPDX-License-Identifier: MIT
// Selection, pointer line and play cursor on top of a lane. Lets every event through; repaints only the
// strips that moved.
#pragma once

#include "widgets/time/time_view.h"

#include <QWidget>
#include <optional>

namespace steerscope {

class TimeOverlay : public QWidget {
    Q_OBJECT
public:
    TimeOverlay(TimeView* view, QWidget* lane);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    // Repaints where a line was and where it is now.
    void moveLine(std::optional<double>& shown, std::optional<double> now);
    void updateStrip(std::optional<double> seconds);

    TimeView* m_view;
    std::optional<double> m_shownCursor;
    std::optional<double> m_shownHover;
};

} // namespace steerscope
