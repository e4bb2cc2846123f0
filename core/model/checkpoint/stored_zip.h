// SPDX-License-Identifier: MIT
// The directory of a zip file as torch.save writes it: every record stored uncompressed in one top folder.
// Nothing else is read: a compressed or encrypted record, a name twice or outside the folder, records that
// overlap or headers that contradict each other are refused. No torch in this header.
#pragma once

#include "core/model/checkpoint/mapped_file.h"

#include <map>
#include <span>
#include <string>

namespace steerscope {

// Names without the top folder.
using ZipRecords = std::map<std::string, std::span<const std::byte>, std::less<>>;

// Throws Failure(Input).
ZipRecords readStoredZip(const FileBytes& file);

} // namespace steerscope
