// SPDX-License-Identifier: MIT
// Shows the document: what is opened and what the engine says about it appears in every view.
#pragma once

#include "app/gui/audio_opener.h"
#include "app/gui/document.h"
#include "app/gui/job_runner.h"
#include "app/gui/live_mel.h"
#include "core/base/gating_figures.h"

#include <QObject>
#include <QTimer>

namespace steerscope {

class DetailPanel;
class GateStore;
class RunController;
class SteeringModel;
class TimeView;
class Workspace;

class ViewBinding : public QObject {
    Q_OBJECT

public:
    struct Views {
        TimeView* time;
        GateStore* gates;
        Workspace* workspace;
        DetailPanel* detail;
    };

    ViewBinding(const Document* document, const EngineSession* session, const SteeringModel* steering,
        const Views& views, QObject* parent = nullptr);

    // All of the last audio window's padding on the time axis, or only a little of it.
    void setShowPadding(bool all);
    void setStale(); // the rows belong to older settings
    // Log-mel or figures of what is there are still being computed.
    bool busy() const { return m_melJob.busy() || m_figuresJob.busy() || m_figuresTimer.isActive(); }

    // While recording, in place of a document.
    void startRecording(int sampleRate);
    void showRecorded(const std::vector<float>& samples, int sampleRate);
    void startLive();
    void showLiveSound(const std::vector<float>& samples); // 16 kHz mono

Q_SIGNALS:
    void failed(const steerscope::Error& error);

private:
    void showOpened();
    void showClosed();
    void useModel();
    void startMel();
    void showWindows();
    void showDuration();
    void showWords();
    void computeFigures();
    void showFigures(const std::vector<LayerFigures>& figures);

    const Document* m_document;
    const EngineSession* m_session;
    const SteeringModel* m_steering;
    Views m_views;
    MelJob m_melJob;
    LiveMel m_liveMel;
    JobRunner m_figuresJob;
    QTimer m_figuresTimer; // figures of a long recording once for many windows
    QTimer m_wordsTimer; // the same for words that come token by token
    bool m_allPadding = false;
    int m_melBins = 0; // of the log-mel on show
    double m_melWindow = 0.0;
    double m_recorded = 0.0; // seconds, while recording
};

} // namespace steerscope
