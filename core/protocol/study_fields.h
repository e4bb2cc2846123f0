// SPDX-License-Identifier: MIT
// The fields of what is asked and answered in a study (message_fields.h says how they are used). Layers,
// experts and audio windows count from 0, words from 1.
#pragma once

#include "core/base/study.h"

namespace steerscope::protocol {

// The name that stands before a value of a variant.
template <class Kind> inline constexpr const char* kStudyKind = nullptr;
template <> inline constexpr const char* kStudyKind<SweepRequest> = "sweep";
template <> inline constexpr const char* kStudyKind<AblationRequest> = "ablation";
template <> inline constexpr const char* kStudyKind<HeardRequest> = "heard";
template <> inline constexpr const char* kStudyKind<AttributionRequest> = "attribution";
template <> inline constexpr const char* kStudyKind<FitRequest> = "fit";
template <> inline constexpr const char* kStudyKind<SweepResult> = "sweep";
template <> inline constexpr const char* kStudyKind<AblationResult> = "ablation";
template <> inline constexpr const char* kStudyKind<HeardResult> = "heard";
template <> inline constexpr const char* kStudyKind<AttributionResult> = "attribution";
template <> inline constexpr const char* kStudyKind<FitResult> = "fit";

void fields(auto& a, StudyReference& v)
{
    a("text", v.text);
    a("normalizer", v.normalizer);
}

void fields(auto& a, SweepRequest& v)
{
    a("layers", v.layers);
    a("from", v.from);
    a("to", v.to);
    a("points", v.points);
    a("reference", v.reference);
}

void fields(auto& a, SweepPoint& v)
{
    a("scale", v.scale);
    a("text", v.text);
    a("word_error_rate", v.wordErrorRate);
    a("logprob", v.logprob);
}

void fields(auto& a, ScaleInterval& v)
{
    a("from", v.from);
    a("to", v.to);
}

void fields(auto& a, WordFlip& v)
{
    a("from", v.from);
    a("to", v.to);
    a("before", v.before);
    a("after", v.after);
    a("own", v.own);
}

void fields(auto& a, SweepWord& v)
{
    a("window", v.window);
    a("text", v.text);
    a("stands", v.stands);
    a("flips", v.flips);
}

void fields(auto& a, SweepResult& v)
{
    a("layers", v.layers);
    a("target", v.target);
    a("normalizer", v.normalizer);
    a("points", v.points);
    a("words", v.words);
}

void fields(auto& a, AblationRequest& v)
{
    a("layers", v.layers);
    a("form", v.form);
    a("effect", v.effect);
    a("reference", v.reference);
}

void fields(auto& a, AblationCell& v)
{
    a("layer", v.layer);
    a("expert", v.expert);
    a("logprob_change", v.logprobChange);
    a("word_error_rate_change", v.wordErrorRateChange);
    a("text", v.text);
}

void fields(auto& a, AblationResult& v)
{
    a("form", v.form);
    a("effect", v.effect);
    a("target", v.target);
    a("normalizer", v.normalizer);
    a("text", v.text);
    a("logprob", v.logprob);
    a("logprob_noise", v.logprobNoise);
    a("word_error_rate", v.wordErrorRate);
    a("cells", v.cells);
}

void fields(auto& a, HeardRequest& v)
{
    a("neutral", v.neutral);
}

void fields(auto& a, HeardWord& v)
{
    a("window", v.window);
    a("text", v.text);
    a("logprob", v.logprob);
    a("neutral_logprob", v.neutralLogprob);
    a("plain_logprob", v.plainLogprob);
    a("plain_neutral_logprob", v.plainNeutralLogprob);
}

void fields(auto& a, HeardResult& v)
{
    a("neutral", v.neutral);
    a("words", v.words);
}

void fields(auto& a, AttributionRequest& v)
{
    a("word", v.word);
    a("nodes", v.nodes);
}

void fields(auto& a, LayerAttribution& v)
{
    a("layer", v.layer);
    a("effective_scale", v.effectiveScale);
    a("gradient", v.gradient);
    a("integral", v.integral);
    a("expert_integrals", v.expertIntegrals);
    a("expert_gradients", v.expertGradients);
}

void fields(auto& a, AttributionResult& v)
{
    a("target", v.target);
    a("words", v.words);
    a("word", v.word);
    a("logprob", v.logprob);
    a("plain_logprob", v.plainLogprob);
    a("completeness_error", v.completenessError);
    a("layers", v.layers);
}

void fields(auto& a, FitRequest& v)
{
    a("layers", v.layers);
    a("steps", v.steps);
    a("rate", v.rate);
    a("pull", v.pull);
    a("reference", v.reference);
}

void fields(auto& a, FitStep& v)
{
    a("logprob", v.logprob);
    a("objective", v.objective);
}

void fields(auto& a, FitCost& v)
{
    a("name", v.name);
    a("before", v.before);
    a("after", v.after);
    a("word_error_rate_before", v.wordErrorRateBefore);
    a("word_error_rate_after", v.wordErrorRateAfter);
}

void fields(auto& a, FitResult& v)
{
    a("target", v.target);
    a("normalizer", v.normalizer);
    a("proposal", v.proposal);
    a("says", v.says);
    a("course", v.course);
    a("costs", v.costs);
}

} // namespace steerscope::protocol
