// SPDX-License-Identifier: MIT
#include "app/cli/hypothesis_keeper.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <cerrno>
#include <cstring>
#include <utility>

namespace steerscope::cli {
namespace {

namespace fs = std::filesystem;

std::string keyOf(const report::Hypothesis& hypothesis)
{
    return hypothesis.fingerprint + '\n' + hypothesis.audio + '\n' + std::to_string(hypothesis.offset) + '\n'
        + hypothesis.reference;
}

[[noreturn]] void cannotWrite(const fs::path& file)
{
    throw Failure(ErrorCode::Output,
        std::string("the hypotheses cannot be written (") + std::strerror(errno) + ")", file.string(),
        "make room on the disk or choose another file; --resume goes on from what is there");
}

} // namespace

HypothesisKeeper::HypothesisKeeper(fs::path file, bool resume)
    : m_file(std::move(file))
{
    if (m_file.empty())
        return;
    m_partial = m_file;
    m_partial += ".partial";
    std::error_code ignored;
    if (resume)
        for (const fs::path& from : {m_file, m_partial})
            if (fs::exists(from, ignored))
                for (const report::Hypothesis& hypothesis : report::readHypotheses(from))
                    m_kept[keyOf(hypothesis)] = hypothesis;
    // Written anew, so that a line cut off at the end does not spoil the next one.
    m_stream.reset(std::fopen(m_partial.c_str(), "wb"));
    if (!m_stream)
        cannotWrite(m_partial);
    for (const auto& [key, hypothesis] : m_kept)
        keep(hypothesis);
}

const report::Hypothesis* HypothesisKeeper::find(const report::Hypothesis& wanted) const
{
    const auto found = m_kept.find(keyOf(wanted));
    return found == m_kept.end() ? nullptr : &found->second;
}

void HypothesisKeeper::keep(const report::Hypothesis& hypothesis)
{
    if (!m_stream)
        return;
    const std::string line = report::hypothesisLine(hypothesis);
    if (std::fwrite(line.data(), 1, line.size(), m_stream.get()) != line.size()
        || std::fflush(m_stream.get()) != 0)
        cannotWrite(m_partial);
}

void HypothesisKeeper::finish(const std::vector<report::Hypothesis>& all)
{
    if (!m_stream)
        return;
    AtomicFile output(m_file);
    for (const report::Hypothesis& hypothesis : all)
        output.write(report::hypothesisLine(hypothesis));
    output.commit();
    m_stream.reset();
    std::error_code ignored;
    fs::remove(m_partial, ignored);
}

} // namespace steerscope::cli
