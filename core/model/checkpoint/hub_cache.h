// SPDX-License-Identifier: MIT
// Hugging Face's local cache, read only: models--ORG--NAME/{refs, blobs, snapshots}. Protocol:
// huggingface.co's docs/hub/local-cache. Nothing is ever fetched. No torch in this header.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace steerscope {

// HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, $HF_HOME/hub, $XDG_CACHE_HOME/huggingface/hub,
// ~/.cache/huggingface/hub.
std::filesystem::path hubCacheFolder();

struct HubModel {
    std::string id; // "ORG/NAME" or "NAME"
    std::string commit; // 40 hexadecimal digits
    std::filesystem::path folder; // the snapshot of that commit
};

// Whether a text has the form of a hub id, with or without "@REVISION".
bool isHubId(const std::string& text);

// id: "ORG/NAME[@REVISION]", revision main by default. nullopt when the cache has no such model or revision;
// no other snapshot is taken instead. Throws Failure(Model) when a file of the snapshot leads out of the
// model's own folder.
std::optional<HubModel> findHubModel(const std::string& id);

// Every model whose revision main is there, by id.
std::vector<HubModel> listHubModels();

} // namespace steerscope
