// SPDX-License-Identifier: MIT
#include "core/protocol/session_archive.h"

#include "core/base/error.h"
#include "tests/core/protocol/kept_samples.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

using namespace steerscope;
using namespace steerscope::test;

namespace {

SessionArchive someArchive(bool narrow)
{
    SessionArchive archive;
    ArchivedRecording recording;
    recording.recording = keptRun().recording;
    recording.reference = "seven tree one";
    for (int i = -3; i < 4; ++i)
        recording.audio.samples.push_back(static_cast<float>(i) * 1000.0F / 32768.0F);
    recording.audio.samples.push_back(narrow ? -1.0F : 0.1F);
    archive.recordings.push_back(recording);
    archive.runs.push_back({keptRun(), keptGates()});
    archive.runs.push_back({keptRun("seven tree one"), {}});
    return archive;
}

std::vector<char> bytesOf(const std::filesystem::path& file)
{
    std::ifstream input(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(input), {}};
}

void put(const std::filesystem::path& file, const std::vector<char>& bytes)
{
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string refusal(const std::filesystem::path& file)
{
    try {
        readSessionArchive(file);
    } catch (const Failure& failure) {
        CHECK(failure.error().code == ErrorCode::Input);
        CHECK(failure.error().where == file.string());
        return failure.error().what;
    }
    return {};
}

} // namespace

TEST_CASE("session archive: samples, words and gates come back exactly")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "a.steersession";
    for (const bool narrow : {true, false}) {
        const SessionArchive archive = someArchive(narrow);
        writeSessionArchive(file, archive);
        const SessionArchive back = readSessionArchive(file);
        REQUIRE(back.recordings.size() == 1);
        CHECK(back.recordings[0].audio.samples == archive.recordings[0].audio.samples);
        CHECK(back.recordings[0].audio.sampleRate == kModelSampleRate);
        CHECK(back.recordings[0].reference == "seven tree one");
        CHECK(back.recordings[0].recording.path == "/home/u/take.wav");
        REQUIRE(back.runs.size() == 2);
        CHECK(back.runs[0].run.transcript.text() == "seven three one");
        CHECK(back.runs[0].gates.at(1)->layers.at(0).gates == archive.runs[0].gates[1]->layers[0].gates);
        CHECK(back.runs[1].run.transcript.text() == "seven tree one");
        CHECK(back.runs[1].gates.empty());
        CHECK(back.recordingOf(back.runs[1].run) == &back.recordings[0]);
    }
}

TEST_CASE("session archive: a changed byte anywhere and a cut anywhere is noticed")
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "a.steersession";
    writeSessionArchive(file, someArchive(true));
    const std::vector<char> whole = bytesOf(file);
    const auto broken = folder.path() / "b.steersession";
    for (std::size_t at = 0; at < whole.size(); at += 7) {
        std::vector<char> changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        put(broken, changed);
        CHECK_FALSE(refusal(broken).empty());
        put(broken, {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(at)});
        CHECK_FALSE(refusal(broken).empty());
    }
}

TEST_CASE("session archive: what it cannot be is said")
{
    const TemporaryFolder folder;
    CHECK(refusal(folder.path() / "none").find("no such file") != std::string::npos);
    const auto file = folder.path() / "a.steersession";
    put(file, {'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'A', 'V', 'E', 'x'});
    CHECK(refusal(file).find("it is none") != std::string::npos);
    writeSessionArchive(file, someArchive(true));
    std::vector<char> later = bytesOf(file);
    later[8] = 9;
    put(file, later);
    CHECK(refusal(file).find("version 9") != std::string::npos);
}
