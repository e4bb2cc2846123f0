// SPDX-License-Identifier: MIT
#include "core/text/byte_alphabet.h"

#include "core/text/unicode.h"

#include <array>

namespace steerscope {
namespace {

constexpr int kCharacters = 256 + 68; // the highest character is U+0143

struct Tables {
    std::array<char32_t, 256> characters{};
    std::array<int, kCharacters> bytes{}; // -1: none

    Tables()
    {
        bytes.fill(-1);
        char32_t next = 256;
        for (int byte = 0; byte < 256; ++byte) {
            const bool printable
                = (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xFF && byte != 0xAD);
            const char32_t character = printable ? static_cast<char32_t>(byte) : next++;
            characters[byte] = character;
            bytes[character] = byte;
        }
    }
};

const Tables& tables()
{
    static const Tables all;
    return all;
}

} // namespace

char32_t characterOfByte(unsigned char byte)
{
    return tables().characters[byte];
}

std::optional<std::string> bytesOfEntry(std::string_view entry)
{
    std::string bytes;
    for (const char32_t character : unicode::codePoints(entry)) {
        if (character >= kCharacters || tables().bytes[character] < 0)
            return std::nullopt;
        bytes.push_back(static_cast<char>(tables().bytes[character]));
    }
    return bytes;
}

} // namespace steerscope
