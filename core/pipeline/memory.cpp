// SPDX-License-Identifier: MIT
#include "core/pipeline/memory_p.h"

#include "core/model/device.h"

#include <c10/core/CachingDeviceAllocator.h>
#include <c10/util/Exception.h>

#include <cstdio>
#include <new>
#include <optional>

namespace steerscope {

namespace {

// "Tried to allocate 2.00 GiB" or "you tried to allocate 8589934592 bytes" -> bytes; -1 when the text has
// neither.
std::int64_t wantedBytes(const std::string& text)
{
    const auto at = text.find("ried to allocate ");
    double amount = 0.0;
    char unit[8] = {};
    if (at == std::string::npos
        || std::sscanf(text.c_str() + at, "ried to allocate %lf %7s", &amount, unit) != 2)
        return -1;
    const std::string name = unit;
    const double factor = name.starts_with("GiB") ? 1 << 30
        : name.starts_with("MiB")                 ? 1 << 20
        : name.starts_with("KiB")                 ? 1 << 10
                                                  : 1;
    return static_cast<std::int64_t>(amount * factor);
}

bool isMemory(const c10::Error& error)
{
    return dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr
        || std::string(error.what_without_backtrace()).find("can't allocate memory") != std::string::npos;
}

[[noreturn]] void rethrow(const c10::Error& error, const std::string& device)
{
    const std::string text = error.what_without_backtrace();
    if (text.find("CUDA error") != std::string::npos)
        throw Failure(ErrorCode::Device, "the device failed: " + text, device,
            "restart the engine; the device may need a reset");
    throw Failure(ErrorCode::Internal, text, device);
}

// Bytes that could not be had, or nothing when work went well.
std::optional<std::int64_t> tryOnce(const std::string& device, const std::function<void()>& work)
{
    try {
        work();
        return std::nullopt;
    } catch (const c10::Error& error) {
        if (!isMemory(error))
            rethrow(error, device);
        return wantedBytes(error.what_without_backtrace());
    } catch (const std::bad_alloc&) {
        return -1;
    }
}

} // namespace

std::string bytesText(std::int64_t bytes)
{
    char text[32];
    const double value = static_cast<double>(bytes);
    if (value >= 1e9)
        std::snprintf(text, sizeof text, "%.2f GB", value / 1e9);
    else
        std::snprintf(text, sizeof text, "%.1f MB", value / 1e6);
    return text;
}

Failure outOfMemory(
    std::int64_t needed, std::int64_t available, const std::string& device, const std::string& dtype)
{
    const std::string sizes
        = (needed >= 0 ? bytesText(needed) + " needed, " : "") + bytesText(available) + " free";
    std::string remedy = dtype == "float32" ? "choose bfloat16 or float16" : "choose a smaller model";
    if (device != "cpu")
        remedy += ", or the CPU";
    return Failure(ErrorCode::OutOfMemory, "not enough memory on " + device, sizes, remedy);
}

void withMemoryRetry(const std::string& device, const std::string& dtype, const std::function<void()>& work,
    const std::function<void()>& drop)
{
    if (!tryOnce(device, work))
        return;
    drop();
    if (device != "cpu")
        at::getDeviceAllocator(at::kCUDA)->emptyCache();
    if (const auto wanted = tryOnce(device, work))
        throw outOfMemory(*wanted, freeBytes(device), device, dtype);
}

} // namespace steerscope
