// SPDX-License-Identifier: MIT
#include "core/text/number_words.h"

#include <string>
#include <unordered_map>
#include <utility>

namespace steerscope {
namespace {

using Kind = NumberWord::Kind;
using Words = std::unordered_map<std::string, NumberWord>;

struct Entry {
    const char* word;
    const char* plural;
    const char* ordinal;
    const char* ordinalSuffix;
};

// "nineth" is what Whisper's normaliser knows; "ninth" stays a word there, and so it does here.
constexpr Entry kOnes[] = {{"one", "ones", "first", "st"}, {"two", "twos", "second", "nd"},
    {"three", "threes", "third", "rd"}, {"four", "fours", "fourth", "th"}, {"five", "fives", "fifth", "th"},
    {"six", "sixes", "sixth", "th"}, {"seven", "sevens", "seventh", "th"},
    {"eight", "eights", "eighth", "th"}, {"nine", "nines", "nineth", "th"}, {"ten", "tens", "tenth", "th"},
    {"eleven", "elevens", "eleventh", "th"}, {"twelve", "twelves", "twelfth", "th"},
    {"thirteen", "thirteens", "thirteenth", "th"}, {"fourteen", "fourteens", "fourteenth", "th"},
    {"fifteen", "fifteens", "fifteenth", "th"}, {"sixteen", "sixteens", "sixteenth", "th"},
    {"seventeen", "seventeens", "seventeenth", "th"}, {"eighteen", "eighteens", "eighteenth", "th"},
    {"nineteen", "nineteens", "nineteenth", "th"}};

constexpr Entry kTens[]
    = {{"twenty", "twenties", "twentieth", "th"}, {"thirty", "thirties", "thirtieth", "th"},
        {"forty", "forties", "fortieth", "th"}, {"fifty", "fifties", "fiftieth", "th"},
        {"sixty", "sixties", "sixtieth", "th"}, {"seventy", "seventies", "seventieth", "th"},
        {"eighty", "eighties", "eightieth", "th"}, {"ninety", "nineties", "ninetieth", "th"}};

struct Power {
    const char* word;
    int exponent;
};
constexpr Power kPowers[] = {{"hundred", 2}, {"thousand", 3}, {"million", 6}, {"billion", 9},
    {"trillion", 12}, {"quadrillion", 15}, {"quintillion", 18}, {"sextillion", 21}, {"septillion", 24},
    {"octillion", 27}, {"nonillion", 30}, {"decillion", 33}};

void add(Words& words, const Entry& entry, Kind kind, int value)
{
    words[entry.word] = {kind, value, {}, {}};
    words[entry.plural] = {kind, value, {}, "s"};
    words[entry.ordinal] = {kind, value, {}, entry.ordinalSuffix};
}

Words allWords()
{
    Words words;
    int value = 0;
    for (const Entry& entry : kOnes)
        add(words, entry, Kind::One, ++value);
    value = 10;
    for (const Entry& entry : kTens)
        add(words, entry, Kind::Ten, value += 10);
    for (const auto& [word, exponent] : kPowers) {
        words[word] = {Kind::Multiplier, exponent, {}, {}};
        words[word + std::string("s")] = {Kind::Multiplier, exponent, {}, "s"};
        words[word + std::string("th")] = {Kind::Multiplier, exponent, {}, "th"};
    }
    for (const char* zero : {"o", "oh", "zero"})
        words[zero] = {Kind::Zero, 0, {}, {}};
    words["zeroth"] = {Kind::One, 0, {}, "th"};
    for (const char* minus : {"minus", "negative"})
        words[minus] = {Kind::SignBefore, 0, "-", {}};
    for (const char* plus : {"plus", "positive"})
        words[plus] = {Kind::SignBefore, 0, "+", {}};
    for (const auto& [unit, sign] :
        {std::pair{"pound", "£"}, {"euro", "€"}, {"dollar", "$"}, {"cent", "¢"}}) {
        words[unit] = {Kind::UnitAfter, 0, sign, {}};
        words[unit + std::string("s")] = {Kind::UnitAfter, 0, sign, {}};
    }
    words["percent"] = {Kind::Percent, 0, {}, {}};
    words["per"] = {Kind::Per, 0, {}, {}};
    words["and"] = {Kind::And, 0, {}, {}};
    words["double"] = {Kind::Double, 0, {}, {}};
    words["triple"] = {Kind::Triple, 0, {}, {}};
    words["point"] = {Kind::Point, 0, {}, {}};
    return words;
}

} // namespace

const NumberWord& numberWord(std::string_view word)
{
    static const Words words = allWords();
    static const NumberWord nothing;
    const auto found = words.find(std::string(word));
    return found == words.end() ? nothing : found->second;
}

} // namespace steerscope
