// SPDX-License-Identifier: MIT
#include "core/protocol/study_format.h"

#include "core/base/gating_trace.h"
#include "core/protocol/settings_json.h"

#include <nlohmann/json.hpp>

#include <initializer_list>

namespace steerscope {

namespace {

using Json = nlohmann::ordered_json;

Json layerNumber(int layer)
{
    return layer == kOutLayer ? Json("out") : Json(layer + 1);
}

Json orNull(const std::optional<double>& value)
{
    return value ? Json(*value) : Json();
}

Json orNull(const std::string& text)
{
    return text.empty() ? Json() : Json(text);
}

Json expertNumber(int expert)
{
    return expert == kWholeLayer ? Json() : Json(expert + 1);
}

// ---- JSON

Json wordJson(const SweepWord& word)
{
    Json stands = Json::array();
    for (const ScaleInterval& interval : word.stands)
        stands.push_back(Json::array({interval.from, interval.to}));
    Json flips = Json::array();
    for (const WordFlip& flip : word.flips)
        flips.push_back({{"from", flip.from}, {"to", flip.to}, {"before", flip.before}, {"after", flip.after},
            {"own", flip.own}});
    return {{"window", word.window + 1}, {"text", word.text}, {"stands", stands}, {"flips", flips}};
}

Json toJson(const SweepResult& result)
{
    Json layers = Json::array();
    for (const int layer : result.layers)
        layers.push_back(layerNumber(layer));
    Json points = Json::array();
    for (const SweepPoint& point : result.points)
        points.push_back({{"scale", point.scale}, {"wer", orNull(point.wordErrorRate)},
            {"logprob", point.logprob}, {"text", point.text}});
    Json words = Json::array();
    for (const SweepWord& word : result.words)
        words.push_back(wordJson(word));
    return {{"swept", result.layers.empty() ? Json("master") : layers}, {"target", result.target},
        {"normalizer", orNull(result.normalizer)}, {"points", points}, {"words", words}};
}

Json toJson(const AblationResult& result)
{
    Json cells = Json::array();
    for (const AblationCell& cell : result.cells)
        cells.push_back({{"layer", layerNumber(cell.layer)}, {"expert", expertNumber(cell.expert)},
            {"logprob_change", cell.logprobChange}, {"wer_change", orNull(cell.wordErrorRateChange)},
            {"text", cell.text}});
    return {{"form", ablationFormName(result.form)}, {"effect", ablationEffectName(result.effect)},
        {"target", result.target}, {"normalizer", orNull(result.normalizer)}, {"text", result.text},
        {"logprob", result.logprob}, {"logprob_noise", result.logprobNoise},
        {"wer", orNull(result.wordErrorRate)}, {"cells", cells}};
}

Json toJson(const HeardResult& result)
{
    Json words = Json::array();
    for (const HeardWord& word : result.words)
        words.push_back({{"window", word.window + 1}, {"text", word.text}, {"heard", word.heard()},
            {"logprob", word.logprob}, {"neutral_logprob", word.neutralLogprob},
            {"plain_heard", word.plainHeard()}, {"plain_logprob", word.plainLogprob},
            {"plain_neutral_logprob", word.plainNeutralLogprob}});
    return {{"neutral", result.neutral}, {"words", words}};
}

Json toJson(const AttributionResult& result)
{
    Json layers = Json::array();
    for (const LayerAttribution& layer : result.layers)
        layers.push_back({{"layer", layerNumber(layer.layer)}, {"effective_scale", layer.effectiveScale},
            {"gradient", layer.gradient}, {"integral", layer.integral},
            {"expert_integrals", layer.expertIntegrals}, {"expert_gradients", layer.expertGradients}});
    return {{"target", result.target}, {"words", result.words},
        {"word", result.word == 0 ? Json() : Json(result.word)}, {"logprob", result.logprob},
        {"plain_logprob", result.plainLogprob}, {"completeness_error", result.completenessError},
        {"layers", layers}};
}

Json toJson(const FitResult& result)
{
    Json course = Json::array();
    for (const FitStep& step : result.course)
        course.push_back({{"logprob", step.logprob}, {"objective", step.objective}});
    Json costs = Json::array();
    for (const FitCost& cost : result.costs)
        costs.push_back({{"recording", cost.name}, {"before", cost.before}, {"after", cost.after},
            {"wer_before", orNull(cost.wordErrorRateBefore)},
            {"wer_after", orNull(cost.wordErrorRateAfter)}});
    return {{"target", result.target}, {"normalizer", orNull(result.normalizer)}, {"says", result.says},
        {"proposal", Json::parse(steeringSettingsToJson(result.proposal))}, {"course", course},
        {"costs", costs}};
}

// ---- CSV

std::string field(const Json& value)
{
    if (value.is_null())
        return {};
    if (!value.is_string())
        return value.dump();
    const auto text = value.get<std::string>();
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char character : text)
        quoted += character == '"' ? "\"\"" : std::string(1, character);
    return quoted + "\"";
}

void addLine(std::string& csv, std::initializer_list<Json> values)
{
    const char* between = "";
    for (const Json& value : values) {
        csv += between + field(value);
        between = ",";
    }
    csv += "\n";
}

std::string toCsv(const SweepResult& result)
{
    std::string csv = "scale,wer,logprob,text\n";
    for (const SweepPoint& point : result.points)
        addLine(csv, {point.scale, orNull(point.wordErrorRate), point.logprob, point.text});
    return csv;
}

std::string toCsv(const AblationResult& result)
{
    std::string csv = "layer,expert,logprob_change,wer_change,text\n";
    for (const AblationCell& cell : result.cells)
        addLine(csv,
            {layerNumber(cell.layer), expertNumber(cell.expert), cell.logprobChange,
                orNull(cell.wordErrorRateChange), cell.text});
    return csv;
}

std::string toCsv(const HeardResult& result)
{
    std::string csv = "window,word,heard,logprob,neutral_logprob,plain_heard,plain_logprob,"
                      "plain_neutral_logprob\n";
    for (const HeardWord& word : result.words)
        addLine(csv,
            {word.window + 1, word.text, word.heard(), word.logprob, word.neutralLogprob, word.plainHeard(),
                word.plainLogprob, word.plainNeutralLogprob});
    return csv;
}

std::string toCsv(const AttributionResult& result)
{
    std::string csv = "layer,expert,gradient,integral\n";
    for (const LayerAttribution& layer : result.layers) {
        addLine(csv, {layerNumber(layer.layer), Json(), layer.gradient, layer.integral});
        for (std::size_t e = 0; e < layer.expertIntegrals.size(); ++e)
            addLine(
                csv, {layerNumber(layer.layer), e + 1, layer.expertGradients[e], layer.expertIntegrals[e]});
    }
    return csv;
}

std::string toCsv(const FitResult& result)
{
    std::string csv = "step,logprob,objective\n";
    for (std::size_t i = 0; i < result.course.size(); ++i)
        addLine(csv, {i, result.course[i].logprob, result.course[i].objective});
    return csv;
}

} // namespace

const char* ablationFormName(AblationForm form)
{
    switch (form) {
    case AblationForm::Remove:
        return "remove";
    case AblationForm::Renormalise:
        return "renormalise";
    case AblationForm::Mean:
        break;
    }
    return "mean";
}

std::optional<AblationForm> ablationFormFromName(std::string_view name)
{
    for (const AblationForm form : {AblationForm::Remove, AblationForm::Renormalise, AblationForm::Mean})
        if (name == ablationFormName(form))
            return form;
    return std::nullopt;
}

const char* ablationEffectName(AblationEffect effect)
{
    return effect == AblationEffect::Total ? "total" : "direct";
}

std::optional<AblationEffect> ablationEffectFromName(std::string_view name)
{
    for (const AblationEffect effect : {AblationEffect::Total, AblationEffect::Direct})
        if (name == ablationEffectName(effect))
            return effect;
    return std::nullopt;
}

const char* studyName(const StudyResult& result)
{
    constexpr const char* kNames[] = {"sweep", "ablation", "heard", "attribution", "fit"};
    return kNames[result.index()];
}

std::string studyJson(const StudyResult& result, int indent)
{
    Json json = {{"study", studyName(result)}};
    json.update(std::visit([](const auto& content) { return toJson(content); }, result));
    return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string studyCsv(const StudyResult& result)
{
    return std::visit([](const auto& content) { return toCsv(content); }, result);
}

} // namespace steerscope
