// SPDX-License-Identifier: MIT
// What a system wrote for each utterance: NeMo's JSON lines (audio_filepath, duration, text, pred_text), with
// keys of our own beside them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace steerscope::report {

struct Hypothesis {
    std::string audio; // path as the manifest resolved it
    double offset = 0.0; // s into the file
    double seconds = 0.0; // of audio
    std::string set; // "speechocean/dev"
    std::string speaker; // may be empty
    std::vector<std::string> groups; // of the speaker: "child", "female"
    std::string reference;
    std::string text;
    double runSeconds = 0.0; // what the model took
    std::string system; // label
    std::string
        fingerprint; // of model and settings: what was written by something else is not taken up again
};

std::string hypothesisLine(const Hypothesis& hypothesis); // ends with a line break

// A last line without an end (the program was stopped while writing) is left out; any other line that is not
// understood throws Failure(Input) with its number.
std::vector<Hypothesis> readHypotheses(const std::filesystem::path& file);

} // namespace steerscope::report
