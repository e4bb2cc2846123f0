// SPDX-License-Identifier: MIT
#include "core/training/data/synthetic_sound.h"

#include "core/base/waveform.h"
#include "core/training/data/augmentation.h"
#include "tests/core/audio/audio_test_support.h"

#include <complex>

using namespace steerscope;
using namespace steerscope::test;

namespace {

// Mean power between two frequencies, from the definition: a slow transform of blocks of 1000 samples, one
// bin each 16 Hz.
double bandPower(const std::vector<float>& samples, double low, double high)
{
    constexpr int kBlock = 1000;
    double power = 0.0;
    int blocks = 0;
    for (std::size_t begin = 0; begin + kBlock <= samples.size(); begin += kBlock, ++blocks) {
        for (double hertz = low; hertz < high; hertz += 16.0) {
            std::complex<double> sum = 0.0;
            for (int i = 0; i < kBlock; ++i) {
                const double hann = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * i / kBlock);
                sum += hann * samples[begin + i]
                    * std::polar(1.0, -2.0 * std::numbers::pi * hertz * i / kModelSampleRate);
            }
            power += std::norm(sum);
        }
    }
    return power / blocks;
}

double levelDb(const std::vector<float>& samples)
{
    return 10.0 * std::log10(meanPower(samples));
}

} // namespace

TEST_CASE("noise has power one and the slope of its colour")
{
    const std::pair<NoiseKind, double> kinds[]
        = {{NoiseKind::White, 0.0}, {NoiseKind::Pink, -3.01}, {NoiseKind::Brown, -6.02}};
    for (const auto& [kind, decibelsAnOctave] : kinds) {
        PositionRandom random(1, {static_cast<std::uint64_t>(kind)});
        const std::vector<float> samples = noise(kind, 32000, random);
        CHECK(meanPower(samples) == doctest::Approx(1.0).epsilon(1e-4));
        // Two bands three octaves apart, equally wide in bins of a fixed width.
        const double low = bandPower(samples, 304.0, 496.0);
        const double high = bandPower(samples, 8 * 304.0, 8 * 304.0 + 192.0);
        const double lowCentre = std::sqrt(304.0 * 496.0);
        const double highCentre = std::sqrt(8 * 304.0 * (8 * 304.0 + 192.0));
        const double slope = 10.0 * std::log10(high / low) / std::log2(highCentre / lowCentre);
        CHECK(std::abs(slope - decibelsAnOctave) < 0.35);
    }
}

TEST_CASE("hum is the mains' harmonics and nothing else")
{
    for (std::uint64_t item = 0; item < 8; ++item) {
        PositionRandom random(2, {item});
        const std::vector<float> samples = noise(NoiseKind::Hum, 16000, random); // whole periods of both
        double harmonics = 0.0;
        for (const double mains : {50.0, 60.0})
            for (int h = 1; h <= 12; ++h)
                if (mains == 50.0 || (h * 60) % 50 != 0) // 300 and 600 Hz belong to both
                    harmonics += std::pow(amplitudeAt(h * mains, samples, kModelSampleRate), 2.0) / 2.0;
        CHECK(harmonics == doctest::Approx(1.0).epsilon(1e-3));
    }
}

TEST_CASE("non-speech of every kind: right length, sane level, another sound for another item")
{
    for (int kind = 0; kind < kNonSpeechKinds; ++kind) {
        CAPTURE(kind);
        std::vector<float> before;
        int silent = 0;
        for (std::uint64_t item = 0; item < 20; ++item) {
            PositionRandom random(3, {item});
            const auto samples = nonSpeech(static_cast<NonSpeechKind>(kind), 20000, random);
            REQUIRE(samples.size() == 20000);
            if (kind == static_cast<int>(NonSpeechKind::Silence)) {
                silent += meanPower(samples) == 0.0;
                CHECK(levelDb(samples) < -59.9);
            } else {
                CHECK(levelDb(samples) > -60.1);
                CHECK(levelDb(samples) < -14.9);
                CHECK(samples != before);
            }
            before = samples;
        }
        if (kind == static_cast<int>(NonSpeechKind::Silence))
            CHECK((silent > 2 && silent < 18));
    }
    PositionRandom random(3, {0});
    CHECK(nonSpeech(NonSpeechKind::Chords, 0, random).empty());
}

TEST_CASE("a tone's turning pointer stays on the sine")
{
    PositionRandom random(4, {0});
    // The first part of at least 0.15 s is one sine from phase 0: its frequency, drawn at random, is found by
    // its highest projection, and then every sample must fit.
    const std::vector<float> samples = nonSpeech(NonSpeechKind::Tones, 2400, random);
    double best = 0.0;
    double bestAmplitude = 0.0;
    const auto search = [&](double low, double high, double step) {
        for (double hertz = low; hertz <= high; hertz += step)
            if (const double found = amplitudeAt(hertz, samples, kModelSampleRate); found > bestAmplitude) {
                best = hertz;
                bestAmplitude = found;
            }
    };
    search(100.0, 4000.0, 2.0);
    search(best - 2.0, best + 2.0, 0.02);
    const std::vector<float> expected = sine(best, 0.15, kModelSampleRate, bestAmplitude);
    CHECK(largestDifference(samples, expected) < 0.02 * bestAmplitude);
}
