// SPDX-License-Identifier: MIT
// Recordings, runs and what the window last showed, in one folder: runs.sqlite (WAL, synchronous FULL) and
// beside it a file of half-precision gates for each run, mapped only when its run is opened.
//
// Used by the thread that made it. Several programs may have the same folder open; each sees what the others
// have committed. Failures are thrown as Failure(Output) for what cannot be written and Failure(Input) for
// what cannot be read.
#pragma once

#include "core/protocol/kept_bytes.h"

#include <QByteArray>
#include <QSqlDatabase>
#include <QString>

#include <optional>
#include <vector>

namespace steerscope {

// What the history shows of a run; the rest is read when it is opened.
struct RunSummary {
    std::int64_t id = 0;
    std::int64_t when = 0; // milliseconds since 1970
    QString recording; // path
    QString recordingHash;
    double seconds = 0.0; // of the recording
    QString model; // its name
    SteeringSettings settings;
    QString text; // the words
    QString tags;
    QString notes;
    bool baseline = false;
    bool pinned = false;
};

struct OpenedRun {
    KeptRun run;
    KeptGates gates; // empty where their file is gone
    std::optional<KeptRun>
        baseline; // the newest run of the same recording, model and options without steering
    KeptGates baselineGates;
    QString reference; // the right words of its recording; empty: not known
};

struct LastSession {
    std::int64_t id = 0;
    KeptState state;
    bool ended = false; // by the user; false: its program died, or runs still
    bool alive = false; // its program runs still
};

class RunStore {
public:
    // Opens the store, makes it or brings it to this version's form. A damaged one is moved aside, see
    // movedAside(). Throws Failure(Input) for one of a later version, Failure(Output) for a folder that
    // cannot be used.
    explicit RunStore(const QString& folder);
    ~RunStore(); // what begin() began is committed
    RunStore(const RunStore&) = delete;
    RunStore& operator=(const RunStore&) = delete;

    const QString& movedAside() const
    {
        return m_movedAside;
    } // where the damaged store is; empty: it was well

    // Changes between the two become durable together; begin() does nothing within them.
    void begin();
    void commit();

    void addRecording(const KeptRecording& recording);
    // run.id does not count; returns its own. A run without steering does not depend on what is turned, so it
    // is kept once as long as it says the same.
    std::int64_t addRun(const KeptRun& run, const KeptGates& gates);
    void setTags(std::int64_t run, const QString& tags);
    void setNotes(std::int64_t run, const QString& notes);
    void setPinned(std::int64_t run, bool pinned);
    void removeRun(std::int64_t run);
    // The right words of a recording, as corrected now; older corrections stay in the store.
    void setReference(const QString& recordingHash, const QString& text);

    std::vector<RunSummary> runs(); // newest first, pinned among them
    std::optional<OpenedRun> openRun(std::int64_t run); // nullopt: it is gone
    QString reference(const QString& recordingHash);

    std::int64_t beginSession();
    void saveState(std::int64_t session, const KeptState& state);
    void endSession(std::int64_t session);
    std::optional<LastSession> lastSession(); // the newest one that showed something

    // Changes whenever another program has committed.
    int dataVersion();

private:
    class Query;

    void open();
    void close();
    void checkSound();
    void migrate();
    void moveAside();
    int pragma(const char* statement);
    QString gatesFile(std::int64_t run) const;
    KeptGates readGates(std::int64_t run) const;
    std::optional<KeptRun> readRun(std::int64_t run);
    std::optional<std::int64_t> baselineOf(const KeptRun& run); // the newest

    QString m_folder;
    QString m_connection; // name of the QSqlDatabase
    QSqlDatabase m_database;
    QString m_movedAside;
    bool m_inTransaction = false;
};

// The database file of a store.
QString runStoreFile(const QString& folder);

} // namespace steerscope
