// SPDX-License-Identifier: MIT
// Text after audio: [audio embeddings ; embedding(prompt ids)] -> tokens, and how likely a given text is
// there.
//
// Both functions set inference mode themselves; one PromptCache is used by one thread at a time.
#pragma once

#include "core/base/run.h"
#include "core/model/decoder/decoder_p.h"
#include "core/model/decoder/prompt_cache_p.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace steerscope {

struct DecoderInput {
    at::Tensor audio; // [P, D] on any device and of any float dtype; P may be 0, or the tensor undefined
    std::vector<int> promptIds; // audio and prompt together: at least one position
    std::int64_t window = 0; // which kept prompt part may be reused
};

struct GenerateOptions {
    Sampling sampling = Sampling::Greedy; // Model: of config.sampling
    std::uint64_t seed = 0;
    int maxTokens = 512; // a stop token counts
    std::vector<int> draft; // greedy: what the text probably is; changes how fast it comes, never what comes
};

struct ScoredToken {
    int id = 0;
    double logprob = 0.0; // natural log, of the model's own distribution (raw logits)
    bool likeliest = true; // of a scored text: no other id had a larger logit
};
using ScoredTokenFn = std::function<void(const ScoredToken&)>;

enum class TextEnd { StopToken, TokenLimit };

struct PrefillFigures {
    int positions = 0; // audio and prompt
    int reused = 0; // of them taken from the PromptCache
    double seconds = 0.0;
};

struct GenerateResult {
    std::vector<ScoredToken> tokens; // the stop token left out
    TextEnd end = TextEnd::TokenLimit;
    double endLogprob = 0.0; // of the stop token
    at::Tensor firstLogits; // [V] float32 on the host, after the prompt
    PrefillFigures prefill;
    double decodeSeconds = 0.0;
    int confirmed = 0; // tokens of the draft that were said again
};

// onToken is called as each token is decided (not for the stop token). The stop flag is looked at between
// layers. Throws Failure(Model) for ids outside the vocabulary or embeddings of another width, before any
// work is launched.
GenerateResult generate(const Decoder& decoder, const DecoderInput& input, const GenerateOptions& options,
    PromptCache& cache, const ScoredTokenFn& onToken = {}, const StopFlag& stop = {});

struct ScoreResult {
    std::vector<ScoredToken> tokens; // of the target, and the stop token at the end
    double logprob = 0.0; // their sum
    PrefillFigures prefill;
    double seconds = 0.0; // of everything
};

// Teacher-forced: log p(target, stop token | audio, prompt), with the model's first stop id as the end.
// Shares the prompt part with generate(); under RopeScaling::Dynamic beyond the model's positions the kept
// keys stay as they were rotated for the prompt, as when generate() writes the text.
ScoreResult scoreTarget(const Decoder& decoder, const DecoderInput& input, const std::vector<int>& targetIds,
    PromptCache& cache, const StopFlag& stop = {});

} // namespace steerscope
