// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/tensor_check.h"

#include "core/base/error.h"
#include "core/model/checkpoint/tensor_bytes.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace steerscope {

namespace {

bool isFloating(DType dtype)
{
    return dtype == DType::Float32 || dtype == DType::Float16 || dtype == DType::BFloat16
        || dtype == DType::Float64;
}

template <class T> T load(const std::byte* at)
{
    T value{};
    std::memcpy(&value, at, sizeof value);
    return value;
}

// IEEE 754 binary16; subnormals are m * 2^-24.
float halfToFloat(std::uint16_t half)
{
    const int exponent = (half >> 10) & 31;
    const int mantissa = half & 1023;
    const float sign = half & 0x8000 ? -1.0F : 1.0F;
    if (exponent == 31)
        return mantissa ? std::nanf("") : sign * INFINITY;
    if (exponent == 0)
        return sign * std::ldexp(static_cast<float>(mantissa), -24);
    return sign * std::ldexp(static_cast<float>(mantissa + 1024), exponent - 25);
}

double numberAt(const std::byte* at, DType dtype)
{
    switch (dtype) {
    case DType::Float32:
        return load<float>(at);
    case DType::Float16:
        return halfToFloat(load<std::uint16_t>(at));
    case DType::BFloat16:
        return std::bit_cast<float>(static_cast<std::uint32_t>(load<std::uint16_t>(at)) << 16);
    case DType::Float64:
        return load<double>(at);
    default:
        throw Failure(ErrorCode::Input, std::string("a tensor of ") + dtypeName(dtype) + " has no fractions");
    }
}

// Calls visit(address) for every element, the last dimension fastest; stops when it returns false.
template <class Visit> void forEachElement(const TensorView& view, Visit&& visit)
{
    const auto bytes = static_cast<std::int64_t>(itemSize(view.dtype));
    std::vector<std::int64_t> index(view.shape.size(), 0);
    std::int64_t offset = 0;
    for (std::int64_t left = view.elements(); left > 0; --left) {
        if (!visit(view.data + offset * bytes))
            return;
        for (std::size_t d = index.size(); d-- > 0;) {
            offset += view.strides[d];
            if (++index[d] < view.shape[d])
                break;
            offset -= view.strides[d] * view.shape[d];
            index[d] = 0;
        }
    }
}

} // namespace

void checkTensors(const TensorMap& tensors, const ExpectedShapes& expected, const std::string& where,
    const std::string& remedy)
{
    for (const auto& [name, shape] : expected) {
        const auto found = tensors.find(name);
        if (found == tensors.end())
            throw Failure(ErrorCode::Model, "tensor '" + name + "' is missing",
                where + ": expected " + shapeText(shape), remedy);
        const TensorView& view = found->second;
        if (view.shape != shape)
            throw Failure(ErrorCode::Model, "tensor '" + name + "' has the wrong shape",
                where + ": expected " + shapeText(shape) + ", found " + view.shapeText(), remedy);
        if (!isFloating(view.dtype))
            throw Failure(ErrorCode::Model, "tensor '" + name + "' has the wrong dtype",
                where + ": expected float32, float16 or bfloat16, found " + dtypeName(view.dtype), remedy);
    }
    for (const auto& [name, view] : tensors)
        if (!expected.contains(name))
            throw Failure(ErrorCode::Model, "tensor '" + name + "' is not part of this model",
                where + ": found " + view.shapeText(), remedy);
}

std::vector<float> floatValues(const TensorView& view)
{
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(view.elements()));
    forEachElement(view, [&](const std::byte* at) {
        values.push_back(static_cast<float>(numberAt(at, view.dtype)));
        return true;
    });
    return values;
}

bool sameValues(const TensorView& a, const TensorView& b)
{
    if (a.shape != b.shape)
        return false;
    if (a.dtype == b.dtype && isContiguous(a) && isContiguous(b)) {
        const auto bytes = static_cast<std::size_t>(a.elements()) * itemSize(a.dtype);
        if (bytes == 0 || std::memcmp(a.data, b.data, bytes) == 0)
            return true;
    }
    if (!isFloating(a.dtype) || !isFloating(b.dtype))
        return false;
    const std::vector<float> left = floatValues(a);
    const std::vector<float> right = floatValues(b);
    for (std::size_t i = 0; i < left.size(); ++i)
        if (left[i] != right[i] && !(std::isnan(left[i]) && std::isnan(right[i])))
            return false;
    return true;
}

std::int64_t elementCount(const TensorMap& tensors)
{
    std::int64_t count = 0;
    for (const auto& [name, view] : tensors)
        count += view.elements();
    return count;
}

std::int64_t byteCount(const TensorMap& tensors)
{
    std::int64_t bytes = 0;
    for (const auto& [name, view] : tensors)
        bytes += view.elements() * static_cast<std::int64_t>(itemSize(view.dtype));
    return bytes;
}

} // namespace steerscope
