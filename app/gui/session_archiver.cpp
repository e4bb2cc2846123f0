// SPDX-License-Identifier: MIT
#include "app/gui/session_archiver.h"

#include "core/audio/audio_file.h"
#include "core/audio/wav_writer.h"

namespace steerscope {

namespace {

constexpr std::size_t kNameDigits = 12; // of the hash, in the name of an unpacked recording

// Named after what it holds: unpacking twice makes one file.
void unpack(SessionArchive& archive, const std::filesystem::path& folder)
{
    for (ArchivedRecording& recording : archive.recordings) {
        const std::string stem = std::filesystem::path(recording.recording.path).stem().string();
        const std::filesystem::path file
            = folder / (stem + "-" + recording.recording.hash.substr(0, kNameDigits) + ".wav");
        if (!std::filesystem::exists(file))
            writeWav(file, recording.audio);
        recording.recording.path = file.string();
        for (ArchivedRun& run : archive.runs)
            if (run.run.recording.hash == recording.recording.hash)
                run.run.recording.path = recording.recording.path;
    }
}

} // namespace

SessionArchive archiveOf(const std::vector<OpenedRun>& runs, const StopFlag& stop)
{
    SessionArchive archive;
    for (const OpenedRun& opened : runs) {
        archive.runs.push_back({opened.run, opened.gates});
        if (archive.recordingOf(opened.run))
            continue;
        ArchivedRecording& recording = archive.recordings.emplace_back();
        recording.recording = opened.run.recording;
        recording.reference = opened.reference.toStdString();
        recording.audio = readAudio(opened.run.recording.path, {}, stop).waveform;
        if (waveformHash(recording.audio) != opened.run.recording.hash)
            throw Failure(ErrorCode::Input, "the recording has changed since its run",
                opened.run.recording.path, "export runs of recordings that are as they were");
    }
    return archive;
}

SessionArchiver::SessionArchiver(QObject* parent)
    : QObject(parent)
{
}

void SessionArchiver::write(const std::vector<OpenedRun>& runs, const QString& file)
{
    m_job.start(
        [runs, file](const StopFlag& stop, const JobRunner::Reporter&) {
            writeSessionArchive(file.toStdString(), archiveOf(runs, stop));
            return true;
        },
        [this, file](const Result<bool>& done) {
            if (done)
                Q_EMIT written(file);
            else
                Q_EMIT failed(done.error());
        });
}

void SessionArchiver::read(const QString& file, const QString& folder)
{
    using Archive = std::shared_ptr<const SessionArchive>;
    m_job.start(
        [file, folder](const StopFlag&, const JobRunner::Reporter&) -> Archive {
            auto archive = std::make_shared<SessionArchive>(readSessionArchive(file.toStdString()));
            unpack(*archive, folder.toStdString());
            return archive;
        },
        [this, file](const Result<Archive>& archive) {
            if (archive)
                Q_EMIT readDone(file, archive.value());
            else
                Q_EMIT failed(archive.error());
        });
}

} // namespace steerscope
