// SPDX-License-Identifier: MIT
// A tiny training with more utterances than a batch holds, for trainings of several ranks.
#pragma once

#include "tests/core/training/training_fixture.h"

#include <algorithm>
#include <cmath>

namespace steerscope::test {

class SharedTraining : public TinyTraining {
public:
    // Seven parts of the two clips: no whole number of batches of four.
    SharedTraining()
    {
        std::ofstream manifest(folder() / "parts.jsonl");
        const char* texts[] = {"one", "two", "three four", "five", "six", "seven", "one nine"};
        for (int i = 0; i < 7; ++i) {
            const std::string clip = i % 2 == 0 ? "clip1" : "clip2";
            manifest << nlohmann::json{{"audio_filepath", (models() / "audio" / (clip + ".wav")).string()},
                {"offset", 0.25 * i}, {"duration", 1.0 + 0.1 * i}, {"text", texts[i]},
                {"speaker", i < 3 ? "A" : "B"}}
                     << "\n";
        }
        std::ofstream text(folder() / "text.txt");
        for (int i = 0; i < 40; ++i)
            text << texts[i % 7] << " " << texts[i % 5] << " " << texts[i % 3] << "\n";
    }

    // Four utterances a step over all ranks.
    nlohmann::json share(const std::string& task, int ranks) const
    {
        nlohmann::json json = settings(task);
        json["data"] = {{"train", {"parts.jsonl"}}, {"dev", {"parts.jsonl"}}};
        json["batch"]["size"] = 4 / ranks;
        if (task == "language") {
            json["tokenizer"] = (models() / "llm-qwen2").string();
            json["data"] = {{"text", {"text.txt"}}};
            json["llm"] = {{"layers", 2}, {"width", 32}, {"heads", 2}, {"key_value_heads", 1},
                {"intermediate", 64}, {"positions", 256}};
            json["prefix"] = {{"share", 0.0}};
        }
        return json;
    }

    std::filesystem::path weights(const std::string& task) const
    {
        return folder() / "run/model" / (task == "steering" ? "steering.safetensors" : "model.safetensors");
    }
};

// The largest difference of any two numbers at the same place.
inline double largestDifference(const std::filesystem::path& left, const std::filesystem::path& right)
{
    const TensorMap ours = readSafetensors(left);
    const TensorMap theirs = readSafetensors(right);
    if (ours.size() != theirs.size())
        throw std::runtime_error("other tensors");
    double largest = 0.0;
    for (const auto& [name, view] : ours) {
        const auto* a = reinterpret_cast<const float*>(view.data);
        const auto* b = reinterpret_cast<const float*>(theirs.at(name).data);
        for (std::int64_t i = 0; i < view.elements(); ++i)
            largest = std::max(largest, static_cast<double>(std::abs(a[i] - b[i])));
    }
    return largest;
}

} // namespace steerscope::test
