// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/report/flops.h"

#include <filesystem>

namespace steerscope::experiment {

// The sizes of a bundle, for counting its work. Nothing is loaded. Throws what reading the bundle throws.
report::ModelShape bundleShape(const std::filesystem::path& bundle);

} // namespace steerscope::experiment
