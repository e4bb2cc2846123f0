// SPDX-License-Identifier: MIT
// IEEE 754 half precision, in which gates are kept: 11 significant bits, half the room.
#pragma once

#include <bit>
#include <cstdint>

namespace steerscope {

// To the nearest, ties to even; beyond 65504 + half a step: infinity; NaN stays one.
inline std::uint16_t toHalf(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>(bits >> 16 & 0x8000);
    const std::uint32_t magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000)
        return sign | 0x7e00;
    if (magnitude >= 0x477ff000) // 65520
        return sign | 0x7c00;
    if (magnitude
        < 0x38800000) { // below 2^-14: subnormal, steps of 2^-24; adding 0.5 leaves them in the last bits
        const float shifted = std::bit_cast<float>(magnitude) + 0.5F;
        return sign | static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(shifted) - 0x3f000000);
    }
    const std::uint32_t odd = magnitude >> 13 & 1;
    return sign | static_cast<std::uint16_t>((magnitude - 0x38000000 + 0xfff + odd) >> 13);
}

inline float fromHalf(std::uint16_t half)
{
    const std::uint32_t sign = std::uint32_t{half} << 16 & 0x80000000;
    const std::uint32_t magnitude = half & 0x7fff;
    if (magnitude >= 0x7c00) // infinity, NaN
        return std::bit_cast<float>(sign | 0x7f800000 | (magnitude & 0x3ff) << 13);
    if (magnitude < 0x400) { // subnormal
        const float value = static_cast<float>(magnitude) * 0x1p-24F;
        return sign != 0 ? -value : value;
    }
    return std::bit_cast<float>(sign | ((magnitude << 13) + 0x38000000));
}

} // namespace steerscope
