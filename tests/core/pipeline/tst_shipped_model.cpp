// SPDX-License-Identifier: MIT
// The model that is shipped, as a user meets it (resources/models/spoken-words/CARD.md).
#include "core/audio/audio_file.h"
#include "core/base/error.h"
#include "core/pipeline/transcriber.h"
#include "core/text/error_rate.h"
#include "tests/support/golden.h"

#include <doctest/doctest.h>

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
