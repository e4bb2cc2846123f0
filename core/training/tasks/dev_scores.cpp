// SPDX-License-Identifier: MIT
#include "core/training/tasks/dev_scores.h"

#include <algorithm>
#include <sstream>

namespace steerscope {

namespace {

constexpr int kSamplesOfASet = 6;

// The counts of all ranks.
ErrorCounts summed(const ErrorCounts& counts, const Ranks& ranks)
{
    double values[] = {static_cast<double>(counts.hits), static_cast<double>(counts.substitutions),
        static_cast<double>(counts.deletions), static_cast<double>(counts.insertions)};
    ranks.sum(values, 4);
    return {static_cast<long>(values[0]), static_cast<long>(values[1]), static_cast<long>(values[2]),
        static_cast<long>(values[3])};
}

// A line a set: four counts and the name.
std::string textOf(const std::map<std::string, ErrorCounts>& sets)
{
    std::ostringstream text;
    for (const auto& [name, counts] : sets)
        text << counts.hits << ' ' << counts.substitutions << ' ' << counts.deletions << ' '
             << counts.insertions << ' ' << name << '\n';
    return text.str();
}

std::map<std::string, ErrorCounts> setsOf(const std::vector<std::string>& texts)
{
    std::map<std::string, ErrorCounts> sets;
    for (const std::string& text : texts) {
        std::istringstream lines(text);
        ErrorCounts counts;
        std::string name;
        while (lines >> counts.hits >> counts.substitutions >> counts.deletions >> counts.insertions
            && lines.get() == ' ' && std::getline(lines, name))
            sets[name] += counts;
    }
    return sets;
}

} // namespace

void DevScores::add(const std::string& reference, const std::string& hypothesis, const std::string& set)
{
    const ErrorCounts words = wordErrors(reference, hypothesis);
    m_words += words;
    m_sets[set] += words;
    m_characters += characterErrors(reference, hypothesis);
    if (m_sampled[set]++ < kSamplesOfASet)
        m_samples.push_back({reference, hypothesis, set});
}

void DevScores::addLoss(double sum, double targets)
{
    m_lossSum += sum;
    m_targets += targets;
}

DevRecord DevScores::record(const Ranks& ranks) const
{
    double loss[] = {m_lossSum, m_targets};
    ranks.sum(loss, 2);
    DevRecord record;
    record.loss = loss[0] / std::max(1.0, loss[1]);
    const ErrorCounts words = summed(m_words, ranks);
    record.wer = words.rate();
    record.cer = summed(m_characters, ranks).rate();
    record.words = words.referenceLength();
    record.samples = m_samples;
    for (const auto& [name, counts] : setsOf(ranks.gather(textOf(m_sets))))
        record.sets[name] = {counts.rate().value_or(0.0), counts.referenceLength()};
    return record;
}

} // namespace steerscope
