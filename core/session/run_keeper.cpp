// SPDX-License-Identifier: MIT
#include "core/session/run_keeper.h"

#include <QDir>
#include <QLockFile>
#include <QTimer>

#include <utility>

namespace steerscope {

namespace {

constexpr int kLookMilliseconds = 1000; // for what other programs committed

// Held as long as the session's program lives.
QString lockFile(const QString& folder, std::int64_t session)
{
    return QDir(folder).filePath(QStringLiteral("session-%1.lock").arg(session));
}

} // namespace

class RunKeeper::Worker : public QObject {
public:
    explicit Worker(RunKeeper* keeper)
        : q(keeper)
        , m_commit(this)
        , m_look(this)
    {
        m_commit.setSingleShot(true);
        m_commit.setInterval(kCommitMilliseconds);
        m_look.setInterval(kLookMilliseconds);
        connect(&m_commit, &QTimer::timeout, this, [this] { guard([this] { commit(); }); });
        connect(&m_look, &QTimer::timeout, this, [this] { guard([this] { look(); }); });
    }

    // A failure is said once: a full disk must not fill the window with notices.
    template <class Work> void guard(Work&& work)
    {
        try {
            work();
            m_said = false;
        } catch (...) {
            if (!std::exchange(m_said, true))
                Q_EMIT q->failed(currentError());
        }
    }

    void open(const QString& folder)
    {
        m_store = std::make_unique<RunStore>(folder);
        std::optional<LastSession> last = m_store->lastSession();
        if (last && !last->ended)
            last->alive = !QLockFile(lockFile(folder, last->id)).tryLock(0);
        m_session = m_store->beginSession();
        m_alive = std::make_unique<QLockFile>(lockFile(folder, m_session));
        m_alive->setStaleLockTime(0); // only its process's end makes it stale
        m_alive->tryLock(0);
        m_version = m_store->dataVersion();
        Q_EMIT q->opened(last, m_store->movedAside());
    }

    // Reads; nothing where there is no store.
    template <class Read> void read(Read&& read)
    {
        if (m_store)
            read(*m_store);
    }

    // Changes what the history shows.
    template <class Change> void change(Change&& change)
    {
        write(std::forward<Change>(change));
        m_changed = m_store != nullptr;
    }

    template <class Change> void write(Change&& change)
    {
        if (!m_store)
            return;
        m_store->begin();
        change(*m_store);
        if (!m_commit.isActive())
            m_commit.start();
    }

    void commit()
    {
        if (!m_store)
            return;
        m_store->commit();
        if (std::exchange(m_changed, false) && m_listing)
            emitList();
    }

    void list()
    {
        m_listing = true;
        m_look.start();
        emitList();
    }

    void keepState(const KeptState& state)
    {
        write([&](RunStore& store) { store.saveState(m_session, state); });
    }

    void endSession()
    {
        write([&](RunStore& store) { store.endSession(m_session); });
        commit();
        m_store.reset();
    }

    const std::string& hashOf(const std::shared_ptr<const Waveform>& audio)
    {
        if (audio != m_hashed) {
            m_hash = waveformHash(*audio);
            m_hashed = audio;
        }
        return m_hash;
    }

private:
    void emitList()
    {
        read([this](RunStore& store) { Q_EMIT q->runsListed(store.runs()); });
    }

    void look()
    {
        read([this](RunStore& store) {
            const int version = store.dataVersion();
            if (std::exchange(m_version, version) != version)
                emitList();
        });
    }

    RunKeeper* const q;
    std::unique_ptr<RunStore> m_store;
    std::int64_t m_session = 0;
    std::unique_ptr<QLockFile> m_alive;
    std::shared_ptr<const Waveform> m_hashed; // the recording of m_hash
    std::string m_hash;
    QTimer m_commit;
    QTimer m_look;
    int m_version = 0;
    bool m_changed = false;
    bool m_listing = false;
    bool m_said = false;
};

RunKeeper::RunKeeper(QObject* parent)
    : QObject(parent)
    , m_worker(new Worker(this))
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

RunKeeper::~RunKeeper()
{
    post([](Worker& worker) { worker.commit(); });
    m_thread.quit(); // after what was posted before
    m_thread.wait();
}

void RunKeeper::post(std::function<void(Worker&)> work)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, work = std::move(work)] { worker->guard([&] { work(*worker); }); },
        Qt::QueuedConnection);
}

void RunKeeper::open(const QString& folder)
{
    post([folder](Worker& worker) { worker.open(folder); });
}

void RunKeeper::keepRecording(std::shared_ptr<const Waveform> audio, const QString& path)
{
    post([this, audio = std::move(audio), path](Worker& worker) {
        const KeptRecording recording{path.toStdString(), worker.hashOf(audio), audio->seconds()};
        Q_EMIT hashed(path, QString::fromStdString(recording.hash));
        worker.change([&](RunStore& store) { store.addRecording(recording); });
    });
}

void RunKeeper::keepRun(std::shared_ptr<const Waveform> audio, KeptRun run, KeptGates gates)
{
    post([this, audio = std::move(audio), run = std::move(run), gates = std::move(gates)](
             Worker& worker) mutable {
        run.recording.hash = worker.hashOf(audio);
        run.recording.seconds = audio->seconds();
        worker.change([&](RunStore& store) {
            run.id = store.addRun(run, gates);
            Q_EMIT runKept(run.id, run);
        });
    });
}

void RunKeeper::setTags(std::int64_t run, const QString& tags)
{
    post([run, tags](Worker& worker) { worker.change([&](RunStore& store) { store.setTags(run, tags); }); });
}

void RunKeeper::setNotes(std::int64_t run, const QString& notes)
{
    post([run, notes](
             Worker& worker) { worker.change([&](RunStore& store) { store.setNotes(run, notes); }); });
}

void RunKeeper::setPinned(std::int64_t run, bool pinned)
{
    post([run, pinned](
             Worker& worker) { worker.change([&](RunStore& store) { store.setPinned(run, pinned); }); });
}

void RunKeeper::removeRun(std::int64_t run)
{
    post([run](Worker& worker) { worker.change([&](RunStore& store) { store.removeRun(run); }); });
}

void RunKeeper::setReference(const QString& recordingHash, const QString& text)
{
    post([recordingHash, text](Worker& worker) {
        worker.write([&](RunStore& store) { store.setReference(recordingHash, text); });
    });
}

void RunKeeper::keepState(const KeptState& state)
{
    post([state](Worker& worker) { worker.keepState(state); });
}

void RunKeeper::endSession()
{
    post([](Worker& worker) { worker.endSession(); });
}

void RunKeeper::list()
{
    post([](Worker& worker) { worker.list(); });
}

void RunKeeper::openRuns(const std::vector<std::int64_t>& runs, quint64 request)
{
    post([this, runs, request](Worker& worker) {
        worker.read([&](RunStore& store) {
            std::vector<OpenedRun> opened;
            for (const std::int64_t run : runs)
                if (std::optional<OpenedRun> one = store.openRun(run))
                    opened.push_back(std::move(*one));
            Q_EMIT runsOpened(opened, request);
        });
    });
}

} // namespace steerscope
