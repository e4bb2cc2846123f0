// SPDX-License-Identifier: MIT
#include "core/text/phones.h"

#include <algorithm>
#include <iterator>

namespace steerscope {
namespace {

using enum PhoneClass;

constexpr std::array<Phone, kPhones> kTable{{
    {"AA", Vowel, true},
    {"AE", Vowel, true},
    {"AH", Vowel, true},
    {"AO", Vowel, true},
    {"AW", Vowel, true},
    {"AY", Vowel, true},
    {"B", Stop, true},
    {"CH", Affricate, false},
    {"D", Stop, true},
    {"DH", Fricative, true},
    {"EH", Vowel, true},
    {"ER", Vowel, true},
    {"EY", Vowel, true},
    {"F", Fricative, false},
    {"G", Stop, true},
    {"HH", Fricative, false},
    {"IH", Vowel, true},
    {"IY", Vowel, true},
    {"JH", Affricate, true},
    {"K", Stop, false},
    {"L", Approximant, true},
    {"M", Nasal, true},
    {"N", Nasal, true},
    {"NG", Nasal, true},
    {"OW", Vowel, true},
    {"OY", Vowel, true},
    {"P", Stop, false},
    {"R", Approximant, true},
    {"S", Fricative, false},
    {"SH", Fricative, false},
    {"T", Stop, false},
    {"TH", Fricative, false},
    {"UH", Vowel, true},
    {"UW", Vowel, true},
    {"V", Fricative, true},
    {"W", Approximant, true},
    {"Y", Approximant, true},
    {"Z", Fricative, true},
    {"ZH", Fricative, true},
}};

} // namespace

const char* phoneClassName(PhoneClass kind)
{
    switch (kind) {
    case Vowel:
        return "vowel";
    case Stop:
        return "stop";
    case Affricate:
        return "affricate";
    case Fricative:
        return "fricative";
    case Nasal:
        return "nasal";
    case Approximant:
        return "approximant";
    }
    return "";
}

const std::array<Phone, kPhones>& phones()
{
    return kTable;
}

std::optional<PhoneId> phoneFromName(std::string_view name)
{
    const auto* const found = std::lower_bound(kTable.begin(), kTable.end(), name,
        [](const Phone& phone, std::string_view wanted) { return phone.name < wanted; });
    if (found == kTable.end() || found->name != name)
        return std::nullopt;
    return static_cast<PhoneId>(std::distance(kTable.begin(), found));
}

} // namespace steerscope
