// SPDX-License-Identifier: MIT
#include "core/audio/mel_filters.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kHertzPerMel = 200.0 / 3.0; // in the linear part
constexpr double kBreakHertz = 1000.0;
constexpr double kBreakMel = kBreakHertz / kHertzPerMel;
const double kLogStep = std::log(6.4) / 27.0; // 27 mels from 1 kHz to 6.4 kHz

MelFilter triangle(double low, double centre, double high, int bins, double binHertz)
{
    const double height = 2.0 / (high - low);
    MelFilter filter;
    for (int bin = 0; bin < bins; ++bin) {
        const double hertz = bin * binHertz;
        const double rising = (hertz - low) / (centre - low);
        const double falling = (high - hertz) / (high - centre);
        const double weight = height * std::max(0.0, std::min(rising, falling));
        if (weight <= 0.0)
            continue;
        if (filter.weights.empty())
            filter.first = bin;
        filter.weights.push_back(weight);
    }
    return filter;
}

} // namespace

double hertzToMel(double hertz)
{
    if (hertz < kBreakHertz)
        return hertz / kHertzPerMel;
    return kBreakMel + std::log(hertz / kBreakHertz) / kLogStep;
}

double melToHertz(double mel)
{
    if (mel < kBreakMel)
        return mel * kHertzPerMel;
    return kBreakHertz * std::exp((mel - kBreakMel) * kLogStep);
}

std::vector<MelFilter> slaneyMelFilters(int mels, int fftSize, double sampleRate, double maxHz)
{
    const double top = hertzToMel(maxHz);
    const auto edge = [&](int i) { return melToHertz(top * i / (mels + 1)); };
    std::vector<MelFilter> filters;
    filters.reserve(static_cast<std::size_t>(mels));
    for (int m = 0; m < mels; ++m)
        filters.push_back(triangle(edge(m), edge(m + 1), edge(m + 2), fftSize / 2 + 1, sampleRate / fftSize));
    return filters;
}

} // namespace steerscope
