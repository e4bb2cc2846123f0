// SPDX-License-Identifier: MIT
// The one writer of safetensors files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace steerscope {

struct SafetensorsEntry {
    std::string name;
    std::string dtype; // the format's own name: "F32", "BF16", "F16", "I64", ...
    std::vector<std::int64_t> shape;
    const void* data = nullptr; // contiguous, little-endian
    std::size_t bytes = 0; // must be what shape and dtype say
};

// Appears whole or not at all (atomic_file.h). Tensors of wide dtypes come first in the file, so that every
// tensor is aligned to its items; otherwise the given order is kept. Throws Failure(Output) when the file
// cannot be written, Failure(Internal) for entries that contradict themselves or each other.
void writeSafetensorsFile(const std::filesystem::path& file, const std::vector<SafetensorsEntry>& entries,
    const std::map<std::string, std::string>& metadata = {});

} // namespace steerscope
