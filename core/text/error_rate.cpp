// SPDX-License-Identifier: MIT
#include "core/text/error_rate.h"

#include "core/text/unicode.h"

#include <unordered_map>

namespace steerscope {
namespace {

std::vector<int> characters(std::string_view text)
{
    const std::u32string points = unicode::codePoints(unicode::trimmed(text));
    return {points.begin(), points.end()};
}

} // namespace

ErrorCounts& ErrorCounts::operator+=(const ErrorCounts& other)
{
    hits += other.hits;
    substitutions += other.substitutions;
    deletions += other.deletions;
    insertions += other.insertions;
    return *this;
}

std::optional<double> ErrorCounts::rate() const
{
    if (referenceLength() == 0)
        return std::nullopt;
    return static_cast<double>(errors()) / static_cast<double>(referenceLength());
}

ErrorCounts countErrors(const std::vector<EditRun>& runs)
{
    ErrorCounts counts;
    for (const EditRun& run : runs) {
        const auto inReference = static_cast<long>(run.referenceEnd - run.referenceBegin);
        switch (run.kind) {
        case EditKind::Equal:
            counts.hits += inReference;
            break;
        case EditKind::Replaced:
            counts.substitutions += inReference;
            break;
        case EditKind::Deleted:
            counts.deletions += inReference;
            break;
        case EditKind::Inserted:
            counts.insertions += static_cast<long>(run.hypothesisEnd - run.hypothesisBegin);
            break;
        }
    }
    return counts;
}

std::vector<EditRun> alignWords(std::string_view reference, std::string_view hypothesis)
{
    std::unordered_map<std::string_view, int> numbers;
    const auto numbered = [&](std::string_view text) {
        std::vector<int> result;
        for (const std::string_view word : unicode::words(text))
            result.push_back(numbers.try_emplace(word, static_cast<int>(numbers.size())).first->second);
        return result;
    };
    return align(numbered(reference), numbered(hypothesis));
}

ErrorCounts wordErrors(std::string_view reference, std::string_view hypothesis)
{
    return countErrors(alignWords(reference, hypothesis));
}

ErrorCounts characterErrors(std::string_view reference, std::string_view hypothesis)
{
    return countErrors(align(characters(reference), characters(hypothesis)));
}

} // namespace steerscope
