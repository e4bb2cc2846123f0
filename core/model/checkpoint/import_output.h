// SPDX-License-Identifier: MIT
// A folder that appears whole or not at all. No torch in this header.
#pragma once

#include "core/base/stop_flag.h"

#include <filesystem>
#include <string>

namespace steerscope {

class ImportOutput {
public:
    // Makes a sibling of target to write into. Throws Failure(Output) when target exists and is not an empty
    // folder, or when its parent cannot be written.
    explicit ImportOutput(const std::filesystem::path& target);
    ~ImportOutput(); // without commit(): nothing stays
    ImportOutput(const ImportOutput&) = delete;
    ImportOutput& operator=(const ImportOutput&) = delete;

    const std::filesystem::path& folder() const { return m_folder; }
    std::filesystem::path makeFolder(const std::string& name) const;
    void commit();

private:
    std::filesystem::path m_target;
    std::filesystem::path m_folder; // empty: committed
};

// Copies a model folder's settings, tokenizer and card, and its weights when wanted: those that would be
// read, not every format the folder may hold. Throws Failure(Output), Failure(Cancelled).
void copyModelFolder(
    const std::filesystem::path& from, const std::filesystem::path& to, bool weights, const StopFlag& stop);

} // namespace steerscope
