// SPDX-License-Identifier: MIT
#include "core/training/report/evaluation.h"

#include <algorithm>
#include <set>
#include <utility>

namespace steerscope::report {
namespace {

constexpr const char* kAll = "all";

// Corpora number their speakers each in its own way; the splits of one corpus share them.
std::string clusterOf(const Hypothesis& hypothesis)
{
    if (hypothesis.speaker.empty())
        return hypothesis.audio + "@" + std::to_string(hypothesis.offset);
    return hypothesis.set.substr(0, hypothesis.set.find('/')) + ":" + hypothesis.speaker;
}

std::vector<UtteranceErrors> errorsOf(
    std::span<const ScoredUtterance> utterances, ErrorCounts ScoredUtterance::*unit)
{
    std::vector<UtteranceErrors> errors;
    for (const ScoredUtterance& utterance : utterances)
        if (utterance.hasReference())
            errors.push_back(
                {utterance.cluster, (utterance.*unit).errors(), (utterance.*unit).referenceLength()});
    return errors;
}

Estimate shareRight(std::span<const ScoredUtterance> utterances, const BootstrapOptions& options)
{
    std::vector<UtteranceErrors> right;
    for (const ScoredUtterance& utterance : utterances)
        if (utterance.hasReference())
            right.push_back({utterance.cluster, utterance.words.errors() == 0 ? 1 : 0, 1});
    return bootstrapRate(right, options);
}

std::vector<std::string> setsOf(std::span<const ScoredUtterance> utterances)
{
    std::vector<std::string> sets; // in the order of the manifests
    for (const ScoredUtterance& utterance : utterances)
        if (std::find(sets.begin(), sets.end(), utterance.set) == sets.end())
            sets.push_back(utterance.set);
    return sets;
}

template <class Chosen>
std::vector<ScoredUtterance> chosen(std::span<const ScoredUtterance> utterances, Chosen isChosen)
{
    std::vector<ScoredUtterance> result;
    std::copy_if(utterances.begin(), utterances.end(), std::back_inserter(result), isChosen);
    return result;
}

std::vector<ScoredUtterance> ofSet(std::span<const ScoredUtterance> utterances, const std::string& set)
{
    return chosen(utterances, [&](const ScoredUtterance& u) { return set == kAll || u.set == set; });
}

} // namespace

ScoredUtterance scoreUtterance(const Hypothesis& hypothesis, TextNormalizer normalizer)
{
    const std::string reference = normalizeText(normalizer, hypothesis.reference);
    const std::string text = normalizeText(normalizer, hypothesis.text);
    ScoredUtterance scored;
    scored.set = hypothesis.set;
    scored.cluster = clusterOf(hypothesis);
    scored.groups = hypothesis.groups;
    scored.words = wordErrors(reference, text);
    scored.characters = characterErrors(reference, text);
    scored.seconds = hypothesis.seconds;
    scored.runSeconds = hypothesis.runSeconds;
    return scored;
}

std::vector<ScoredUtterance> scoreAll(std::span<const Hypothesis> hypotheses, TextNormalizer normalizer)
{
    std::vector<ScoredUtterance> scored;
    for (const Hypothesis& hypothesis : hypotheses)
        scored.push_back(scoreUtterance(hypothesis, normalizer));
    return scored;
}

ScoreSummary summarise(
    std::string name, std::span<const ScoredUtterance> utterances, const BootstrapOptions& options)
{
    ScoreSummary summary;
    summary.name = std::move(name);
    for (const ScoredUtterance& utterance : utterances) {
        summary.seconds += utterance.seconds;
        summary.runSeconds += utterance.runSeconds;
        if (!utterance.hasReference()) {
            ++summary.emptyReferences;
            summary.falseAlarms += utterance.words.insertions > 0 ? 1 : 0;
            summary.falseAlarmWords += utterance.words.insertions;
            continue;
        }
        ++summary.utterances;
        summary.words += utterance.words;
        summary.characters += utterance.characters;
    }
    summary.wer = bootstrapRate(errorsOf(utterances, &ScoredUtterance::words), options);
    summary.cer = bootstrapRate(errorsOf(utterances, &ScoredUtterance::characters), options);
    summary.right = shareRight(utterances, options);
    return summary;
}

std::vector<ScoreSummary> summariseAll(
    std::span<const ScoredUtterance> utterances, const BootstrapOptions& options)
{
    std::vector<ScoreSummary> summaries;
    const std::vector<std::string> sets = setsOf(utterances);
    if (sets.size() > 1)
        summaries.push_back(summarise(kAll, utterances, options));
    for (const std::string& set : sets)
        summaries.push_back(summarise(set, ofSet(utterances, set), options));
    std::set<std::string> groups;
    for (const ScoredUtterance& utterance : utterances)
        groups.insert(utterance.groups.begin(), utterance.groups.end());
    for (const std::string& group : groups)
        summaries.push_back(summarise(group,
            chosen(utterances,
                [&](const ScoredUtterance& u) {
                    return std::find(u.groups.begin(), u.groups.end(), group) != u.groups.end();
                }),
            options));
    return summaries;
}

std::vector<PairedScores> compareSystems(std::span<const ScoredUtterance> first,
    std::span<const ScoredUtterance> second, const BootstrapOptions& options)
{
    std::vector<std::string> names = setsOf(first);
    if (names.size() > 1)
        names.insert(names.begin(), kAll);
    std::vector<PairedScores> pairs;
    for (const std::string& name : names) {
        const std::vector<ScoredUtterance> a = ofSet(first, name);
        const std::vector<ScoredUtterance> b = ofSet(second, name);
        pairs.push_back({name,
            bootstrapDifference(
                errorsOf(a, &ScoredUtterance::words), errorsOf(b, &ScoredUtterance::words), options),
            bootstrapDifference(errorsOf(a, &ScoredUtterance::characters),
                errorsOf(b, &ScoredUtterance::characters), options)});
    }
    return pairs;
}

} // namespace steerscope::report
