// SPDX-License-Identifier: MIT
// Byte-level vocabularies write each byte as one printable character: the 188 printable bytes of Latin-1
// stand for themselves, the other 68, in order, for U+0100 and up (a space is U+0120, "Ġ"). GPT-2's table.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace steerscope {

char32_t characterOfByte(unsigned char byte);
// The bytes that a vocabulary entry stands for; nullopt when a character is not of this alphabet.
std::optional<std::string> bytesOfEntry(std::string_view entry);

} // namespace steerscope
