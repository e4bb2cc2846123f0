// SPDX-License-Identifier: MIT
// Checked by reading back through readAudio.
#include "core/audio/wav_writer.h"

#include "core/audio/audio_file.h"
#include "tests/core/audio/audio_test_support.h"

using namespace steerscope;
using namespace steerscope::test;

TEST_CASE("what is written is read back, sample by sample")
{
    const TempFolder folder;
    const Waveform waveform{sine(440.0, 0.3, kModelSampleRate, 1.7), kModelSampleRate};
    writeWav(folder / "a.wav", waveform);
    const LoadedAudio loaded = readAudio(folder / "a.wav");
    CHECK(loaded.waveform.samples == waveform.samples);
    CHECK(loaded.info.format == "WAV 32 bit float");
    CHECK(loaded.warnings.empty());
}

TEST_CASE("an existing file is replaced and nothing else is left behind")
{
    const TempFolder folder;
    writeBytes(folder / "a.wav", "old");
    writeWav(folder / "a.wav", {sine(440.0, 0.1, kModelSampleRate), kModelSampleRate});
    CHECK(inspectAudio(folder / "a.wav").seconds == doctest::Approx(0.1));
    CHECK(std::distance(std::filesystem::directory_iterator(folder / ""), {}) == 1);
}

TEST_CASE("a folder that is not there, and a name that is a folder, are failures of the output")
{
    const TempFolder folder;
    const Waveform waveform{{0.1F}, kModelSampleRate};
    CHECK(errorOf([&] { writeWav(folder / "none/a.wav", waveform); }).code == ErrorCode::Output);
    std::filesystem::create_directory(folder / "taken");
    const Error error = errorOf([&] { writeWav(folder / "taken", waveform); });
    CHECK(error.code == ErrorCode::Output);
    CHECK(std::distance(std::filesystem::directory_iterator(folder / ""), {}) == 1);
}
