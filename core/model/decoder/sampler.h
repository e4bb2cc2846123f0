// SPDX-License-Identifier: MIT
// The next token from the LLM's logits, by the rules of generation_config.json in the order of Hugging Face
// transformers 4.57: repetition penalty, then, when sampling, temperature, top-k and top-p. No torch in this
// header.
//
// The penalty counts generated tokens only: generate() with inputs_embeds, which the reference uses, has no
// ids for the prompt. The random numbers are ours: std::mt19937_64 seeded with the run's seed, one draw a
// token, its upper 53 bits as a number u in [0, 1); the token is the first, in descending order of
// probability (equal ones: lower id first), at which the cumulated probability exceeds u. The same seed gives
// the same text on every machine whose logits are the same.
#pragma once

#include "core/base/model_info.h"

#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace steerscope {

struct Candidate {
    int id = 0;
    double probability = 0.0;
};

// What may be drawn after the penalty and the filters, most probable first; the probabilities sum to 1.
// logits: [V], finite. Without settings.sample the one most probable token.
std::vector<Candidate> candidates(
    std::span<const float> logits, const std::vector<int>& generated, const SamplingDefaults& settings);

class Sampler {
public:
    Sampler(const SamplingDefaults& settings, std::uint64_t seed);
    int pick(std::span<const float> logits, const std::vector<int>& generated);

private:
    SamplingDefaults m_settings;
    std::mt19937_64 m_random;
};

} // namespace steerscope
