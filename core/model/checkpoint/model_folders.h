// SPDX-License-Identifier: MIT
// Where models lie on this machine. No torch in this header.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace steerscope {

// Folders that may hold shipped models, best first: $STEERSCOPE_MODELS, and share/steerscope/models beside
// the program's bin folder (installed programs and build folders have the same shape). No path is compiled
// in. Only those that exist.
std::vector<std::filesystem::path> shippedModelsFolders();

// The weights of voice activity detection, shipped beside the models: vad/silero_vad_16k.safetensors in the
// first of those folders that has it. Throws Failure(Model).
std::filesystem::path voiceWeightsFile();

// What a folder is, by the files in it; not opened further.
enum class FolderKind {
    Bundle, // steerscope.json
    Whisper, // config.json of model type whisper
    Llm, // config.json of another model type
    Checkpoint, // pytorch_model.bin without config.json: what the reference trains
    Other,
};
FolderKind folderKind(const std::filesystem::path& folder);

} // namespace steerscope
