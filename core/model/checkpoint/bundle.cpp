// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/bundle.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/gating_trace.h"
#include "core/model/checkpoint/bundle_manifest.h"
#include "core/model/checkpoint/hub_cache.h"
#include "core/model/checkpoint/model_folders.h"
#include "core/model/checkpoint/steering_layout.h"
#include "core/model/checkpoint/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace steerscope {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "steerscope model bundle";
constexpr int kVersion = 1;
constexpr const char* kKeys[] = {"format", "version", "name", "encoder", "llm", "tokenizer", "steering",
    "pooling", "prompt", "max_prompt_tokens", "max_tokens", "training", "notes"};
constexpr const char* kSteeringKeys[] = {"file", "variant", "width", "experts"};

constexpr std::array kVariants{std::pair{Variant::Static, "static"},
    std::pair{Variant::PostEncoder, "post-encoder"},
    std::pair{Variant::LayerwiseRouters, "layerwise-routers"},
    std::pair{Variant::LayerwiseSingle, "layerwise-single"},
    std::pair{Variant::LayerwiseShared, "layerwise-shared"}, std::pair{Variant::Hybrid, "hybrid"},
    std::pair{Variant::EncoderOnly, "encoder"}};

// One manifest, or one object in it, with the messages of what is wrong in it.
class Fields {
public:
    Fields(const nlohmann::json& json, std::string where)
        : m_json(json)
        , m_where(std::move(where))
    {
        if (!json.is_object())
            refuse("the manifest is not an object");
    }

    template <std::size_t N> void allowOnly(const char* const (&keys)[N]) const
    {
        for (const auto& [key, unused] : m_json.items())
            if (std::find(std::begin(keys), std::end(keys), key) == std::end(keys))
                refuse("unknown key '" + key + "'");
    }

    bool has(const char* key) const { return m_json.contains(key); }
    const nlohmann::json& at(const char* key) const
    {
        if (!has(key))
            refuse(std::string("'") + key + "' is missing");
        return m_json[key];
    }

    std::string text(const char* key) const
    {
        if (!at(key).is_string())
            refuse(std::string("'") + key + "' is not a text");
        return at(key).get<std::string>();
    }

    int whole(const char* key, int least, int most) const
    {
        const nlohmann::json& value = at(key);
        const bool fits
            = value.is_number_integer() && value.get<double>() >= least && value.get<double>() <= most;
        if (!fits)
            refuse(std::string("'") + key + "' is " + value.dump() + ", expected a whole number from "
                + std::to_string(least) + " to " + std::to_string(most));
        return value.get<int>();
    }

    [[noreturn]] void refuse(const std::string& what) const
    {
        throw Failure(ErrorCode::Model, "not a valid model bundle: " + what, m_where,
            "import the model again, or use a newer SteerScope");
    }

private:
    const nlohmann::json& m_json;
    std::string m_where;
};

fs::path requireFolder(const fs::path& folder, const char* part)
{
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        throw Failure(ErrorCode::Model, std::string("the bundle's ") + part + " folder is not there",
            folder.string(), "put it back, or import the model again");
    return folder;
}

fs::path resolve(const std::string& reference, const fs::path& root, const char* part)
{
    return requireFolder(resolveReference(reference, root), part);
}

void readTexts(const Fields& fields, Bundle& bundle)
{
    const nlohmann::json notes = fields.has("notes") ? fields.at("notes") : nlohmann::json::array();
    const nlohmann::json training = fields.has("training") ? fields.at("training") : nlohmann::json::object();
    if (!notes.is_array() || !training.is_object())
        fields.refuse("'notes' is not a list or 'training' not an object");
    for (const nlohmann::json& note : notes) {
        if (!note.is_string())
            fields.refuse("a note is not a text");
        bundle.notes.push_back(note.get<std::string>());
    }
    for (const auto& [key, value] : training.items()) {
        if (!value.is_string())
            fields.refuse("'training." + key + "' is not a text");
        bundle.training[key] = value.get<std::string>();
    }
}

Json expertsJson(const SteeringLayout& layout)
{
    Json experts = Json::object();
    for (const auto& [layer, count] : layout.experts)
        experts[layerLabel(layer)] = count;
    return experts;
}

// The manifest's sizes are for people; the tensors decide, and the two must agree.
void readSteering(const Fields& fields, const std::string& where, Bundle& bundle)
{
    const Fields steering(fields.at("steering"), where);
    steering.allowOnly(kSteeringKeys);
    const std::string file = steering.text("file");
    if (file.empty() || file.find('/') != std::string::npos || file == "..")
        steering.refuse("'steering.file' is not a plain file name");
    bundle.steering = bundle.root / file;
    const SteeringLayout layout = steeringLayout(readSafetensors(bundle.steering), bundle.steering.string());
    bundle.variant = layout.variant;
    const auto disagree = [&](const char* key) {
        steering.refuse(std::string("'steering.") + key + "' is " + steering.at(key).dump() + ", which "
            + file + " does not have");
    };
    if (steering.text("variant") != variantName(layout.variant))
        disagree("variant");
    if (steering.whole("width", 0, 1 << 20) != layout.width)
        disagree("width");
    if (steering.at("experts") != nlohmann::json(expertsJson(layout)))
        disagree("experts");
}

Bundle readManifest(const fs::path& folder)
{
    const fs::path file = folder / kManifestFile;
    const nlohmann::json json = readStrictJson(file);
    const Fields fields(json, file.string());
    if (fields.text("format") != kFormat)
        fields.refuse("'format' is '" + fields.text("format") + "', expected '" + kFormat + "'");
    if (fields.whole("version", 1, 1 << 20) != kVersion)
        fields.refuse("'version' is " + fields.at("version").dump() + ", this program reads "
            + std::to_string(kVersion));
    fields.allowOnly(kKeys);

    Bundle bundle;
    bundle.root = folder;
    bundle.name = fields.text("name");
    bundle.encoderReference = fields.text("encoder");
    bundle.llmReference = fields.text("llm");
    bundle.encoder = resolve(bundle.encoderReference, folder, "encoder");
    bundle.llm = resolve(bundle.llmReference, folder, "LLM");
    bundle.tokenizer = bundle.llm;
    if (fields.has("tokenizer")) {
        bundle.tokenizerReference = fields.text("tokenizer");
        bundle.tokenizer = resolve(bundle.tokenizerReference, folder, "tokenizer");
    }
    readSteering(fields, file.string(), bundle);
    try {
        bundle.pooling = parsePooling(fields.text("pooling"));
    } catch (const Failure& failure) {
        fields.refuse("'pooling': " + failure.error().what);
    }
    bundle.prompt = fields.text("prompt");
    bundle.maxPromptTokens = fields.whole("max_prompt_tokens", 1, 1 << 20);
    bundle.maxTokens = fields.whole("max_tokens", 1, 1 << 20);
    readTexts(fields, bundle);
    return bundle;
}

Bundle bareWhisper(const fs::path& folder)
{
    Bundle bundle;
    bundle.name = folder.filename().string();
    bundle.root = folder;
    bundle.variant = Variant::EncoderOnly;
    bundle.encoder = folder;
    bundle.notes.push_back("a bare Whisper encoder: nothing is steered and no text is decoded");
    return bundle;
}

std::string referenceTo(const std::string& reference, const fs::path& target, const fs::path& root)
{
    if (!reference.empty())
        return reference;
    const fs::path absolute = fs::absolute(target).lexically_normal();
    const fs::path relative = absolute.lexically_relative(fs::absolute(root).lexically_normal());
    return !relative.empty() && *relative.begin() != ".." ? relative.string() : absolute.string();
}

} // namespace

const char* variantName(Variant variant)
{
    for (const auto& [known, name] : kVariants)
        if (known == variant)
            return name;
    return "unknown";
}

fs::path resolveReference(const std::string& reference, const fs::path& root)
{
    if (!reference.starts_with(kHubPrefix))
        return (root / reference).lexically_normal(); // an absolute one stays what it is
    const std::string id = reference.substr(std::string(kHubPrefix).size());
    if (const auto found = findHubModel(id))
        return found->folder;
    throw Failure(ErrorCode::Model, "the model '" + id + "' is not in the local Hugging Face cache",
        hubCacheFolder().string(), "fetch it, for example with 'hf download " + id + "'");
}

Bundle readBundle(const fs::path& path)
{
    const fs::path folder = fs::absolute(path).lexically_normal();
    switch (folderKind(folder)) {
    case FolderKind::Bundle:
        return readManifest(folder);
    case FolderKind::Whisper:
        return bareWhisper(folder);
    case FolderKind::Llm:
        throw Failure(ErrorCode::Model, "this is an LLM, not a model that hears", folder.string(),
            "import it together with an encoder and a trained checkpoint");
    case FolderKind::Checkpoint:
        throw Failure(ErrorCode::Model, "this is a trained checkpoint, not yet a model bundle",
            folder.string(), "import it together with its encoder and LLM");
    case FolderKind::Other:
        break;
    }
    throw Failure(ErrorCode::Model, "this folder holds no model", folder.string(),
        "a model bundle has steerscope.json, a Whisper folder config.json");
}

void writeBundleManifest(const Bundle& bundle, const fs::path& folder)
{
    const fs::path steering = folder / kSteeringFile;
    const SteeringLayout layout = steeringLayout(readSafetensors(steering), steering.string());
    Json json;
    json["format"] = kFormat;
    json["version"] = kVersion;
    json["name"] = bundle.name;
    json["encoder"] = referenceTo(bundle.encoderReference, bundle.encoder, folder);
    json["llm"] = referenceTo(bundle.llmReference, bundle.llm, folder);
    if (bundle.tokenizer != bundle.llm || !bundle.tokenizerReference.empty())
        json["tokenizer"] = referenceTo(bundle.tokenizerReference, bundle.tokenizer, folder);
    json["steering"] = {{"file", kSteeringFile}, {"variant", variantName(layout.variant)},
        {"width", layout.width}, {"experts", expertsJson(layout)}};
    json["pooling"] = poolingText(bundle.pooling);
    json["prompt"] = bundle.prompt;
    json["max_prompt_tokens"] = bundle.maxPromptTokens;
    json["max_tokens"] = bundle.maxTokens;
    json["training"] = bundle.training;
    json["notes"] = bundle.notes;
    AtomicFile file(folder / kManifestFile);
    file.write(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    file.commit();
}

} // namespace steerscope
