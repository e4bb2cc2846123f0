// SPDX-License-Identifier: MIT
#include "core/training/data/spec_augment.h"

#include <algorithm>
#include <numeric>

#include <doctest/doctest.h>

using namespace steerscope;

namespace {

// Every value different, none of them the mean of the first `counted` frames.
MelSpectrogram numbered(int mels, int frames)
{
    MelSpectrogram mel{mels, frames, std::vector<float>(static_cast<std::size_t>(mels) * frames)};
    std::iota(mel.values.begin(), mel.values.end(), 1.0F);
    for (float& value : mel.values)
        value = value * value / 1000.0F;
    return mel;
}

float meanOf(const MelSpectrogram& mel, int frames)
{
    double sum = 0.0;
    for (int m = 0; m < mel.mels; ++m)
        for (int t = 0; t < frames; ++t)
            sum += mel.at(m, t);
    return static_cast<float>(sum / mel.mels / frames);
}

} // namespace

TEST_CASE("masks are whole frames and bands of the mean, within their sizes and shares")
{
    AugmentOptions options;
    options.timeMasks = 4;
    options.timeMaskFrames = 30;
    options.timeMaskShare = 0.25;
    options.freqMasks = 2;
    options.freqMaskBands = 8;
    int mostFrames = 0;
    int mostBands = 0;
    for (std::uint64_t item = 0; item < 200; ++item) {
        const int frames = 120;
        const int counted = 20 + static_cast<int>(item % 100);
        const MelSpectrogram before = numbered(40, frames);
        MelSpectrogram after = before;
        PositionRandom random(1, {item});
        maskSpectrogram(after, counted, options, random);
        const float mean = meanOf(before, counted);
        const auto masked = [&](int m, int t) { return after.at(m, t) == mean; };
        std::vector<int> frameSet;
        std::vector<int> bandSet;
        for (int t = 0; t < counted; ++t) {
            bool all = true;
            for (int m = 0; m < 40; ++m)
                all = all && masked(m, t);
            if (all)
                frameSet.push_back(t);
        }
        for (int m = 0; m < 40; ++m) {
            bool all = true;
            for (int t = 0; t < counted; ++t)
                all = all && masked(m, t);
            if (all)
                bandSet.push_back(m);
        }
        for (int m = 0; m < 40; ++m)
            for (int t = 0; t < frames; ++t) {
                const bool hidden = t < counted
                    && (std::count(frameSet.begin(), frameSet.end(), t) > 0
                        || std::count(bandSet.begin(), bandSet.end(), m) > 0);
                REQUIRE(after.at(m, t) == (hidden ? mean : before.at(m, t)));
            }
        CHECK(static_cast<double>(frameSet.size()) <= 0.25 * counted);
        CHECK(bandSet.size() <= 16);
        mostFrames = std::max(mostFrames, static_cast<int>(frameSet.size()));
        mostBands = std::max(mostBands, static_cast<int>(bandSet.size()));
    }
    CHECK(mostFrames > 20); // they do mask
    CHECK(mostBands > 10);
}

TEST_CASE("no masks, no change; masks beyond the spectrogram are cut")
{
    MelSpectrogram mel = numbered(4, 6);
    const std::vector<float> before = mel.values;
    PositionRandom random(1, {0});
    maskSpectrogram(mel, 6, {}, random);
    CHECK(mel.values == before);
    AugmentOptions options;
    options.timeMasks = 50;
    options.timeMaskFrames = 1000;
    options.timeMaskShare = 1.0;
    options.freqMasks = 50;
    options.freqMaskBands = 1000;
    maskSpectrogram(mel, 9, options, random);
    const MelSpectrogram original = numbered(4, 6);
    CHECK(std::all_of(
        mel.values.begin(), mel.values.end(), [&](float value) { return value == meanOf(original, 6); }));
    MelSpectrogram none;
    maskSpectrogram(none, 0, options, random);
    CHECK(none.values.empty());
}
