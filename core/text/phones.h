// SPDX-License-Identifier: MIT
// The 39 phones of American English in ARPAbet, as cmudict writes them, without stress.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace steerscope {

enum class PhoneClass {
    Vowel, // diphthongs and ER too
    Stop,
    Affricate,
    Fricative, // HH too
    Nasal,
    Approximant, // L, R, W, Y
};
const char* phoneClassName(PhoneClass kind); // "vowel", "stop" ...

struct Phone {
    const char* name = ""; // "AA"
    PhoneClass kind = PhoneClass::Vowel;
    bool voiced = true;
};

using PhoneId = std::uint8_t; // place in phones()
constexpr std::size_t kPhones = 39;

const std::array<Phone, kPhones>& phones(); // by name
std::optional<PhoneId> phoneFromName(std::string_view name); // "AA"; with stress there is none of that name

} // namespace steerscope
