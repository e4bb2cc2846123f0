// SPDX-License-Identifier: MIT
// The CTC head beside an encoder (ctc_head.safetensors, ctc_labels.json), used to find where the characters
// of a known text lie. Weights on the host: a head is a matrix of some dozens of rows.
#pragma once

#include "core/text/aligned_text.h"

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace steerscope {

class CtcReader {
public:
    // nullopt where the folder has no head. Throws Failure(Model) for one that contradicts itself.
    static std::optional<CtcReader> load(const std::filesystem::path& encoderFolder);

    int width() const { return m_width; }
    // log p of every label at every frame of the encoder's output. hidden [P, D] -> [P, V], label 0 the blank
    std::vector<float> logProbabilities(std::span<const float> hidden) const;

    // The likeliest label of each of the first frames, repeats joined, blanks left out.
    std::string greedyText(std::span<const float> hidden, int frames) const;

    // Where each character lies; characters that the head does not know take the end of the one before.
    // frames: the first of the output's frames, those that carry audio. nullopt where no alignment is
    // possible.
    std::optional<AlignedText> align(
        const std::string& text, std::span<const float> hidden, int frames, double frameSeconds) const;

private:
    int m_width = 0; // D
    int m_labels = 0; // V
    std::vector<float> m_weight; // [V, D]
    std::vector<float> m_bias; // [V]
    std::map<std::string, int> m_characters;
    std::vector<std::string> m_names; // of the labels; the blank's is empty
};

} // namespace steerscope
