// SPDX-License-Identifier: MIT
// Follows the run folder of a training (docs/training.md) that runs in another process, ran once, or has not
// begun: log.jsonl is read as it grows, a slice for each turn of the event loop, and from its beginning where
// a resumed run has cut lines off; status.json is read whenever it changes.
#pragma once

#include "core/session/training_run.h"
#include "core/session/training_status.h"

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

class QFile;

namespace steerscope {

class TrainingLog : public QObject {
    Q_OBJECT

public:
    explicit TrainingLog(QObject* parent = nullptr);

    void open(const QString& folder);
    void close();
    const QString& folder() const { return m_folder; } // empty: none

    // They grow in the event loop, and begin anew where the log does: look columns up when they are drawn.
    const TrainingRun& run() const { return m_run; }
    const TrainingStatus& status() const { return m_status; }
    TrainingState state() const { return m_state; }
    // All that is in the log by now has been read.
    bool caughtUp() const { return m_caughtUp; }
    // Looks now instead of when the watcher or the timer says so.
    void look();

Q_SIGNALS:
    void changed();
    void caughtUpFirst(); // once after each open()

private:
    void watch();
    void readStatus();
    void readSlice();
    bool sameAsBefore(QFile& file);
    void takeLines();
    void startOver();
    void tell(bool now);

    QString m_folder;
    TrainingRun m_run;
    QByteArray m_statusText;
    TrainingStatus m_status;
    TrainingState m_state = TrainingState::None;
    QFileSystemWatcher m_watcher;
    QTimer m_poll; // file systems that tell nothing, processes that end without a word
    QTimer m_soon; // many changes, one look
    QTimer m_next; // the next slice
    QElapsedTimer m_sinceTold;
    qint64 m_offset = 0; // bytes read
    QByteArray m_tail; // the last bytes read, to see whether the file is still the same up to there
    QByteArray m_rest; // a line that is not whole yet
    qint64 m_lines = 0;
    bool m_caughtUp = false;
    bool m_wasCaughtUp = false;
    bool m_untold = false; // something changed since changed()
};

} // namespace steerscope
