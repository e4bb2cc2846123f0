// SPDX-License-Identifier: MIT
// What is open: one recording, and what the last runs said about it. Values only, GUI thread; the views
// listen and export reads.
#pragma once

#include "core/audio/audio_file.h"
#include "core/base/gating_trace.h"
#include "core/base/run.h"
#include "core/session/engine_session.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace steerscope {

// What one lane (steered, or steering removed) has said so far about the recording.
struct LaneResult {
    std::vector<std::shared_ptr<const GatingTrace>> traces; // by window; null until its encoder has run
    Transcript transcript; // by window; grows token by token
    std::optional<TargetScore> score;
    Timings timings; // of the last run
    bool wroteWords = false; // the last run decoded
    std::int64_t cacheBytes = 0;
    std::int64_t residentBytes = 0;
    bool running = false;
    int partial = -1; // live: the window whose words may still change
    bool decoded = false; // the transcript is whole and of the settings of this moment
};

class Document : public QObject {
    Q_OBJECT

public:
    using Lane = EngineSession::Lane;

    explicit Document(QObject* parent = nullptr);

    bool isOpen() const { return m_audio != nullptr; }
    const QString& path() const { return m_path; }
    QString name() const; // file name, for titles
    const AudioFileInfo& info() const { return m_info; }
    std::shared_ptr<const Waveform> audio() const { return m_audio; }
    double seconds() const { return m_audio ? m_audio->seconds() : 0.0; }
    const std::vector<WindowSpan>& windows() const { return m_windows; } // empty before the first run
    const LaneResult& lane(Lane lane) const { return m_lanes[lane == Lane::Steered ? 0 : 1]; }

    // What was said live about the recording stays until a run has said more, and the recording is cut as it
    // was then.
    void open(const QString& path, LoadedAudio audio);
    void close();
    const std::vector<WindowSpan>& liveCuts() const { return m_liveCuts; } // of the recording; usually none
    void forgetResults(); // another model

    // What the session says, in its order.
    void startRun(Lane lane, const std::vector<WindowSpan>& windows, bool decodes);
    void takeTrace(Lane lane, const std::shared_ptr<const GatingTrace>& trace);
    void takeToken(Lane lane, int window, const Token& token);
    void takeSegment(Lane lane, int window, const Segment& segment);
    void takeScore(const TargetScore& score);
    void endRun(Lane lane, const protocol::RunDone& done, bool decoded);
    void takeLive(const LiveUtterance& utterance); // while recording; each is a window of its own
    void abandonRuns(); // cancelled or failed
    void settingsChanged(); // the steered words belong to older settings from now on
    void wordsChanged(); // so do those of both lanes: another prompt, sampling ...

Q_SIGNALS:
    void opened();
    void closed();
    void resultsForgotten();
    void windowsChanged();
    void runStarted(steerscope::EngineSession::Lane lane, bool decodes);
    void traceChanged(
        steerscope::EngineSession::Lane lane, std::shared_ptr<const steerscope::GatingTrace> trace);
    void tokenAdded(steerscope::EngineSession::Lane lane, int window, const steerscope::Token& token);
    void segmentChanged(steerscope::EngineSession::Lane lane, int window);
    void scoreChanged();
    void runEnded(steerscope::EngineSession::Lane lane);
    void runsAbandoned();
    void liveChanged(int window, bool final);

private:
    LaneResult& mutableLane(Lane lane) { return m_lanes[lane == Lane::Steered ? 0 : 1]; }
    bool hasWindow(int window) const;

    QString m_path;
    AudioFileInfo m_info;
    std::shared_ptr<const Waveform> m_audio;
    std::vector<WindowSpan> m_windows;
    LaneResult m_lanes[2];
    std::vector<WindowSpan> m_liveCuts;
};

} // namespace steerscope
