// SPDX-License-Identifier: MIT
// Checked against signals whose answer is known: sines, impulses, powers.
#include "core/training/data/augmentation.h"

#include "core/base/waveform.h"
#include "tests/core/audio/audio_test_support.h"

#include <algorithm>
#include <set>

using namespace steerscope;
using namespace steerscope::test;

namespace {

PositionRandom randomOf(std::uint64_t item)
{
    return PositionRandom(5, {1, item});
}

std::vector<float> atSpeed(double hertz, double speed, double seconds = 1.0)
{
    const std::vector<float> input = sine(hertz, seconds, kModelSampleRate);
    return changedSpeed(
        input, speed, static_cast<std::size_t>(std::lround(static_cast<double>(input.size()) / speed)));
}

// Without the ends, where the sine begins and stops.
std::vector<float> middle(const std::vector<float>& samples)
{
    return {samples.begin() + 100, samples.end() - 100};
}

double decibels(double powerRatio)
{
    return 10.0 * std::log10(powerRatio);
}

} // namespace

TEST_CASE("a change of speed multiplies a sine's frequency by the factor and nothing else")
{
    for (const double speed : {0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.25}) {
        for (const double hertz : {100.0, 440.0, 2500.0, 5000.0}) {
            CAPTURE(speed);
            CAPTURE(hertz);
            const std::vector<float> changed = atSpeed(hertz, speed);
            // The ideal result, sample by sample, is the sine of the other frequency.
            const std::vector<float> expected = sine(
                hertz * speed, static_cast<double>(changed.size()) / kModelSampleRate, kModelSampleRate);
            CHECK(largestDifference(changed, expected, 100) < 0.5 * 0.004);
        }
    }
}

TEST_CASE("what a faster speed would lift above 8 kHz is gone, not folded back")
{
    const std::vector<float> changed = middle(atSpeed(7800.0, 1.25)); // 9750 Hz, folded 6250 Hz
    CHECK(decibels(meanPower(changed) / (0.5 * 0.5 / 2.0)) < -40.0);
}

TEST_CASE("noise lies as far below the speech as asked")
{
    PositionRandom random = randomOf(1);
    for (const double snrDb : {-5.0, 0.0, 12.5, 30.0}) {
        const std::vector<float> speech = sine(300.0, 1.0, kModelSampleRate, 0.3);
        std::vector<float> white(speech.size());
        for (float& sample : white)
            sample = 7.0F * random.noise();
        std::vector<float> mixed = speech;
        addNoise(mixed, white, meanPower(speech), snrDb);
        std::vector<float> added(mixed.size());
        std::transform(mixed.begin(), mixed.end(), speech.begin(), added.begin(), std::minus<>());
        CHECK(decibels((0.3 * 0.3 / 2.0) / meanPower(added)) == doctest::Approx(snrDb).epsilon(0.001));
    }
    std::vector<float> unchanged = {1.0F, 2.0F};
    addNoise(unchanged, std::vector<float>(2, 0.0F), 1.0, 10.0);
    CHECK(unchanged == std::vector<float>{1.0F, 2.0F});
}

TEST_CASE("a room answers an impulse with its taps, which decay as said")
{
    std::set<float> direct;
    for (std::uint64_t item = 0; item < 50; ++item) {
        PositionRandom random = randomOf(item);
        const std::vector<RoomTap> room = makeRoom(random);
        std::vector<float> impulse(16000, 0.0F);
        impulse[1000] = 1.0F;
        const std::vector<float> answer = inRoom(impulse, room);
        std::vector<float> expected(16000, 0.0F);
        double power = 0.0;
        double echoes = 0.0;
        for (const RoomTap& tap : room) {
            expected[1000 + static_cast<std::size_t>(tap.delay)] += tap.gain;
            power += static_cast<double>(tap.gain) * tap.gain;
            if (tap.delay > 0)
                echoes += static_cast<double>(tap.gain) * tap.gain;
        }
        CHECK(answer == expected);
        CHECK(power == doctest::Approx(1.0));
        CHECK(room[0].delay == 0);
        const double directToEchoes = decibels(room[0].gain * room[0].gain / echoes);
        CHECK(directToEchoes >= -1e-4);
        CHECK(directToEchoes <= 12.0 + 1e-4);
        direct.insert(room[0].gain);

        // 60 dB in `decay` seconds: the same for every tap but the direct one.
        const RoomTap& early = room[1];
        const RoomTap& late = room.back();
        const double decay = 60.0 * (late.delay - early.delay) / kModelSampleRate
            / decibels(early.gain * early.gain / (late.gain * late.gain));
        CHECK(decay > 0.08 * 0.97);
        CHECK(decay < 0.4 * 1.03);
        CHECK(late.delay <= 0.4 * 40.0 / 60.0 * kModelSampleRate + 20);
    }
    CHECK(direct.size() == 50);
}

TEST_CASE("what a room sounds on after the end is cut")
{
    const std::vector<RoomTap> room = {{0, 1.0F}, {2, 0.5F}, {100, 1.0F}};
    CHECK(inRoom(std::vector<float>{1.0F, 2.0F, 0.0F, 0.0F}, room) == std::vector<float>{1, 2, 0.5, 1});
    CHECK(inRoom({}, room).empty());
}

TEST_CASE("the low pass is Butterworth's: 3 dB at its frequency, 36 dB an octave")
{
    const auto response = [](double hertz) { // dB
        std::vector<float> samples = sine(hertz, 1.0, kModelSampleRate, 1.0);
        lowPass(samples, 3400.0);
        const std::vector<float> settled(samples.begin() + 8000, samples.end());
        return 20.0 * std::log10(amplitudeAt(hertz, settled, kModelSampleRate));
    };
    // |H|^2 = 1 / (1 + (tan(pi f / fs) / tan(pi fc / fs))^12), the bilinear transform's.
    for (const double hertz : {200.0, 1000.0, 3000.0, 3400.0, 4000.0, 5000.0}) {
        const double ratio = std::tan(std::numbers::pi * hertz / kModelSampleRate)
            / std::tan(std::numbers::pi * 3400.0 / kModelSampleRate);
        CHECK(std::abs(response(hertz) + decibels(1.0 + std::pow(ratio, 12.0))) < 0.02);
    }
}

TEST_CASE("the generator depends on its position alone, and its noise has power one")
{
    CHECK(PositionRandom(1, {2, 3}).bits() == PositionRandom(1, {2, 3}).bits());
    std::set<std::uint64_t> different;
    for (std::uint64_t seed = 0; seed < 10; ++seed)
        for (std::uint64_t epoch = 0; epoch < 10; ++epoch)
            for (std::uint64_t item = 0; item < 100; ++item)
                different.insert(PositionRandom(seed, {epoch, item}).bits());
    CHECK(different.size() == 10 * 10 * 100);
    // SplitMix64 seeded with 0: the first outputs of the authors' own program.
    CHECK(mixBits(0) == 0xE220A8397B1DCDAFULL);
    CHECK(mixBits(0x9E3779B97F4A7C15ULL) == 0x6E789E6AA1B965F4ULL);

    PositionRandom random = randomOf(2);
    std::vector<float> white(200000);
    double sum = 0.0;
    for (float& sample : white) {
        sample = random.noise();
        sum += sample;
    }
    CHECK(std::abs(sum / 200000.0) < 4.0 / std::sqrt(200000.0));
    CHECK(meanPower(white) == doctest::Approx(1.0).epsilon(0.015));
    int counts[7] = {};
    for (int i = 0; i < 70000; ++i)
        ++counts[random.below(7)];
    for (const int count : counts)
        CHECK(std::abs(count - 10000) < 500);
}

TEST_CASE("options that make no sense are refused by name")
{
    const auto refused = [](auto change) {
        AugmentOptions options;
        change(options);
        const Error error = errorOf([&] { checkAugmentation(options); });
        CHECK(error.code == ErrorCode::Usage);
        return error.what;
    };
    checkAugmentation({});
    CHECK(refused([](auto& o) { o.noiseProbability = 1.1; }).find("noiseProbability") != std::string::npos);
    CHECK(
        refused([](auto& o) { o.timeMaskShare = std::nan(""); }).find("timeMaskShare") != std::string::npos);
    CHECK(refused([](auto& o) { o.speedLow = 1.2; }).find("speed") != std::string::npos);
    CHECK(refused([](auto& o) { o.speedLow = 0.0; }).find("speed") != std::string::npos);
    CHECK(refused([](auto& o) { o.snrDbLow = 40.0; }).find("SNR") != std::string::npos);
    CHECK(refused([](auto& o) { o.concatGapLow = -1.0; }).find("concatGap") != std::string::npos);
    CHECK(refused([](auto& o) { o.leadHigh = -0.1; }).find("leadHigh") != std::string::npos);
    CHECK(refused([](auto& o) { o.nonSpeechShare = 1.0; }).find("nonSpeechShare") != std::string::npos);
    CHECK(refused([](auto& o) { o.concatMost = 0; }).find("concatMost") != std::string::npos);
    CHECK(refused([](auto& o) { o.freqMasks = -1; }).find("freqMasks") != std::string::npos);
}
