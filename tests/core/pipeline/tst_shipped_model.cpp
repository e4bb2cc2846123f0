// SPDX-License-Identifier: MIT
// The model that is shipped, as a user meets it (resources/models/spoken-words/CARD.md).
#include "core/audio/audio_file.h"
#include "core/base/error.h"
#include "core/pipeline/transcriber.h"
#include "core/text/error_rate.h"
#include "tests/support/golden.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <numbers>
#include <random>
#include <sstream>

using namespace steerscope;
using namespace steerscope::test;

namespace {

std::filesystem::path resources()
{
    return dataFolder() / "../../resources";
}

std::unique_ptr<Transcriber> loadShipped()
{
    LoadOptions options;
    options.model = (resources() / "models/spoken-words").string();
    options.device = "cpu";
    options.threads = 2;
    return Transcriber::load(options);
}

std::string said(Transcriber& model, const Waveform& audio)
{
    std::string text;
    for (const Segment& segment : model.run(audio, {}).transcript.segments)
        text += (text.empty() || segment.text.empty() ? "" : " ") + segment.text;
    return text;
}

Waveform made(const std::function<float(int)>& sample)
{
    Waveform audio;
    for (int i = 0; i < 3 * kModelSampleRate; ++i)
        audio.samples.push_back(sample(i));
    return audio;
}

// Where a recording is within 30 dB of its loudest 25 ms, in stretches that at least 0.3 s of quiet separate.
std::vector<WindowSpan> loudStretches(const Waveform& audio)
{
    constexpr std::size_t kFrame = 400;
    constexpr std::size_t kHop = 160;
    std::vector<double> levels;
    for (std::size_t at = 0; at + kFrame <= audio.samples.size(); at += kHop) {
        double energy = 1e-12;
        for (std::size_t i = at; i < at + kFrame; ++i)
            energy += static_cast<double>(audio.samples[i]) * audio.samples[i];
        levels.push_back(10.0 * std::log10(energy));
    }
    const double loudest = *std::max_element(levels.begin(), levels.end());
    std::vector<WindowSpan> stretches;
    for (std::size_t frame = 0; frame < levels.size(); ++frame) {
        if (levels[frame] < loudest - 30.0)
            continue;
        const double start = static_cast<double>(frame) * 0.01;
        if (stretches.empty() || start - stretches.back().end > 0.3)
            stretches.push_back({start, start});
        stretches.back().end = start + 0.025;
    }
    std::erase_if(stretches, [](const WindowSpan& span) { return span.end - span.start < 0.1; }); // clicks
    return stretches;
}

} // namespace

TEST_CASE("the shipped model is small, stands by itself, and steers every layer")
{
    std::uintmax_t bytes = 0;
    for (const auto& entry :
        std::filesystem::recursive_directory_iterator(resources() / "models/spoken-words"))
        bytes += entry.is_regular_file() ? entry.file_size() : 0;
    CHECK(bytes < 30'000'000);
    const auto model = loadShipped();
    CHECK(model->info().decodesText);
    CHECK(model->info().steered.size() == static_cast<std::size_t>(model->info().encoderLayers));
}

TEST_CASE("the shipped model writes what people say in the sample recordings")
{
    const auto model = loadShipped();
    std::ifstream table(resources() / "samples/samples.tsv");
    std::string line;
    std::getline(table, line);
    ErrorCounts words;
    while (std::getline(table, line)) {
        std::istringstream fields(line);
        std::string file;
        std::string text;
        std::getline(fields, file, '\t');
        std::getline(fields, text, '\t');
        words += wordErrors(text, said(*model, readAudio(resources() / "samples" / file).waveform));
    }
    CHECK(words.referenceLength() == 13);
    CHECK(words.errors() <= 1);
}

TEST_CASE("the shipped model says nothing to silence, noise and tones")
{
    const auto model = loadShipped();
    std::mt19937 random(7);
    std::normal_distribution<float> normal(0.0F, 0.05F);
    CHECK(said(*model, made([](int) { return 0.0F; })).empty());
    CHECK(said(*model, made([&](int) { return normal(random); })).empty());
    const auto tone = [](int i, double hertz) {
        return static_cast<float>(0.1 * std::sin(2.0 * std::numbers::pi * hertz * i / kModelSampleRate));
    };
    CHECK(said(*model, made([&](int i) { return tone(i, 440.0); })).empty());
    CHECK(
        said(*model, made([&](int i) { return tone(i, 261.6) + tone(i, 329.6) + tone(i, 392.0); })).empty());
}

TEST_CASE("the shipped model says where each word is")
{
    const auto model = loadShipped();
    const Waveform audio = readAudio(resources() / "samples/left-stop-down.wav").waveform;
    RunOptions options;
    CHECK(model->run(audio, {}, options).transcript.segments[0].words.empty()); // nobody asked
    options.wordTimes = true;
    const RunResult run = model->run(audio, {}, options);
    const Segment& segment = run.transcript.segments[0];
    REQUIRE(segment.text == "left stop down");
    CHECK(segment.wordSource == WordSource::Ctc);
    REQUIRE(segment.words.size() == 3);
    const std::vector<WindowSpan> loud = loudStretches(audio);
    REQUIRE(loud.size() == 3);
    const std::vector<std::string> spoken{"left", "stop", "down"};
    for (std::size_t i = 0; i < 3; ++i) {
        const TimedWord& word = segment.words[i];
        CHECK(word.text == spoken[i]);
        CHECK(word.aligned);
        CHECK(word.score > 0.3);
        CHECK(std::abs(word.start - loud[i].start) < 0.15);
        CHECK(std::abs(word.end - loud[i].end) < 0.35); // a "p" is let go long after it is heard
    }
    // The same from the activation cache, and moved with the window it is in.
    options.cuts = {{0.25, audio.seconds()}};
    const RunResult moved = model->run(audio, {}, options);
    REQUIRE(moved.transcript.segments[0].words.size() == 3);
    CHECK(std::abs(moved.transcript.segments[0].words[0].start - segment.words[0].start) < 0.05);
}
