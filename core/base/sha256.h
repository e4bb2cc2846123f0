// SPDX-License-Identifier: MIT
// SHA-256 (FIPS 180-4), for saying whether two recordings or models are the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace steerscope {

class Sha256 {
public:
    using Digest = std::array<std::uint8_t, 32>;

    Sha256();
    void add(const void* data, std::size_t bytes);
    // Of everything added; call once.
    Digest digest();
    std::string hex() { return toHex(digest()); } // 64 lower-case digits

    static std::string toHex(const Digest& digest);

private:
    void block(const std::uint8_t* bytes); // 64 of them

    std::array<std::uint32_t, 8> m_state;
    std::array<std::uint8_t, 64> m_rest; // of an unfinished block
    std::uint64_t m_bytes = 0;
};

} // namespace steerscope
