// SPDX-License-Identifier: MIT
#include "app/cli/evaluation_format.h"

#include "app/cli/json_text.h"
#include "app/cli/score_format.h"
#include "app/cli/text_table.h"
#include "core/training/report/report_table.h"

#include <set>

namespace steerscope::cli {
namespace {

using report::Estimate;
using report::ScoreSummary;

std::string percent(const std::optional<double>& share)
{
    return share ? fixed(*share * 100.0, 2) + " %" : "-";
}

std::string bounds(const Estimate& estimate)
{
    return estimate.interval
        ? fixed(estimate.interval->low * 100.0, 2) + " .. " + fixed(estimate.interval->high * 100.0, 2)
        : "-";
}

std::optional<double> realTimeFactor(const ScoreSummary& score)
{
    if (score.seconds <= 0.0)
        return std::nullopt;
    return score.runSeconds / score.seconds;
}

std::string falseAlarms(const ScoreSummary& score)
{
    return score.emptyReferences == 0 ? "-"
                                      : std::to_string(score.falseAlarms) + " of "
            + std::to_string(score.emptyReferences) + ", " + std::to_string(score.falseAlarmWords) + " words";
}

std::string scoresTable(const EvaluatedSystem& system)
{
    std::vector<std::vector<std::string>> rows{{"", "utterances", "speakers", "words", "WER", "interval",
        "sub", "del", "ins", "CER", "interval", "all right", "real time", "false alarms"}};
    for (const ScoreSummary& score : system.scores) {
        const auto factor = realTimeFactor(score);
        rows.push_back({score.name, std::to_string(score.utterances), std::to_string(score.wer.speakers),
            std::to_string(score.words.referenceLength()), percent(score.wer.value), bounds(score.wer),
            std::to_string(score.words.substitutions), std::to_string(score.words.deletions),
            std::to_string(score.words.insertions), percent(score.cer.value), bounds(score.cer),
            percent(score.right.value), factor ? fixed(*factor, 3) : "-", falseAlarms(score)});
    }
    return textTable(rows, {Align::Left, Align::Right});
}

std::string signedPercent(const std::optional<double>& share)
{
    return share ? (*share > 0.0 ? "+" : "") + fixed(*share * 100.0, 2) + " %" : "-";
}

std::string differencesTable(const Evaluation& evaluation)
{
    std::vector<std::vector<std::string>> rows{{"", "set", "WER", "interval", "p", "CER", "interval", "p"}};
    const auto p = [](const Estimate& e) { return e.pValue ? fixed(*e.pValue, 4) : "-"; };
    for (const EvaluatedSystem& system : evaluation.systems)
        for (const report::PairedScores& pair : system.against)
            rows.push_back({system.label, pair.name, signedPercent(pair.wer.value), bounds(pair.wer),
                p(pair.wer), signedPercent(pair.cer.value), bounds(pair.cer), p(pair.cer)});
    return textTable(rows, {Align::Left, Align::Left, Align::Right});
}

std::string detailsText(const Evaluation& evaluation, const EvaluatedSystem& system)
{
    std::string text;
    for (const report::Hypothesis& hypothesis : system.hypotheses) {
        LineScore line;
        line.texts = {normalizeText(evaluation.normalizer, hypothesis.reference),
            normalizeText(evaluation.normalizer, hypothesis.text)};
        line.alignment = alignWords(line.texts.reference, line.texts.hypothesis);
        line.words = countErrors(line.alignment);
        if (line.words.errors() > 0)
            text += "\n" + hypothesis.audio + ": WER " + percent(line.words.rate()) + '\n'
                + alignmentText(line);
    }
    return text;
}

Json estimateJson(const Estimate& estimate)
{
    Json json = {{"value", estimate.value ? Json(*estimate.value) : Json(nullptr)}};
    json["low"] = estimate.interval ? Json(estimate.interval->low) : Json(nullptr);
    json["high"] = estimate.interval ? Json(estimate.interval->high) : Json(nullptr);
    if (estimate.pValue)
        json["p"] = *estimate.pValue;
    return json;
}

Json scoreObject(const ScoreSummary& score)
{
    const auto factor = realTimeFactor(score);
    return {{"name", score.name}, {"utterances", score.utterances}, {"speakers", score.wer.speakers},
        {"words", score.words.referenceLength()}, {"wer", estimateJson(score.wer)},
        {"substitutions", score.words.substitutions}, {"deletions", score.words.deletions},
        {"insertions", score.words.insertions}, {"characters", score.characters.referenceLength()},
        {"cer", estimateJson(score.cer)}, {"right", estimateJson(score.right)},
        {"empty_references", score.emptyReferences}, {"false_alarms", score.falseAlarms},
        {"false_alarm_words", score.falseAlarmWords}, {"audio_s", score.seconds}, {"run_s", score.runSeconds},
        {"real_time_factor", factor ? Json(*factor) : Json(nullptr)}};
}

Json systemObject(const EvaluatedSystem& system)
{
    Json json = {{"label", system.label}, {"model", system.model}, {"variant", system.variant},
        {"master", system.master}, {"scores", Json::array()}, {"against_reference", Json::array()}};
    for (const ScoreSummary& score : system.scores)
        json["scores"].push_back(scoreObject(score));
    for (const report::PairedScores& pair : system.against)
        json["against_reference"].push_back(
            {{"name", pair.name}, {"wer", estimateJson(pair.wer)}, {"cer", estimateJson(pair.cer)}});
    return json;
}

} // namespace

std::string evaluationTable(const Evaluation& evaluation)
{
    std::string text;
    for (const EvaluatedSystem& system : evaluation.systems) {
        text += system.label + " (" + system.variant + ")\n" + scoresTable(system);
        if (evaluation.details)
            text += detailsText(evaluation, system);
        text += '\n';
    }
    if (evaluation.systems.size() > 1)
        text += "minus " + evaluation.systems[evaluation.reference].label + ", paired (below 0: better)\n"
            + differencesTable(evaluation) + '\n';
    return text + "normalizer " + textNormalizerName(evaluation.normalizer)
        + "; intervals: " + fixed(evaluation.bootstrap.coverage * 100.0, 0) + " %, "
        + std::to_string(evaluation.bootstrap.draws) + " draws of whole speakers; skipped "
        + std::to_string(evaluation.skipped.size()) + " recordings\n";
}

std::string evaluationJson(const Evaluation& evaluation)
{
    Json json = {{"normalizer", textNormalizerName(evaluation.normalizer)},
        {"draws", evaluation.bootstrap.draws}, {"coverage", evaluation.bootstrap.coverage},
        {"reference", evaluation.systems[evaluation.reference].label}, {"systems", Json::array()},
        {"skipped", Json::array()}};
    for (const EvaluatedSystem& system : evaluation.systems)
        json["systems"].push_back(systemObject(system));
    for (const SkippedRecording& skipped : evaluation.skipped)
        json["skipped"].push_back({{"where", skipped.where}, {"why", skipped.why}});
    return jsonText(json);
}

std::string evaluationCsv(const Evaluation& evaluation)
{
    report::ReportTable table{
        {"system", "set", "utterances", "speakers", "words", "wer", "wer_low", "wer_high", "substitutions",
            "deletions", "insertions", "cer", "cer_low", "cer_high", "right", "empty_references",
            "false_alarm_words", "audio_s", "run_s", "normalizer"},
        {}};
    const auto low = [](const Estimate& e) {
        return e.interval ? std::optional(e.interval->low) : std::optional<double>();
    };
    const auto high = [](const Estimate& e) {
        return e.interval ? std::optional(e.interval->high) : std::optional<double>();
    };
    const auto number = [](std::optional<double> value) { return report::numberCell(value, 6); };
    for (const EvaluatedSystem& system : evaluation.systems)
        for (const ScoreSummary& score : system.scores)
            table.rows.push_back({system.label, score.name, score.utterances, score.wer.speakers,
                score.words.referenceLength(), number(score.wer.value), number(low(score.wer)),
                number(high(score.wer)), score.words.substitutions, score.words.deletions,
                score.words.insertions, number(score.cer.value), number(low(score.cer)),
                number(high(score.cer)), number(score.right.value), score.emptyReferences,
                score.falseAlarmWords, number(score.seconds), number(score.runSeconds),
                textNormalizerName(evaluation.normalizer)});
    return report::csvTable(table);
}

} // namespace steerscope::cli
