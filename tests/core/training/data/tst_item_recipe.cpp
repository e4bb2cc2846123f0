// SPDX-License-Identifier: MIT
#include "core/training/data/item_recipe.h"

#include "tests/core/training/data/data_test_support.h"

#include <algorithm>
#include <set>

using namespace steerscope;
using namespace steerscope::test;

namespace {

constexpr std::int64_t kWindow = 4 * kModelSampleRate;

ClipPool poolOf(const SineVoices& voices)
{
    ClipPool pool;
    pool.bySpeaker.resize(3);
    for (int i = 0; i < static_cast<int>(voices.utterances.size()); ++i) {
        pool.utterances.push_back(i);
        pool.samples.push_back(voices.store->sampleCount(static_cast<std::size_t>(i)));
        pool.speaker.push_back(i % 3);
        pool.bySpeaker[static_cast<std::size_t>(i % 3)].push_back(i);
    }
    return pool;
}

} // namespace

TEST_CASE("the defaults change nothing")
{
    const SineVoices voices(6);
    const ClipPool pool = poolOf(voices);
    CHECK(itemsOfEpoch({}, 6) == 6);
    for (int item = 0; item < 6; ++item) {
        const ItemPosition position{1, 0, item};
        const ItemRecipe recipe = makeRecipe({}, pool, position, kWindow);
        CHECK(cook(recipe, {}, pool, *voices.store, position)
            == voices.store->samples(static_cast<std::size_t>(item)));
    }
}

TEST_CASE("speed, gain and silence: length and sound are what the recipe says")
{
    const SineVoices voices(6);
    const ClipPool pool = poolOf(voices);
    AugmentOptions options;
    options.speedLow = 0.9;
    options.speedHigh = 1.1;
    options.gainDbLow = -12.0;
    options.gainDbHigh = 6.0;
    options.leadHigh = 0.3;
    options.trailHigh = 0.2;
    for (int epoch = 0; epoch < 20; ++epoch) {
        const ItemPosition position{1, epoch, 3}; // 350 Hz
        const ItemRecipe recipe = makeRecipe(options, pool, position, kWindow);
        const RecipePart& part = recipe.parts.at(0);
        CHECK(part.speed >= 0.9);
        CHECK(part.speed < 1.1);
        CHECK(part.samples == std::llround(static_cast<double>(pool.samples[3]) / part.speed));
        CHECK(recipe.lead <= 0.3 * kModelSampleRate);
        const std::int64_t trail = recipe.samples - recipe.lead - part.samples;
        CHECK(trail >= 0);
        CHECK(trail <= 0.2 * kModelSampleRate);
        const std::vector<float> sound = cook(recipe, options, pool, *voices.store, position);
        REQUIRE(static_cast<std::int64_t>(sound.size()) == recipe.samples);
        const std::vector<float> voice(
            sound.begin() + recipe.lead + 500, sound.begin() + recipe.lead + part.samples - 500);
        CHECK(amplitudeAt(350.0 * part.speed, voice, kModelSampleRate)
            == doctest::Approx(0.5 * std::pow(10.0, part.gainDb / 20.0)).epsilon(0.01));
        CHECK(std::all_of(sound.begin(), sound.begin() + recipe.lead, [](float s) { return s == 0.0F; }));
        CHECK(std::all_of(sound.end() - trail, sound.end(), [](float s) { return s == 0.0F; }));
    }
}

TEST_CASE("an item never exceeds the window, whatever is asked")
{
    const SineVoices voices(14); // up to 1.28 s
    const ClipPool pool = poolOf(voices);
    AugmentOptions options;
    options.speedLow = 0.5;
    options.speedHigh = 1.0;
    options.concatProbability = 1.0;
    options.concatMost = 10;
    options.leadHigh = 2.0;
    options.trailHigh = 2.0;
    options.nonSpeechShare = 0.5;
    const std::int64_t window = std::llround(1.28 * kModelSampleRate);
    CHECK(itemsOfEpoch(options, 14) == 28);
    std::set<std::int64_t> full;
    for (int item = 0; item < 28; ++item) {
        const ItemRecipe recipe = makeRecipe(options, pool, {1, 0, item}, window);
        CHECK(recipe.samples <= window);
        CHECK(recipe.parts.empty() == (item >= 14));
        CHECK(cook(recipe, options, pool, *voices.store, {1, 0, item}).size()
            == static_cast<std::size_t>(recipe.samples));
    }
}

TEST_CASE("joined utterances: how many, gaps, and by whom")
{
    const SineVoices voices(12);
    const ClipPool pool = poolOf(voices);
    AugmentOptions options;
    options.concatProbability = 0.5;
    options.concatMost = 3;
    options.concatGapLow = 0.1;
    options.concatGapHigh = 0.4;
    options.concatSameSpeaker = 1.0;
    int joined = 0;
    std::set<std::size_t> counts;
    for (int epoch = 0; epoch < 100; ++epoch)
        for (int item = 0; item < 12; ++item) {
            const ItemRecipe recipe = makeRecipe(options, pool, {9, epoch, item}, 100 * kWindow);
            joined += recipe.parts.size() > 1;
            counts.insert(recipe.parts.size());
            std::int64_t sum = 0;
            for (std::size_t p = 0; p < recipe.parts.size(); ++p) {
                const RecipePart& part = recipe.parts[p];
                sum += part.gap + part.samples;
                CHECK(part.clip % 3 == item % 3);
                CHECK((p == 0 ? part.gap == 0 : part.gap >= 1600 && part.gap <= 6400));
            }
            CHECK(recipe.samples == sum);
        }
    CHECK(std::abs(joined - 600) < 4 * std::sqrt(1200 * 0.25));
    CHECK(counts == std::set<std::size_t>{1, 2, 3, 4});
    options.concatSameSpeaker = 0.0;
    std::set<int> speakers;
    for (int epoch = 0; epoch < 50; ++epoch)
        for (const RecipePart& part : makeRecipe(options, pool, {9, epoch, 0}, 100 * kWindow).parts)
            speakers.insert(part.clip % 3);
    CHECK(speakers.size() == 3);
}

TEST_CASE("noise of an item lies in the range asked, relative to the speech without its silence")
{
    const SineVoices voices(7);
    const ClipPool pool = poolOf(voices);
    AugmentOptions clean;
    clean.leadHigh = 1.0;
    clean.trailHigh = 1.0;
    AugmentOptions noisy = clean;
    noisy.noiseProbability = 1.0;
    noisy.snrDbLow = 5.0;
    noisy.snrDbHigh = 15.0;
    double lowest = 100.0;
    double highest = -100.0;
    for (int epoch = 0; epoch < 100; ++epoch) {
        const ItemPosition position{2, epoch, epoch % 7};
        const ItemRecipe recipe = makeRecipe(noisy, pool, position, kWindow);
        const auto with = cook(recipe, noisy, pool, *voices.store, position);
        const auto without = cook(recipe, clean, pool, *voices.store, position);
        double noisePower = 0.0;
        for (std::size_t i = 0; i < with.size(); ++i)
            noisePower += std::pow(static_cast<double>(with[i]) - without[i], 2.0);
        noisePower /= static_cast<double>(with.size());
        const double snrDb = 10.0 * std::log10(0.5 * 0.5 / 2.0 / noisePower); // a sine of amplitude 0.5
        lowest = std::min(lowest, snrDb);
        highest = std::max(highest, snrDb);
    }
    CHECK(lowest > 4.9);
    CHECK(highest < 15.1);
    CHECK(lowest < 6.0);
    CHECK(highest > 14.0);
}

TEST_CASE("an item is a function of its position")
{
    const SineVoices voices(7);
    const ClipPool pool = poolOf(voices);
    AugmentOptions options;
    options.speedLow = 0.9;
    options.speedHigh = 1.1;
    options.noiseProbability = options.roomProbability = options.bandLimitProbability = 0.5;
    options.nonSpeechShare = 0.5;
    std::set<std::vector<float>> sounds;
    for (const std::uint64_t seed : {1, 2})
        for (int epoch = 0; epoch < 3; ++epoch)
            for (int item = 0; item < 7; ++item) {
                const ItemPosition position{seed, epoch, item};
                const auto make = [&] {
                    return cook(
                        makeRecipe(options, pool, position, kWindow), options, pool, *voices.store, position);
                };
                const std::vector<float> sound = make();
                CHECK(sound == make());
                sounds.insert(sound);
            }
    CHECK(sounds.size() == 2 * 3 * 7);
}
