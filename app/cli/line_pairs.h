// SPDX-License-Identifier: MIT
// References and hypotheses for `score`, line by line.
#pragma once

#include <string>
#include <vector>

namespace steerscope::cli {

struct LinePair {
    std::string reference;
    std::string hypothesis;
};

// Two line-parallel files ("-" is stdin). Throws Failure(Input) when they have not equally many lines.
std::vector<LinePair> pairsOfFiles(const std::string& reference, const std::string& hypothesis);

// Two columns of one TSV file: "REFERENCE,HYPOTHESIS" as names of its header line, or as numbers from 1,
// where the first line counts too. Throws Failure(Usage) or Failure(Input).
std::vector<LinePair> pairsOfTable(const std::string& table, const std::string& columns);

} // namespace steerscope::cli
