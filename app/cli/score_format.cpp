// SPDX-License-Identifier: MIT
#include "app/cli/score_format.h"

#include "app/cli/json_text.h"
#include "app/cli/text_table.h"
#include "core/text/unicode.h"

#include <algorithm>

namespace steerscope::cli {
namespace {

std::string percent(const ErrorCounts& counts)
{
    return counts.rate() ? fixed(*counts.rate() * 100.0, 2) + " %" : "-";
}

std::vector<std::string> row(const char* name, const ErrorCounts& counts)
{
    return {name, percent(counts), std::to_string(counts.referenceLength()), std::to_string(counts.hits),
        std::to_string(counts.substitutions), std::to_string(counts.deletions),
        std::to_string(counts.insertions)};
}

std::vector<std::string> wordsOf(std::string_view text)
{
    const std::vector<std::string_view> words = unicode::words(text);
    return {words.begin(), words.end()};
}

Json countsJson(const ErrorCounts& counts)
{
    return {{"reference", counts.referenceLength()}, {"hits", counts.hits},
        {"substitutions", counts.substitutions}, {"deletions", counts.deletions},
        {"insertions", counts.insertions}};
}

Json rateJson(const ErrorCounts& counts)
{
    return counts.rate() ? Json(*counts.rate()) : Json(nullptr);
}

Json lineJson(const LineScore& line, std::size_t number)
{
    const std::vector<std::string> reference = wordsOf(line.texts.reference);
    const std::vector<std::string> hypothesis = wordsOf(line.texts.hypothesis);
    const auto part = [](const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
        return Json(std::vector<std::string>(words.begin() + static_cast<std::ptrdiff_t>(begin),
            words.begin() + static_cast<std::ptrdiff_t>(end)));
    };
    Json alignment = Json::array();
    for (const EditRun& run : line.alignment)
        alignment.push_back({{"kind", editKindName(run.kind)},
            {"reference", part(reference, run.referenceBegin, run.referenceEnd)},
            {"hypothesis", part(hypothesis, run.hypothesisBegin, run.hypothesisEnd)}});
    return {{"line", number}, {"reference", line.texts.reference}, {"hypothesis", line.texts.hypothesis},
        {"wer", rateJson(line.words)}, {"cer", rateJson(line.characters)}, {"alignment", alignment}};
}

} // namespace

std::string alignmentText(const LineScore& line)
{
    const std::vector<std::string> reference = wordsOf(line.texts.reference);
    const std::vector<std::string> hypothesis = wordsOf(line.texts.hypothesis);
    std::vector<std::vector<std::string>> rows{{"  REF"}, {"  HYP"}, {""}};
    for (const EditRun& run : line.alignment) {
        const std::size_t inReference = run.referenceEnd - run.referenceBegin;
        const std::size_t inHypothesis = run.hypothesisEnd - run.hypothesisBegin;
        constexpr const char* kMarks[] = {"", "S", "D", "I"};
        for (std::size_t i = 0; i < std::max(inReference, inHypothesis); ++i) {
            rows[0].push_back(i < inReference ? reference[run.referenceBegin + i] : "***");
            rows[1].push_back(i < inHypothesis ? hypothesis[run.hypothesisBegin + i] : "***");
            rows[2].push_back(kMarks[static_cast<int>(run.kind)]);
        }
    }
    if (line.words.errors() == 0)
        rows.pop_back();
    return textTable(rows, {Align::Left});
}

std::string scoreTable(const Score& score)
{
    std::string text
        = textTable({{"", "rate", "reference", "hits", "substitutions", "deletions", "insertions"},
                        row("WER", score.words), row("CER", score.characters)},
            {Align::Left, Align::Right});
    text += std::to_string(score.lines.size()) + " lines, normalizer " + textNormalizerName(score.normalizer)
        + '\n';
    if (score.details)
        for (std::size_t i = 0; i < score.lines.size(); ++i)
            text += "\nline " + std::to_string(i + 1) + ": WER " + percent(score.lines[i].words) + ", CER "
                + percent(score.lines[i].characters) + '\n' + alignmentText(score.lines[i]);
    return text;
}

std::string scoreJson(const Score& score)
{
    Json json = {{"normalizer", textNormalizerName(score.normalizer)}, {"lines", score.lines.size()},
        {"wer", rateJson(score.words)}, {"cer", rateJson(score.characters)},
        {"words", countsJson(score.words)}, {"characters", countsJson(score.characters)}};
    if (score.details) {
        json["details"] = Json::array();
        for (std::size_t i = 0; i < score.lines.size(); ++i)
            json["details"].push_back(lineJson(score.lines[i], i + 1));
    }
    return jsonText(json);
}

} // namespace steerscope::cli
