// SPDX-License-Identifier: MIT
// Hypotheses turned into scores: error rates with intervals by speaker, whole answers that are right, words
// heard where nobody spoke, and speed.
#pragma once

#include "core/text/error_rate.h"
#include "core/text/text_normalizer.h"
#include "core/training/report/bootstrap.h"
#include "core/training/report/hypotheses.h"

#include <span>
#include <string>
#include <vector>

namespace steerscope::report {

struct ScoredUtterance {
    std::string set;
    std::string cluster; // the speaker within its corpus; the recording itself where no speaker is known
    std::vector<std::string> groups;
    ErrorCounts words;
    ErrorCounts characters;
    double seconds = 0.0;
    double runSeconds = 0.0;

    bool hasReference() const { return words.referenceLength() > 0; }
};

ScoredUtterance scoreUtterance(const Hypothesis& hypothesis, TextNormalizer normalizer);
std::vector<ScoredUtterance> scoreAll(std::span<const Hypothesis> hypotheses, TextNormalizer normalizer);

// Rates are over utterances with words in their reference. Those without any count apart: every word written
// for them is a false alarm.
struct ScoreSummary {
    std::string name; // of the set or group
    long utterances = 0; // with a reference
    ErrorCounts words;
    ErrorCounts characters;
    Estimate wer;
    Estimate cer;
    Estimate right; // utterances without any error
    long emptyReferences = 0;
    long falseAlarms = 0; // of them with words
    long falseAlarmWords = 0;
    double seconds = 0.0; // of audio, all utterances
    double runSeconds = 0.0;
};

ScoreSummary summarise(
    std::string name, std::span<const ScoredUtterance> utterances, const BootstrapOptions& options = {});

// "all" first where there are several sets, then the sets, then the groups.
std::vector<ScoreSummary> summariseAll(
    std::span<const ScoredUtterance> utterances, const BootstrapOptions& options = {});

// One system against another on the same utterances.
struct PairedScores {
    std::string name; // of the set or "all"
    Estimate wer; // of the first minus of the second: below 0 the first is better
    Estimate cer;
};

// Both in the same order; throws Failure(Internal) otherwise.
std::vector<PairedScores> compareSystems(std::span<const ScoredUtterance> first,
    std::span<const ScoredUtterance> second, const BootstrapOptions& options = {});

} // namespace steerscope::report
