// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/hub_cache.h"

#include "core/base/error.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>

namespace steerscope {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFolderStart = "models--";
constexpr std::size_t kMaxRefBytes = 256;

std::string variable(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

fs::path expandHome(const std::string& path)
{
    const std::string home = variable("HOME");
    return path.starts_with("~/") && !home.empty() ? fs::path(home) / path.substr(2) : fs::path(path);
}

bool isCommit(const std::string& text)
{
    return text.size() == 40
        && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

bool isPlainPart(const std::string& part)
{
    const bool letters = std::all_of(part.begin(), part.end(),
        [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.'; });
    return letters && !part.empty() && part.size() <= 96 && part.front() != '.' && part.front() != '-'
        && part.find("--") == std::string::npos && part.find("..") == std::string::npos;
}

struct Wanted {
    std::string id;
    std::string revision = "main";
};

Wanted split(const std::string& text)
{
    const std::size_t at = text.find('@');
    if (at == std::string::npos)
        return {text};
    return {text.substr(0, at), text.substr(at + 1)};
}

fs::path folderOf(const std::string& id)
{
    std::string name = id;
    if (const std::size_t slash = name.find('/'); slash != std::string::npos)
        name.replace(slash, 1, "--");
    return hubCacheFolder() / (kFolderStart + name);
}

std::string readRef(const fs::path& file)
{
    std::ifstream stream(file);
    std::string text(kMaxRefBytes, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    const auto space = [](unsigned char c) { return std::isspace(c) != 0; };
    text.erase(std::remove_if(text.begin(), text.end(), space), text.end());
    return text;
}

// A snapshot's files are links into the model's blobs, or the files themselves where there are no links.
void checkLinks(const fs::path& model, const fs::path& snapshot)
{
    std::error_code error;
    const std::string inside = fs::canonical(model, error).string() + "/";
    if (error)
        throw Failure(
            ErrorCode::Model, "cannot read the Hugging Face cache: " + error.message(), model.string());
    for (const fs::directory_entry& entry : fs::directory_iterator(snapshot, error)) {
        const fs::path target = fs::canonical(entry.path(), error);
        if (error || !target.string().starts_with(inside))
            throw Failure(ErrorCode::Model,
                "a file of the Hugging Face cache is missing or leads out of its model",
                entry.path().string(), "fetch the model again");
    }
}

} // namespace

fs::path hubCacheFolder()
{
    for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"})
        if (const std::string folder = variable(name); !folder.empty())
            return expandHome(folder);
    if (const std::string home = variable("HF_HOME"); !home.empty())
        return expandHome(home) / "hub";
    if (const std::string cache = variable("XDG_CACHE_HOME"); !cache.empty())
        return expandHome(cache) / "huggingface" / "hub";
    return expandHome("~/.cache/huggingface/hub");
}

bool isHubId(const std::string& text)
{
    const Wanted wanted = split(text);
    const std::size_t slash = wanted.id.find('/');
    const bool name = slash == std::string::npos
        ? isPlainPart(wanted.id)
        : isPlainPart(wanted.id.substr(0, slash)) && isPlainPart(wanted.id.substr(slash + 1));
    return name && isPlainPart(wanted.revision);
}

std::optional<HubModel> findHubModel(const std::string& id)
{
    if (!isHubId(id))
        return std::nullopt;
    const Wanted wanted = split(id);
    const fs::path model = folderOf(wanted.id);
    const fs::path ref = model / "refs" / wanted.revision;
    std::error_code ignored;
    const std::string commit = fs::is_regular_file(ref, ignored) ? readRef(ref) : wanted.revision;
    const fs::path snapshot = model / "snapshots" / commit;
    if (!isCommit(commit) || !fs::is_directory(snapshot, ignored))
        return std::nullopt;
    checkLinks(model, snapshot);
    return HubModel{wanted.id, commit, snapshot};
}

std::vector<HubModel> listHubModels()
{
    std::vector<HubModel> models;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(hubCacheFolder(), error)) {
        std::string id = entry.path().filename().string();
        if (!id.starts_with(kFolderStart))
            continue;
        id.erase(0, std::string(kFolderStart).size());
        if (const std::size_t separator = id.find("--"); separator != std::string::npos)
            id.replace(separator, 2, "/");
        const auto model = attempt([&] { return findHubModel(id); });
        if (model && model.value())
            models.push_back(*model.value());
    }
    std::sort(models.begin(), models.end(), [](const HubModel& a, const HubModel& b) { return a.id < b.id; });
    return models;
}

} // namespace steerscope
