// SPDX-License-Identifier: MIT
// Collects an evaluation: error rates over all and by data set, some samples. No torch in this header.
#pragma once

#include "core/text/error_rate.h"
#include "core/training/ranks/ranks.h"
#include "core/training/trainer/log_records.h"

#include <map>
#include <string>

namespace steerscope {

class DevScores {
public:
    void add(const std::string& reference, const std::string& hypothesis, const std::string& set);
    void addLoss(double sum, double targets);
    // Of all ranks together; samples are the first rank's. Collective.
    DevRecord record(const Ranks& ranks) const;

private:
    ErrorCounts m_words, m_characters;
    std::map<std::string, ErrorCounts> m_sets;
    std::map<std::string, int> m_sampled;
    std::vector<DevSample> m_samples;
    double m_lossSum = 0.0;
    double m_targets = 0.0;
};

} // namespace steerscope
