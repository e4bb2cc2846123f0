// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/sweep.h"

#include "core/pipeline/ask/study_run.h"
#include "core/pipeline/ask/token_words.h"
#include "core/pipeline/ask/word_flips.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr int kMostPoints = 1001;

void requireSweep(const SteeringSettings& settings, const SweepRequest& request)
{
    if (settings.bypass)
        throw Failure(ErrorCode::Usage, "steering is removed, so no scale does anything", {},
            "bring the steering back first");
    if (request.points < 2 || request.points > kMostPoints)
        throw Failure(ErrorCode::Usage, "a sweep has 2 to 1001 points", std::to_string(request.points));
    if (!std::isfinite(request.from) || !std::isfinite(request.to) || request.from >= request.to)
        throw Failure(
            ErrorCode::Usage, "a sweep goes from a smaller scale to a larger one", {}, "such as -1 to 3");
}

// Rising, both ends exact.
double scaleAt(const SweepRequest& request, int point)
{
    const double part = static_cast<double>(point) / (request.points - 1);
    return (1.0 - part) * request.from + part * request.to;
}

std::vector<bool> keptWords(const TargetScore& score)
{
    std::vector<bool> kept;
    for (const TokenWord& word : tokenWords(score))
        kept.push_back(std::all_of(score.likeliest.begin() + static_cast<std::ptrdiff_t>(word.begin),
            score.likeliest.begin() + static_cast<std::ptrdiff_t>(word.end), [](bool is) { return is; }));
    return kept;
}

} // namespace

SteeringSettings sweptSettings(const SteeringSettings& settings, const std::vector<int>& layers, double scale)
{
    SteeringSettings swept = settings;
    if (layers.empty())
        swept.master = scale;
    for (const int layer : layers) {
        swept.layers[layer].multiplier = scale;
        swept.layers[layer].absolute.reset();
    }
    return swept;
}

SweepResult sweepScales(Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
    const SweepRequest& request, const RunOptions& options, const StudyCallbacks& callbacks,
    const StopFlag& stop)
{
    requireSweep(settings, request);
    StudyRun study(model, audio, settings, options, request.reference, callbacks, stop);
    study.setLength(request.points + 1);
    SweepResult result{request.layers, study.options().target, study.normalizer(), {}, {}};
    std::vector<WindowSweep> windows;
    const auto& segmentsAsIs = study.asIs().transcript.segments;
    for (std::size_t w = 0; w < segmentsAsIs.size(); ++w)
        windows.push_back({options.onlyFirstWindow ? options.firstWindow : static_cast<int>(w),
            segmentsAsIs[w].text, {}, {}});
    for (int point = 0; point < request.points; ++point) {
        const double scale = scaleAt(request, point);
        const RunResult run = study.run(sweptSettings(settings, request.layers, scale));
        result.points.push_back(
            {scale, run.transcript.text(), study.wordErrorRate(run), StudyRun::logprob(run)});
        for (std::size_t w = 0; w < windows.size(); ++w) {
            windows[w].scales.push_back(scale);
            windows[w].texts.push_back(run.transcript.segments[w].text);
        }
    }
    for (const WindowSweep& window : windows) {
        const auto kept = [&](std::size_t point) {
            return keptWords(study.score(sweptSettings(settings, request.layers, window.scales[point + 1]),
                window.window, window.texts[point]));
        };
        std::vector<SweepWord> words = followWords(window, kept);
        result.words.insert(result.words.end(), words.begin(), words.end());
    }
    return result;
}

} // namespace steerscope
