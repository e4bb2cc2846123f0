// SPDX-License-Identifier: MIT
// Names and references of a bundle's files (docs/bundle.md). No torch in this header.
#pragma once

#include <filesystem>
#include <string>

namespace steerscope {

inline constexpr const char* kManifestFile = "steerscope.json";
inline constexpr const char* kSteeringFile = "steering.safetensors";
inline constexpr const char* kHubPrefix = "hub:";

// A relative path (seen from root), an absolute one, or "hub:ORG/NAME[@COMMIT]" -> folder. Throws
// Failure(Model) when the cache does not have the model.
std::filesystem::path resolveReference(const std::string& reference, const std::filesystem::path& root);

} // namespace steerscope
