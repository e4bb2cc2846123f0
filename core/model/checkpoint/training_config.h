// SPDX-License-Identifier: MIT
// The settings that matter here of a YAML file of the reference (docs/reference-model.md, section 6). No
// torch in this header.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace steerscope {

struct TrainingConfig {
    std::optional<std::string> prompt; // textual_prompt
    std::optional<int> maxPromptTokens; // max_prompt_tokens
    std::optional<int> poolingKernel; // pooling_kernel_size
    std::string poolingType; // pooling_type, as written
    int poolingPosition = 32; // pooling_position; the reference's default
    std::optional<int> experts; // steering.num_experts
    std::string encoder; // whisper_encoder.model_path, as written
    std::string llm; // llm_decoder.model_name, as written
};

// Settings that are not named above are left alone: the file also has those of the training. Throws
// Failure(Input) naming file, line and setting.
TrainingConfig readTrainingConfig(const std::filesystem::path& file);

} // namespace steerscope
