// SPDX-License-Identifier: MIT
#include "core/training/data/synthetic_sound.h"

#include "core/base/waveform.h"
#include "core/training/data/augmentation.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <span>

namespace steerscope {

namespace {

// Adds amplitude * exp(-decay t) * sin(2 pi hertz t + phase). A turning pointer: no sine a sample.
void addTone(std::span<float> samples, double hertz, double amplitude, double phase, double decay = 0.0)
{
    const double turn = 2.0 * std::numbers::pi * hertz / kModelSampleRate;
    const std::complex<double> step = std::polar(std::exp(-decay / kModelSampleRate), turn);
    double real = amplitude * std::cos(phase);
    double imaginary = amplitude * std::sin(phase);
    for (float& sample : samples) {
        sample += static_cast<float>(imaginary);
        const double next = real * step.real() - imaginary * step.imag();
        imaginary = real * step.imag() + imaginary * step.real();
        real = next;
    }
}

double phaseOf(PositionRandom& random)
{
    return random.uniform(0.0, 2.0 * std::numbers::pi);
}

void setLevel(std::span<float> samples, double decibels) // of the mean power, 0 is a full-scale square
{
    const double power = meanPower(samples);
    if (power <= 0.0)
        return;
    const auto gain = static_cast<float>(std::sqrt(std::pow(10.0, decibels / 10.0) / power));
    for (float& sample : samples)
        sample *= gain;
}

std::vector<float> white(std::size_t count, PositionRandom& random)
{
    std::vector<float> samples(count);
    for (float& sample : samples)
        sample = random.noise();
    return samples;
}

// P. Kellet's filter for white noise: within 0.05 dB of 3 dB an octave above a 4800th of the sample rate.
void makePink(std::span<float> samples)
{
    constexpr double kPoles[] = {0.99886, 0.99332, 0.96900, 0.86650, 0.55000, -0.7616};
    constexpr double kGains[] = {0.0555179, 0.0750759, 0.1538520, 0.3104856, 0.5329522, -0.0168980};
    double state[6] = {};
    double before = 0.0;
    for (float& sample : samples) {
        double sum = before + 0.5362 * sample;
        for (int i = 0; i < 6; ++i) {
            state[i] = kPoles[i] * state[i] + kGains[i] * sample;
            sum += state[i];
        }
        before = 0.115926 * sample;
        sample = static_cast<float>(sum);
    }
}

void makeBrown(std::span<float> samples)
{
    double sum = 0.0;
    for (float& sample : samples) {
        sum = 0.99 * sum + sample; // leaky: flat below 25 Hz
        sample = static_cast<float>(sum);
    }
}

void addHum(std::span<float> samples, PositionRandom& random)
{
    const double mains = random.chance(0.5) ? 50.0 : 60.0;
    for (int harmonic = 1; harmonic <= 12; ++harmonic)
        addTone(samples, mains * harmonic, random.uniform(0.2, 1.0) / harmonic, phaseOf(random));
}

// Calls sound(part) for consecutive parts of random length, 0.15 to 1 s.
template <class F> void inParts(std::span<float> samples, PositionRandom& random, F sound)
{
    while (!samples.empty()) {
        const auto wanted = static_cast<std::size_t>(random.uniform(0.15, 1.0) * kModelSampleRate);
        const std::size_t count = std::min(samples.size(), wanted);
        sound(samples.first(count));
        samples = samples.subspan(count);
    }
}

void addChord(std::span<float> samples, PositionRandom& random)
{
    constexpr int kSteps[4] = {0, 4, 7, 11}; // semitones above the root; the third may be minor
    const double root = 65.4 * std::pow(2.0, random.below(37) / 12.0); // C2 up to C5
    const int third = random.chance(0.5) ? 0 : -1;
    const int notes = 3 + random.below(2);
    for (int n = 0; n < notes; ++n) {
        const double pitch = root * std::pow(2.0, (kSteps[n] + (n == 1 ? third : 0)) / 12.0);
        const double decay = random.uniform(0.5, 6.0); // 1/s
        for (int harmonic = 1; harmonic <= 5 && pitch * harmonic < 7500.0; ++harmonic)
            addTone(
                samples, pitch * harmonic, 1.0 / (harmonic * harmonic), phaseOf(random), decay * harmonic);
    }
}

void addClick(std::span<float> samples, PositionRandom& random)
{
    const bool knock = random.chance(0.5);
    const double hertz = knock ? random.uniform(80.0, 400.0) : random.uniform(1000.0, 6000.0);
    const double decay = knock ? random.uniform(30.0, 90.0) : random.uniform(200.0, 2000.0); // 1/s
    addTone(samples, hertz, random.uniform(0.3, 1.0), phaseOf(random), decay);
}

} // namespace

std::vector<float> noise(NoiseKind kind, std::size_t count, PositionRandom& random)
{
    std::vector<float> samples;
    if (kind == NoiseKind::Hum) {
        samples.resize(count);
        addHum(samples, random);
    } else {
        samples = white(count, random);
    }
    if (kind == NoiseKind::Pink)
        makePink(samples);
    else if (kind == NoiseKind::Brown)
        makeBrown(samples);
    setLevel(samples, 0.0);
    return samples;
}

std::vector<float> nonSpeech(NonSpeechKind kind, std::size_t count, PositionRandom& random)
{
    std::vector<float> samples(count, 0.0F);
    const double level = random.uniform(-60.0, -15.0);
    switch (kind) {
    case NonSpeechKind::Silence:
        if (random.chance(0.5)) {
            samples = noise(NoiseKind::Pink, count, random);
            setLevel(samples, random.uniform(-90.0, -60.0));
        }
        return samples;
    case NonSpeechKind::Noise:
        samples = noise(static_cast<NoiseKind>(random.below(kNoiseKinds)), count, random);
        break;
    case NonSpeechKind::Tones:
        inParts(samples, random, [&](std::span<float> part) {
            addTone(part, 100.0 * std::pow(40.0, random.uniform()), 1.0, 0.0); // 100 Hz to 4 kHz
        });
        break;
    case NonSpeechKind::Chords:
        inParts(samples, random, [&](std::span<float> part) { addChord(part, random); });
        break;
    case NonSpeechKind::Clicks:
        inParts(samples, random, [&](std::span<float> part) { addClick(part, random); });
        break;
    }
    setLevel(samples, level);
    return samples;
}

} // namespace steerscope
