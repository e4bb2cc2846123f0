// SPDX-License-Identifier: MIT
// The hypotheses of an evaluation while it runs: a line each goes to FILE.partial at once, so that a stopped
// evaluation can go on; FILE itself appears whole at the end.
#pragma once

#include "core/training/report/hypotheses.h"

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace steerscope::cli {

class HypothesisKeeper {
public:
    // file: empty keeps nothing. resume: what FILE.partial (or FILE) holds is taken up. Throws
    // Failure(Output), Failure(Input).
    HypothesisKeeper(std::filesystem::path file, bool resume);

    // What was kept of this recording by this system; nullptr: nothing. Its errors are never kept.
    const report::Hypothesis* find(const report::Hypothesis& wanted) const;
    void keep(const report::Hypothesis& hypothesis); // throws Failure(Output)
    std::size_t resumed() const { return m_kept.size(); }

    // FILE with exactly these, and no FILE.partial any more.
    void finish(const std::vector<report::Hypothesis>& all);

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    std::filesystem::path m_file;
    std::filesystem::path m_partial;
    std::unique_ptr<std::FILE, Close> m_stream;
    std::map<std::string, report::Hypothesis> m_kept;
};

} // namespace steerscope::cli
