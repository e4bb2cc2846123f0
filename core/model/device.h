// SPDX-License-Identifier: MIT
// Devices without a CUDA toolkit: libtorch_cuda.so is loaded with dlopen before the first question about
// devices (the answer is cached for good). No torch in this header.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace steerscope {

struct DeviceDescription {
    std::string id; // "cpu", "cuda:0"
    std::string name;
    std::int64_t totalBytes = 0;
    std::int64_t freeBytes = 0;
};

// Loads the CUDA library once if it and its driver are there. Returns why there is no CUDA device; empty if
// there is one.
const std::string& cudaUnavailableReason();
std::vector<DeviceDescription> devices(); // "cpu" always, first
std::int64_t freeBytes(const std::string& device); // host: MemAvailable
std::int64_t residentBytes(); // of this process
std::string libtorchVersion();

struct DeviceChoice {
    std::string device; // "cpu" or "cuda:N"
    std::string dtype; // "float32", "bfloat16", "float16"
    std::string reason; // one phrase for the status bar
};

// dtype "auto": bfloat16 for models of at least 100 million parameters where the device is fast at it, else
// float32. Throws Failure(Device) when an explicit wish cannot be met: there is never a silent fall to the
// CPU.
DeviceChoice chooseDevice(const std::string& device, const std::string& dtype, std::int64_t parameters);

} // namespace steerscope
