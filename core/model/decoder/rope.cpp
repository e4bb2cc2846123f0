// SPDX-License-Identifier: MIT
#include "core/model/decoder/rope.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace steerscope {

namespace {

// Radians a position, in float32 as Hugging Face computes them.
std::vector<float> inverseFrequencies(double theta, int headWidth)
{
    std::vector<float> inverse(static_cast<std::size_t>(headWidth / 2));
    for (std::size_t i = 0; i < inverse.size(); ++i)
        inverse[i] = 1.0f / std::pow(static_cast<float>(theta), static_cast<float>(2 * i) / headWidth);
    return inverse;
}

double dynamicTheta(const RopeConfig& rope, int headWidth, std::int64_t sequenceLength)
{
    const double length = static_cast<double>(std::max<std::int64_t>(sequenceLength, rope.originalPositions));
    const double stretch = rope.factor * length / rope.originalPositions - (rope.factor - 1.0);
    return rope.theta * std::pow(stretch, headWidth / (headWidth - 2.0));
}

// Long wavelengths are divided by the factor, short ones are kept, those between are mixed (Llama 3.1).
void scaleLlama3(const RopeConfig& rope, std::vector<float>& inverse)
{
    const double positions = rope.originalPositions;
    for (float& frequency : inverse) {
        const double wavelength = 2.0 * std::numbers::pi / frequency;
        if (wavelength < positions / rope.highFrequencyFactor)
            continue;
        const double smooth = (positions / wavelength - rope.lowFrequencyFactor)
            / (rope.highFrequencyFactor - rope.lowFrequencyFactor);
        const double kept = std::clamp(smooth, 0.0, 1.0);
        frequency = static_cast<float>((1.0 - kept) * frequency / rope.factor + kept * frequency);
    }
}

// YaRN (arXiv 2309.00071): dimensions that turn fewer than betaSlow times within the original positions are
// interpolated, those that turn more than betaFast times are kept, with a ramp between.
void scaleYarn(const RopeConfig& rope, int headWidth, std::vector<float>& inverse)
{
    const auto dimensionOfTurns = [&](double turns) {
        return headWidth * std::log(rope.originalPositions / (turns * 2.0 * std::numbers::pi))
            / (2.0 * std::log(rope.theta));
    };
    double low = dimensionOfTurns(rope.betaFast);
    double high = dimensionOfTurns(rope.betaSlow);
    if (rope.truncate) {
        low = std::floor(low);
        high = std::ceil(high);
    }
    low = std::max(low, 0.0);
    high = std::min(high, headWidth - 1.0);
    if (low == high)
        high += 0.001;
    for (std::size_t i = 0; i < inverse.size(); ++i) {
        const double interpolated = std::clamp((static_cast<double>(i) - low) / (high - low), 0.0, 1.0);
        inverse[i]
            = static_cast<float>(interpolated * inverse[i] / rope.factor + (1.0 - interpolated) * inverse[i]);
    }
}

double yarnAttentionFactor(const RopeConfig& rope)
{
    if (rope.attentionFactor)
        return *rope.attentionFactor;
    const auto temperature = [&](double mscale) {
        return rope.factor <= 1.0 ? 1.0 : 0.1 * mscale * std::log(rope.factor) + 1.0;
    };
    if (rope.mscale != 0.0 && rope.mscaleAllDimensions != 0.0)
        return temperature(rope.mscale) / temperature(rope.mscaleAllDimensions);
    return temperature(1.0);
}

} // namespace

RopeFrequencies ropeFrequencies(const RopeConfig& rope, int headWidth, std::int64_t sequenceLength)
{
    const bool dynamic = rope.scaling == RopeScaling::Dynamic;
    const double theta = dynamic ? dynamicTheta(rope, headWidth, sequenceLength) : rope.theta;
    RopeFrequencies frequencies{inverseFrequencies(theta, headWidth), 1.0f};
    switch (rope.scaling) {
    case RopeScaling::None:
    case RopeScaling::Dynamic:
        break;
    case RopeScaling::Linear:
        for (float& frequency : frequencies.inverse)
            frequency /= static_cast<float>(rope.factor);
        break;
    case RopeScaling::Llama3:
        scaleLlama3(rope, frequencies.inverse);
        break;
    case RopeScaling::Yarn:
        scaleYarn(rope, headWidth, frequencies.inverse);
        frequencies.attentionFactor = static_cast<float>(yarnAttentionFactor(rope));
        break;
    }
    return frequencies;
}

bool sameRotation(const RopeConfig& rope, std::int64_t oneLength, std::int64_t otherLength)
{
    if (rope.scaling != RopeScaling::Dynamic || oneLength == otherLength)
        return true;
    return std::max(oneLength, otherLength) <= rope.originalPositions;
}

} // namespace steerscope
