// SPDX-License-Identifier: MIT
// Moved to the base, where every room may use it.
#pragma once

#include "core/base/atomic_file.h" // IWYU pragma: export
