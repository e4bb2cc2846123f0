// SPDX-License-Identifier: MIT
#include "core/training/data/audio_decoding.h"

#include "core/audio/audio_file.h"
#include "core/training/data/ordered_workers.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <utility>

namespace steerscope {

namespace {

constexpr double kLengthTolerance = 0.5; // s between a whole file and what its manifest says
constexpr double kSegmentTolerance = 0.1; // s by which a file may end before its segment does

// One file, and the utterances in it.
struct Job {
    std::filesystem::path audio;
    std::vector<std::size_t> utterances;
};

struct Decoded {
    std::vector<float> samples; // of the whole file
    std::string problem;
};

std::vector<Job> jobsOf(const std::vector<Utterance>& utterances)
{
    std::vector<Job> jobs;
    std::map<std::filesystem::path, std::size_t> known;
    for (std::size_t i = 0; i < utterances.size(); ++i) {
        const auto [found, isNew] = known.emplace(utterances[i].audio, jobs.size());
        if (isNew)
            jobs.push_back({utterances[i].audio, {}});
        jobs[found->second].utterances.push_back(i);
    }
    return jobs;
}

Decoded decode(const std::filesystem::path& audio, const StopFlag& stop)
{
    try {
        return {readAudio(audio, {}, stop).waveform.samples, {}};
    } catch (const Failure& failure) {
        if (failure.error().code != ErrorCode::Input)
            throw;
        return {{}, failure.error().what};
    }
}

std::string lengths(const char* format, double found, double stated)
{
    char text[160];
    std::snprintf(text, sizeof text, format, found, stated);
    return text;
}

// The part that the utterance means; empty, with the reason, when it is not there.
std::span<const float> partOf(const Decoded& decoded, const Utterance& utterance, std::string& problem)
{
    problem = decoded.problem;
    const double found = static_cast<double>(decoded.samples.size()) / kModelSampleRate;
    const std::span<const float> whole = decoded.samples;
    if (!problem.empty())
        return {};
    if (!utterance.segment) {
        if (std::abs(found - utterance.seconds) > kLengthTolerance)
            problem = lengths("the audio is %.3f s long, the manifest says %.3f s", found, utterance.seconds);
        return problem.empty() ? whole : std::span<const float>();
    }
    const double end = utterance.offset + utterance.seconds;
    if (found < end - kSegmentTolerance) {
        problem = lengths("the audio ends at %.3f s, before the row's end at %.3f s", found, end);
        return {};
    }
    const auto first = static_cast<std::size_t>(std::llround(utterance.offset * kModelSampleRate));
    const auto last = static_cast<std::size_t>(std::llround(end * kModelSampleRate));
    const std::size_t size = whole.size();
    return whole.subspan(std::min(first, size), std::min(last, size) - std::min(first, size));
}

// Utterances of one file that mean the same part share its samples.
using Part = std::tuple<bool, double, double>;
Part partKey(const Utterance& utterance)
{
    return {utterance.segment, utterance.offset, utterance.seconds};
}

CachedClip keep(AudioCacheWriter& writer, const Decoded& decoded, const Utterance& utterance)
{
    std::string problem;
    const std::span<const float> part = partOf(decoded, utterance, problem);
    if (part.empty() && problem.empty())
        problem = "it holds no sound";
    return problem.empty() ? writer.append(part) : CachedClip{0, 0, problem};
}

} // namespace

std::vector<CachedClip> decodeUtterances(AudioCacheWriter& writer, const std::vector<Utterance>& utterances,
    int threads, const ProgressFn& progress, const StopFlag& stop)
{
    const std::vector<Job> jobs = jobsOf(utterances);
    std::vector<CachedClip> clips(utterances.size());
    OrderedWorkers<Decoded> workers(threads, /*ahead=*/4 * threads, static_cast<std::int64_t>(jobs.size()),
        [&](std::int64_t job) { return decode(jobs[static_cast<std::size_t>(job)].audio, stop); });
    for (std::size_t j = 0; j < jobs.size(); ++j) {
        stop.throwIfStopped();
        const Decoded decoded = workers.next();
        std::map<Part, CachedClip> kept;
        for (const std::size_t utterance : jobs[j].utterances) {
            const auto [clip, isNew] = kept.try_emplace(partKey(utterances[utterance]));
            if (isNew)
                clip->second = keep(writer, decoded, utterances[utterance]);
            clips[utterance] = clip->second;
        }
        if (progress)
            progress("decoding audio", static_cast<double>(j + 1) / static_cast<double>(jobs.size()));
    }
    return clips;
}

} // namespace steerscope
