// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/model_folders.h"

#include "core/base/error.h"
#include "core/model/checkpoint/bundle.h"
#include "core/model/checkpoint/hub_cache.h"
#include "core/model/decoder/json_settings_p.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

namespace steerscope {

namespace {

namespace fs = std::filesystem;

constexpr const char* kDefaultModel = "spoken-words";

bool isDirectory(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

void addIfThere(std::vector<fs::path>& folders, const fs::path& folder)
{
    if (isDirectory(folder))
        folders.push_back(folder);
}

std::vector<ModelEntry> entriesIn(const fs::path& folder, const std::string& origin)
{
    std::vector<ModelEntry> entries;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (folderKind(entry.path()) != FolderKind::Bundle)
            continue;
        ModelEntry model{entry.path().filename().string(), entry.path(), origin, {}, "bundle"};
        try {
            const Bundle bundle = readBundle(entry.path());
            model.summary = bundle.name + ", " + variantName(bundle.variant);
        } catch (const Failure& failure) {
            model.summary = failure.error().message();
        }
        entries.push_back(std::move(model));
    }
    std::sort(entries.begin(), entries.end(),
        [](const ModelEntry& a, const ModelEntry& b) { return a.name < b.name; });
    return entries;
}

std::vector<ModelEntry> hubEntries()
{
    std::vector<ModelEntry> entries;
    for (const HubModel& model : listHubModels()) {
        switch (folderKind(model.folder)) {
        case FolderKind::Bundle:
            entries.push_back({model.id, model.folder, "hub", "model bundle", "bundle"});
            break;
        case FolderKind::Whisper:
            entries.push_back({model.id, model.folder, "hub", "Whisper encoder", "whisper"});
            break;
        case FolderKind::Llm:
            entries.push_back({model.id, model.folder, "hub", "LLM, to import with", "llm"});
            break;
        default:
            break;
        }
    }
    return entries;
}

std::string placesLookedAt()
{
    std::string text;
    for (const fs::path& folder : shippedModelsFolders())
        text += folder.string() + ", ";
    return text + importedModelsFolder().string() + ", " + hubCacheFolder().string();
}

} // namespace

std::vector<fs::path> shippedModelsFolders()
{
    std::vector<fs::path> folders;
    if (const char* chosen = std::getenv("STEERSCOPE_MODELS"); chosen && *chosen)
        addIfThere(folders, chosen);
    std::error_code error;
    const fs::path program = fs::canonical("/proc/self/exe", error);
    if (error)
        return folders;
    addIfThere(folders, program.parent_path().parent_path() / "share" / "steerscope" / "models");
    return folders;
}

fs::path voiceWeightsFile()
{
    const fs::path name = fs::path("vad") / "silero_vad_16k.safetensors";
    std::string looked;
    std::error_code ignored;
    for (const fs::path& folder : shippedModelsFolders()) {
        if (fs::exists(folder / name, ignored))
            return folder / name;
        looked += (looked.empty() ? "looked in " : ", ") + folder.string();
    }
    throw Failure(ErrorCode::Model, "the voice activity model is not there", looked,
        "install it again (share/steerscope/models/vad), or run without voice activity (--no-vad)");
}

FolderKind folderKind(const fs::path& folder)
{
    std::error_code ignored;
    if (fs::exists(folder / "steerscope.json", ignored))
        return FolderKind::Bundle;
    if (fs::exists(folder / "config.json", ignored)) {
        const auto type
            = attempt([&] { return readJsonSettings(folder / "config.json").text("model_type", ""); });
        return type && type.value() == "whisper" ? FolderKind::Whisper : FolderKind::Llm;
    }
    if (fs::exists(folder / "pytorch_model.bin", ignored))
        return FolderKind::Checkpoint;
    return FolderKind::Other;
}

fs::path importedModelsFolder()
{
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data)
        return fs::path(data) / "steerscope" / "models";
    const char* home = std::getenv("HOME");
    return fs::path(home ? home : "") / ".local" / "share" / "steerscope" / "models";
}

fs::path resolveModel(const std::string& model)
{
    const std::string name = model.empty() ? kDefaultModel : model;
    if (!model.empty() && isDirectory(model))
        return fs::absolute(model).lexically_normal();
    const bool plain = name.find('/') == std::string::npos && name != "." && name != "..";
    std::vector<fs::path> folders = plain ? shippedModelsFolders() : std::vector<fs::path>();
    if (plain)
        folders.push_back(importedModelsFolder());
    for (const fs::path& folder : folders)
        if (folderKind(folder / name) == FolderKind::Bundle)
            return folder / name;
    const std::string id = name.starts_with("hub:") ? name.substr(4) : name;
    if (const auto found = findHubModel(id))
        return found->folder;
    throw Failure(ErrorCode::Model,
        model.empty() ? "the shipped model is not there" : "there is no model '" + model + "'",
        "looked in " + placesLookedAt(), "give a model's folder, or import one");
}

std::vector<ModelEntry> listModels()
{
    std::vector<ModelEntry> models;
    const auto append = [&](std::vector<ModelEntry> more) {
        models.insert(
            models.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    };
    for (const fs::path& folder : shippedModelsFolders())
        append(entriesIn(folder, "shipped"));
    append(entriesIn(importedModelsFolder(), "imported"));
    append(hubEntries());
    return models;
}

} // namespace steerscope
