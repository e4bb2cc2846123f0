// SPDX-License-Identifier: MIT
#include "core/model/device.h"

#include "core/base/error.h"

#include <ATen/Context.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/version.h>

#include <dlfcn.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace steerscope {

namespace {

constexpr std::int64_t kKiB = 1024;

// The folder that libtorch_cpu.so was loaded from: libtorch_cuda.so lies beside it.
std::filesystem::path libtorchFolder()
{
    Dl_info info{};
    void* symbol = dlsym(RTLD_DEFAULT, "_ZN2at13globalContextEv");
    if (!symbol || dladdr(symbol, &info) == 0 || !info.dli_fname)
        return {};
    return std::filesystem::path(info.dli_fname).parent_path();
}

std::string loadCuda()
{
    const std::filesystem::path library = libtorchFolder() / "libtorch_cuda.so";
    if (!std::filesystem::exists(library))
        return "this LibTorch has no CUDA library";
    if (!dlopen(library.c_str(), RTLD_NOW | RTLD_GLOBAL)) {
        const char* why = dlerror();
        return std::string("CUDA libraries are not installed (") + (why ? why : "unknown reason") + ")";
    }
    if (!at::hasCUDA() || at::detail::getCUDAHooks().deviceCount() == 0)
        return "no CUDA device found";
    return {};
}

std::string firstLineOf(const char* file, const std::string& key)
{
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);)
        if (line.starts_with(key))
            return line.substr(line.find(':') + 1);
    return {};
}

std::int64_t meminfoBytes(const std::string& key)
{
    std::istringstream value(firstLineOf("/proc/meminfo", key));
    std::int64_t kib = 0;
    value >> kib;
    return kib * kKiB;
}

std::string cpuName()
{
    std::string name = firstLineOf("/proc/cpuinfo", "model name");
    name.erase(0, name.find_first_not_of(' '));
    return name.empty() ? "CPU" : name;
}

// [free, total] bytes of a CUDA device, without a toolkit's headers.
std::pair<std::int64_t, std::int64_t> cudaMemory(int index)
{
    auto* allocator = at::getDeviceAllocator(at::kCUDA);
    const auto [free, total] = allocator->getMemoryInfo(static_cast<at::DeviceIndex>(index));
    return {static_cast<std::int64_t>(free), static_cast<std::int64_t>(total)};
}

int cudaDeviceCount()
{
    return cudaUnavailableReason().empty() ? static_cast<int>(at::detail::getCUDAHooks().deviceCount()) : 0;
}

bool cpuIsFastAtBfloat16()
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

// Below this many parameters float32 costs nothing worth saving, and the numbers are the reference's.
constexpr std::int64_t kSmallModel = 100'000'000;

std::string chooseDtype(const std::string& wish, bool onGpu, std::int64_t parameters)
{
    if (wish == "float32" || wish == "bfloat16" || wish == "float16")
        return wish;
    if (wish != "auto" && !wish.empty())
        throw Failure(ErrorCode::Usage, "unknown dtype '" + wish + "'", {},
            "choose auto, float32, bfloat16 or float16");
    const bool half = onGpu || cpuIsFastAtBfloat16();
    return half && parameters >= kSmallModel ? "bfloat16" : "float32";
}

int cudaIndex(const std::string& wish)
{
    if (wish == "cuda")
        return 0;
    const std::string digits = wish.substr(wish.find(':') + 1);
    if (!wish.starts_with("cuda:") || digits.empty() || digits.size() > 3
        || digits.find_first_not_of("0123456789") != std::string::npos)
        throw Failure(
            ErrorCode::Usage, "unknown device '" + wish + "'", {}, "choose auto, cpu, cuda or cuda:N");
    return std::stoi(digits);
}

} // namespace

const std::string& cudaUnavailableReason()
{
    static const std::string reason = loadCuda();
    return reason;
}

std::vector<DeviceDescription> devices()
{
    std::vector<DeviceDescription> result{
        {"cpu", cpuName(), meminfoBytes("MemTotal"), meminfoBytes("MemAvailable")}};
    for (int i = 0; i < cudaDeviceCount(); ++i) {
        const auto [free, total] = cudaMemory(i);
        result.push_back({"cuda:" + std::to_string(i), "CUDA device " + std::to_string(i), total, free});
    }
    return result;
}

std::int64_t freeBytes(const std::string& device)
{
    return device == "cpu" ? meminfoBytes("MemAvailable") : cudaMemory(cudaIndex(device)).first;
}

std::int64_t residentBytes()
{
    std::ifstream statm("/proc/self/statm");
    std::int64_t pages = 0;
    statm >> pages >> pages; // the second field is the resident set
    return pages * sysconf(_SC_PAGESIZE);
}

std::string libtorchVersion()
{
    return TORCH_VERSION;
}

DeviceChoice chooseDevice(const std::string& device, const std::string& dtype, std::int64_t parameters)
{
    if (device == "cpu")
        return {"cpu", chooseDtype(dtype, false, parameters), "chosen"};
    if (device == "auto" || device.empty()) {
        if (cudaDeviceCount() > 0)
            return {"cuda:0", chooseDtype(dtype, true, parameters), "first CUDA device"};
        return {"cpu", chooseDtype(dtype, false, parameters), cudaUnavailableReason()};
    }
    const int index = cudaIndex(device);
    if (index >= cudaDeviceCount())
        throw Failure(ErrorCode::Device, "device " + device + " cannot be used",
            cudaUnavailableReason().empty()
                ? "there are " + std::to_string(cudaDeviceCount()) + " CUDA devices"
                : cudaUnavailableReason(),
            "choose another device or cpu");
    return {"cuda:" + std::to_string(index), chooseDtype(dtype, true, parameters), "chosen"};
}

} // namespace steerscope
