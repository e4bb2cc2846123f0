// SPDX-License-Identifier: MIT
// What is said beside the results, all of it on stderr: progress on a terminal, warnings, details, the error.
#pragma once

#include "core/base/error.h"
#include "core/base/stop_flag.h"

#include <chrono>
#include <string>

namespace steerscope::cli {

class Console {
public:
    enum class Talk { Quiet, Normal, Verbose };

    Console();
    ~Console(); // clears the progress line
    void setTalk(Talk talk) { m_talk = talk; }

    void detail(const std::string& text); // only with --verbose
    void note(const std::string& text); // not with --quiet
    void warning(const std::string& text); // not with --quiet
    // "steerscope-cli: error: WHAT: WHERE: WHAT TO DO", always one line.
    void error(const Error& error);
    // Shows a stage of something called subject ("left.wav"); safe to keep as long as the console lives.
    ProgressFn progress(const std::string& subject = {});

private:
    void print(const std::string& line);
    void showProgress(const std::string& text);
    void clearProgress();

    Talk m_talk = Talk::Normal;
    bool m_terminal = false;
    bool m_progressShown = false;
    std::chrono::steady_clock::time_point m_lastProgress;
};

} // namespace steerscope::cli
