// SPDX-License-Identifier: MIT
// Plays the open recording and moves the cursor of the shared time axis with what is heard.
#pragma once

#include "core/audio/player.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace steerscope {

class TimeView;

class PlaybackController : public QObject {
    Q_OBJECT

public:
    PlaybackController(TimeView* time, QObject* parent = nullptr);

    void setAudio(std::shared_ptr<const Waveform> audio); // stops; null: none
    bool playing() const { return m_timer.isActive(); }
    void setLoop(bool loop) { m_loop = loop; }

    void toggle(); // from the cursor, or the start of the selection
    void playSelection();
    void stop();
    void seek(double seconds); // playing goes on from there
    void step(double seconds);

Q_SIGNALS:
    void stateChanged(bool playing);
    void failed(const steerscope::Error& error);

private:
    void play(double start, double end);
    void poll();

    TimeView* m_time;
    Player m_player;
    QTimer m_timer;
    std::shared_ptr<const Waveform> m_audio;
    double m_start = 0.0; // of what is playing, for the loop
    double m_end = 0.0;
    bool m_loop = false;
};

} // namespace steerscope
