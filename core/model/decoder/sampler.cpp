// SPDX-License-Identifier: MIT
#include "core/model/decoder/sampler.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace steerscope {

namespace {

struct Scored {
    int id;
    float logit;
};

bool moreProbable(const Scored& a, const Scored& b)
{
    return a.logit != b.logit ? a.logit > b.logit : a.id < b.id;
}

std::vector<Scored> penalised(
    std::span<const float> logits, const std::vector<int>& generated, double repetitionPenalty)
{
    std::vector<Scored> scored;
    scored.reserve(logits.size());
    for (const float logit : logits)
        scored.push_back({static_cast<int>(scored.size()), logit});
    const auto penalty = static_cast<float>(repetitionPenalty);
    for (const int id : std::set<int>(generated.begin(), generated.end())) {
        float& logit = scored[static_cast<std::size_t>(id)].logit;
        logit = logit < 0.0f ? logit * penalty : logit / penalty;
    }
    return scored;
}

// Keeps those at least as probable as the k-th (ties with it stay), sorted.
void keepTopK(std::vector<Scored>& scored, int k)
{
    if (k > 0 && static_cast<std::size_t>(k) < scored.size()) {
        const auto kth = scored.begin() + (k - 1);
        std::nth_element(scored.begin(), kth, scored.end(), moreProbable);
        const float threshold = kth->logit;
        std::erase_if(scored, [&](const Scored& s) { return s.logit < threshold; });
    }
    std::sort(scored.begin(), scored.end(), moreProbable);
}

std::vector<Candidate> softmax(const std::vector<Scored>& sorted)
{
    std::vector<Candidate> result;
    double sum = 0.0;
    for (const Scored& s : sorted) {
        result.push_back({s.id, std::exp(static_cast<double>(s.logit) - sorted.front().logit)});
        sum += result.back().probability;
    }
    for (Candidate& candidate : result)
        candidate.probability /= sum;
    return result;
}

// Drops the least probable ones as long as what is dropped sums to at most 1 - p; the first always stays.
void keepTopP(std::vector<Candidate>& sorted, double p)
{
    double dropped = 0.0;
    while (sorted.size() > 1 && dropped + sorted.back().probability <= 1.0 - p) {
        dropped += sorted.back().probability;
        sorted.pop_back();
    }
    for (Candidate& candidate : sorted)
        candidate.probability /= 1.0 - dropped;
}

} // namespace

std::vector<Candidate> candidates(
    std::span<const float> logits, const std::vector<int>& generated, const SamplingDefaults& settings)
{
    std::vector<Scored> scored = penalised(logits, generated, settings.repetitionPenalty);
    if (!settings.sample)
        return {{std::min_element(scored.begin(), scored.end(), moreProbable)->id, 1.0}};
    for (Scored& s : scored)
        s.logit /= static_cast<float>(settings.temperature);
    keepTopK(scored, settings.topK);
    std::vector<Candidate> result = softmax(scored);
    if (settings.topP < 1.0)
        keepTopP(result, settings.topP);
    return result;
}

Sampler::Sampler(const SamplingDefaults& settings, std::uint64_t seed)
    : m_settings(settings)
    , m_random(seed)
{
}

int Sampler::pick(std::span<const float> logits, const std::vector<int>& generated)
{
    const std::vector<Candidate> choice = candidates(logits, generated, m_settings);
    const double u = static_cast<double>(m_random() >> 11) * 0x1.0p-53;
    double cumulated = 0.0;
    for (const Candidate& candidate : choice) {
        cumulated += candidate.probability;
        if (cumulated > u)
            return candidate.id;
    }
    return choice.back().id; // rounding left the sum just below u
}

} // namespace steerscope
