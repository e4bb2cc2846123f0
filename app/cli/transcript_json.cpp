// SPDX-License-Identifier: MIT
#include "app/cli/transcript_json.h"

#include "app/cli/json_text.h"
#include "core/protocol/settings_json.h"

#include <vector>

namespace steerscope::cli {
namespace {

Json tokens(const Transcript& transcript)
{
    Json all = Json::array();
    for (const Segment& segment : transcript.segments)
        for (const Token& token : segment.tokens)
            all.push_back({{"id", token.id}, {"text", token.text}, {"logprob", token.logprob}});
    return all;
}

Json segments(const Transcript& transcript)
{
    Json all = Json::array();
    for (const Segment& segment : transcript.segments)
        all.push_back({{"start", segment.start}, {"end", segment.end}, {"text", segment.text}});
    return all;
}

// What could not be found has no times.
Json words(const Transcript& transcript)
{
    Json all = Json::array();
    for (const Segment& segment : transcript.segments)
        for (const TimedWord& word : segment.words)
            all.push_back({{"text", word.text}, {"start", word.aligned ? Json(word.start) : Json()},
                {"end", word.aligned ? Json(word.end) : Json()}, {"score", word.score}});
    return all;
}

Json spans(const std::vector<WindowSpan>& times)
{
    Json all = Json::array();
    for (const WindowSpan& span : times)
        all.push_back({{"start", span.start}, {"end", span.end}});
    return all;
}

// One number where all layers have as many, else one for each steered layer.
Json experts(const std::vector<SteeredLayerInfo>& layers)
{
    Json all = Json::array();
    bool same = true;
    for (const SteeredLayerInfo& layer : layers) {
        all.push_back(layer.experts);
        same = same && layer.experts == layers.front().experts;
    }
    if (all.empty())
        return 0;
    return same ? all.front() : all;
}

Json timings(const Timings& timings, double loadSeconds, double audioSeconds)
{
    return {{"load_s", loadSeconds}, {"features_s", timings.features}, {"encode_s", timings.encode},
        {"prefill_s", timings.prefill}, {"decode_s", timings.decode}, {"total_s", timings.total},
        {"tokens_per_s", timings.tokensPerSecond()},
        {"real_time_factor", audioSeconds > 0.0 ? timings.total / audioSeconds : 0.0}};
}

} // namespace

Json transcriptJson(const AudioFileInfo& audio, const RunResult& result, const ModelInfo& model,
    double loadSeconds, const SteeringSettings& settings)
{
    Json json = {
        {"audio",
            {{"path", audio.path}, {"seconds", audio.seconds}, {"sample_rate", audio.sampleRate},
                {"channels", audio.channels}}},
        {"text", result.transcript.text()},
        {"tokens", tokens(result.transcript)},
        {"segments", segments(result.transcript)},
        {"model",
            {{"name", model.name}, {"variant", model.variant}, {"layers", model.encoderLayers},
                {"experts", experts(model.steered)}}},
        {"device", model.device},
        {"dtype", model.dtype},
        {"threads", model.threads},
        {"steering", Json::parse(steeringSettingsToJson(settings))},
        {"timings", timings(result.timings, loadSeconds, audio.seconds)},
    };
    if (result.transcript.wordSource() != WordSource::None) {
        json["words"] = words(result.transcript);
        json["word_source"] = wordSourceName(result.transcript.wordSource());
    }
    if (result.speech)
        json["speech"] = spans(*result.speech);
    return json;
}

} // namespace steerscope::cli
