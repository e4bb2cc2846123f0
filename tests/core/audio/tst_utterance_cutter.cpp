// SPDX-License-Identifier: MIT
#include "core/audio/utterance_cutter.h"

#include "core/base/error.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace steerscope;

namespace {

constexpr std::int64_t kChunk = kVoiceChunk; // 32 ms
constexpr std::int64_t kMillisecond = 16;

std::vector<float> chunks(int count, float probability)
{
    return std::vector<float>(static_cast<std::size_t>(count), probability);
}

} // namespace

TEST_CASE("an utterance opens when it surely holds speech and is complete after the pause")
{
    UtteranceCutter cutter;
    cutter.feed(chunks(20, 0.1F));
    cutter.feed(chunks(2, 0.9F)); // 64 ms: may be a click
    CHECK_FALSE(cutter.open());
    cutter.feed(chunks(1, 0.9F));
    CHECK(cutter.open() == Utterance{0, 20 * kChunk - 320 * kMillisecond, 23 * kChunk, false});
    cutter.feed(chunks(7, 0.1F));
    CHECK(cutter.takeComplete().empty());
    cutter.feed(chunks(1, 0.1F)); // 256 ms of quiet
    CHECK_FALSE(cutter.open());
    const std::vector<Utterance> complete = cutter.takeComplete();
    REQUIRE(complete.size() == 1);
    CHECK(complete[0]
        == Utterance{0, 20 * kChunk - 320 * kMillisecond, 23 * kChunk + 160 * kMillisecond, true});
    CHECK(cutter.takeComplete().empty());
}

TEST_CASE("a click is forgotten and takes no number")
{
    UtteranceCutter cutter;
    cutter.feed(chunks(2, 0.9F));
    cutter.feed(chunks(20, 0.1F));
    cutter.feed(chunks(5, 0.9F));
    cutter.finish();
    const std::vector<Utterance> complete = cutter.takeComplete();
    REQUIRE(complete.size() == 1);
    CHECK(complete[0].number == 0);
    CHECK(complete[0].end == 27 * kChunk); // nothing was heard behind it
}

TEST_CASE("what lies a little below the threshold goes on being speech but does not begin it")
{
    UtteranceCutter cutter;
    cutter.feed(chunks(30, 0.4F));
    CHECK(cutter.neededFrom() == 30 * kChunk - 320 * kMillisecond); // only a lead is kept
    cutter.feed(chunks(4, 0.8F));
    cutter.feed(chunks(40, 0.4F));
    CHECK(cutter.open().has_value());
    CHECK(cutter.takeComplete().empty());
}

TEST_CASE("speech without a pause is cut where it is least likely, and nothing is lost or heard twice")
{
    UtteranceRules rules;
    rules.maxSeconds = 2.0;
    UtteranceCutter cutter(rules, 7, 3200);
    std::vector<float> probabilities = chunks(60, 0.9F);
    probabilities[50] = 0.36F; // late, and still speech
    probabilities[10] = 0.36F; // early: no place to cut
    cutter.feed(probabilities);
    cutter.feed(chunks(30, 0.9F));
    cutter.finish();
    const std::vector<Utterance> complete = cutter.takeComplete();
    REQUIRE(complete.size() == 2);
    CHECK(complete[0] == Utterance{7, 3200, 3200 + 50 * kChunk, true});
    CHECK(complete[1] == Utterance{8, 3200 + 50 * kChunk, 3200 + 90 * kChunk, true});
}

TEST_CASE("any course of probabilities: in order, apart, short enough, and never taken back")
{
    std::mt19937 random(5);
    std::uniform_real_distribution<float> any(0.0F, 1.0F);
    for (int round = 0; round < 200; ++round) {
        UtteranceRules rules;
        rules.maxSeconds = 1.5;
        rules.pauseMs = round % 2 ? 96 : 320;
        UtteranceCutter cutter(rules);
        float level = 0.5F;
        std::int64_t end = 0;
        int number = 0;
        std::optional<Utterance> before;
        for (int c = 0; c < 400; ++c) {
            level = std::clamp(level + 0.6F * (any(random) - 0.5F), 0.0F, 1.0F);
            cutter.feed(std::vector<float>{level});
            for (const Utterance& utterance : cutter.takeComplete()) {
                CHECK(utterance.number == number++);
                CHECK(utterance.begin >= end);
                CHECK(utterance.end > utterance.begin);
                CHECK(utterance.end - utterance.begin <= 1.5 * 16000);
                if (before && before->number == utterance.number)
                    CHECK(utterance.begin == before->begin);
                end = utterance.end;
            }
            const std::optional<Utterance> open = cutter.open();
            if (open && before && open->number == before->number)
                CHECK(open->begin == before->begin);
            CHECK(cutter.neededFrom() >= end);
            if (open)
                CHECK(cutter.neededFrom() == open->begin);
            before = open;
        }
    }
}

TEST_CASE("a threshold that is no probability is refused")
{
    UtteranceRules rules;
    rules.threshold = 1.5;
    CHECK_THROWS_AS(UtteranceCutter{rules}, Failure);
}
