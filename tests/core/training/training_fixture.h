// SPDX-License-Identifier: MIT
// A tiny training: the two clips of tests/data/models and the small random encoder and LLM there.
#pragma once

#include "core/training/trainer/train.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"

#include <nlohmann/json.hpp>

#include <cstring>
#include <fstream>
#include <string>
#include <vector>

namespace steerscope::test {

class TinyTraining {
public:
    TinyTraining()
    {
        std::ofstream manifest(folder() / "train.tsv");
        manifest << "path\tduration_s\tspeaker\ttext\n";
        for (const auto& [clip, text] : {std::pair("clip1", "one two"), std::pair("clip2", "three")})
            manifest << (models() / "audio" / (std::string(clip) + ".wav")).string() << "\t"
                     << (std::string(clip) == "clip1" ? "2.960" : "3.356") << "\tA\t" << text << "\n";
    }

    const std::filesystem::path& folder() const { return m_folder.path(); }
    static std::filesystem::path models() { return dataFolder() / "models"; }

    // What every task needs; a test adds to it.
    nlohmann::json settings(const std::string& task) const
    {
        nlohmann::json json{{"task", task}, {"output", "run"}, {"seed", 3},
            {"data", {{"train", {"train.tsv"}}, {"dev", {"train.tsv"}}}}, {"batch", {{"size", 2}}},
            {"optimizer", {{"warmup_steps", 2}, {"steps", 6}}}, {"dev", {{"every", 3}}},
            {"checkpoint", {{"every", 2}}}, {"compute", {{"threads", 1}}}};
        if (task == "ctc") {
            json["tokenizer"] = (models() / "llm-qwen2").string();
            json["encoder"]
                = {{"layers", 2}, {"width", 32}, {"heads", 2}, {"ffn", 64}, {"window_seconds", 4}};
        }
        if (task == "steering")
            json["model"] = {{"encoder", (models() / "whisper").string()},
                {"llm", (models() / "llm-qwen2").string()}, {"max_tokens", 8}};
        return json;
    }

    TrainConfig config(const nlohmann::json& settings, const std::vector<std::string>& overrides = {}) const
    {
        const std::filesystem::path file = folder() / "config.json";
        std::ofstream(file) << settings.dump();
        return readTrainConfig(file, overrides);
    }

    static std::string bytesOf(const std::filesystem::path& file)
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    static std::vector<nlohmann::json> log(const TrainConfig& config, const std::string& type)
    {
        std::vector<nlohmann::json> lines;
        std::ifstream stream(config.output / "log.jsonl");
        for (std::string line; std::getline(stream, line);)
            if (nlohmann::json json = nlohmann::json::parse(line); json["type"] == type)
                lines.push_back(json);
        return lines;
    }

private:
    TemporaryFolder m_folder;
};

} // namespace steerscope::test
