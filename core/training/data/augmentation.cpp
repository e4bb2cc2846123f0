// SPDX-License-Identifier: MIT
#include "core/training/data/augmentation.h"

#include "core/base/error.h"
#include "core/base/waveform.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

namespace steerscope {

namespace {

constexpr int kCrossings = 12; // zero crossings of the sinc on either side
constexpr int kTableStep = 256; // table entries a crossing, linear between them
constexpr double kKaiserBeta = 6.0; // stop band about 60 dB down
constexpr double kCutOff = 0.92; // of the lower Nyquist frequency

double besselI0(double x)
{
    double sum = 1.0;
    double term = 1.0;
    for (int k = 1; k < 40; ++k) {
        term *= x / (2.0 * k) * (x / (2.0 * k));
        sum += term;
    }
    return sum;
}

// One half of the windowed sinc, and a zero behind it.
std::vector<float> sincTable()
{
    std::vector<float> table(kCrossings * kTableStep + 2, 0.0F);
    for (int i = 0; i < kCrossings * kTableStep; ++i) {
        const double x = static_cast<double>(i) / kTableStep;
        const double sinc = i == 0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
        const double inside = x / kCrossings;
        table[static_cast<std::size_t>(i)] = static_cast<float>(
            sinc * besselI0(kKaiserBeta * std::sqrt(1.0 - inside * inside)) / besselI0(kKaiserBeta));
    }
    return table;
}

struct Biquad {
    double b0, b1, b2, a1, a2;
    double z1 = 0.0;
    double z2 = 0.0;

    double operator()(double x) // transposed direct form II
    {
        const double y = b0 * x + z1;
        z1 = b1 * x - a1 * y + z2;
        z2 = b2 * x - a2 * y;
        return y;
    }
};

// R. Bristow-Johnson, Cookbook formulae for audio EQ biquad filter coefficients.
Biquad lowPassSection(double hertz, double q)
{
    const double w = 2.0 * std::numbers::pi * hertz / kModelSampleRate;
    const double alpha = std::sin(w) / (2.0 * q);
    const double a0 = 1.0 + alpha;
    const double b = (1.0 - std::cos(w)) / a0;
    return {b / 2.0, b, b / 2.0, -2.0 * std::cos(w) / a0, (1.0 - alpha) / a0};
}

void require(bool sensible, const std::string& option, const std::string& rule)
{
    if (!sensible)
        throw Failure(ErrorCode::Usage, "the augmentation's " + option + " must be " + rule, "augmentation",
            "correct the training's settings");
}

void requireRange(double low, double high, const std::string& option)
{
    require(std::isfinite(low) && std::isfinite(high) && low <= high, option, "a range, low before high");
}

} // namespace

void checkAugmentation(const AugmentOptions& o)
{
    const std::pair<const char*, double> shares[]
        = {{"noiseProbability", o.noiseProbability}, {"roomProbability", o.roomProbability},
            {"concatProbability", o.concatProbability}, {"concatSameSpeaker", o.concatSameSpeaker},
            {"bandLimitProbability", o.bandLimitProbability}, {"timeMaskShare", o.timeMaskShare}};
    for (const auto& [name, value] : shares)
        require(value >= 0.0 && value <= 1.0, name, "between 0 and 1");
    require(o.nonSpeechShare >= 0.0 && o.nonSpeechShare <= 0.9, "nonSpeechShare", "between 0 and 0.9");
    requireRange(o.speedLow, o.speedHigh, "speed");
    require(o.speedLow >= 0.25 && o.speedHigh <= 4.0, "speed", "between 0.25 and 4");
    requireRange(o.gainDbLow, o.gainDbHigh, "gain");
    requireRange(o.snrDbLow, o.snrDbHigh, "SNR");
    requireRange(o.concatGapLow, o.concatGapHigh, "concatGap");
    require(o.concatGapLow >= 0.0, "concatGap", "0 s or more");
    require(o.leadHigh >= 0.0 && o.leadHigh < 1e4, "leadHigh", "0 s or more");
    require(o.trailHigh >= 0.0 && o.trailHigh < 1e4, "trailHigh", "0 s or more");
    require(o.concatMost >= 1 && o.concatMost <= 1000, "concatMost", "1 or more");
    require(o.timeMasks >= 0 && o.timeMaskFrames >= 0, "timeMasks", "0 or more");
    require(o.freqMasks >= 0 && o.freqMaskBands >= 0, "freqMasks", "0 or more");
}

// J. Smith and P. Gossett, A flexible sampling-rate conversion method, ICASSP 1984.
std::vector<float> changedSpeed(std::span<const float> samples, double speed, std::size_t count)
{
    static const std::vector<float> table = sincTable();
    const double cutOff = kCutOff * std::min(1.0, 1.0 / speed); // of the input's Nyquist frequency
    const double reach = kCrossings / cutOff; // input samples
    const auto step = static_cast<float>(cutOff * kTableStep); // table entries an input sample
    std::vector<float> result(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double centre = static_cast<double>(i) * speed;
        const long first = std::max(0L, static_cast<long>(std::ceil(centre - reach)));
        const long last = std::min(std::ssize(samples) - 1L, static_cast<long>(std::floor(centre + reach)));
        const auto fromCentre = static_cast<float>(static_cast<double>(first) - centre);
        float sum = 0.0F;
        for (long k = first; k <= last; ++k) {
            const float at = std::abs(fromCentre + static_cast<float>(k - first)) * step;
            const auto entry = std::min(static_cast<int>(at), kCrossings * kTableStep);
            const float part = at - static_cast<float>(entry);
            const float low = table[static_cast<std::size_t>(entry)];
            sum += samples[static_cast<std::size_t>(k)]
                * (low + part * (table[static_cast<std::size_t>(entry) + 1] - low));
        }
        result[i] = sum * static_cast<float>(cutOff);
    }
    return result;
}

double meanPower(std::span<const float> samples)
{
    double sum = 0.0;
    for (const float sample : samples)
        sum += static_cast<double>(sample) * sample;
    return samples.empty() ? 0.0 : sum / static_cast<double>(samples.size());
}

void addNoise(std::span<float> samples, std::span<const float> noise, double speechPower, double snrDb)
{
    const double noisePower = meanPower(noise);
    if (noisePower <= 0.0)
        return;
    const auto gain = static_cast<float>(std::sqrt(speechPower / noisePower * std::pow(10.0, -snrDb / 10.0)));
    for (std::size_t i = 0; i < std::min(samples.size(), noise.size()); ++i)
        samples[i] += gain * noise[i];
}

std::vector<RoomTap> makeRoom(PositionRandom& random)
{
    constexpr double kTailBegin = 0.004; // s
    constexpr double kTapsPerSecond = 1200.0;
    constexpr double kTailDecay = 40.0; // dB at which the tail is cut
    const double decay = random.uniform(0.08, 0.4); // s for 60 dB
    const double echoDb = random.uniform(-12.0, 0.0);
    std::vector<RoomTap> echoes;
    const auto add = [&](double seconds) {
        const double gain = std::pow(10.0, -3.0 * seconds / decay) * (random.chance(0.5) ? 1.0 : -1.0);
        echoes.push_back(
            {static_cast<int>(std::lround(seconds * kModelSampleRate)), static_cast<float>(gain)});
    };
    for (int i = 0; i < 6; ++i)
        add(random.uniform(0.001, 0.025));
    const double end = decay * kTailDecay / 60.0;
    for (double seconds = kTailBegin; seconds < end; seconds += 1.0 / kTapsPerSecond)
        add(seconds + random.uniform(0.0, 1.0 / kTapsPerSecond));

    double echoPower = 0.0;
    for (const RoomTap& tap : echoes)
        echoPower += static_cast<double>(tap.gain) * tap.gain;
    const double wanted = std::pow(10.0, echoDb / 10.0);
    const double direct = 1.0 / std::sqrt(1.0 + wanted);
    std::vector<RoomTap> room = {{0, static_cast<float>(direct)}};
    for (const RoomTap& tap : echoes)
        room.push_back({tap.delay, static_cast<float>(tap.gain * std::sqrt(wanted / echoPower) * direct)});
    return room;
}

std::vector<float> inRoom(std::span<const float> samples, std::span<const RoomTap> room)
{
    std::vector<float> result(samples.size(), 0.0F);
    for (const RoomTap& tap : room) {
        if (tap.delay >= std::ssize(samples))
            continue;
        const std::size_t count = samples.size() - static_cast<std::size_t>(tap.delay);
        float* to = result.data() + tap.delay;
        const float* from = samples.data();
        for (std::size_t i = 0; i < count; ++i)
            to[i] += tap.gain * from[i];
    }
    return result;
}

void lowPass(std::span<float> samples, double hertz)
{
    // The quality factors of a Butterworth filter's three pole pairs.
    std::array sections
        = {lowPassSection(hertz, 0.51764), lowPassSection(hertz, 0.70711), lowPassSection(hertz, 1.93185)};
    for (float& sample : samples) {
        double value = sample;
        for (Biquad& section : sections)
            value = section(value);
        sample = static_cast<float>(value);
    }
}

} // namespace steerscope
