// SPDX-License-Identifier: MIT
#include "core/training/data/batch_loader.h"

#include "core/training/data/item_recipe.h"
#include "tests/core/training/data/data_test_support.h"

#include <algorithm>
#include <map>
#include <set>

using namespace steerscope;
using namespace steerscope::test;

namespace {

LoaderOptions plainOptions()
{
    LoaderOptions options;
    options.logMel.windowSamples = 2 * kModelSampleRate;
    options.plan.batchSize = 3;
    return options;
}

LoaderOptions everything()
{
    LoaderOptions options = plainOptions();
    options.fullWindowProbability = 0.3;
    options.accumulate = 2;
    options.plan.seed = 11;
    AugmentOptions& augment = options.augment;
    augment.speedLow = 0.9;
    augment.speedHigh = 1.1;
    augment.gainDbLow = -6.0;
    augment.noiseProbability = 0.7;
    augment.roomProbability = 0.5;
    augment.concatProbability = 0.5;
    augment.leadHigh = augment.trailHigh = 0.2;
    augment.nonSpeechShare = 0.2;
    augment.timeMasks = augment.freqMasks = 2;
    augment.timeMaskFrames = 10;
    augment.freqMaskBands = 10;
    augment.bandLimitProbability = 0.3;
    return options;
}

} // namespace

TEST_CASE("batches are the same to the bit for any first step and number of threads")
{
    const SineVoices voices(13);
    const LoaderOptions options = everything();
    std::vector<AudioBatch> whole;
    BatchLoader one(voices.store, voices.utterances, options);
    for (int i = 0; i < 24; ++i) {
        whole.push_back(one.next());
        CHECK(whole.back().step == i / 2);
        CHECK(whole.back().micro == i % 2);
    }
    CHECK(whole.back().epoch > 2);
    for (const int threads : {1, 2, 4})
        for (const std::int64_t first : {0, 1, 5, 10}) {
            LoaderOptions changed = options;
            changed.threads = threads;
            changed.ahead = 1 + 2 * threads;
            BatchLoader loader(voices.store, voices.utterances, changed, first);
            for (std::size_t i = 2 * static_cast<std::size_t>(first); i < whole.size(); ++i)
                CHECK((loader.next() == whole[i]));
        }
    LoaderOptions otherSeed = options;
    otherSeed.plan.seed = 12;
    CHECK_FALSE((BatchLoader(voices.store, voices.utterances, otherSeed).next() == whole[0]));
}

TEST_CASE("with a limit in seconds, too, a resumed run goes on with the same batches")
{
    const SineVoices voices(20);
    LoaderOptions options = everything();
    options.plan.batchSize = 0;
    options.plan.maxBatchSeconds = 4.0;
    BatchLoader whole(voices.store, voices.utterances, options);
    std::vector<AudioBatch> batches;
    for (int i = 0; i < 60; ++i)
        batches.push_back(whole.next());
    CHECK(batches.back().epoch >= 3);
    BatchLoader resumed(voices.store, voices.utterances, options, 20);
    for (std::size_t i = 40; i < 60; ++i)
        CHECK((resumed.next() == batches[i]));
}

TEST_CASE("the log-mel of a padded item is what inference makes of it at that length")
{
    const SineVoices voices(9);
    for (const bool fullWindow : {false, true}) {
        LoaderOptions options = plainOptions();
        options.fullWindow = fullWindow;
        BatchLoader loader(voices.store, voices.utterances, options);
        for (int i = 0; i < 3; ++i) {
            const AudioBatch batch = loader.next();
            REQUIRE(batch.size() == 3);
            CHECK(batch.mels == 80);
            CHECK(batch.frames % 2 == 0);
            const double longest = *std::max_element(batch.seconds.begin(), batch.seconds.end());
            CHECK(batch.frames
                == (fullWindow ? 200 : 16 * static_cast<int>(std::ceil(longest * 100.0 / 16.0 - 1e-9))));
            LogMelOptions window = options.logMel;
            window.windowSamples = batch.frames * window.hop;
            const LogMel logMel(window);
            const std::size_t size = 80 * static_cast<std::size_t>(batch.frames);
            REQUIRE(batch.logMel.size() == 3 * size);
            for (std::size_t item = 0; item < 3; ++item) {
                const auto utterance = static_cast<std::size_t>(batch.utterances[item].at(0));
                const std::vector<float> audio = voices.store->samples(utterance);
                const auto first = batch.logMel.begin() + static_cast<std::ptrdiff_t>(item * size);
                CHECK(std::vector<float>(first, first + static_cast<std::ptrdiff_t>(size))
                    == logMel.compute(audio).values);
                CHECK(batch.melFrames[item]
                    == static_cast<int>(std::ceil(static_cast<double>(audio.size()) / 160.0)));
                CHECK(batch.texts[item] == "text " + std::to_string(utterance));
                CHECK(batch.seconds[item] == voices.store->seconds(utterance));
            }
        }
    }
}

TEST_CASE("two ranks get the halves of one rank's doubled batch, padded alike")
{
    const SineVoices voices(11);
    LoaderOptions options = everything();
    options.plan.batchSize = 4;
    BatchLoader whole(voices.store, voices.utterances, options);
    options.plan.batchSize = 2;
    options.plan.ranks = 2;
    BatchLoader first(voices.store, voices.utterances, options);
    options.plan.rank = 1;
    BatchLoader second(voices.store, voices.utterances, options);
    for (int i = 0; i < 12; ++i) {
        const AudioBatch all = whole.next();
        AudioBatch both = first.next();
        const AudioBatch rest = second.next();
        CHECK(both.frames == rest.frames);
        CHECK(both.size() == 2);
        both.logMel.insert(both.logMel.end(), rest.logMel.begin(), rest.logMel.end());
        both.melFrames.insert(both.melFrames.end(), rest.melFrames.begin(), rest.melFrames.end());
        both.texts.insert(both.texts.end(), rest.texts.begin(), rest.texts.end());
        both.utterances.insert(both.utterances.end(), rest.utterances.begin(), rest.utterances.end());
        both.seconds.insert(both.seconds.end(), rest.seconds.begin(), rest.seconds.end());
        CHECK((both == all));
    }
    CHECK(first.stepsPerEpoch() == whole.stepsPerEpoch());
}

TEST_CASE("an epoch has every utterance, the share of non-speech asked, and texts of what was joined")
{
    const SineVoices voices(24);
    LoaderOptions options = plainOptions();
    options.augment.nonSpeechShare = 0.25;
    options.augment.concatProbability = 0.5;
    options.plan.batchSize = 4;
    BatchLoader loader(voices.store, voices.utterances, options);
    CHECK(loader.stepsPerEpoch() == 8); // 24 + 8 items
    std::map<int, int> leading;
    int nonSpeech = 0;
    int joined = 0;
    for (int step = 0; step < 8; ++step) {
        const AudioBatch batch = loader.next();
        CHECK(batch.epoch == 0);
        for (std::size_t item = 0; item < 4; ++item) {
            const std::vector<int>& parts = batch.utterances[item];
            std::string text;
            for (const int part : parts)
                text += (text.empty() ? "" : " ") + voices.utterances[static_cast<std::size_t>(part)].text;
            CHECK(batch.texts[item] == text);
            nonSpeech += parts.empty();
            joined += parts.size() > 1;
            if (!parts.empty())
                ++leading[parts[0]];
        }
    }
    CHECK(nonSpeech == 8);
    CHECK(joined > 3);
    CHECK(leading.size() == 24);
    CHECK(loader.next().epoch == 1);
    CHECK(loader.waitedSeconds() > 0.0);
}

TEST_CASE("utterances longer than the window, undecodable or beyond the share are left out and counted")
{
    const SineVoices voices(28); // 0.5 to 1.28 s, four of each length
    LoaderOptions options = plainOptions();
    options.logMel.windowSamples = kModelSampleRate;
    const BatchLoader loader(voices.store, voices.utterances, options);
    CHECK(loader.tooLong().size() == 12); // 1.02, 1.15 and 1.28 s
    for (const int index : loader.tooLong())
        CHECK(index % 7 > 3);
    CHECK(loader.usedUtterances() == 16);
    options.logMel.windowSamples = 2 * kModelSampleRate;
    options.plan.share = 0.5;
    CHECK(BatchLoader(voices.store, voices.utterances, options).usedUtterances() == 14);
    options.plan.share = 1.0;
    options.logMel.windowSamples = kModelSampleRate / 5;
    CHECK(errorOf([&] { BatchLoader(voices.store, voices.utterances, options); }).code == ErrorCode::Input);
}

TEST_CASE("options that make no sense are refused before any thread starts")
{
    const SineVoices voices(3);
    const auto refused = [&](auto change) {
        LoaderOptions options = plainOptions();
        change(options);
        return errorOf([&] { BatchLoader(voices.store, voices.utterances, options); }).code;
    };
    CHECK(refused([](auto& o) { o.padMultiple = 3; }) == ErrorCode::Usage);
    CHECK(refused([](auto& o) { o.padMultiple = 0; }) == ErrorCode::Usage);
    CHECK(refused([](auto& o) { o.accumulate = 0; }) == ErrorCode::Usage);
    CHECK(refused([](auto& o) { o.fullWindowProbability = 2.0; }) == ErrorCode::Usage);
    CHECK(refused([](auto& o) { o.logMel.windowSamples = 160 * 101; }) == ErrorCode::Usage);
    CHECK(refused([](auto& o) { o.logMel.sampleRate = 8000; }) == ErrorCode::Usage);
    CHECK(refused([](auto& o) { o.logMel.hop = 0; }) == ErrorCode::Usage);
    CHECK(refused([](auto& o) { o.logMel.mels = 0; }) == ErrorCode::Model);
    CHECK(refused([](auto& o) { o.plan.batchSize = 0; }) == ErrorCode::Usage);
    CHECK(refused([](auto& o) { o.augment.speedLow = 9.0; }) == ErrorCode::Usage);
    CHECK(errorOf([&] { BatchLoader(voices.store, {}, plainOptions()); }).code == ErrorCode::Internal);
}
