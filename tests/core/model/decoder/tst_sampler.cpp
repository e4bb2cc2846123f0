// SPDX-License-Identifier: MIT
// Checked against: the logits processors of Hugging Face transformers in their order (tests/data/decoder),
// and the law of large numbers.
#include "core/model/decoder/sampler.h"

#include "tests/core/model/decoder/decoder_fixtures.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace steerscope;

namespace {

std::vector<float> goldenLogits()
{
    const at::Tensor logits = test::golden("sampling/logits");
    return {logits.const_data_ptr<float>(), logits.const_data_ptr<float>() + logits.numel()};
}

} // namespace

TEST_CASE("penalty, temperature, top-k and top-p leave the same tokens with the same probabilities")
{
    const std::vector<float> logits = goldenLogits();
    const auto& golden = test::goldens()["sampling"];
    const auto generated = golden["generated"].get<std::vector<int>>();
    for (const auto& expected : golden["cases"]) {
        CAPTURE(expected["temperature"]);
        SamplingDefaults settings;
        settings.sample = true;
        settings.temperature = expected["temperature"];
        settings.topK = expected["topK"];
        settings.topP = expected["topP"];
        settings.repetitionPenalty = expected["repetitionPenalty"];
        const std::vector<Candidate> found = candidates(logits, generated, settings);
        CHECK(found.size() == expected["probabilities"].size());
        for (const Candidate& candidate : found) {
            const double probability = expected["probabilities"].value(std::to_string(candidate.id), 0.0);
            CHECK(candidate.probability == doctest::Approx(probability).epsilon(1e-5));
        }
    }
}

TEST_CASE("without sampling the penalty still applies and the most probable token is taken")
{
    SamplingDefaults settings;
    const std::vector<float> logits{1.0f, 2.0f, 1.9f, -3.0f};
    CHECK(candidates(logits, {}, settings).front().id == 1);
    settings.repetitionPenalty = 1.5;
    CHECK(candidates(logits, {1}, settings).front().id == 2);
    CHECK(candidates({std::vector<float>{-1.0f, -1.2f}}, {0}, settings).front().id
        == 1); // negative: multiplied
    CHECK(candidates({std::vector<float>{5.0f, 5.0f}}, {}, settings).front().id == 0);
}

TEST_CASE("draws follow the distribution, and a seed repeats them")
{
    SamplingDefaults settings;
    settings.sample = true;
    const std::vector<float> logits{std::log(0.5f), std::log(0.3f), std::log(0.2f)};
    Sampler sampler(settings, 42);
    Sampler same(settings, 42);
    Sampler other(settings, 43);
    constexpr int kDraws = 20000;
    int counts[3] = {};
    int differing = 0;
    for (int i = 0; i < kDraws; ++i) {
        const int id = sampler.pick(logits, {});
        CHECK(id == same.pick(logits, {}));
        differing += id != other.pick(logits, {});
        ++counts[id];
    }
    CHECK(counts[0] / double(kDraws)
        == doctest::Approx(0.5).epsilon(0.03)); // 3 % is about 6 standard deviations
    CHECK(counts[1] / double(kDraws) == doctest::Approx(0.3).epsilon(0.05));
    CHECK(counts[2] / double(kDraws) == doctest::Approx(0.2).epsilon(0.07));
    CHECK(differing > kDraws / 2);
}

TEST_CASE("the documented generator: upper 53 bits of mt19937_64, cumulated in descending probability")
{
    SamplingDefaults settings;
    settings.sample = true;
    const std::vector<float> logits{std::log(0.1f), std::log(0.6f), std::log(0.3f)};
    std::mt19937_64 random(7);
    Sampler sampler(settings, 7);
    for (int i = 0; i < 100; ++i) {
        const double u = static_cast<double>(random() >> 11) / 9007199254740992.0;
        CHECK(sampler.pick(logits, {}) == (u < 0.6 ? 1 : u < 0.9 ? 2 : 0));
    }
}
