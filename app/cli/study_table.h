// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/study.h"

#include <string>

namespace steerscope::cli {

// A study's result for people to read.
std::string studyTable(const StudyResult& result);

} // namespace steerscope::cli
