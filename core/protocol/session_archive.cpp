// SPDX-License-Identifier: MIT
#include "core/protocol/session_archive.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/protocol/cbor.h"
#include "core/protocol/kept_bytes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <span>
#include <string_view>

namespace steerscope {

namespace {

constexpr std::string_view kMagic = "STEERSES";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHead = 12; // magic and version
constexpr std::size_t kTagBytes = 4;
constexpr std::size_t kChunkHead = kTagBytes + sizeof(std::uint64_t);
// Chunks. One that a reader does not know is skipped.
constexpr std::string_view kRecording = "RECD";
constexpr std::string_view kSamples = "PCMS"; // of the recording before it
constexpr std::string_view kRun = "RUN ";
constexpr std::string_view kGates = "GATE"; // of the run before it
constexpr std::string_view kEnd = "END "; // SHA-256 of everything before this chunk

constexpr float kStep = 1.0F / 32768.0F;

class ChunkWriter {
public:
    explicit ChunkWriter(const std::filesystem::path& file)
        : m_file(file)
    {
        put(kMagic.data(), kMagic.size());
        put(&kVersion, sizeof kVersion);
    }
    void chunk(std::string_view tag, const void* data, std::uint64_t bytes)
    {
        put(tag.data(), kTagBytes);
        put(&bytes, sizeof bytes);
        put(data, bytes);
    }
    void finish()
    {
        const Sha256::Digest digest = m_hash.digest();
        chunk(kEnd, digest.data(), digest.size());
        m_file.commit();
    }

private:
    void put(const void* data, std::size_t bytes)
    {
        m_file.write(data, bytes);
        m_hash.add(data, bytes);
    }

    AtomicFile m_file;
    Sha256 m_hash;
};

bool fitsIn16Bits(const std::vector<float>& samples)
{
    return std::all_of(samples.begin(), samples.end(), [](float sample) {
        const float steps = sample / kStep;
        return steps >= -32768.0F && steps <= 32767.0F && steps == std::nearbyint(steps)
            && !(steps == 0.0F && std::signbit(steps));
    });
}

KeptBytes recordingBytes(const ArchivedRecording& recording, bool narrow)
{
    KeptBytes bytes;
    protocol::cbor::Writer out(bytes);
    const std::size_t begin = out.beginMap();
    out.text("path");
    out.text(recording.recording.path);
    out.text("hash");
    out.text(recording.recording.hash);
    out.text("seconds");
    out.real(recording.recording.seconds);
    out.text("reference");
    out.text(recording.reference);
    out.text("sample_rate");
    out.integer(recording.audio.sampleRate);
    out.text("samples");
    out.text(narrow ? "s16" : "f32");
    out.endMap(begin, 6);
    return bytes;
}

void writeRecording(ChunkWriter& output, const ArchivedRecording& recording)
{
    const std::vector<float>& samples = recording.audio.samples;
    const bool narrow = fitsIn16Bits(samples);
    const KeptBytes head = recordingBytes(recording, narrow);
    output.chunk(kRecording, head.data(), head.size());
    if (!narrow) {
        output.chunk(kSamples, samples.data(), samples.size() * sizeof(float));
        return;
    }
    std::vector<std::int16_t> steps(samples.size());
    std::transform(samples.begin(), samples.end(), steps.begin(),
        [](float sample) { return static_cast<std::int16_t>(sample / kStep); });
    output.chunk(kSamples, steps.data(), steps.size() * sizeof(std::int16_t));
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why,
    const std::string& remedy = "ask for the file again")
{
    throw Failure(
        ErrorCode::Input, "the session archive cannot be read (" + why + ")", file.string(), remedy);
}

KeptBytes readWhole(const std::filesystem::path& file)
{
    std::ifstream input(file, std::ios::binary | std::ios::ate);
    if (!input)
        refuse(file, "there is no such file or it may not be read", "choose another file");
    const std::streamoff size = input.tellg();
    if (size < 0)
        refuse(file, "it is not a file", "choose another file");
    KeptBytes bytes(static_cast<std::size_t>(size));
    input.seekg(0);
    if (!bytes.empty() && !input.read(reinterpret_cast<char*>(bytes.data()), size))
        refuse(file, "reading failed");
    return bytes;
}

template <class T> T at(std::span<const std::uint8_t> bytes, std::size_t offset)
{
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

class ArchiveReader {
public:
    ArchiveReader(const std::filesystem::path& file, std::span<const std::uint8_t> bytes)
        : m_file(file)
        , m_bytes(bytes)
    {
    }

    SessionArchive read()
    {
        if (m_bytes.size() < kHead || std::memcmp(m_bytes.data(), kMagic.data(), kMagic.size()) != 0)
            refuse(m_file, "it is none", "choose a file that SteerScope exported");
        if (const auto version = at<std::uint32_t>(m_bytes, kMagic.size()); version > kVersion)
            refuse(m_file, "it has version " + std::to_string(version), "use a newer SteerScope");
        std::size_t offset = kHead;
        while (true) {
            if (m_bytes.size() - offset < kChunkHead)
                refuse(m_file, "it is cut short");
            const std::string_view tag(reinterpret_cast<const char*>(m_bytes.data()) + offset, kTagBytes);
            const auto length = at<std::uint64_t>(m_bytes, offset + kTagBytes);
            if (length > m_bytes.size() - offset - kChunkHead)
                refuse(m_file, "it is cut short");
            const auto content = m_bytes.subspan(offset + kChunkHead, length);
            if (tag == kEnd) {
                checkEnd(content, offset);
                return std::move(m_archive);
            }
            take(tag, content);
            offset += kChunkHead + length;
        }
    }

private:
    void checkEnd(std::span<const std::uint8_t> content, std::size_t offset)
    {
        Sha256 hash;
        hash.add(m_bytes.data(), offset);
        const Sha256::Digest digest = hash.digest();
        if (!std::equal(digest.begin(), digest.end(), content.begin(), content.end()))
            refuse(m_file, "it has changed since it was written");
        if (offset + kChunkHead + content.size() != m_bytes.size())
            refuse(m_file, "something follows its end");
    }

    void take(std::string_view tag, std::span<const std::uint8_t> content)
    {
        if (tag == kRecording)
            takeRecording(content);
        else if (tag == kSamples)
            takeSamples(content);
        else if (tag == kRun)
            m_archive.runs.push_back({keptRunFromBytes(content), {}});
        else if (tag == kGates && !m_archive.runs.empty())
            m_archive.runs.back().gates = keptGatesFromBytes(content);
    }

    void takeRecording(std::span<const std::uint8_t> content)
    {
        const protocol::cbor::Document document(content);
        const auto text = [&](const char* key) {
            const auto value = document.root().find(key);
            return std::string(value ? value->text().value_or("") : "");
        };
        ArchivedRecording& recording = m_archive.recordings.emplace_back();
        recording.recording.path = text("path");
        recording.recording.hash = text("hash");
        if (const auto seconds = document.root().find("seconds"))
            recording.recording.seconds = seconds->real().value_or(0.0);
        if (const auto rate = document.root().find("sample_rate"))
            recording.audio.sampleRate = static_cast<int>(rate->integer().value_or(kModelSampleRate));
        recording.reference = text("reference");
        m_samples = text("samples");
    }

    void takeSamples(std::span<const std::uint8_t> content)
    {
        if (m_archive.recordings.empty())
            refuse(m_file, "samples belong to no recording");
        std::vector<float>& samples = m_archive.recordings.back().audio.samples;
        if (m_samples == "f32") {
            samples.resize(content.size() / sizeof(float));
            if (!samples.empty())
                std::memcpy(samples.data(), content.data(), samples.size() * sizeof(float));
        } else if (m_samples == "s16") {
            samples.resize(content.size() / sizeof(std::int16_t));
            for (std::size_t i = 0; i < samples.size(); ++i)
                samples[i] = at<std::int16_t>(content, i * sizeof(std::int16_t)) * kStep;
        } else {
            refuse(m_file, "its samples have an unknown form", "use a newer SteerScope");
        }
    }

    const std::filesystem::path& m_file;
    std::span<const std::uint8_t> m_bytes;
    SessionArchive m_archive;
    std::string m_samples; // form of those that come next
};

} // namespace

const ArchivedRecording* SessionArchive::recordingOf(const KeptRun& run) const
{
    const auto found = std::find_if(recordings.begin(), recordings.end(),
        [&](const ArchivedRecording& recording) { return recording.recording.hash == run.recording.hash; });
    return found == recordings.end() ? nullptr : &*found;
}

void writeSessionArchive(const std::filesystem::path& file, const SessionArchive& archive)
{
    ChunkWriter output(file);
    for (const ArchivedRecording& recording : archive.recordings)
        writeRecording(output, recording);
    for (const ArchivedRun& run : archive.runs) {
        const KeptBytes bytes = keptRunBytes(run.run);
        output.chunk(kRun, bytes.data(), bytes.size());
        const KeptBytes gates = keptGatesBytes(run.gates);
        output.chunk(kGates, gates.data(), gates.size());
    }
    output.finish();
}

SessionArchive readSessionArchive(const std::filesystem::path& file)
{
    const KeptBytes bytes = readWhole(file);
    try {
        return ArchiveReader(file, bytes).read();
    } catch (const Failure& failure) {
        if (failure.error().code == ErrorCode::Input && !failure.error().where.empty())
            throw;
        refuse(file, failure.error().what);
    }
}

} // namespace steerscope
