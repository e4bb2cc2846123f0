// SPDX-License-Identifier: MIT
// Results of "ask why" as files. Layers and experts count from 1 ("out": after the encoder), words and audio
// windows too.
#pragma once

#include "core/base/study.h"

#include <string>
#include <string_view>

namespace steerscope {

const char* ablationFormName(AblationForm form); // "remove", "renormalise", "mean"
std::optional<AblationForm> ablationFormFromName(std::string_view name);
const char* ablationEffectName(AblationEffect effect); // "total", "direct"
std::optional<AblationEffect> ablationEffectFromName(std::string_view name);

// "sweep", "ablation", "heard", "attribution", "fit"
const char* studyName(const StudyResult& result);

// One object with everything; "study" is its name. Ends with a line break.
std::string studyJson(const StudyResult& result, int indent = 2);
// The study's main table with a header line: a point, cell, word, layer and expert, or step a line. Fields
// with commas, quotes or line breaks are quoted (RFC 4180). Numbers are as short as reads back the same.
std::string studyCsv(const StudyResult& result);

} // namespace steerscope
