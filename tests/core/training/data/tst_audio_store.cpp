// SPDX-License-Identifier: MIT
#include "core/training/data/audio_store.h"

#include "core/audio/audio_file.h"
#include "tests/core/training/data/data_test_support.h"

#include <chrono>

using namespace steerscope;
using namespace steerscope::test;

namespace {

Utterance utterance(const std::filesystem::path& audio, double seconds)
{
    Utterance result;
    result.audio = audio;
    result.seconds = seconds;
    result.text = "x";
    return result;
}

std::filesystem::path clip(const std::string& name)
{
    return std::filesystem::path(STEERSCOPE_TEST_DATA) / "audio" / name;
}

int filesIn(const std::filesystem::path& folder)
{
    return static_cast<int>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

} // namespace

TEST_CASE("decoded audio is kept: 16 bit to the bit, segments are parts of the whole")
{
    const TempFolder folder;
    const std::vector<float> whole = readAudio(clip("clip1.wav")).waveform.samples;
    std::vector<Utterance> utterances
        = {utterance(clip("clip1.wav"), static_cast<double>(whole.size()) / kModelSampleRate)};
    utterances.push_back(utterance(clip("clip1.wav"), 0.25));
    utterances.back().offset = 0.5;
    utterances.back().segment = true;
    utterances.push_back(utterances[0]); // again: its samples are not stored twice
    const AudioStore store(folder / "cache", utterances);
    CHECK(store.size() == 3);
    CHECK(store.samples(2) == whole);
    CHECK(std::filesystem::file_size(store.file()) < 2 * (whole.size() + 4000) + 500);
    CHECK(store.skipped().empty());
    CHECK(store.samples(0) == whole);
    CHECK(store.sampleCount(0) == static_cast<std::int64_t>(whole.size()));
    CHECK(store.samples(1) == std::vector<float>(whole.begin() + 8000, whole.begin() + 12000));
    CHECK(store.seconds(1) == 0.25);
    CHECK(store.file() == folder / ("cache/audio-" + store.key() + ".pcm16"));
}

TEST_CASE("a second opening decodes nothing; changed audio has another key")
{
    const TempFolder folder;
    writeWav(folder / "a.wav", sine(440.0, 1.0, kModelSampleRate));
    const std::vector<Utterance> utterances = {utterance(folder / "a.wav", 1.0)};
    int decoded = 0;
    const ProgressFn count = [&](const std::string&, double) { ++decoded; };
    const AudioStore first(folder / "cache", utterances, 1, count);
    CHECK(decoded == 1);
    const AudioStore second(folder / "cache", utterances, 1, count);
    CHECK(decoded == 1);
    CHECK(second.key() == first.key());
    CHECK(second.samples(0) == first.samples(0));

    std::filesystem::last_write_time(
        folder / "a.wav", std::filesystem::last_write_time(folder / "a.wav") + std::chrono::seconds(1));
    CHECK(AudioStore(folder / "cache", utterances).key() != first.key());
    std::vector<Utterance> other = utterances;
    other[0].seconds = 1.1;
    CHECK(AudioStore(folder / "cache", other).key() != first.key());
    CHECK(filesIn(folder / "cache") == 3);
}

TEST_CASE("the file is the same for any number of threads, and remade when damaged")
{
    const TempFolder folder;
    std::vector<Utterance> utterances;
    for (int i = 0; i < 20; ++i) {
        const auto file = folder / ("v" + std::to_string(i) + ".wav");
        writeWav(file, sine(200.0 + 10.0 * i, 0.2 + 0.1 * (i % 5), kModelSampleRate));
        utterances.push_back(utterance(file, 0.2 + 0.1 * (i % 5)));
    }
    const AudioStore one(folder / "one", utterances, 1);
    const AudioStore four(folder / "four", utterances, 4);
    const std::string bytes = readBytes(one.file());
    CHECK(bytes == readBytes(four.file()));
    for (const std::size_t size : {std::size_t{0}, std::size_t{10}, bytes.size() / 2, bytes.size() - 1}) {
        writeBytes(one.file(), bytes.substr(0, size));
        const AudioStore remade(folder / "one", utterances, 2);
        CHECK(readBytes(remade.file()) == bytes);
    }
    std::string wrongIndex = bytes;
    wrongIndex[bytes.size() - 60] = '\x7F'; // within the footer: more samples than there are
    writeBytes(one.file(), wrongIndex);
    CHECK(readBytes(AudioStore(folder / "one", utterances).file()) == bytes);
}

TEST_CASE("what cannot be decoded or is not what the manifest says is skipped and named")
{
    const TempFolder folder;
    Manifest manifest;
    manifest.files = {folder / "train.tsv"};
    writeWav(folder / "good.wav", sine(440.0, 1.0, kModelSampleRate));
    writeBytes(folder / "noise.wav", "this is no audio");
    const auto add = [&](const std::string& name, double seconds) -> Utterance& {
        manifest.utterances.push_back(utterance(folder / name, seconds));
        manifest.utterances.back().line = static_cast<int>(manifest.utterances.size()) + 1;
        return manifest.utterances.back();
    };
    add("good.wav", 1.2); // within half a second
    add("noise.wav", 1.0);
    add("gone.wav", 1.0);
    add("good.wav", 3.0);
    Utterance& segment = add("good.wav", 0.5);
    segment.segment = true;
    segment.offset = 0.75;
    for (int opening = 0; opening < 2; ++opening) { // made, then read back
        const AudioStore store(folder / "cache", manifest.utterances);
        CHECK(store.samples(0).size() == 16000);
        CHECK(store.samples(1).empty());
        const std::vector<SkippedRow> rows = skippedRows(store, manifest);
        REQUIRE(rows.size() == 4);
        CHECK(rows[0].line == 3);
        CHECK(rows[0].manifest == folder / "train.tsv");
        CHECK_FALSE(rows[0].why.empty());
        CHECK(rows[1].line == 4);
        CHECK(rows[2].why == "the audio is 1.000 s long, the manifest says 3.000 s");
        CHECK(rows[3].why == "the audio ends at 1.000 s, before the row's end at 1.250 s");
    }
}

TEST_CASE("stopped, or the disk full: nothing stays")
{
    const TempFolder folder;
    std::vector<Utterance> utterances;
    for (int i = 0; i < 10; ++i) {
        const auto file = folder / ("v" + std::to_string(i) + ".wav");
        writeWav(file, sine(300.0, 0.5, kModelSampleRate));
        utterances.push_back(utterance(file, 0.5));
    }
    const StopFlag stop;
    const ProgressFn stopHalfway = [&](const std::string&, double fraction) {
        if (fraction >= 0.5)
            stop.stop();
    };
    CHECK(errorOf([&] { AudioStore(folder / "cache", utterances, 2, stopHalfway, stop); }).code
        == ErrorCode::Cancelled);
    CHECK(filesIn(folder / "cache") == 0);

    const AudioStore good(folder / "cache", utterances);
    std::filesystem::create_directory(folder / "full");
    std::filesystem::create_symlink("/dev/full", folder / "full" / good.file().filename());
    const Error error = errorOf([&] { AudioStore(folder / "full", utterances); });
    CHECK(error.code == ErrorCode::Output);
    CHECK(error.what.find("No space left") != std::string::npos);

    writeBytes(folder / "file", "");
    CHECK(errorOf([&] { AudioStore(folder / "file/cache", utterances); }).code == ErrorCode::Output);
}
