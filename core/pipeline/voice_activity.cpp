// SPDX-License-Identifier: MIT
#include "core/pipeline/voice_activity.h"

#include "core/audio/speech_segments.h"
#include "core/model/checkpoint/model_folders.h"
#include "core/model/vad/voice_network_p.h"

#include <ATen/Parallel.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace steerscope {

namespace {

constexpr std::size_t kMostChunks = 256; // at once: 8 s, which keeps the convolutions' memory small

// The network's products are so small that threads which share one wait for each other longer than they
// compute, on a busy machine 70 times as long.
class OneThread {
public:
    OneThread()
        : m_before(at::get_num_threads())
    {
        at::set_num_threads(1);
    }
    ~OneThread() { at::set_num_threads(m_before); }
    OneThread(const OneThread&) = delete;
    OneThread& operator=(const OneThread&) = delete;

private:
    int m_before;
};

} // namespace

struct VoiceDetector::Impl {
    VoiceNetwork network;
    VoiceState state;
    std::vector<float> waiting; // less than a chunk, between calls

    // Whole chunks.
    void hear(float* samples, std::size_t chunks, std::vector<float>& probabilities)
    {
        const c10::InferenceMode inference;
        const OneThread alone;
        for (std::size_t done = 0; done < chunks;) {
            const std::size_t now = std::min(chunks - done, kMostChunks);
            const at::Tensor heard
                = at::from_blob(samples + done * kVoiceChunk, {static_cast<std::int64_t>(now * kVoiceChunk)});
            const at::Tensor found = speechProbabilities(network, heard, state).contiguous();
            const float* values = found.const_data_ptr<float>();
            probabilities.insert(probabilities.end(), values, values + now);
            done += now;
        }
    }
};

VoiceDetector::VoiceDetector(const std::filesystem::path& weights)
    : m_impl(
        new Impl{loadVoiceNetwork(weights.empty() ? voiceWeightsFile() : weights), silentVoiceState(), {}})
{
}

VoiceDetector::~VoiceDetector() = default;
VoiceDetector::VoiceDetector(VoiceDetector&&) noexcept = default;
VoiceDetector& VoiceDetector::operator=(VoiceDetector&&) noexcept = default;

std::vector<float> VoiceDetector::feed(std::span<const float> samples)
{
    std::vector<float>& waiting = m_impl->waiting;
    waiting.reserve(waiting.size() + samples.size());
    for (float sample : samples)
        waiting.push_back(std::isfinite(sample) ? sample : 0.0F);
    const std::size_t chunks = waiting.size() / kVoiceChunk;
    std::vector<float> probabilities;
    m_impl->hear(waiting.data(), chunks, probabilities);
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(chunks * kVoiceChunk));
    return probabilities;
}

std::vector<float> VoiceDetector::finish()
{
    std::vector<float> probabilities;
    if (!m_impl->waiting.empty()) {
        m_impl->waiting.resize(kVoiceChunk, 0.0F);
        m_impl->hear(m_impl->waiting.data(), 1, probabilities);
        m_impl->waiting.clear();
    }
    m_impl->state = silentVoiceState();
    return probabilities;
}

std::vector<float> VoiceDetector::listen(
    std::span<const float> samples, const ProgressFn& progress, const StopFlag& stop)
{
    m_impl->waiting.clear();
    m_impl->state = silentVoiceState();
    std::vector<float> probabilities;
    probabilities.reserve(samples.size() / kVoiceChunk + 1);
    constexpr std::size_t kPiece = kMostChunks * kVoiceChunk;
    for (std::size_t at = 0; at < samples.size(); at += kPiece) {
        stop.throwIfStopped();
        const std::vector<float> more = feed(samples.subspan(at, std::min(kPiece, samples.size() - at)));
        probabilities.insert(probabilities.end(), more.begin(), more.end());
        if (progress)
            progress("finding speech", static_cast<double>(at) / static_cast<double>(samples.size()));
    }
    const std::vector<float> last = finish();
    probabilities.insert(probabilities.end(), last.begin(), last.end());
    return probabilities;
}

} // namespace steerscope
