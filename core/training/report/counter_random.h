// SPDX-License-Identifier: MIT
// Random numbers by place: the number of (seed, draw, place) is always the same, whoever asks for it first.
#pragma once

#include <cstdint>

namespace steerscope::report {

// SplitMix64's finaliser: a bijection of 64 bits in which every input bit reaches every output bit.
constexpr std::uint64_t mixBits(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

constexpr std::uint64_t randomBits(std::uint64_t seed, std::uint64_t draw, std::uint64_t place)
{
    return mixBits(mixBits(mixBits(seed) ^ draw) ^ place);
}

// 0 .. n-1; uneven by less than n / 2^32. n: at most 2^32.
constexpr std::uint64_t randomBelow(
    std::uint64_t n, std::uint64_t seed, std::uint64_t draw, std::uint64_t place)
{
    return ((randomBits(seed, draw, place) >> 32) * n) >> 32;
}

} // namespace steerscope::report
