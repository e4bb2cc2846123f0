// SPDX-License-Identifier: MIT
#include "core/audio/utterance_cutter.h"

#include "core/base/error.h"
#include "core/base/waveform.h"

#include <algorithm>
#include <string>
#include <utility>

namespace steerscope {

namespace {

constexpr double kHysteresis = 0.15;
constexpr double kLatePart = 2.0 / 3.0; // from here on a long utterance may be cut

constexpr std::int64_t samplesIn(int milliseconds)
{
    return std::int64_t{kModelSampleRate} * milliseconds / 1000;
}

} // namespace

UtteranceCutter::UtteranceCutter(const UtteranceRules& rules, int firstNumber, std::int64_t firstSample)
    : m_rules(rules)
    , m_number(firstNumber)
    , m_floor(firstSample)
    , m_heard(firstSample)
{
    if (!(rules.threshold >= 0.0 && rules.threshold <= 1.0))
        throw Failure(ErrorCode::Usage, "the threshold of speech must be a probability",
            "found " + std::to_string(rules.threshold), "choose one from 0 to 1");
}

void UtteranceCutter::feed(std::span<const float> probabilities)
{
    for (float probability : probabilities)
        chunk(probability);
}

void UtteranceCutter::chunk(float probability)
{
    const std::int64_t at = m_heard;
    m_heard += kVoiceChunk;
    if (!m_speech) {
        if (probability < m_rules.threshold)
            return;
        m_speech = at;
        m_probabilities.clear();
    }
    m_probabilities.push_back(probability);
    if (probability >= m_rules.threshold - kHysteresis)
        m_lastSpeech = m_heard;
    if (m_heard - m_lastSpeech >= samplesIn(m_rules.pauseMs))
        complete(m_lastSpeech + samplesIn(std::min(m_rules.trailMs, m_rules.pauseMs)));
    else if (static_cast<double>(m_heard + kVoiceChunk - begin()) > kModelSampleRate * m_rules.maxSeconds)
        cutTooLong();
}

std::int64_t UtteranceCutter::begin() const
{
    return std::max(m_floor, *m_speech - samplesIn(m_rules.leadMs));
}

int UtteranceCutter::speechChunks() const
{
    return static_cast<int>(std::count_if(m_probabilities.begin(), m_probabilities.end(),
        [this](float probability) { return probability >= m_rules.threshold; }));
}

bool UtteranceCutter::opened() const
{
    return m_speech && std::int64_t{speechChunks()} * kVoiceChunk >= samplesIn(m_rules.minSpeechMs);
}

void UtteranceCutter::complete(std::int64_t end)
{
    if (opened()) {
        m_complete.push_back({m_number++, begin(), end, true});
        m_floor = end;
    }
    m_speech.reset();
}

// Behind the cut the same speech goes on, as an utterance of its own.
void UtteranceCutter::cutTooLong()
{
    const auto late = m_probabilities.begin()
        + static_cast<std::ptrdiff_t>(kLatePart * static_cast<double>(m_probabilities.size()));
    const auto least = std::min_element(late, m_probabilities.end());
    const std::int64_t cut = *m_speech + (least - m_probabilities.begin()) * kVoiceChunk;
    std::vector<float> rest(least, m_probabilities.end());
    complete(cut);
    m_floor = std::max(m_floor, cut);
    m_speech = cut;
    m_probabilities = std::move(rest);
}

void UtteranceCutter::finish()
{
    if (m_speech)
        complete(std::min(m_heard, m_lastSpeech + samplesIn(m_rules.trailMs)));
}

std::optional<Utterance> UtteranceCutter::open() const
{
    if (!opened())
        return std::nullopt;
    return Utterance{m_number, begin(), m_heard, false};
}

std::vector<Utterance> UtteranceCutter::takeComplete()
{
    return std::exchange(m_complete, {});
}

std::int64_t UtteranceCutter::neededFrom() const
{
    return m_speech ? begin() : std::max(m_floor, m_heard - samplesIn(m_rules.leadMs));
}

} // namespace steerscope
