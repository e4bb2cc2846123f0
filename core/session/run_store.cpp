// SPDX-License-Identifier: MIT
#include "core/session/run_store.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/protocol/settings_json.h"
#include "core/session/run_store_schema.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include <span>
#include <utility>

namespace steerscope {

namespace {

constexpr int kBusyMilliseconds = 5000; // another program commits several times a second at most
// SQLite's own codes for "this is no sound database".
const QString kCorrupt = QStringLiteral("11");
const QString kNoDatabase = QStringLiteral("26");

std::int64_t now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QByteArray blob(const KeptBytes& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

std::span<const std::uint8_t> bytesOf(const QByteArray& blob)
{
    return {reinterpret_cast<const std::uint8_t*>(blob.constData()), static_cast<std::size_t>(blob.size())};
}

// What decides the words besides settings and model; two runs are compared by it.
QByteArray optionsKey(const KeptRun& run)
{
    KeptState key;
    key.options = run.options;
    key.options.firstWindow = 0;
    key.options.target.clear();
    return blob(keptStateBytes(key));
}

// Bound as an integer of 64 bits; a QVariant of long would be bound as text.
QVariant number(std::int64_t value)
{
    return QVariant(static_cast<qlonglong>(value));
}

// Settings that this version cannot read are shown as trained; opening the run says why.
SteeringSettings settingsOf(const QString& json)
{
    const auto settings = attempt([&] { return steeringSettingsFromJson(json.toStdString()); });
    return settings ? settings.value() : SteeringSettings();
}

struct Damaged : Failure {
    explicit Damaged(const QString& file)
        : Failure(ErrorCode::Input, "the history is damaged", file.toStdString(),
            "start the program again: it moves the damaged file aside and begins a new one")
    {
    }
};

} // namespace

// One statement; a failure is thrown.
class RunStore::Query {
public:
    Query(const RunStore& store, const char* statement, std::initializer_list<QVariant> values = {})
        : m_query(store.m_database)
    {
        m_query.setForwardOnly(true);
        bool good = m_query.prepare(QString::fromLatin1(statement));
        for (const QVariant& value : values)
            m_query.addBindValue(value);
        good = good && m_query.exec();
        if (!good)
            fail(store);
    }
    bool next() { return m_query.next(); }
    QVariant operator[](int column) const { return m_query.value(column); }
    std::int64_t newId() const { return m_query.lastInsertId().toLongLong(); }

private:
    [[noreturn]] void fail(const RunStore& store) const
    {
        const QSqlError error = m_query.lastError();
        if (error.nativeErrorCode() == kCorrupt || error.nativeErrorCode() == kNoDatabase)
            throw Damaged(runStoreFile(store.m_folder));
        throw Failure(ErrorCode::Output, "the history cannot be used: " + error.databaseText().toStdString(),
            runStoreFile(store.m_folder).toStdString(), "make room on the disk, or mend the folder's rights");
    }

    QSqlQuery m_query;
};

QString runStoreFile(const QString& folder)
{
    return QDir(folder).filePath(QStringLiteral("runs.sqlite"));
}

RunStore::RunStore(const QString& folder)
    : m_folder(folder)
    , m_connection(QUuid::createUuid().toString())
{
    if (!QDir().mkpath(QDir(folder).filePath(QStringLiteral("gates"))))
        throw Failure(ErrorCode::Output, "the folder of the history cannot be made", folder.toStdString(),
            "mend its rights");
    try {
        try {
            open();
        } catch (const Damaged&) {
            close();
            moveAside();
            open();
        }
    } catch (...) {
        close();
        throw;
    }
}

RunStore::~RunStore()
{
    try {
        commit();
    } catch (...) { // nobody is left to tell; what was committed before is safe
    }
    close();
}

void RunStore::open()
{
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(runStoreFile(m_folder));
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(kBusyMilliseconds));
    if (!m_database.open())
        throw Failure(ErrorCode::Output,
            "the history cannot be opened: " + m_database.lastError().databaseText().toStdString(),
            runStoreFile(m_folder).toStdString(), "mend the file's rights");
    checkSound();
    Query(*this, "PRAGMA journal_mode = WAL");
    Query(*this, "PRAGMA synchronous = FULL");
    Query(*this, "PRAGMA foreign_keys = ON");
    migrate();
}

void RunStore::close()
{
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

void RunStore::checkSound()
{
    Query check(*this, "PRAGMA quick_check(1)");
    if (!check.next() || check[0].toString() != QLatin1String("ok"))
        throw Damaged(runStoreFile(m_folder));
}

void RunStore::migrate()
{
    const int found = pragma("PRAGMA user_version");
    if (found > kStoreVersion)
        throw Failure(ErrorCode::Input, "the history was written by a later version of this program",
            runStoreFile(m_folder).toStdString(), "use that version, or move the file away");
    if (found == kStoreVersion)
        return;
    if (found > 0) { // whatever goes wrong, the old one is there
        const QString copy = runStoreFile(m_folder) + QStringLiteral(".version-%1").arg(found);
        QFile::remove(copy);
        Query(*this, "VACUUM INTO ?", {copy});
    }
    Query(*this, "BEGIN IMMEDIATE"); // another window may be doing the same
    const int from = pragma("PRAGMA user_version");
    const auto step = [this, from](int number, const auto& statements) {
        for (const char* statement : statements)
            if (from < number)
                Query(*this, statement);
    };
    step(1, kStoreStep1);
    step(2, kStoreStep2);
    Query(*this, qPrintable(QStringLiteral("PRAGMA application_id = %1").arg(kStoreApplication)));
    Query(*this, qPrintable(QStringLiteral("PRAGMA user_version = %1").arg(kStoreVersion)));
    Query(*this, "COMMIT");
}

void RunStore::moveAside()
{
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    const QString file = runStoreFile(m_folder);
    m_movedAside = file + QStringLiteral(".damaged-") + stamp;
    if (QFile::exists(file) && !QFile::rename(file, m_movedAside))
        throw Failure(ErrorCode::Output, "the history is damaged and cannot be moved aside",
            file.toStdString(), "move the file away");
    for (const char* suffix : {"-wal", "-shm"})
        QFile::rename(file + QLatin1String(suffix), m_movedAside + QLatin1String(suffix));
    // Gates of runs that are no more must not come to be taken for those of new ones.
    const QDir folder(m_folder);
    QDir(m_folder).rename(QStringLiteral("gates"), QStringLiteral("gates.damaged-") + stamp);
    folder.mkpath(QStringLiteral("gates"));
}

void RunStore::begin()
{
    if (m_inTransaction)
        return;
    Query(*this, "BEGIN IMMEDIATE");
    m_inTransaction = true;
}

void RunStore::commit()
{
    if (!std::exchange(m_inTransaction, false))
        return;
    try {
        Query(*this, "COMMIT");
    } catch (...) { // a full disk: the next transaction can only begin when this one is gone
        QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK"));
        throw;
    }
}

void RunStore::addRecording(const KeptRecording& recording)
{
    Query(*this,
        "INSERT INTO recordings (hash, path, seconds, opened) VALUES (?, ?, ?, ?) ON CONFLICT (hash) DO "
        "UPDATE SET path = excluded.path, opened = excluded.opened",
        {text(recording.hash), text(recording.path), recording.seconds, number(now())});
}

QString RunStore::gatesFile(std::int64_t run) const
{
    return QDir(m_folder).filePath(QStringLiteral("gates/%1.gates").arg(run));
}

std::int64_t RunStore::addRun(const KeptRun& run, const KeptGates& gates)
{
    addRecording(run.recording);
    if (const auto same = run.baseline ? baselineOf(run) : std::nullopt)
        if (readRun(*same)->transcript.text() == run.transcript.text())
            return *same;
    const std::int64_t id = Query(*this,
        "INSERT INTO runs (at, recording, model, fingerprint, baseline, settings, options, words, details, "
        "tags, "
        "notes, pinned) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {number(run.when), text(run.recording.hash), text(run.model.name), text(run.model.fingerprint),
            run.baseline, text(steeringSettingsToJson(run.settings)), optionsKey(run),
            text(run.transcript.text()), blob(keptRunBytes(run)), text(run.tags), text(run.notes),
            run.pinned})
                                .newId();
    // The file before the row is committed: a row without its gates would be a loss, a file without its row
    // is written over by the next run of this number.
    AtomicFile file(gatesFile(id).toStdString());
    const KeptBytes bytes = keptGatesBytes(gates);
    file.write(bytes.data(), bytes.size());
    file.commit();
    return id;
}

void RunStore::setTags(std::int64_t run, const QString& tags)
{
    Query(*this, "UPDATE runs SET tags = ? WHERE id = ?", {tags, number(run)});
}

void RunStore::setNotes(std::int64_t run, const QString& notes)
{
    Query(*this, "UPDATE runs SET notes = ? WHERE id = ?", {notes, number(run)});
}

void RunStore::setPinned(std::int64_t run, bool pinned)
{
    Query(*this, "UPDATE runs SET pinned = ? WHERE id = ?", {pinned, number(run)});
}

void RunStore::removeRun(std::int64_t run)
{
    Query(*this, "DELETE FROM runs WHERE id = ?", {number(run)});
    QFile::remove(gatesFile(run));
}

void RunStore::setReference(const QString& recordingHash, const QString& words)
{
    Query(*this, "INSERT INTO corrections (recording, at, words) VALUES (?, ?, ?)",
        {recordingHash, number(now()), words});
}

QString RunStore::reference(const QString& recordingHash)
{
    Query query(
        *this, "SELECT words FROM corrections WHERE recording = ? ORDER BY id DESC LIMIT 1", {recordingHash});
    return query.next() ? query[0].toString() : QString();
}

std::vector<RunSummary> RunStore::runs()
{
    Query query(*this,
        "SELECT runs.id, at, path, recording, seconds, model, settings, words, tags, notes, baseline, pinned "
        "FROM runs JOIN recordings ON recordings.hash = runs.recording ORDER BY at DESC, runs.id DESC");
    std::vector<RunSummary> runs;
    while (query.next())
        runs.push_back({query[0].toLongLong(), query[1].toLongLong(), query[2].toString(),
            query[3].toString(), query[4].toDouble(), query[5].toString(), settingsOf(query[6].toString()),
            query[7].toString(), query[8].toString(), query[9].toString(), query[10].toBool(),
            query[11].toBool()});
    return runs;
}

std::optional<KeptRun> RunStore::readRun(std::int64_t run)
{
    Query query(*this,
        "SELECT details, tags, notes, pinned, path FROM runs JOIN recordings ON recordings.hash = "
        "runs.recording "
        "WHERE runs.id = ?",
        {number(run)});
    if (!query.next())
        return std::nullopt;
    KeptRun kept = keptRunFromBytes(bytesOf(query[0].toByteArray()));
    kept.id = run;
    kept.tags = query[1].toString().toStdString();
    kept.notes = query[2].toString().toStdString();
    kept.pinned = query[3].toBool();
    kept.recording.path = query[4].toString().toStdString(); // where it was last seen
    return kept;
}

KeptGates RunStore::readGates(std::int64_t run) const
{
    QFile file(gatesFile(run));
    if (!file.open(QIODevice::ReadOnly) || file.size() == 0)
        return {};
    uchar* mapped = file.map(0, file.size()); // until the file is closed
    if (!mapped)
        return {};
    return keptGatesFromBytes({mapped, static_cast<std::size_t>(file.size())});
}

std::optional<OpenedRun> RunStore::openRun(std::int64_t run)
{
    std::optional<KeptRun> kept = readRun(run);
    if (!kept)
        return std::nullopt;
    OpenedRun opened;
    opened.run = std::move(*kept);
    opened.gates = readGates(run);
    opened.reference = reference(text(opened.run.recording.hash));
    if (const auto baseline = baselineOf(opened.run)) {
        opened.baseline = readRun(*baseline);
        opened.baselineGates = readGates(*baseline);
    }
    return opened;
}

std::optional<std::int64_t> RunStore::baselineOf(const KeptRun& run)
{
    Query query(*this,
        "SELECT id FROM runs WHERE recording = ? AND fingerprint = ? AND baseline AND options = ? ORDER BY "
        "id "
        "DESC LIMIT 1",
        {text(run.recording.hash), text(run.model.fingerprint), optionsKey(run)});
    if (!query.next())
        return std::nullopt;
    return query[0].toLongLong();
}

std::int64_t RunStore::beginSession()
{
    return Query(*this, "INSERT INTO sessions (began) VALUES (?)", {number(now())}).newId();
}

void RunStore::saveState(std::int64_t session, const KeptState& state)
{
    Query(*this, "UPDATE sessions SET state = ?, saved = ? WHERE id = ?",
        {blob(keptStateBytes(state)), number(now()), number(session)});
}

void RunStore::endSession(std::int64_t session)
{
    Query(*this, "UPDATE sessions SET ended = ? WHERE id = ?", {number(now()), number(session)});
}

std::optional<LastSession> RunStore::lastSession()
{
    Query query(*this,
        "SELECT id, state, ended FROM sessions WHERE state IS NOT NULL ORDER BY saved DESC, id DESC LIMIT 1");
    if (!query.next())
        return std::nullopt;
    return LastSession{query[0].toLongLong(), keptStateFromBytes(bytesOf(query[1].toByteArray())),
        !query[2].isNull(), false};
}

int RunStore::pragma(const char* statement)
{
    Query query(*this, statement);
    query.next();
    return query[0].toInt();
}

int RunStore::dataVersion()
{
    return pragma("PRAGMA data_version");
}

} // namespace steerscope
