// SPDX-License-Identifier: MIT
// Against the probabilities and segments of Silero VAD's own package (tests/data/vad/HOW_MADE.md).
#include "core/pipeline/voice_activity.h"

#include "core/audio/speech_segments.h"
#include "tests/core/pipeline/model_fixture.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace steerscope;
using namespace steerscope::test;

namespace {

constexpr double kTolerance = 1e-4;

std::filesystem::path weights()
{
    return dataFolder() / "../../resources/models/vad/silero_vad_16k.safetensors";
}

std::vector<float> samplesOf(const std::string& file)
{
    return readAudio(dataFolder() / file).waveform.samples;
}

std::vector<float> recording(const std::string& name)
{
    if (name == "speech")
        return samplesOf("vad/speech.wav");
    if (name != "joined")
        return samplesOf("audio/" + name + ".wav");
    std::vector<float> joined = samplesOf("audio/clip1.wav");
    joined.insert(joined.end(), 11111, 0.0F);
    const auto add = [&](const std::string& file, float gain) {
        for (float sample : samplesOf(file))
            joined.push_back(sample * gain);
    };
    add("vad/speech.wav", 1.0F);
    add("audio/clip2.wav", 1.0F);
    add("vad/speech.wav", 0.05F);
    return joined;
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    REQUIRE(a.size() == b.size());
    double largest = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        largest = std::max(largest, std::abs(static_cast<double>(a[i]) - b[i]));
    return largest;
}

} // namespace

TEST_CASE("probabilities and stretches of speech are the package's")
{
    VoiceDetector detector(weights());
    const auto goldens = readJson(dataFolder() / "vad/probabilities.json");
    REQUIRE(goldens.size() == 4);
    for (const auto& [name, golden] : goldens.items()) {
        CAPTURE(name);
        const std::vector<float> samples = recording(name);
        REQUIRE(samples.size() == golden.at("samples").get<std::size_t>());
        const std::vector<float> found = detector.listen(samples);
        CHECK(largestDifference(found, golden.at("probabilities").get<std::vector<float>>()) <= kTolerance);
        std::vector<SpeechSpan> wanted;
        for (const auto& span : golden.at("speech"))
            wanted.push_back({span.at(0), span.at(1)});
        CHECK(speechSegments(found, static_cast<std::int64_t>(samples.size())) == wanted);
    }
}

TEST_CASE("a stream in pieces of any size gives what the whole gives")
{
    VoiceDetector detector(weights());
    const std::vector<float> samples = recording("joined");
    const std::vector<float> whole = detector.listen(samples);
    for (std::size_t piece : {1UL, 160UL, 512UL, 1023UL, 100000UL}) {
        CAPTURE(piece);
        const std::size_t length = piece == 1 ? 5000 : samples.size();
        std::vector<float> found;
        for (std::size_t at = 0; at < length; at += piece) {
            const auto more = detector.feed(std::span(samples).subspan(at, std::min(piece, length - at)));
            CHECK(more.size() <= piece / kVoiceChunk + 1);
            found.insert(found.end(), more.begin(), more.end());
        }
        CHECK(found.size() == length / kVoiceChunk); // at once, not later
        if (length < samples.size())
            CHECK(detector.finish().size() == 1); // the rest; not what stands in the recording there
        else
            found.push_back(detector.finish().at(0));
        CHECK(largestDifference(found, {whole.begin(), whole.begin() + static_cast<long>(found.size())})
            <= 1e-5);
    }
    CHECK(detector.finish().empty());
    CHECK(detector.feed({}).empty());
}

TEST_CASE("two detectors do not hear each other")
{
    VoiceDetector a(weights());
    VoiceDetector b(weights());
    const std::vector<float> speech = recording("speech");
    const std::vector<float> noise = recording("clip1");
    const std::span<const float> first = std::span(speech).first(512 * 30);
    const std::span<const float> second = std::span(speech).subspan(512 * 30, 512 * 30);
    std::vector<float> found = a.feed(first);
    b.feed(noise);
    const std::vector<float> rest = a.feed(second);
    found.insert(found.end(), rest.begin(), rest.end());
    const std::vector<float> alone = VoiceDetector(weights()).feed(std::span(speech).first(512 * 60));
    CHECK(largestDifference(found, alone) <= 1e-5);
}

TEST_CASE("what is not a number is silence and spoils nothing after it")
{
    VoiceDetector detector(weights());
    std::vector<float> clean = recording("speech");
    clean[700] = clean[20000] = 0.0F;
    std::vector<float> dirty = clean;
    dirty[700] = std::numeric_limits<float>::quiet_NaN();
    dirty[20000] = std::numeric_limits<float>::infinity();
    CHECK(detector.listen(dirty) == detector.listen(clean));
}

TEST_CASE("listening can be stopped, and other weights are refused")
{
    VoiceDetector detector(weights());
    StopFlag stop;
    stop.stop();
    const std::vector<float> speech = recording("speech");
    CHECK_THROWS_AS(detector.listen(speech, {}, stop), Failure);
    const std::vector<float> after = detector.listen(speech);
    CHECK(after == VoiceDetector(weights()).listen(speech));

    const auto codeOf = [](const std::filesystem::path& file) {
        try {
            VoiceDetector refused(file);
        } catch (const Failure& failure) {
            return failure.error().code;
        }
        return ErrorCode::Internal;
    };
    CHECK(codeOf(dataFolder() / "vad/HOW_MADE.md") == ErrorCode::Input);
    CHECK(codeOf(dataFolder() / "decoder/goldens.safetensors") == ErrorCode::Model);
}
