// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/heard.h"

#include "core/pipeline/ask/study_run.h"
#include "core/pipeline/ask/token_words.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

struct Question { // one text in one window
    int window = 0;
    std::string text;
};

double sumOf(const TargetScore& score, const TokenWord& word)
{
    double sum = 0.0;
    for (std::size_t i = word.begin; i < word.end; ++i)
        sum += score.tokens[i].logprob;
    return sum;
}

// As long as the audio window, so that the positions are the same.
Waveform silence(const WindowSpan& span)
{
    Waveform waveform;
    waveform.sampleRate = kModelSampleRate;
    const double samples = (span.end - span.start) * waveform.sampleRate;
    waveform.samples.assign(static_cast<std::size_t>(std::max(1L, std::lround(samples))), 0.0F);
    return waveform;
}

} // namespace

HeardResult heardOrGuessed(Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
    const HeardRequest& request, const RunOptions& options, const StudyCallbacks& callbacks,
    const StopFlag& stop)
{
    if (request.neutral != "silence")
        throw Failure(
            ErrorCode::Usage, "there is no neutral audio '" + request.neutral + "'", {}, "use silence");
    const StudyReference none;
    StudyRun study(model, audio, settings, options, none, callbacks, stop);
    SteeringSettings plain;
    plain.bypass = true;

    std::vector<Question> questions;
    const auto& segments = study.asIs().transcript.segments;
    for (std::size_t i = 0; i < segments.size(); ++i)
        if (!segments[i].text.empty())
            questions.push_back(
                {options.onlyFirstWindow ? options.firstWindow : static_cast<int>(i), segments[i].text});
    study.setLength(1 + 2 * static_cast<int>(questions.size()));
    HeardResult result{request.neutral, {}};
    RunOptions neutralOptions = study.options();
    neutralOptions.voiceActivity = false;
    for (const Question& question : questions) {
        const Waveform quiet = silence(study.asIs().windows[static_cast<std::size_t>(question.window)]);
        const auto unheard = [&](const SteeringSettings& under) {
            return scoreText(model, quiet, under, neutralOptions, 0, question.text, stop);
        };
        const TargetScore scores[] = {study.score(settings, question.window, question.text),
            unheard(settings), study.score(plain, question.window, question.text), unheard(plain)};
        for (const TokenWord& word : tokenWords(scores[0]))
            result.words.push_back({question.window, word.text, sumOf(scores[0], word),
                sumOf(scores[1], word), sumOf(scores[2], word), sumOf(scores[3], word)});
    }
    return result;
}

} // namespace steerscope
