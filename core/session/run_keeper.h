// SPDX-License-Identifier: MIT
// The store on a thread of its own. Everything here returns at once; what is asked for comes back as a
// signal, in the order it was asked for. Changes are committed together, at most kCommitMilliseconds after
// the first of them: a kill -9 loses no more than that.
#pragma once

#include "core/base/error.h"
#include "core/session/run_store.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <vector>

namespace steerscope {

class RunKeeper : public QObject {
    Q_OBJECT

public:
    static constexpr int kCommitMilliseconds = 300;

    explicit RunKeeper(QObject* parent = nullptr);
    ~RunKeeper() override; // commits and waits

    // Emits opened() with the last session, or failed(); then nothing else is kept. Begins a session.
    void open(const QString& folder);

    void keepRecording(std::shared_ptr<const Waveform> audio, const QString& path); // its hash: see hashed()
    void keepRun(std::shared_ptr<const Waveform> audio, KeptRun run, KeptGates gates);
    void setTags(std::int64_t run, const QString& tags);
    void setNotes(std::int64_t run, const QString& notes);
    void setPinned(std::int64_t run, bool pinned);
    void removeRun(std::int64_t run);
    void setReference(const QString& recordingHash, const QString& text);
    void keepState(const KeptState& state);
    void endSession(); // by the user's will: the last one that is kept

    void list(); // runsListed(), now and whenever something changed, here or in another program
    void openRuns(const std::vector<std::int64_t>& runs, quint64 request); // runsOpened()

Q_SIGNALS:
    void opened(const std::optional<steerscope::LastSession>& last, const QString& movedAside);
    void hashed(const QString& path, const QString& hash); // of a recording that was given to be kept
    void runKept(qint64 id, const steerscope::KeptRun& run); // in this session
    void runsListed(const std::vector<steerscope::RunSummary>& runs);
    void runsOpened(const std::vector<steerscope::OpenedRun>& runs, quint64 request); // gone ones left out
    void failed(const steerscope::Error& error);

private:
    class Worker;
    void post(std::function<void(Worker&)> work);

    QThread m_thread;
    Worker* m_worker; // lives on the thread
};

} // namespace steerscope
