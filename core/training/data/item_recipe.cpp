// SPDX-License-Identifier: MIT
#include "core/training/data/item_recipe.h"

#include "core/base/waveform.h"
#include "core/training/data/synthetic_sound.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kTelephoneHertz = 3400.0;
enum Purpose : std::uint64_t { Recipe = 16, Sound };

PositionRandom randomFor(Purpose purpose, const ItemPosition& at)
{
    return PositionRandom(
        at.seed, {purpose, static_cast<std::uint64_t>(at.epoch), static_cast<std::uint64_t>(at.item)});
}

std::int64_t samplesOf(double seconds)
{
    return std::llround(seconds * kModelSampleRate);
}

RecipePart drawPart(
    const AugmentOptions& options, const ClipPool& pool, int clip, std::int64_t room, PositionRandom& random)
{
    RecipePart part;
    part.clip = clip;
    const auto whole = pool.samples[static_cast<std::size_t>(clip)];
    // A long utterance is not slowed down beyond the window.
    part.speed = std::max(random.uniform(options.speedLow, options.speedHigh),
        std::min(1.0, static_cast<double>(whole) / static_cast<double>(room)));
    part.gainDb = random.uniform(options.gainDbLow, options.gainDbHigh);
    part.samples = std::clamp<std::int64_t>(
        std::llround(static_cast<double>(whole) / part.speed), 1, std::max<std::int64_t>(1, room));
    return part;
}

int drawClip(const AugmentOptions& options, const ClipPool& pool, int first, PositionRandom& random)
{
    const auto& own = pool.bySpeaker[static_cast<std::size_t>(pool.speaker[static_cast<std::size_t>(first)])];
    if (random.chance(options.concatSameSpeaker))
        return own[static_cast<std::size_t>(random.below(static_cast<int>(own.size())))];
    return random.below(static_cast<int>(pool.utterances.size()));
}

void joinFurther(ItemRecipe& recipe, const AugmentOptions& options, const ClipPool& pool, std::int64_t window,
    PositionRandom& random)
{
    const int count = 1 + random.below(options.concatMost);
    for (int i = 0; i < count; ++i) {
        const int clip = drawClip(options, pool, recipe.parts.front().clip, random);
        RecipePart part = drawPart(options, pool, clip, window, random);
        part.gap = samplesOf(random.uniform(options.concatGapLow, options.concatGapHigh));
        if (recipe.samples + part.gap + part.samples > window)
            return;
        recipe.samples += part.gap + part.samples;
        recipe.parts.push_back(part);
    }
}

// Half as long as some utterance, half anything up to the window: a length must not give it away.
std::int64_t drawNonSpeechLength(const ClipPool& pool, std::int64_t window, PositionRandom& random)
{
    const std::int64_t any = samplesOf(random.uniform(0.3, static_cast<double>(window) / kModelSampleRate));
    const int clip = random.below(static_cast<int>(pool.samples.size()));
    const std::int64_t length = random.chance(0.5) ? any : pool.samples[static_cast<std::size_t>(clip)];
    return std::clamp<std::int64_t>(length, 1, window);
}

std::vector<float> babble(
    const ClipPool& pool, const AudioStore& store, std::size_t count, PositionRandom& random)
{
    std::vector<float> sum(count, 0.0F);
    const int voices = 3 + random.below(4);
    for (int v = 0; v < voices; ++v) {
        const auto clip = static_cast<std::size_t>(random.below(static_cast<int>(pool.utterances.size())));
        const std::vector<float> voice = store.samples(static_cast<std::size_t>(pool.utterances[clip]));
        const auto gain = static_cast<float>(1.0 / std::sqrt(std::max(1e-8, meanPower(voice))));
        auto at = static_cast<std::size_t>(random.below(static_cast<int>(voice.size())));
        for (float& sample : sum) {
            sample += gain * voice[at];
            at = at + 1 == voice.size() ? 0 : at + 1;
        }
    }
    return sum;
}

void addPart(std::span<float> into, const RecipePart& part, const std::vector<float>& voice)
{
    const auto gain = static_cast<float>(std::pow(10.0, part.gainDb / 20.0));
    if (part.speed == 1.0) {
        std::transform(voice.begin(), voice.begin() + std::ssize(into), into.begin(),
            [gain](float sample) { return gain * sample; });
        return;
    }
    const std::vector<float> changed = changedSpeed(voice, part.speed, into.size());
    std::transform(
        changed.begin(), changed.end(), into.begin(), [gain](float sample) { return gain * sample; });
}

} // namespace

int itemsOfEpoch(const AugmentOptions& options, std::size_t poolSize)
{
    const double speech = static_cast<double>(poolSize);
    return static_cast<int>(std::llround(speech / (1.0 - options.nonSpeechShare)));
}

ItemRecipe makeRecipe(const AugmentOptions& options, const ClipPool& pool, const ItemPosition& position,
    std::int64_t windowSamples)
{
    PositionRandom random = randomFor(Recipe, position);
    ItemRecipe recipe;
    if (position.item >= static_cast<int>(pool.utterances.size())) {
        recipe.samples = drawNonSpeechLength(pool, windowSamples, random);
        return recipe;
    }
    recipe.parts.push_back(drawPart(options, pool, position.item, windowSamples, random));
    recipe.samples = recipe.parts.front().samples;
    if (random.chance(options.concatProbability))
        joinFurther(recipe, options, pool, windowSamples, random);
    const auto silence = [&](double high) {
        const std::int64_t drawn = samplesOf(random.uniform(0.0, high));
        const std::int64_t fitting = std::min(drawn, windowSamples - recipe.samples);
        recipe.samples += fitting;
        return fitting;
    };
    recipe.lead = silence(options.leadHigh);
    silence(options.trailHigh);
    return recipe;
}

std::vector<float> cook(const ItemRecipe& recipe, const AugmentOptions& options, const ClipPool& pool,
    const AudioStore& store, const ItemPosition& position)
{
    PositionRandom random = randomFor(Sound, position);
    const auto count = static_cast<std::size_t>(recipe.samples);
    if (recipe.parts.empty())
        return nonSpeech(static_cast<NonSpeechKind>(random.below(kNonSpeechKinds)), count, random);

    std::vector<float> sound(count, 0.0F);
    std::int64_t at = recipe.lead;
    std::int64_t spoken = 0;
    for (const RecipePart& part : recipe.parts) {
        const auto clip = static_cast<std::size_t>(pool.utterances[static_cast<std::size_t>(part.clip)]);
        at += part.gap;
        addPart(
            std::span(sound).subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(part.samples)),
            part, store.samples(clip));
        at += part.samples;
        spoken += part.samples;
    }
    // Of the speech, not of the silence around it.
    const double speechPower = meanPower(sound) * static_cast<double>(count) / static_cast<double>(spoken);
    if (random.chance(options.roomProbability))
        sound = inRoom(sound, makeRoom(random));
    if (random.chance(options.noiseProbability)) {
        const double snrDb = random.uniform(options.snrDbLow, options.snrDbHigh);
        const int kind = random.below(kNoiseKinds + 1);
        const std::vector<float> added = kind == kNoiseKinds
            ? babble(pool, store, count, random)
            : noise(static_cast<NoiseKind>(kind), count, random);
        addNoise(sound, added, speechPower, snrDb);
    }
    if (random.chance(options.bandLimitProbability))
        lowPass(sound, kTelephoneHertz);
    return sound;
}

} // namespace steerscope
