// SPDX-License-Identifier: MIT
// Where the words of a window's text are in its sound.
#pragma once

#include "core/base/run.h"
#include "core/model/checkpoint/ctc_reader.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

namespace steerscope {

// By CTC: the likeliest way to write the text over the encoder's output. encoded [1, P, W], W a multiple of
// the head's width (the reshape bridge lays frames side by side); windowSeconds: what P frames stand for,
// padding included. Words that cannot be found are there, and say so.
std::vector<TimedWord> wordTimes(const CtcReader& reader, const at::Tensor& encoded, const std::string& text,
    const WindowSpan& span, double windowSeconds);

} // namespace steerscope
