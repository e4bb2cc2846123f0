// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/study.h"

#include "core/pipeline/ask/ablation.h"
#include "core/pipeline/ask/attribution.h"
#include "core/pipeline/ask/fit.h"
#include "core/pipeline/ask/heard.h"
#include "core/pipeline/ask/sweep.h"

namespace steerscope {

StudyResult study(Transcriber& model, const std::string& name, const Waveform& audio,
    const SteeringSettings& settings, const StudyRequest& request, const RunOptions& options,
    const StudyCallbacks& callbacks, const StopFlag& stop)
{
    struct Answer {
        Transcriber& model;
        const std::string& name;
        const Waveform& audio;
        const SteeringSettings& settings;
        const RunOptions& options;
        const StudyCallbacks& callbacks;
        const StopFlag& stop;

        StudyResult operator()(const SweepRequest& wish) const
        {
            return sweepScales(model, audio, settings, wish, options, callbacks, stop);
        }
        StudyResult operator()(const AblationRequest& wish) const
        {
            return ablate(model, audio, settings, wish, options, callbacks, stop);
        }
        StudyResult operator()(const HeardRequest& wish) const
        {
            return heardOrGuessed(model, audio, settings, wish, options, callbacks, stop);
        }
        StudyResult operator()(const AttributionRequest& wish) const
        {
            return attribute(model, audio, settings, wish, options, callbacks, stop);
        }
        StudyResult operator()(const FitRequest& wish) const
        {
            return fitScales(model, name, audio, settings, wish, options, {}, callbacks, stop);
        }
    };
    return std::visit(Answer{model, name, audio, settings, options, callbacks, stop}, request);
}

} // namespace steerscope
