// SPDX-License-Identifier: MIT
// Which files of a model folder hold its weights. No torch in this header.
#pragma once

#include <filesystem>
#include <vector>

namespace steerscope {

// The files that readWeightsFolder() takes, the index of shards first. Throws Failure(Input) when there are
// none.
std::vector<std::filesystem::path> weightFiles(const std::filesystem::path& folder);

} // namespace steerscope
