// SPDX-License-Identifier: MIT
#include "core/training/report/hypotheses.h"

#include "core/base/error.h"
#include "core/text/error_rate.h"

#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

namespace steerscope::report {
namespace {

using Json = nlohmann::ordered_json;

Hypothesis fromJson(const Json& json)
{
    Hypothesis hypothesis;
    hypothesis.audio = json.at("audio_filepath").get<std::string>();
    hypothesis.offset = json.value("offset", 0.0);
    hypothesis.seconds = json.at("duration").get<double>();
    hypothesis.set = json.value("set", "");
    hypothesis.speaker = json.value("speaker", "");
    hypothesis.groups = json.value("groups", std::vector<std::string>());
    hypothesis.reference = json.at("text").get<std::string>();
    hypothesis.text = json.at("pred_text").get<std::string>();
    hypothesis.runSeconds = json.value("run_s", 0.0);
    hypothesis.system = json.value("system", "");
    hypothesis.fingerprint = json.value("fingerprint", "");
    return hypothesis;
}

} // namespace

std::string hypothesisLine(const Hypothesis& hypothesis)
{
    // The errors are of the texts as they stand: a reader may want to sort by them. Scores are counted anew.
    const ErrorCounts words = wordErrors(hypothesis.reference, hypothesis.text);
    const Json json = {{"audio_filepath", hypothesis.audio}, {"offset", hypothesis.offset},
        {"duration", hypothesis.seconds}, {"text", hypothesis.reference}, {"pred_text", hypothesis.text},
        {"set", hypothesis.set}, {"speaker", hypothesis.speaker}, {"groups", hypothesis.groups},
        {"substitutions", words.substitutions}, {"deletions", words.deletions},
        {"insertions", words.insertions}, {"words", words.referenceLength()},
        {"run_s", hypothesis.runSeconds}, {"system", hypothesis.system},
        {"fingerprint", hypothesis.fingerprint}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::vector<Hypothesis> readHypotheses(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Failure(ErrorCode::Input, "the hypotheses cannot be read", file.string(),
            "check the name and permissions");
    std::vector<Hypothesis> all;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        const bool unfinished = stream.eof(); // no line break behind it
        try {
            all.push_back(fromJson(Json::parse(line)));
        } catch (const nlohmann::json::exception&) {
            if (unfinished)
                break;
            throw Failure(ErrorCode::Input, "the line is not a hypothesis",
                file.string() + ", line " + std::to_string(number), "remove the file and evaluate again");
        }
    }
    return all;
}

} // namespace steerscope::report
