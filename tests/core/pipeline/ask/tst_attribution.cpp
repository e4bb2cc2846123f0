// SPDX-License-Identifier: MIT
// Gradients against finite differences of runs, the integral against its completeness, and fitted scales.
#include "core/pipeline/ask/attribution.h"
#include "core/pipeline/ask/fit.h"
#include "tests/core/pipeline/ask/ask_fixture.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

// The score of the whole target by the forward that has no graph.
double logprob(
    Transcriber& model, const Waveform& audio, const SteeringSettings& settings, const RunOptions& options)
{
    RunOptions scoring = options;
    scoring.decode = false;
    return model.run(audio, settings, scoring).score->logprob;
}

SteeringSettings withMultiplier(SteeringSettings settings, int layer, double multiplier)
{
    settings.layers[layer].multiplier = multiplier;
    return settings;
}

} // namespace

TEST_CASE("gradients by multipliers equal finite differences, for every variant")
{
    for (const std::string variant :
        {"layerwise-single", "layerwise-routers", "layerwise-shared", "post-encoder"}) {
        CAPTURE(variant);
        const auto model = loadSmall(variant);
        const Waveform audio = clip("clip2");
        RunOptions options;
        options.target = "seven";
        SteeringSettings settings;
        settings.master = 1.2;
        const ScoreGradient gradient = model->differentiate(audio, settings, options);
        CHECK(gradient.logprob == doctest::Approx(logprob(*model, audio, settings, options)).epsilon(1e-5));
        REQUIRE(gradient.layers.size() == model->info().steered.size());
        for (const LayerGradient& layer : gradient.layers) {
            CAPTURE(layer.layer);
            const double h = 0.02; // central: the error is of order h^2, float32 rounding of order 1e-5 / h
            const double up = logprob(*model, audio, withMultiplier(settings, layer.layer, 1.0 + h), options);
            const double down
                = logprob(*model, audio, withMultiplier(settings, layer.layer, 1.0 - h), options);
            const double finite = (up - down) / (2.0 * h);
            CHECK(layer.byScale * layer.effectiveScale == doctest::Approx(finite).epsilon(0.02).scale(0.02));
            double sum = 0.0;
            for (const double part : layer.byExpert)
                sum += part;
            CHECK(sum == doctest::Approx(layer.byScale).epsilon(1e-6));
            double along = 0.0; // moves on the simplex keep the sum
            for (const double part : layer.byGate)
                along += part;
            CHECK(std::abs(along) < 1e-4);
        }
    }
}

TEST_CASE("a word's integrals are complete, and muted experts take no part")
{
    const auto model = loadTrained();
    const Waveform audio = sample("on-down");
    SteeringSettings settings;
    settings.layers[1].mute = {2};
    AttributionRequest request;
    const AttributionResult whole = attribute(*model, audio, settings, request, {});
    CHECK(whole.words == std::vector<std::string>{"on", "down"});
    CHECK(std::abs(whole.logprob - whole.plainLogprob) > 0.1); // else there is nothing to attribute
    CHECK(std::abs(whole.completenessError) < 0.02 * std::abs(whole.logprob - whole.plainLogprob));
    CHECK(whole.layers[1].expertIntegrals[2] == 0.0);
    double words = 0.0;
    for (int word = 1; word <= 2; ++word) {
        request.word = word;
        words += attribute(*model, audio, settings, request, {}).logprob;
    }
    RunOptions options;
    options.target = whole.target;
    const TargetScore score = *model->run(audio, settings, options).score;
    CHECK(words == doctest::Approx(score.logprob - score.tokens.back().logprob).epsilon(1e-4));
    request.word = 3;
    CHECK_THROWS_AS(attribute(*model, audio, settings, request, {}), Failure);
}

TEST_CASE("more nodes leave less of an error")
{
    const auto model = loadTrained();
    const Waveform audio = sample("on-down");
    AttributionRequest coarse;
    coarse.nodes = 1;
    AttributionRequest fine;
    fine.nodes = 12;
    const double left = std::abs(attribute(*model, audio, {}, fine, {}).completenessError);
    CHECK(left < std::abs(attribute(*model, audio, {}, coarse, {}).completenessError));
}

TEST_CASE("fitted scales bring lost words back, and say what that costs elsewhere")
{
    const auto model = loadTrained();
    const Waveform audio = sample("on-down");
    const std::string right = model->run(audio, {}).transcript.text();
    SteeringSettings broken; // a layer the wrong way round
    broken.layers[4].multiplier = -3.0;
    broken.layers[5].multiplier = -3.0;
    REQUIRE(model->run(audio, broken).transcript.text() != right);
    RunOptions options;
    options.target = right;
    FitRequest request;
    request.rate = 0.2;
    request.steps = 80;
    request.reference.text = right;
    const Waveform other = sample("no");
    const FitWitness witness{"no.wav", &other, "no"};
    const FitResult result = fitScales(*model, "on-down.wav", audio, broken, request, options, {&witness, 1});
    CHECK(result.says);
    REQUIRE(result.costs.size() == 2);
    CHECK(result.costs[0].after == right);
    CHECK(*result.costs[0].wordErrorRateBefore > 0.0);
    CHECK(*result.costs[0].wordErrorRateAfter == 0.0);
    CHECK(model->run(audio, result.proposal).transcript.text() == right);
    CHECK(result.costs[1].before == model->run(other, broken).transcript.text());
    CHECK(result.costs[1].after == model->run(other, result.proposal).transcript.text());
    CHECK(result.course.back().logprob > result.course.front().logprob);
}

TEST_CASE("what is right already is left alone; a strong pull brings multipliers back to 1")
{
    const auto model = loadTrained();
    const Waveform audio = sample("no");
    RunOptions options;
    options.target = model->run(audio, {}).transcript.text();
    FitRequest request;
    const FitResult right = fitScales(*model, "no.wav", audio, {}, request, options);
    CHECK(right.says);
    CHECK(right.course.size() == 1);
    CHECK(right.proposal.asTrained());
    options.target = "zero zero zero"; // out of reach
    request.pull = 1000.0;
    request.steps = 40;
    const FitResult held = fitScales(*model, "no.wav", audio, withMultiplier({}, 0, 1.5), request, options);
    CHECK_FALSE(held.says);
    CHECK(held.proposal.layer(0).multiplier == doctest::Approx(1.0).epsilon(0.1));
    options.target.clear();
    CHECK_THROWS_AS(fitScales(*model, "no.wav", audio, {}, request, options), Failure);
}
