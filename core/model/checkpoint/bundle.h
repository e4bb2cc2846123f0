// SPDX-License-Identifier: MIT
// The model bundle: a folder with steerscope.json and steering.safetensors (docs/bundle.md). No torch in this
// header.
#pragma once

#include "core/base/model_info.h"
#include "core/base/stop_flag.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace steerscope {

enum class PoolingKind { None, Max, Average, Reshape };

struct Pooling {
    PoolingKind kind = PoolingKind::None;
    int kernel = 4;
    int position
        = 0; // after this many encoder layers (the reference's pooling_position); Reshape: after the encoder

    bool operator==(const Pooling&) const = default;
};

// "max,4@32", "average,4@16", "reshape,4", "none"; throws Failure(Usage).
Pooling parsePooling(const std::string& text);
std::string poolingText(const Pooling& pooling);

// Steering variants; names as in ModelInfo::variant.
enum class Variant {
    Static,
    PostEncoder,
    LayerwiseRouters,
    LayerwiseSingle,
    LayerwiseShared,
    Hybrid,
    EncoderOnly
};
const char* variantName(Variant variant);

struct Bundle {
    std::string name;
    std::filesystem::path root;
    Variant variant = Variant::Static;
    std::filesystem::path encoder; // resolved folder
    std::filesystem::path llm; // resolved folder; empty: EncoderOnly
    std::filesystem::path tokenizer; // resolved folder (usually the LLM's)
    std::filesystem::path steering; // steering.safetensors; empty: EncoderOnly
    Pooling pooling;
    std::string prompt = "please transcribe the audio content into text: ";
    int maxPromptTokens = 2048;
    int maxTokens = 512;
    std::vector<std::string> notes; // said at import
    // Where it came from: "checkpoint", "config", ... -> text.
    std::map<std::string, std::string> training;

    // How the manifest refers to the folders above: relative to the bundle, absolute, or
    // "hub:ORG/NAME[@COMMIT]". Empty when writing: relative for a folder inside the bundle, absolute
    // otherwise.
    std::string encoderReference;
    std::string llmReference;
    std::string tokenizerReference; // empty: the LLM's folder
};

// steering.safetensors holds the trained tensors under the reference's names without "whisper_encoder." and
// "aligner.": steering_vectors, router.*, routers.{l}.*, shared_router.*, layer_weights, layer_scales,
// prompt_proj.*; a hybrid has layers.{l}.vectors, layers.{l}.router.weight, .bias, layers.{l}.scale (l from
// 0, any subset of layers).

// Opens a bundle folder, or a bare Whisper folder as EncoderOnly. Throws Failure(Model) or Failure(Input).
Bundle readBundle(const std::filesystem::path& folder);
void writeBundleManifest(const Bundle& bundle, const std::filesystem::path& folder);

// Path, shipped name, imported name or hub id of the local Hugging Face cache -> folder. Empty: the shipped
// model. Throws Failure(Model) that says where it looked.
std::filesystem::path resolveModel(const std::string& model);

struct ModelEntry {
    std::string name;
    std::filesystem::path path;
    std::string origin; // "shipped", "imported", "hub"
    std::string summary;
    std::string kind; // "bundle", "whisper": can be opened; "llm": only to import with
};
std::vector<ModelEntry> listModels();
// Where imported bundles are kept: $XDG_DATA_HOME/steerscope/models.
std::filesystem::path importedModelsFolder();

struct ImportOptions {
    std::filesystem::path checkpoint; // pytorch_model.bin or .safetensors
    std::filesystem::path encoder;
    std::filesystem::path llm;
    std::filesystem::path config; // YAML; may be empty
    std::filesystem::path output;
    std::string name; // default: the output folder's
    std::string pooling; // overrides the config; empty: as it says
    bool copy = false; // take encoder and LLM folders along
};

// Returns the finished bundle; it appears at options.output whole or not at all.
Bundle importBundle(const ImportOptions& options, const ProgressFn& progress = {}, const StopFlag& stop = {});

// What a model folder, bundle or checkpoint holds, without running it; problems lists what is wrong, file by
// file.
ModelInfo inspectModel(const std::filesystem::path& path, std::vector<std::string>& problems);

} // namespace steerscope
