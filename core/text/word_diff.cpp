// SPDX-License-Identifier: MIT
#include "core/text/word_diff.h"

#include "core/text/error_rate.h"
#include "core/text/unicode.h"

namespace steerscope {
namespace {

class WordRanges {
public:
    explicit WordRanges(std::string_view text)
        : m_text(text)
        , m_words(unicode::words(text))
    {
    }
    TextRange of(std::size_t begin, std::size_t end) const
    {
        if (begin < end)
            return {offset(begin), offset(end - 1) + m_words[end - 1].size()};
        const std::size_t at = begin < m_words.size() ? offset(begin) : m_text.size();
        return {at, at};
    }

private:
    std::size_t offset(std::size_t word) const
    {
        return static_cast<std::size_t>(m_words[word].data() - m_text.data());
    }

    std::string_view m_text;
    std::vector<std::string_view> m_words;
};

} // namespace

std::vector<DiffRun> diffWords(std::string_view before, std::string_view after)
{
    const WordRanges beforeWords(before);
    const WordRanges afterWords(after);
    std::vector<DiffRun> runs;
    for (const EditRun& run : alignWords(before, after))
        runs.push_back({run.kind, beforeWords.of(run.referenceBegin, run.referenceEnd),
            afterWords.of(run.hypothesisBegin, run.hypothesisEnd)});
    return runs;
}

} // namespace steerscope
