// SPDX-License-Identifier: MIT
#include "core/base/sha256.h"

#include <algorithm>
#include <bit>

namespace steerscope {

namespace {

// First 32 bits of the fractional parts of the square roots of the first 8 primes.
constexpr std::array<std::uint32_t, 8> kStart{
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
// The same of the cube roots of the first 64 primes.
constexpr std::array<std::uint32_t, 64> kRounds{0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b,
    0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74,
    0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3,
    0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354,
    0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
    0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3,
    0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa,
    0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t bigEndian(const std::uint8_t* bytes)
{
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8
        | bytes[3];
}

} // namespace

Sha256::Sha256()
    : m_state(kStart)
    , m_rest{}
{
}

void Sha256::block(const std::uint8_t* bytes)
{
    std::array<std::uint32_t, 64> w;
    for (int i = 0; i < 16; ++i)
        w[i] = bigEndian(bytes + 4 * i);
    for (int i = 16; i < 64; ++i) {
        const std::uint32_t a = w[i - 15];
        const std::uint32_t b = w[i - 2];
        w[i] = w[i - 16] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3) + w[i - 7]
            + (std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10);
    }
    auto [a, b, c, d, e, f, g, h] = m_state;
    for (int i = 0; i < 64; ++i) {
        const std::uint32_t s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        const std::uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + kRounds[i] + w[i];
        const std::uint32_t s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        const std::uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    const std::array<std::uint32_t, 8> add{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < add.size(); ++i)
        m_state[i] += add[i];
}

void Sha256::add(const void* data, std::size_t bytes)
{
    const auto* from = static_cast<const std::uint8_t*>(data);
    const auto filled = static_cast<std::size_t>(m_bytes % m_rest.size());
    m_bytes += bytes;
    if (filled > 0) {
        const std::size_t taken = std::min(bytes, m_rest.size() - filled);
        std::copy_n(from, taken, m_rest.begin() + static_cast<std::ptrdiff_t>(filled));
        from += taken;
        bytes -= taken;
        if (filled + taken < m_rest.size())
            return;
        block(m_rest.data());
    }
    for (; bytes >= m_rest.size(); bytes -= m_rest.size(), from += m_rest.size())
        block(from);
    std::copy_n(from, bytes, m_rest.begin());
}

Sha256::Digest Sha256::digest()
{
    const std::uint64_t bits = m_bytes * 8;
    std::array<std::uint8_t, 72> end{0x80}; // one bit, zeros up to 56 of 64 bytes, the length
    const auto filled = static_cast<std::size_t>(m_bytes % 64);
    const std::size_t zeros = (filled < 56 ? 56 : 120) - filled;
    for (int i = 0; i < 8; ++i)
        end[zeros + i] = static_cast<std::uint8_t>(bits >> (56 - 8 * i));
    add(end.data(), zeros + 8);
    Digest digest;
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<std::uint8_t>(m_state[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

std::string Sha256::toHex(const Digest& digest)
{
    std::string text;
    for (const std::uint8_t byte : digest)
        for (const int digit : {byte >> 4, byte & 15})
            text += "0123456789abcdef"[digit];
    return text;
}

} // namespace steerscope
