// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/data/random.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

namespace steerscope {

// 128 bits that tell data apart; not proof against someone who wants two to be alike.
class Fingerprint {
public:
    void add(std::uint64_t word)
    {
        m_lanes[0] = mixBits(m_lanes[0] ^ word);
        m_lanes[1] = mixBits(m_lanes[1] + word);
    }
    void add(std::string_view bytes)
    {
        add(static_cast<std::uint64_t>(bytes.size()));
        for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(8, bytes.size()))) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes.data(), std::min<std::size_t>(8, bytes.size()));
            add(word);
        }
    }
    std::uint64_t word() const { return m_lanes[0]; }
    std::string hex() const
    {
        char text[33];
        std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(m_lanes[0]),
            static_cast<unsigned long long>(m_lanes[1]));
        return text;
    }

private:
    std::array<std::uint64_t, 2> m_lanes{0x243F6A8885A308D3ULL, 0x13198A2E03707344ULL}; // digits of pi
};

} // namespace steerscope
