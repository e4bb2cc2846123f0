// SPDX-License-Identifier: MIT
// One audio window through the model, stage by stage: features, encoder, trace, embeddings, score, text.
#pragma once

#include "core/model/decoder/generation_p.h"
#include "core/pipeline/activation_cache_p.h"
#include "core/pipeline/draft_cache_p.h"
#include "core/pipeline/loaded_model_p.h"

#include <span>

namespace steerscope {

// What outlives a run: kept so that the next one starts where its settings differ.
struct RunCaches {
    ActivationCache activations;
    PromptCache prompts;
    DraftCache drafts;
};

struct WindowInput {
    int index = 0;
    WindowSpan span;
    std::span<const float> samples; // 16 kHz, finite
    bool mayHoldWords = true; // false: there is no speech, so the decoder need not look for any
};

struct WindowContext {
    const LoadedModel& model;
    RunCaches& caches;
    const SteeringSettings& settings;
    const RunOptions& options;
    const RunCallbacks& callbacks;
    const StopFlag& stop;
    Timings& timings;
};

// log-mel of a window, [1, mels, 2T] in the model's dtype on its device.
at::Tensor windowFeatures(const LoadedModel& model, std::span<const float> samples);
// log-mel -> encoder output [1, P, W], from the cache as far as it reaches; makes the trace and reports it.
at::Tensor encodeWindow(const WindowContext& run, const WindowInput& input, GatingTrace& trace);
// Encoder output -> audio embeddings [P, D_llm]
at::Tensor audioEmbeddings(const LoadedModel& model, const at::Tensor& encoded);
std::vector<int> promptIds(const LoadedModel& model, const RunOptions& options);

// Audio embeddings -> text; tokens are reported as they come. encoded: where words are looked for.
Segment decodeWindow(const WindowContext& run, const WindowInput& input, const at::Tensor& encoded,
    const at::Tensor& embeddings);
// The segment of a window that may hold no words; reported.
Segment wordlessWindow(const WindowContext& run, const WindowInput& input);
// log p(target, end | audio, prompt); reported.
TargetScore scoreWindow(const WindowContext& run, const WindowInput& input, const at::Tensor& embeddings);

} // namespace steerscope
