// SPDX-License-Identifier: MIT
// The time axis that every lane shares: what is visible, selected, pointed at and played. Seconds in the
// recording throughout. Pure state; whoever draws listens.
#pragma once

#include <QObject>
#include <optional>

namespace steerscope {

struct TimeSpan {
    double start = 0.0;
    double end = 0.0;

    double length() const { return end - start; }
    bool contains(double seconds) const { return seconds >= start && seconds < end; }
    bool operator==(const TimeSpan&) const = default;
};

class TimeView : public QObject {
    Q_OBJECT
public:
    // Nothing is shown closer than this: about one encoder frame across a lane.
    static constexpr double kShortestSpan = 0.02;
    // Shown while nothing is loaded.
    static constexpr double kEmptySpan = 1.0;

    explicit TimeView(QObject* parent = nullptr);

    // End of the axis: the recording, and the padding of its last audio window if that is to be seen.
    double duration() const { return m_duration; }
    // The visible span lies within 0..duration and is never empty; 0..kEmptySpan while duration is 0.
    double start() const { return m_visible.start; }
    double end() const { return m_visible.end; }
    TimeSpan visible() const { return m_visible; }
    bool fitsAll() const; // everything is visible

    // Normalised: start < end, within 0..duration.
    std::optional<TimeSpan> selection() const { return m_selection; }
    std::optional<double> cursor() const { return m_cursor; } // play position
    std::optional<double> hover() const { return m_hover; } // under the pointer

    // A view that showed everything goes on showing everything; cursor and selection are kept within.
    void setDuration(double seconds);
    // Moved (not shrunk) into 0..duration where it can be.
    void setVisible(double start, double end);
    // factor > 1 comes closer; `seconds` stays where it is on the screen.
    void zoomAt(double seconds, double factor);
    void panBy(double seconds);
    void fit();
    // Turns the page when a time is not visible, as playing needs: it then stands a tenth from the left.
    void reveal(double seconds);
    // Ends in either order; an empty span clears.
    void setSelection(double start, double end);
    void clearSelection();
    void setCursor(std::optional<double> seconds);
    void setHover(std::optional<double> seconds);
    // Asks whoever plays to go there; nothing to ask while duration is 0.
    void requestSeek(double seconds);

    // Position of a time on a lane of this width, and back. Not clipped.
    double xOf(double seconds, double width) const;
    double secondsAt(double x, double width) const;

Q_SIGNALS:
    void durationChanged(double seconds);
    void visibleChanged();
    void selectionChanged();
    void cursorChanged();
    void hoverChanged();
    void seekRequested(double seconds);

private:
    double axisEnd() const { return m_duration > 0.0 ? m_duration : kEmptySpan; }

    double m_duration = 0.0;
    TimeSpan m_visible{0.0, kEmptySpan};
    std::optional<TimeSpan> m_selection;
    std::optional<double> m_cursor;
    std::optional<double> m_hover;
};

} // namespace steerscope
