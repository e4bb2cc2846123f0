// SPDX-License-Identifier: MIT
#include "app/cli/console.h"

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace steerscope::cli {
namespace {

constexpr auto kProgressInterval = std::chrono::milliseconds(100);
constexpr const char* kClearLine = "\r\033[K";

std::string oneLine(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
}

} // namespace

Console::Console()
    : m_terminal(::isatty(STDERR_FILENO) == 1)
{
}

Console::~Console()
{
    clearProgress();
}

void Console::print(const std::string& line)
{
    clearProgress();
    std::fprintf(stderr, "%s\n", oneLine(line).c_str());
}

void Console::detail(const std::string& text)
{
    if (m_talk == Talk::Verbose)
        print("steerscope-cli: " + text);
}

void Console::note(const std::string& text)
{
    if (m_talk != Talk::Quiet)
        print("steerscope-cli: " + text);
}

void Console::warning(const std::string& text)
{
    if (m_talk != Talk::Quiet)
        print("steerscope-cli: warning: " + text);
}

void Console::error(const Error& error)
{
    print("steerscope-cli: error: " + error.message());
}

ProgressFn Console::progress(const std::string& subject)
{
    if (!m_terminal || m_talk == Talk::Quiet)
        return {};
    return [this, subject](const std::string& stage, double fraction) {
        std::string text = subject.empty() ? stage : subject + ": " + stage;
        if (fraction >= 0.0)
            text += " " + std::to_string(static_cast<int>(fraction * 100.0)) + " %";
        showProgress(text);
    };
}

void Console::showProgress(const std::string& text)
{
    const auto now = std::chrono::steady_clock::now();
    if (m_progressShown && now - m_lastProgress < kProgressInterval)
        return;
    m_lastProgress = now;
    m_progressShown = true;
    std::fprintf(stderr, "%s%s", kClearLine, oneLine(text).c_str());
    std::fflush(stderr);
}

void Console::clearProgress()
{
    if (!m_progressShown)
        return;
    std::fputs(kClearLine, stderr);
    std::fflush(stderr);
    m_progressShown = false;
}

} // namespace steerscope::cli
