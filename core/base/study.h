// SPDX-License-Identifier: MIT
// "Ask why": what is asked of a model about one recording, and what comes out. Plain values; the figures are
// defined in docs/steering-and-analysis.md. Layers and experts count from 0.
//
// The text whose log-probability is followed is RunOptions::target, in the window RunOptions::firstWindow;
// where it is empty, the words that the model says there under the settings as they are.
#pragma once

#include "core/base/steering_settings.h"
#include "core/base/stop_flag.h"

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace steerscope {

// What word errors are counted against; with no text there are none.
struct StudyReference {
    std::string text;
    std::string normalizer = "none"; // textNormalizerName()
};

// ---- scale sweep

struct SweepRequest {
    std::vector<int> layers; // their multiplier is swept (and takes the place of an absolute scale); empty:
                             // the master
    double from = -1.0;
    double to = 3.0;
    int points = 17; // both ends are among them
    StudyReference reference;
};

struct SweepPoint {
    double scale = 0.0;
    std::string text;
    std::optional<double> wordErrorRate; // absent without a reference
    double logprob = 0.0; // of the target text; 0 where the model decodes no text
};

struct ScaleInterval { // both ends are points of the sweep
    double from = 0.0;
    double to = 0.0;
};

// Between two neighbouring points a word gives way to another, or to none (empty).
struct WordFlip {
    double from = 0.0;
    double to = 0.0;
    std::string before;
    std::string after;
    bool own = true; // false: it only follows from a flip of an earlier word
};

// A word that the model says under the settings as they are.
struct SweepWord {
    int window = 0;
    std::string text;
    std::vector<ScaleInterval> stands;
    std::vector<WordFlip> flips;
};

struct SweepResult {
    std::vector<int> layers;
    std::string target;
    std::string normalizer; // of the word error rates; empty where none are counted
    std::vector<SweepPoint> points; // by scale, rising
    std::vector<SweepWord> words;
};

// ---- ablation

enum class AblationForm {
    Remove, // a_e = 0
    Renormalise, // a_e = 0 and the rest scaled to the sum it had
    Mean, // a_e replaced by its mean over the frames that carry audio
};
enum class AblationEffect {
    Total, // layers above route anew
    Direct, // gates above held at what they were
};

struct AblationRequest {
    std::vector<int> layers; // empty: every steered layer
    AblationForm form = AblationForm::Remove;
    AblationEffect effect = AblationEffect::Total;
    StudyReference reference;
};

inline constexpr int kWholeLayer = -1; // in place of an expert: the layer is switched off

struct AblationCell {
    int layer = 0;
    int expert = kWholeLayer;
    double logprobChange = 0.0; // of the target text; negative: it has become less likely
    std::optional<double> wordErrorRateChange;
    std::string text;
};

struct AblationResult {
    AblationForm form = AblationForm::Remove;
    AblationEffect effect = AblationEffect::Total;
    std::string target;
    std::string normalizer; // as in SweepResult
    std::string text; // with nothing ablated
    double logprob = 0.0; // of the target, with nothing ablated
    double logprobNoise = 0.0; // its change when the same is computed with another number of threads
    std::optional<double> wordErrorRate;
    std::vector<AblationCell> cells; // by layer; the whole layer before its experts
};

// ---- heard or guessed

struct HeardRequest {
    std::string neutral = "silence"; // the only one: as long as the audio window, all samples 0
};

struct HeardWord {
    int window = 0;
    std::string text;
    double logprob = 0.0; // under the settings, with the audio
    double neutralLogprob = 0.0; // the same without it
    double plainLogprob = 0.0; // steering removed, with the audio
    double plainNeutralLogprob = 0.0;

    double heard() const { return logprob - neutralLogprob; } // large: heard; near 0: guessed
    double plainHeard() const { return plainLogprob - plainNeutralLogprob; }
};

struct HeardResult {
    std::string neutral;
    std::vector<HeardWord> words;
};

// ---- attribution

struct AttributionRequest {
    int word = 0; // of the target text, from 1; 0: the whole text and its end
    int nodes = 8; // of the integral (Gauss-Legendre)
};

struct LayerAttribution {
    int layer = 0;
    double effectiveScale = 0.0; // c
    double gradient = 0.0; // d log p / d multiplier; where the scale is absolute: by its relative change
    double integral = 0.0; // this layer's part of log p less log p with the steering removed
    std::vector<double> expertIntegrals; // [E] their sum is the integral
    std::vector<double> expertGradients; // [E] by the gates, projected on the simplex, summed over frames
};

// Integrated gradients: all scales go from 0 to their setting together, so that the integrals of all layers
// sum to the whole change, up to the error.
struct AttributionResult {
    std::string target;
    std::vector<std::string> words;
    int word = 0;
    double logprob = 0.0; // of the word, or of the target
    double plainLogprob = 0.0; // the same with the steering removed
    double completenessError = 0.0; // sum of the integrals less (logprob - plainLogprob)
    std::vector<LayerAttribution> layers;
};

// ---- fit scales

struct FitRequest {
    std::vector<int> layers; // whose multipliers may move; empty: all that have no absolute scale
    int steps = 60; // at most
    double rate = 0.1; // of a step, in multipliers (Adam)
    double pull = 0.01; // lost per token and squared distance from 1
    StudyReference reference;
};

struct FitStep {
    double logprob = 0.0; // of the target and its end
    double objective = 0.0; // logprob per token less pull * sum of (multiplier - 1)^2
};

// What a proposal does to a recording.
struct FitCost {
    std::string name;
    std::string before;
    std::string after;
    std::optional<double> wordErrorRateBefore; // absent without a reference
    std::optional<double> wordErrorRateAfter;
};

struct FitResult {
    std::string target;
    std::string normalizer; // as in SweepResult
    SteeringSettings proposal;
    bool says = false; // the model now writes the target
    std::vector<FitStep> course; // the first one is before any step, the last the proposal's
    std::vector<FitCost> costs; // of the fitted recording, then of the others
};

using StudyRequest
    = std::variant<SweepRequest, AblationRequest, HeardRequest, AttributionRequest, FitRequest>;
using StudyResult = std::variant<SweepResult, AblationResult, HeardResult, AttributionResult, FitResult>;

// ---- while it lasts

struct StudyCallbacks {
    ProgressFn progress;
    std::function<void()> between; // called between two runs: the place for what is more urgent
};

} // namespace steerscope
