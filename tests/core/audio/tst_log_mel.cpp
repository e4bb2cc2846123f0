// SPDX-License-Identifier: MIT
// Checked against Hugging Face's WhisperFeatureExtractor (tests/data/audio/HOW_MADE.md), a slow transform
// written from the definition, and sines.
#include "core/audio/log_mel.h"

#include "core/audio/audio_file.h"
#include "core/audio/mel_filters.h"
#include "tests/core/audio/audio_test_support.h"

#include <algorithm>
#include <complex>
#include <cstring>

using namespace steerscope;
using namespace steerscope::test;

namespace {

std::filesystem::path dataFile(const std::string& name)
{
    return std::filesystem::path(STEERSCOPE_TEST_DATA) / "audio" / name;
}

std::vector<float> floatsOf(const std::string& name)
{
    const std::string bytes = readBytes(dataFile(name));
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

double relativeError(const std::vector<float>& got, const std::vector<float>& expected)
{
    REQUIRE(got.size() == expected.size());
    double largest = 0.0;
    for (float value : expected)
        largest = std::max(largest, static_cast<double>(std::abs(value)));
    return largestDifference(got, expected) / largest;
}

// From the definition: reflect padding, Hann, O(n^2) transform.
std::vector<double> slowPower(const std::vector<float>& window, long centre, int size)
{
    std::vector<double> power;
    const long last = std::ssize(window) - 1;
    for (int k = 0; k <= size / 2; ++k) {
        std::complex<double> sum = 0.0;
        for (int i = 0; i < size; ++i) {
            long at = centre - size / 2 + i;
            at = at < 0 ? -at : at > last ? 2 * last - at : at;
            const double hann = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * i / size);
            sum += hann * window[static_cast<std::size_t>(at)]
                * std::polar(1.0, -2.0 * std::numbers::pi * k * i / size);
        }
        power.push_back(std::norm(sum));
    }
    return power;
}

} // namespace

TEST_CASE("log-mel equals the reference's features")
{
    for (const std::string clip : {"clip1", "clip2"}) {
        CAPTURE(clip);
        LogMelOptions options;
        options.windowSamples = 4 * kModelSampleRate;
        const LogMel logMel(options);
        const LoadedAudio audio = readAudio(dataFile(clip + ".wav"));
        const MelSpectrogram mel = logMel.compute(audio.waveform.samples);
        CHECK(mel.mels == 80);
        CHECK(mel.frames == 400);
        // The golden comes from torch.stft in float32, itself 1.5e-5 from the extractor's float64 path.
        CHECK(relativeError(mel.values, floatsOf(clip + ".log_mel.f32")) < 3e-5);
    }
}

TEST_CASE("log-mel with 128 bins, audio longer than the window, equals the float64 reference")
{
    LogMelOptions options;
    options.mels = 128;
    options.windowSamples = kModelSampleRate;
    const LoadedAudio audio = readAudio(dataFile("clip1.wav"));
    const MelSpectrogram mel = LogMel(options).compute(audio.waveform.samples);
    CHECK(mel.frames == 100);
    CHECK(relativeError(mel.values, floatsOf("clip1.log_mel128.f32")) < 1e-6);
}

TEST_CASE("log-mel equals a slow transform at the edges, where padding reflects")
{
    LogMelOptions options;
    options.windowSamples = 1600;
    std::vector<float> window = sine(440.0, 0.1, kModelSampleRate);
    for (std::size_t i = 0; i < window.size(); ++i)
        window[i] += 0.1F * std::sin(static_cast<float>(i * i % 977));
    const MelSpectrogram mel = LogMel(options).compute(window);
    const auto filters = slaneyMelFilters(80, 400, kModelSampleRate, 8000.0);
    std::vector<float> expected(mel.values.size());
    for (int t = 0; t < mel.frames; ++t) {
        const std::vector<double> power = slowPower(window, t * 160L, 400);
        for (int m = 0; m < 80; ++m) {
            double sum = 0.0;
            for (std::size_t i = 0; i < filters[m].weights.size(); ++i)
                sum += filters[m].weights[i] * power[filters[m].first + i];
            expected[m * mel.frames + t] = static_cast<float>(std::log10(std::max(sum, 1e-10)));
        }
    }
    const float floor = *std::max_element(expected.begin(), expected.end()) - 8.0F;
    for (float& value : expected)
        value = (std::max(value, floor) + 4.0F) / 4.0F;
    CHECK(largestDifference(mel.values, expected) < 1e-6);
}

TEST_CASE("leaving silent frames out changes nothing")
{
    LogMelOptions options;
    options.windowSamples = 3 * kModelSampleRate;
    const LogMel logMel(options);
    for (double seconds : {0.0, 0.0001, 0.5, 2.99, 3.0}) {
        CAPTURE(seconds);
        std::vector<float> audio = sine(300.0, seconds, kModelSampleRate);
        const MelSpectrogram shortened = logMel.compute(audio);
        audio.resize(options.windowSamples, 0.0F); // the padding spelled out: no frame is skipped
        CHECK(shortened.values == logMel.compute(audio).values);
    }
}

TEST_CASE("another window's length is the same as an extractor made for it")
{
    LogMelOptions options;
    const LogMel any(options);
    const std::vector<float> audio = readAudio(dataFile("clip1.wav")).waveform.samples;
    for (int windowSamples : {320, 8000, 64000, 70001}) {
        options.windowSamples = windowSamples;
        const MelSpectrogram mel = any.compute(audio, windowSamples);
        CHECK(mel.frames == windowSamples / 160);
        CHECK(mel.values == LogMel(options).compute(audio).values);
    }
    CHECK(errorOf([&] { any.compute(audio, 200); }).code == ErrorCode::Internal);
}

TEST_CASE("a sine lands in the band whose centre it is")
{
    for (int mels : {80, 128}) {
        LogMelOptions options;
        options.mels = mels;
        options.windowSamples = kModelSampleRate;
        const LogMel logMel(options);
        for (int band : {mels / 4, mels / 2, mels - 10}) {
            const double top = hertzToMel(8000.0);
            const double hertz = melToHertz(top * (band + 1) / (mels + 1));
            const MelSpectrogram mel = logMel.compute(sine(hertz, 1.0, kModelSampleRate));
            int loudest = 0;
            for (int m = 1; m < mels; ++m)
                if (mel.at(m, 50) > mel.at(loudest, 50))
                    loudest = m;
            CAPTURE(mels);
            CAPTURE(hertz);
            CHECK(std::abs(loudest - band) <= (band < mels / 3 ? 1 : 0)); // low bands are narrower than a bin
        }
    }
}

TEST_CASE("silence is flat, and one sample that is no number spoils only its frames")
{
    LogMelOptions options;
    options.windowSamples = kModelSampleRate;
    const LogMel logMel(options);
    for (float value : logMel.compute({}).values)
        REQUIRE(value == doctest::Approx((-10.0 + 4.0) / 4.0));
    std::vector<float> audio = sine(500.0, 1.0, kModelSampleRate);
    const MelSpectrogram clean = logMel.compute(audio);
    audio[8000] = std::nanf("");
    const MelSpectrogram spoiled = logMel.compute(audio);
    CHECK(std::all_of(
        spoiled.values.begin(), spoiled.values.end(), [](float value) { return std::isfinite(value); }));
    CHECK(spoiled.at(20, 10) == clean.at(20, 10));
}

TEST_CASE("settings that make no sense are refused by name")
{
    const auto refused = [](auto change) {
        LogMelOptions options;
        change(options);
        return errorOf([&] { LogMel logMel(options); });
    };
    CHECK(refused([](auto& o) { o.mels = 0; }).what.find("feature_size 0") != std::string::npos);
    CHECK(refused([](auto& o) { o.fftSize = 401; }).what.find("n_fft 401") != std::string::npos);
    CHECK(refused([](auto& o) { o.fftSize = 14; }).what.find("n_fft 14") != std::string::npos);
    CHECK(refused([](auto& o) { o.hop = 0; }).what.find("hop_length 0") != std::string::npos);
    CHECK(refused([](auto& o) { o.windowSamples = -1; }).what.find("n_samples -1") != std::string::npos);
    CHECK(refused([](auto& o) { o.windowSamples = 2000000000; }).code == ErrorCode::Model);
    CHECK(refused([](auto& o) { o.sampleRate = 0; }).what.find("sampling_rate 0") != std::string::npos);
}
