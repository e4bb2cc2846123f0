// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace steerscope {

class TimeView;

// "0:02.340 / 0:07.480": cursor and length, or the selection's length while one is drawn. Never changes its
// width.
class TimeReadout : public QLabel {
    Q_OBJECT

public:
    TimeReadout(TimeView* time, QWidget* parent = nullptr);

    // While recording the time on disk stands there instead; negative: not recording.
    void setRecorded(double seconds);
    void setLength(double seconds); // of the recording

private:
    void refresh();

    TimeView* m_time;
    double m_length = 0.0;
    double m_recorded = -1.0;
};

} // namespace steerscope
