// SPDX-License-Identifier: MIT
#include "core/audio/speech_segments.h"

#include "core/base/error.h"
#include "core/base/waveform.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace steerscope {

namespace {

constexpr int kMinDipMs = 98; // at which speech that got too long may be cut
constexpr double kHysteresis = 0.15;
constexpr double kLowestRelease = 0.01;
constexpr std::int64_t kNowhere = -1;

constexpr std::int64_t samplesIn(int milliseconds)
{
    return std::int64_t{kModelSampleRate} * milliseconds / 1000;
}

// Walks over the chunks; a position is the chunk's first sample.
class SpeechFinder {
public:
    explicit SpeechFinder(const SpeechRules& rules)
        : m_threshold(rules.threshold)
        , m_release(rules.release.value_or(std::max(rules.threshold - kHysteresis, kLowestRelease)))
        , m_minSpeech(samplesIn(rules.minSpeechMs))
        , m_minSilence(samplesIn(rules.minSilenceMs))
        , m_maxSpeech(kModelSampleRate * rules.maxSpeechSeconds - kVoiceChunk - 2.0 * samplesIn(rules.padMs))
    {
    }

    void chunk(std::int64_t at, double probability)
    {
        if (probability >= m_threshold) {
            endDip(at);
            if (m_begin == kNowhere) {
                m_begin = at;
                return;
            }
        }
        if (m_begin == kNowhere)
            return;
        if (static_cast<double>(at - m_begin) > m_maxSpeech && !cut(at))
            return;
        if (probability < m_release)
            quiet(at);
    }

    std::vector<SpeechSpan> finish(std::int64_t samples)
    {
        if (m_begin != kNowhere)
            keep(samples);
        return std::move(m_found);
    }

private:
    struct Dip {
        std::int64_t begin = 0;
        std::int64_t length = 0;
    };

    // Speech goes on: the dip, if there was one, did not end it.
    void endDip(std::int64_t at)
    {
        if (m_dip == kNowhere)
            return;
        const Dip dip{m_dip, at - m_dip};
        if (dip.length > samplesIn(kMinDipMs) && dip.length > m_longestDip.length)
            m_longestDip = dip;
        m_dip = kNowhere;
    }
    // Too long: whether speech goes on behind the cut.
    bool cut(std::int64_t at)
    {
        const Dip dip = m_longestDip;
        const bool within = dip.length > 0;
        m_found.push_back({m_begin, within ? dip.begin : at});
        silence();
        if (within)
            m_begin = dip.begin + dip.length;
        return within;
    }
    void quiet(std::int64_t at)
    {
        if (m_dip == kNowhere)
            m_dip = at;
        if (at - m_dip < m_minSilence)
            return;
        keep(m_dip);
        silence();
    }
    void keep(std::int64_t end)
    {
        if (end - m_begin > m_minSpeech)
            m_found.push_back({m_begin, end});
    }
    void silence()
    {
        m_begin = kNowhere;
        m_dip = kNowhere;
        m_longestDip = {};
    }

    double m_threshold;
    double m_release;
    std::int64_t m_minSpeech;
    std::int64_t m_minSilence;
    double m_maxSpeech;
    std::vector<SpeechSpan> m_found;
    std::int64_t m_begin = kNowhere; // of the speech under way
    std::int64_t m_dip = kNowhere; // since when it is below the release
    Dip m_longestDip; // inside it, of equals the first; without length: none
};

void pad(std::vector<SpeechSpan>& speech, std::int64_t samples, std::int64_t most)
{
    if (speech.empty())
        return;
    speech.front().begin = std::max<std::int64_t>(0, speech.front().begin - most);
    for (std::size_t i = 0; i + 1 < speech.size(); ++i) {
        const std::int64_t silence = speech[i + 1].begin - speech[i].end;
        const std::int64_t side = silence < 2 * most ? silence / 2 : most;
        speech[i].end += side;
        speech[i + 1].begin -= side;
    }
    speech.back().end = std::min(samples, speech.back().end + most);
}

} // namespace

std::vector<SpeechSpan> speechSegments(
    std::span<const float> probabilities, std::int64_t samples, const SpeechRules& rules)
{
    if (!(rules.threshold >= 0.0 && rules.threshold <= 1.0))
        throw Failure(ErrorCode::Usage, "the threshold of speech must be a probability",
            "found " + std::to_string(rules.threshold), "choose one from 0 to 1");
    SpeechFinder finder(rules);
    std::int64_t at = 0;
    for (float probability : probabilities) {
        finder.chunk(at, probability);
        at += kVoiceChunk;
    }
    std::vector<SpeechSpan> speech = finder.finish(samples);
    pad(speech, samples, samplesIn(rules.padMs));
    return speech;
}

} // namespace steerscope
