// SPDX-License-Identifier: MIT
// Keeps what the window does and brings it back: settled runs into the history, the state of every moment
// into the session, and both again from the store.
#pragma once

#include "app/gui/document.h"
#include "app/gui/wiring.h"
#include "core/session/run_keeper.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace steerscope {

class HistoryController : public QObject {
    Q_OBJECT

public:
    HistoryController(const WindowParts& parts, QObject* parent);

    // Opens the store. With reopen, the last session comes back, unless its program still runs.
    void open(const QString& folder, bool reopen);
    void end(); // the window closes, by the user's will

    // Recording, steering, words and gates of a run as they were; nothing is computed where the model is the
    // run's own.
    void restore(std::int64_t run);
    void compare(const std::vector<std::int64_t>& runs);
    void exportRuns(const std::vector<std::int64_t>& runs, const QString& file);
    void setReference(const QString& text); // of the runs compared
    bool busy() const { return m_pending.has_value(); } // something is being brought back
    std::int64_t shownRun() const { return m_shown; } // 0: what is shown is not in the history
    RunKeeper* keeper() { return &m_keeper; }

Q_SIGNALS:
    void restored(); // state or run
    void compared(const std::vector<steerscope::OpenedRun>& runs);
    void exportReady(const std::vector<steerscope::OpenedRun>& runs, const QString& file);

private:
    struct Pending { // to be shown once its recording and model are there
        KeptState state;
        std::optional<OpenedRun> run;
        bool modelAsked = false;
        bool recordingAsked = false;
    };
    enum class Use { Restore, Compare, Export };

    void connectDocument();
    void forgetShown();
    void keepLater(); // the state, a moment from now
    void keepState();
    void keepRun(Document::Lane lane);
    void openRuns(const std::vector<std::int64_t>& runs, Use use);
    void useOpened(const std::vector<OpenedRun>& runs, quint64 request);
    void begin(Pending pending);
    void proceed();
    void apply();
    void showRun(const OpenedRun& run);
    void showLast(const std::optional<LastSession>& last, const QString& movedAside);

    WindowParts m_parts;
    RunKeeper m_keeper;
    QTimer m_later;
    std::optional<Pending> m_pending;
    std::optional<KeptState> m_lastState; // of the session before, until its run is read
    bool m_open = false;
    bool m_reopen = false;
    bool m_restoring = false;
    bool m_ended = false;
    bool m_showedSomething = false;
    bool m_kept = false; // what is shown was given to the keeper
    bool m_baselineKept = false;
    std::int64_t m_shown = 0;
    quint64 m_request = 0; // the newest of openRuns()
    Use m_use = Use::Restore;
    QString m_archive; // file to be written
    QString m_comparedRecording; // hash
};

} // namespace steerscope
