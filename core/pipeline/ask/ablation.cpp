// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/ablation.h"

#include "core/pipeline/ask/held_gates.h"
#include "core/pipeline/ask/study_run.h"

#include <algorithm>
#include <ranges>

namespace steerscope {

namespace {

std::vector<SteeredLayerInfo> chosenLayers(const ModelInfo& info, const std::vector<int>& wanted)
{
    std::vector<SteeredLayerInfo> chosen;
    for (const SteeredLayerInfo& layer : info.steered)
        if (wanted.empty() || std::ranges::find(wanted, layer.layer) != wanted.end())
            chosen.push_back(layer);
    if (chosen.empty() || (!wanted.empty() && chosen.size() != wanted.size()))
        throw Failure(ErrorCode::Usage, "a layer that is to be ablated is not steered by this model",
            info.name, "see steerscope-cli inspect for its steered layers");
    return chosen;
}

SteeringSettings layerOff(const SteeringSettings& settings, int layer)
{
    SteeringSettings off = settings;
    off.layers[layer].multiplier = 0.0;
    off.layers[layer].absolute.reset();
    return off;
}

class Ablation {
public:
    Ablation(StudyRun& study, const SteeringSettings& settings, const AblationRequest& request)
        : m_study(study)
        , m_settings(settings)
        , m_request(request)
        , m_logprob(StudyRun::logprob(study.asIs()))
        , m_errorRate(study.wordErrorRate(study.asIs()))
    {
    }

    AblationCell cell(int layer, int expert)
    {
        HeldGates held;
        if (m_request.effect == AblationEffect::Direct)
            held = gatesAbove(m_study.asIs().traces, m_settings, layer);
        if (expert == kWholeLayer)
            return compared(layer, expert, layerOff(m_settings, layer), std::move(held));
        // Below the ablated layer nothing changes, so its gates are those of the run as it is.
        for (const GatingTrace& trace : m_study.asIs().traces) {
            held.windows.resize(std::max<std::size_t>(held.windows.size(), trace.window + 1));
            held.windows[trace.window][layer]
                = ablatedGates(*trace.find(layer), m_settings.layer(layer), expert, m_request.form);
        }
        return compared(layer, expert, m_settings, std::move(held));
    }

private:
    AblationCell compared(int layer, int expert, const SteeringSettings& settings, HeldGates held)
    {
        const RunResult run = m_study.run(
            settings, held.windows.empty() ? nullptr : std::make_shared<const HeldGates>(std::move(held)));
        AblationCell cell{layer, expert, StudyRun::logprob(run) - m_logprob, {}, run.transcript.text()};
        if (const auto rate = m_study.wordErrorRate(run); rate && m_errorRate)
            cell.wordErrorRateChange = *rate - *m_errorRate;
        return cell;
    }

    StudyRun& m_study;
    const SteeringSettings& m_settings;
    const AblationRequest& m_request;
    double m_logprob;
    std::optional<double> m_errorRate;
};

} // namespace

std::optional<SteeringSettings> settingsOf(
    const SteeringSettings& settings, const AblationCell& cell, AblationForm form, AblationEffect effect)
{
    if (effect == AblationEffect::Direct)
        return std::nullopt;
    if (cell.expert == kWholeLayer)
        return layerOff(settings, cell.layer);
    if (form != AblationForm::Remove)
        return std::nullopt;
    if (const auto forced = settings.layer(cell.layer).force)
        return *forced == cell.expert ? layerOff(settings, cell.layer) : settings;
    SteeringSettings muted = settings;
    muted.layers[cell.layer].mute.insert(cell.expert);
    return muted;
}

AblationResult ablate(Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
    const AblationRequest& request, const RunOptions& options, const StudyCallbacks& callbacks,
    const StopFlag& stop)
{
    const std::vector<SteeredLayerInfo> layers = chosenLayers(model.info(), request.layers);
    StudyRun study(model, audio, settings, options, request.reference, callbacks, stop);
    int runs = 1;
    for (const SteeredLayerInfo& layer : layers)
        runs += 1 + layer.experts;
    study.setLength(runs);
    AblationResult result{request.form, request.effect, study.options().target, study.normalizer(),
        study.asIs().transcript.text(), StudyRun::logprob(study.asIs()),
        model.scoreNoise(audio, settings, study.options(), stop), study.wordErrorRate(study.asIs()), {}};
    Ablation ablation(study, settings, request);
    // From the top: what is below the layers already done comes from the activation cache.
    for (const SteeredLayerInfo& layer : layers | std::views::reverse) {
        std::vector<AblationCell> row;
        for (int expert = kWholeLayer; expert < layer.experts; ++expert)
            row.push_back(ablation.cell(layer.layer, expert));
        result.cells.insert(result.cells.begin(), row.begin(), row.end());
    }
    return result;
}

} // namespace steerscope
