// SPDX-License-Identifier: MIT
// Against tones whose pitch is known.
#include "core/training/analysis/pitch.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <random>

using namespace steerscope::analysis;

namespace {

constexpr int kRate = 16000;
constexpr double kFrame = 0.02;

std::vector<float> sound(double seconds, const std::function<double(double)>& wave)
{
    std::vector<float> samples;
    for (int i = 0; i < static_cast<int>(seconds * kRate); ++i)
        samples.push_back(static_cast<float>(wave(static_cast<double>(i) / kRate)));
    return samples;
}

double turn(double hertz, double t)
{
    return std::sin(2.0 * std::numbers::pi * hertz * t);
}

std::vector<ProsodyFrame> measured(const std::vector<float>& samples)
{
    return prosody(
        samples, kRate, kFrame, static_cast<int>(static_cast<double>(samples.size()) / kRate / kFrame));
}

} // namespace

TEST_CASE("sines are heard within 0.5 %")
{
    for (const double hertz : {65.0, 80.0, 110.0, 155.5, 220.0, 311.0, 440.0, 490.0}) {
        CAPTURE(hertz);
        const auto frames = measured(sound(0.5, [&](double t) { return 0.5 * turn(hertz, t); }));
        REQUIRE(frames.size() == 25);
        for (std::size_t i = 2; i < 23; ++i) // at the ends half the window is silence
            CHECK(frames[i].pitch == doctest::Approx(hertz).epsilon(0.005));
    }
}

TEST_CASE("a voice-like tone has the pitch of its period, whatever its harmonics")
{
    const auto rich = [](double t) {
        double sum = 0.0;
        for (int h = 1; h <= 20; ++h)
            sum += turn(125.0 * h, t) / h;
        return 0.2 * sum;
    };
    const auto withoutFundamental
        = [](double t) { return 0.2 * (turn(250.0, t) + turn(375.0, t) + turn(500.0, t) + turn(625.0, t)); };
    for (const auto& wave :
        {std::function<double(double)>(rich), std::function<double(double)>(withoutFundamental)}) {
        const auto frames = measured(sound(0.4, wave));
        for (std::size_t i = 2; i < frames.size() - 2; ++i)
            CHECK(frames[i].pitch == doctest::Approx(125.0).epsilon(0.01));
    }
}

TEST_CASE("a gliding pitch is followed")
{
    const auto frames = measured(sound(1.0, [](double t) { return 0.5 * turn(100.0 + 50.0 * t, t); }));
    for (std::size_t i = 5; i < 45; ++i) { // the phase is f t: the frequency at t is 100 + 100 t
        const double t = (static_cast<double>(i) + 0.5) * kFrame;
        CHECK(frames[i].pitch == doctest::Approx(100.0 + 100.0 * t).epsilon(0.03));
    }
}

TEST_CASE("noise and silence are unvoiced")
{
    std::mt19937 random(1);
    std::normal_distribution<double> normal(0.0, 0.1);
    int voiced = 0;
    for (const ProsodyFrame& frame : measured(sound(1.0, [&](double) { return normal(random); })))
        voiced += frame.pitch > 0.0 ? 1 : 0;
    CHECK(voiced <= 1);
    for (const ProsodyFrame& frame : measured(sound(0.2, [](double) { return 0.0; }))) {
        CHECK(frame.pitch == 0.0);
        CHECK(frame.level == -120.0);
    }
    for (const ProsodyFrame& frame : measured(sound(0.2, [](double t) { return 5e-4 * turn(150.0, t); })))
        CHECK(frame.pitch == 0.0); // below -60 dB
}

TEST_CASE("levels are dB of full scale")
{
    // A sine of amplitude 1 has power 1/2: -3.01 dB; half the amplitude 6.02 dB less.
    const auto full = measured(sound(0.2, [](double t) { return turn(400.0, t); }));
    const auto half = measured(sound(0.2, [](double t) { return 0.5 * turn(400.0, t); }));
    CHECK(full[5].level == doctest::Approx(-3.0103).epsilon(0.001));
    CHECK(half[5].level == doctest::Approx(-9.0309).epsilon(0.001));
}

TEST_CASE("frames beyond the recording are silence")
{
    const auto frames = prosody(sound(0.1, [](double t) { return turn(200.0, t); }), kRate, kFrame, 10);
    CHECK(frames.size() == 10);
    CHECK(frames[9].level == -120.0);
    CHECK(prosody({}, kRate, kFrame, 2)[1].pitch == 0.0);
}
