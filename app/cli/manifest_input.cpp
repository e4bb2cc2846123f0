// SPDX-License-Identifier: MIT
#include "app/cli/manifest_input.h"

#include "core/audio/audio_file.h"

#include <algorithm>
#include <map>
#include <utility>

namespace steerscope::cli {
namespace {

using Groups = std::map<std::string, std::vector<std::string>>; // of each speaker

constexpr int kOldestChild = 15; // years

Groups groupsBeside(const std::filesystem::path& manifest)
{
    Groups groups;
    const std::filesystem::path file = manifest.parent_path() / (manifest.stem().string() + ".speakers.tsv");
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        return groups;
    for (const auto& [speaker, info] : readSpeakers(file)) {
        if (info.age > 0)
            groups[speaker].push_back(info.age <= kOldestChild ? "child" : "adult");
        if (!info.gender.empty())
            groups[speaker].push_back(info.gender == "f" ? "female"
                    : info.gender == "m"                 ? "male"
                                                         : info.gender);
    }
    return groups;
}

// Manifests are often sorted by speaker: every k-th recording is a fairer sample than the first ones.
bool isTaken(std::size_t index, std::size_t count, int limit)
{
    const auto most = static_cast<std::size_t>(limit);
    return limit == 0 || count <= most || (index + 1) * most / count > index * most / count;
}

} // namespace

ListedRecordings listRecordings(
    const std::vector<std::string>& manifests, const ManifestChoice& choice, const StopFlag& stop)
{
    ManifestRules rules;
    rules.shortestSeconds = 0.0;
    rules.longestSeconds = kLongestAudioSeconds;
    rules.allowEmptyText = true;
    rules.onlySpeakers = choice.speakers;
    rules.excludeSpeakers = choice.withoutSpeakers;
    Manifest manifest = readManifests({manifests.begin(), manifests.end()}, rules, stop);
    std::vector<Groups> groups;
    for (const std::filesystem::path& file : manifest.files)
        groups.push_back(groupsBeside(file));
    std::vector<std::size_t> counts(manifest.files.size(), 0);
    for (const Utterance& utterance : manifest.utterances)
        ++counts[static_cast<std::size_t>(utterance.manifest)];
    ListedRecordings listed;
    listed.skipped = std::move(manifest.skipped);
    std::vector<std::size_t> seen(manifest.files.size(), 0);
    for (Utterance& utterance : manifest.utterances) {
        const auto file = static_cast<std::size_t>(utterance.manifest);
        if (isTaken(seen[file]++, counts[file], choice.limit)) {
            std::vector<std::string> ofSpeaker = groups[file][utterance.speaker];
            listed.recordings.push_back({std::move(utterance), std::move(ofSpeaker)});
        }
    }
    return listed;
}

Waveform audioOf(const Utterance& utterance, const StopFlag& stop)
{
    Waveform audio = readAudio(utterance.audio, {}, stop).waveform;
    if (!utterance.segment)
        return audio;
    const auto samples = static_cast<double>(audio.samples.size());
    const double begin = std::clamp(utterance.offset * audio.sampleRate, 0.0, samples);
    const double end = std::clamp((utterance.offset + utterance.seconds) * audio.sampleRate, begin, samples);
    audio.samples = {audio.samples.begin() + static_cast<std::ptrdiff_t>(begin),
        audio.samples.begin() + static_cast<std::ptrdiff_t>(end)};
    return audio;
}

} // namespace steerscope::cli
