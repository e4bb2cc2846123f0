// SPDX-License-Identifier: MIT
// Sweeps, ablations and "heard or guessed" on a trained model, each number against runs made one by one.
#include "core/pipeline/ask/ablation.h"
#include "core/pipeline/ask/heard.h"
#include "core/pipeline/ask/sweep.h"
#include "tests/core/pipeline/ask/ask_fixture.h"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

const char* const kSample = "on-down";

RunResult oneRun(const Waveform& audio, const SteeringSettings& settings, const std::string& target)
{
    RunOptions options;
    options.target = target;
    return loadTrained()->run(audio, settings, options); // nothing cached
}

const AblationCell& cellOf(const AblationResult& result, int layer, int expert)
{
    for (const AblationCell& cell : result.cells)
        if (cell.layer == layer && cell.expert == expert)
            return cell;
    throw std::runtime_error("no such cell");
}

} // namespace

TEST_CASE("a point of a sweep equals a run at that scale")
{
    const auto model = loadTrained();
    const Waveform audio = sample(kSample);
    for (const std::vector<int>& layers : {std::vector<int>{}, {1, 3}}) {
        SweepRequest request;
        request.layers = layers;
        request.points = 5;
        request.reference.text = "on down";
        const SweepResult result = sweepScales(*model, audio, {}, request, {});
        REQUIRE(result.points.size() == 5);
        CHECK(result.normalizer == "none");
        std::set<std::string> texts;
        for (const SweepPoint& point : result.points) {
            const RunResult run = oneRun(audio, sweptSettings({}, layers, point.scale), result.target);
            CHECK(point.text == run.transcript.text());
            CHECK(point.logprob == doctest::Approx(run.score->logprob).epsilon(1e-6));
            CHECK((*point.wordErrorRate == 0.0) == (point.text == "on down"));
            texts.insert(point.text);
        }
        CHECK(result.points.front().scale == -1.0);
        CHECK(result.points.back().scale == 3.0);
        if (layers.empty())
            CHECK(texts.size() > 1); // else the intervals below say nothing
        const std::string text = model->run(audio, {}).transcript.text();
        for (const SweepWord& word : result.words)
            for (const SweepPoint& point : result.points) {
                const bool stands = std::any_of(word.stands.begin(), word.stands.end(),
                    [&](const ScaleInterval& i) { return i.from <= point.scale && point.scale <= i.to; });
                if (point.text == text)
                    CHECK(stands);
                if (stands) // it may also be there in another place, where it is another word
                    CHECK((" " + point.text + " ").find(" " + word.text + " ") != std::string::npos);
            }
    }
}

TEST_CASE("a sweep refuses what makes no sense, and ends when it is stopped")
{
    const auto model = loadTrained();
    const Waveform audio = sample(kSample);
    SweepRequest request;
    request.points = 1;
    CHECK_THROWS_AS(sweepScales(*model, audio, {}, request, {}), Failure);
    request.points = 3;
    SteeringSettings bypass;
    bypass.bypass = true;
    CHECK_THROWS_AS(sweepScales(*model, audio, bypass, request, {}), Failure);
    request.layers = {77};
    CHECK_THROWS_AS(sweepScales(*model, audio, {}, request, {}), Failure);
    request.layers.clear();
    request.reference = {"on", "klingon"};
    CHECK_THROWS_AS(sweepScales(*model, audio, {}, request, {}), Failure);
    request.reference = {};
    const StopFlag stop;
    StudyCallbacks callbacks;
    int steps = 0;
    callbacks.between = [&] {
        if (++steps == 2)
            stop.stop();
    };
    CHECK_THROWS_AS(sweepScales(*model, audio, {}, request, {}, callbacks, stop), Failure);
    CHECK(steps == 2);
}

TEST_CASE("an ablation that settings can express equals the run under them")
{
    const auto model = loadTrained();
    const Waveform audio = sample(kSample);
    SteeringSettings settings;
    settings.layers[2].multiplier = 1.5;
    AblationRequest request;
    request.reference.text = "on down";
    const AblationResult result = ablate(*model, audio, settings, request, {});
    const auto& steered = model->info().steered;
    std::size_t cells = 0;
    for (const SteeredLayerInfo& layer : steered)
        cells += 1 + layer.experts;
    REQUIRE(result.cells.size() == cells);
    CHECK(result.logprobNoise < 1e-3);
    bool moves = false;
    for (const auto& [layer, expert] : {std::pair{0, kWholeLayer}, {5, kWholeLayer}, {2, 1}, {4, 0}}) {
        const AblationCell& cell = cellOf(result, layer, expert);
        const auto applied = settingsOf(settings, cell, result.form, result.effect);
        REQUIRE(applied);
        const RunResult run = oneRun(audio, *applied, result.target);
        CHECK(cell.logprobChange == doctest::Approx(run.score->logprob - result.logprob).epsilon(1e-4));
        CHECK(cell.text == run.transcript.text());
        moves = moves || std::abs(cell.logprobChange) > 1e-3;
    }
    CHECK(moves);
}

TEST_CASE("direct and total effects agree at the top, where nothing routes anew")
{
    const auto model = loadTrained();
    const Waveform audio = sample(kSample);
    AblationRequest request;
    request.form = AblationForm::Mean;
    request.layers = {0, model->info().steered.back().layer};
    const AblationResult total = ablate(*model, audio, {}, request, {});
    request.effect = AblationEffect::Direct;
    const AblationResult direct = ablate(*model, audio, {}, request, {});
    const int top = request.layers.back();
    bool differs = false;
    for (std::size_t i = 0; i < total.cells.size(); ++i) {
        const double gap = std::abs(total.cells[i].logprobChange - direct.cells[i].logprobChange);
        if (total.cells[i].layer == top)
            CHECK(gap < 1e-4);
        else
            differs = differs || gap > 1e-3;
    }
    CHECK(differs);
    CHECK_FALSE(settingsOf({}, direct.cells.front(), direct.form, direct.effect));
}

TEST_CASE("held gates: a run's own change nothing, another's do, wrong ones are refused")
{
    const auto model = loadTrained();
    const Waveform audio = sample(kSample);
    RunOptions options;
    options.target = "on down";
    const RunResult free = model->run(audio, {}, options);
    HeldGates own;
    own.windows.resize(1);
    for (const LayerTrace& layer : free.traces.at(0).layers)
        own.windows[0][layer.layer] = layer.gates;
    HeldGates other = own;
    std::fill(other.windows[0][1].begin(), other.windows[0][1].end(), 0.0F);
    options.held = std::make_shared<const HeldGates>(own);
    const RunResult held = model->run(audio, {}, options);
    CHECK(held.score->logprob == doctest::Approx(free.score->logprob).epsilon(1e-6));
    CHECK(held.traces[0].layers[3].push == free.traces[0].layers[3].push);
    options.held = std::make_shared<const HeldGates>(other);
    CHECK(std::abs(model->run(audio, {}, options).score->logprob - free.score->logprob) > 1e-3);
    other.windows[0][1].pop_back();
    options.held = std::make_shared<const HeldGates>(other);
    CHECK_THROWS_AS(model->run(audio, {}, options), Failure);
    options.held.reset(); // nothing of it stays behind
    CHECK(model->run(audio, {}, options).score->logprob == free.score->logprob);
}

TEST_CASE("heard or guessed: the difference of scores with the audio and with silence")
{
    const auto model = loadTrained();
    const Waveform audio = sample(kSample);
    SteeringSettings settings;
    settings.master = 0.9;
    const HeardResult result = heardOrGuessed(*model, audio, settings, {}, {});
    const std::string text = model->run(audio, settings).transcript.text();
    REQUIRE(result.words.size() == 2);
    double withAudio = 0.0;
    double without = 0.0;
    for (const HeardWord& word : result.words) {
        withAudio += word.logprob;
        without += word.neutralLogprob;
        CHECK(word.heard() > 1.0); // the words were spoken
    }
    const Waveform quiet{std::vector<float>(audio.samples.size()), kModelSampleRate};
    // The same two runs; the end of the text is no word's.
    const auto words = [&](const Waveform& waveform) {
        const TargetScore score = *oneRun(waveform, settings, text).score;
        return score.logprob - score.tokens.back().logprob;
    };
    CHECK(withAudio == doctest::Approx(words(audio)).epsilon(1e-5));
    CHECK(without == doctest::Approx(words(quiet)).epsilon(1e-5));
}
