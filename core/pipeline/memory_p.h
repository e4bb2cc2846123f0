// SPDX-License-Identifier: MIT
// Out of memory is an ordinary outcome: sizes in the message, caches dropped, one retry, then a proposal.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <functional>
#include <string>

namespace steerscope {

std::string bytesText(std::int64_t bytes); // "1.50 GB", decimal

// needed < 0: not known.
Failure outOfMemory(
    std::int64_t needed, std::int64_t available, const std::string& device, const std::string& dtype);

// Runs work(). When the device or the host is out of memory: drops (outside the handler, so that nothing on
// the stack keeps tensors alive), empties the device's own cache, and tries once more; a second failure is
// thrown as Failure(OutOfMemory). Other LibTorch errors become Failure(Internal), or Failure(Device) for a
// CUDA fault.
void withMemoryRetry(const std::string& device, const std::string& dtype, const std::function<void()>& work,
    const std::function<void()>& drop);

} // namespace steerscope
