// SPDX-License-Identifier: MIT
// Random numbers that are a pure function of what they are for: a generator is made from a seed and the
// position of the thing (epoch, item, ...), so that any batch can be made again from its position alone, on
// any thread and any machine.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace steerscope {

// The output function of SplitMix64 (Steele, Lea and Flood 2014): a good hash of 64 bits.
constexpr std::uint64_t mixBits(std::uint64_t value)
{
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

class PositionRandom {
public:
    PositionRandom(std::uint64_t seed, std::initializer_list<std::uint64_t> position)
        : m_state(mixBits(seed))
    {
        for (const std::uint64_t part : position)
            m_state = mixBits(m_state ^ part);
    }

    std::uint64_t bits()
    {
        const std::uint64_t result = mixBits(m_state);
        m_state += 0x9E3779B97F4A7C15ULL;
        return result;
    }
    double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; } // 0 <= x < 1
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    bool chance(double probability) { return uniform() < probability; }
    // 0 <= x < count; its bias, count / 2^53, is of no account here.
    int below(int count) { return static_cast<int>(uniform() * count); }
    // Mean 0, variance 1: four uniform numbers of 16 bits added up. Near enough to normal for noise, and one
    // draw a sample.
    float noise()
    {
        const std::uint64_t drawn = bits();
        const auto sum = static_cast<std::int64_t>(
            (drawn & 0xFFFF) + (drawn >> 16 & 0xFFFF) + (drawn >> 32 & 0xFFFF) + (drawn >> 48));
        return static_cast<float>(static_cast<double>(sum - 2 * 0xFFFF) * kNoiseScale);
    }

private:
    // The sum's variance is 4 * (65536^2 - 1) / 12.
    static constexpr double kNoiseScale = 2.6428998e-05;
    std::uint64_t m_state;
};

} // namespace steerscope
