// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/fit.h"

#include "core/pipeline/ask/study_run.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr int kMostSteps = 10'000;

// The layers that move, with d c / d multiplier.
struct Mover {
    int layer = 0;
    double scalePerMultiplier = 0.0;
};

std::vector<Mover> moversOf(
    const SteeringSettings& settings, const FitRequest& request, const ModelInfo& info)
{
    std::vector<Mover> movers;
    for (const SteeredLayerInfo& layer : info.steered) {
        const bool wanted = request.layers.empty()
            || std::find(request.layers.begin(), request.layers.end(), layer.layer) != request.layers.end();
        if (wanted && !settings.layer(layer.layer).absolute && layer.trainedScale != 0.0)
            movers.push_back({layer.layer, settings.master * layer.trainedScale});
    }
    if (movers.empty() || settings.master == 0.0)
        throw Failure(ErrorCode::Usage, "no multiplier can move", info.name,
            "choose layers with a trained scale that is neither 0 nor set to an absolute value");
    return movers;
}

void requireFit(const SteeringSettings& settings, const FitRequest& request, const RunOptions& options)
{
    if (options.target.empty())
        throw Failure(
            ErrorCode::Usage, "there are no words to fit the scales to", {}, "type the right words");
    if (settings.bypass)
        throw Failure(ErrorCode::Usage, "steering is removed, so no scale does anything", {},
            "bring the steering back first");
    if (request.steps < 1 || request.steps > kMostSteps || !(request.rate > 0.0) || !(request.pull >= 0.0))
        throw Failure(ErrorCode::Usage, "steps are 1 to 10000, the rate is above 0 and the pull not below 0");
}

// Adam (Kingma and Ba 2015) on a handful of numbers, uphill.
class Ascent {
public:
    Ascent(std::size_t size, double rate)
        : m_mean(size)
        , m_square(size)
        , m_rate(rate)
    {
    }
    void step(std::vector<double>& values, const std::vector<double>& gradient)
    {
        constexpr double kMean = 0.9;
        constexpr double kSquare = 0.999;
        ++m_steps;
        for (std::size_t i = 0; i < values.size(); ++i) {
            m_mean[i] = kMean * m_mean[i] + (1.0 - kMean) * gradient[i];
            m_square[i] = kSquare * m_square[i] + (1.0 - kSquare) * gradient[i] * gradient[i];
            const double mean = m_mean[i] / (1.0 - std::pow(kMean, m_steps));
            const double square = m_square[i] / (1.0 - std::pow(kSquare, m_steps));
            values[i] += m_rate * mean / (std::sqrt(square) + 1e-8);
        }
    }

private:
    std::vector<double> m_mean;
    std::vector<double> m_square;
    double m_rate;
    int m_steps = 0;
};

bool writes(const TargetScore& score)
{
    return std::all_of(score.likeliest.begin(), score.likeliest.end(), [](bool is) { return is; });
}

SteeringSettings moved(
    const SteeringSettings& settings, const std::vector<Mover>& movers, const std::vector<double>& values)
{
    SteeringSettings result = settings;
    for (std::size_t i = 0; i < movers.size(); ++i)
        result.layers[movers[i].layer].multiplier = values[i];
    return result;
}

double derivativeOf(const ScoreGradient& gradient, const Mover& mover)
{
    for (const LayerGradient& layer : gradient.layers)
        if (layer.layer == mover.layer)
            return layer.byScale * mover.scalePerMultiplier;
    return 0.0;
}

class Fit {
public:
    Fit(StudyRun& study, Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
        const FitRequest& request, const StopFlag& stop)
        : m_study(study)
        , m_model(model)
        , m_audio(audio)
        , m_settings(settings)
        , m_request(request)
        , m_stop(stop)
        , m_movers(moversOf(settings, request, model.info()))
    {
    }

    void climb(FitResult& result)
    {
        std::vector<double> values;
        for (const Mover& mover : m_movers)
            values.push_back(m_settings.layer(mover.layer).multiplier);
        std::vector<double> best = values;
        FitStep bestStep;
        Ascent ascent(values.size(), m_request.rate);
        for (int step = 0; step <= m_request.steps; ++step) {
            std::vector<double> slope;
            const FitStep here = look(values, slope, result.says);
            result.course.push_back(here);
            if (step == 0 || result.says || here.objective > bestStep.objective) {
                best = values;
                bestStep = here;
            }
            if (result.says)
                break;
            ascent.step(values, slope);
        }
        if (!result.says)
            result.course.push_back(bestStep);
        result.proposal = moved(m_settings, m_movers, best).normalised();
    }

private:
    FitStep look(const std::vector<double>& values, std::vector<double>& slope, bool& says)
    {
        m_study.step();
        const ScoreGradient gradient = m_model.differentiate(
            m_audio, moved(m_settings, m_movers, values), m_study.options(), {}, m_stop);
        const auto tokens = static_cast<double>(gradient.score.tokens.size());
        FitStep step{gradient.logprob, gradient.logprob / tokens};
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double distance = values[i] - 1.0;
            step.objective -= m_request.pull * distance * distance;
            slope.push_back(derivativeOf(gradient, m_movers[i]) / tokens - 2.0 * m_request.pull * distance);
        }
        says = writes(gradient.score);
        return step;
    }

    StudyRun& m_study;
    Transcriber& m_model;
    const Waveform& m_audio;
    const SteeringSettings& m_settings;
    const FitRequest& m_request;
    StopFlag m_stop;
    std::vector<Mover> m_movers;
};

} // namespace

FitResult fitScales(Transcriber& model, const std::string& name, const Waveform& audio,
    const SteeringSettings& settings, const FitRequest& request, const RunOptions& options,
    std::span<const FitWitness> witnesses, const StudyCallbacks& callbacks, const StopFlag& stop)
{
    requireFit(settings, request, options);
    StudyRun study(model, audio, settings, options, request.reference, callbacks, stop);
    study.setLength(3 + request.steps + 2 * static_cast<int>(witnesses.size()));
    FitResult result;
    result.target = options.target;
    result.normalizer = request.reference.normalizer;
    Fit(study, model, audio, settings, request, stop).climb(result);
    const RunResult after = study.run(result.proposal);
    result.costs.push_back({name, study.asIs().transcript.text(), after.transcript.text(),
        study.wordErrorRate(study.asIs()), study.wordErrorRate(after)});
    RunOptions elsewhere = options;
    elsewhere.target.clear();
    elsewhere.onlyFirstWindow = false;
    for (const FitWitness& witness : witnesses) {
        const StudyReference own{witness.reference, request.reference.normalizer};
        StudyRun other(model, *witness.audio, settings, elsewhere, own, callbacks, stop);
        const RunResult changed = other.run(result.proposal);
        result.costs.push_back({witness.name, other.asIs().transcript.text(), changed.transcript.text(),
            other.wordErrorRate(other.asIs()), other.wordErrorRate(changed)});
    }
    return result;
}

} // namespace steerscope
