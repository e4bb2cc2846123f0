// SPDX-License-Identifier: MIT
#include "core/text/english_numbers.h"

#include "core/text/decimal_number.h"
#include "core/text/number_words.h"
#include "core/text/regex.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace steerscope {
namespace {

using Kind = NumberWord::Kind;

// Reads words from left to right and writes them again, number words as digits.
class NumberReader {
public:
    explicit NumberReader(std::vector<std::string_view> words)
        : m_words(std::move(words))
    {
    }
    std::string read();

private:
    std::string_view word(std::size_t index) const
    {
        return index < m_words.size() ? m_words[index] : std::string_view();
    }
    std::string_view next() const { return word(m_at + 1); }
    const NumberWord& previousWord() const { return numberWord(m_at == 0 ? "" : m_words[m_at - 1]); }
    const NumberWord& nextWord() const { return numberWord(next()); }
    bool numberFollows() const { return nextWord().kind != Kind::None || isNumeral(next()); }

    void readWord();
    void readNumeral(std::string_view sign, std::string_view numeral);
    void readOne(const NumberWord& word);
    void readTen(const NumberWord& word);
    void readMultiplier(const NumberWord& word);
    void readSpecial(const NumberWord& word);
    void readRepeat(std::size_t times);
    void append(std::string_view digits); // a lone zero gives way
    void finish(const NumberWord& word); // writes the number if the word's suffix ends it

    void write(std::string_view text);
    void writeNumber(std::string_view suffix = {});
    void writeCurrent() { write(word(m_at)); }

    std::vector<std::string_view> m_words;
    std::size_t m_at = 0;
    std::string m_sign; // goes before what is written next
    DecimalNumber m_number;
    std::string m_result;
};

void NumberReader::write(std::string_view text)
{
    m_result.append(m_result.empty() ? "" : " ").append(m_sign).append(text);
    m_sign.clear();
    m_number.clear();
}

void NumberReader::writeNumber(std::string_view suffix)
{
    if (m_number.present())
        write(m_number.text() + std::string(suffix));
}

void NumberReader::finish(const NumberWord& word)
{
    if (!word.suffix.empty())
        writeNumber(word.suffix);
}

void NumberReader::append(std::string_view digits)
{
    m_number.setSpelt((m_number.isZero() ? "" : m_number.text()) + std::string(digits));
}

void NumberReader::readNumeral(std::string_view sign, std::string_view numeral)
{
    if (m_number.spelt() && m_number.text().ends_with('.')) {
        m_number.append(std::string(sign) + std::string(numeral));
        return;
    }
    writeNumber();
    if (!sign.empty())
        m_sign = sign;
    const std::size_t point = std::min(numeral.find('.'), numeral.size());
    if (numeral.find_first_not_of(".0", point) == std::string_view::npos)
        m_number.setWhole(numeral.substr(0, point));
    else
        m_number.setSpelt(std::string(numeral));
}

void NumberReader::readOne(const NumberWord& word)
{
    const std::string digits = std::to_string(word.value);
    const bool nominal = m_number.spelt() || previousWord().isPlain(Kind::One);
    if (!m_number.present())
        m_number.setWhole(digits);
    else if (nominal && previousWord().isPlain(Kind::Ten) && word.value < 10)
        m_number.setSpelt(m_number.text().substr(0, m_number.text().size() - 1) + digits);
    else if (!nominal && m_number.hasRoom(word.value < 10 ? 1 : 2))
        m_number.fillIn(digits);
    else
        m_number.append(digits);
    finish(word);
}

void NumberReader::readTen(const NumberWord& word)
{
    const std::string digits = std::to_string(word.value);
    if (!m_number.present())
        m_number.setWhole(digits);
    else if (!m_number.spelt() && m_number.hasRoom(2))
        m_number.fillIn(digits);
    else
        m_number.append(digits);
    finish(word);
}

void NumberReader::readMultiplier(const NumberWord& word)
{
    const auto exponent = static_cast<std::size_t>(word.value);
    const std::string power = "1" + std::string(exponent, '0');
    if (!m_number.present()) {
        m_number.setWhole(power);
    } else if (!m_number.spelt()) {
        m_number.multiplyLastThree(exponent);
    } else if (!m_number.multiply(exponent)) {
        writeNumber();
        m_number.setWhole(power);
    }
    finish(word);
}

void NumberReader::readRepeat(std::size_t times)
{
    if (!nextWord().isPlain(Kind::One) && !nextWord().isPlain(Kind::Zero)) {
        writeNumber();
        writeCurrent();
        return;
    }
    const std::string digits = std::to_string(nextWord().value);
    std::string repeated;
    for (std::size_t i = 0; i < times; ++i)
        repeated += digits;
    append(repeated);
    ++m_at;
}

void NumberReader::readSpecial(const NumberWord& word)
{
    if (!numberFollows()) {
        writeNumber();
        writeCurrent();
    } else if (word.kind == Kind::And) {
        if (previousWord().isPlain(Kind::Multiplier))
            return; // "two hundred and five"
        writeNumber();
        writeCurrent();
    } else if (word.kind == Kind::Point) {
        if (nextWord().isDigitWord() || isNumeral(next()))
            append(".");
    } else {
        readRepeat(word.kind == Kind::Double ? 2 : 3);
    }
}

void NumberReader::readWord()
{
    const std::string_view current = word(m_at);
    for (const std::string_view sign : {"", "$", "£", "€", "¢", "-", "+"})
        if (current.starts_with(sign) && isNumeral(current.substr(sign.size())))
            return readNumeral(sign, current.substr(sign.size()));

    const NumberWord& said = numberWord(current);
    switch (said.kind) {
    case Kind::None:
        writeNumber();
        return writeCurrent();
    case Kind::Zero:
        return append("0");
    case Kind::One:
        return readOne(said);
    case Kind::Ten:
        return readTen(said);
    case Kind::Multiplier:
        return readMultiplier(said);
    case Kind::SignBefore:
        writeNumber();
        if (!numberFollows())
            return writeCurrent();
        m_sign = said.text;
        return;
    case Kind::UnitAfter:
        if (!m_number.present())
            return writeCurrent();
        m_sign = said.text;
        return writeNumber();
    case Kind::Percent:
        return m_number.present() ? writeNumber("%") : writeCurrent();
    case Kind::Per:
        if (m_number.present() && next() == "cent") {
            ++m_at;
            return writeNumber("%");
        }
        writeNumber();
        return writeCurrent();
    case Kind::And:
    case Kind::Double:
    case Kind::Triple:
    case Kind::Point:
        return readSpecial(said);
    }
}

std::string NumberReader::read()
{
    for (m_at = 0; m_at < m_words.size(); ++m_at)
        readWord();
    writeNumber();
    return m_result;
}

bool takesAHalf(std::string_view text)
{
    const std::vector<std::string_view> words = unicode::words(text);
    if (words.empty())
        return false;
    const NumberWord& last = numberWord(words.back());
    return last.isDigitWord() || last.isPlain(Kind::Multiplier);
}

// "two and a half" -> "two point five"
std::string withHalvesSpelt(std::string_view text)
{
    static const Regex andAHalf(R"(\band\s+a\s+half\b)");
    std::string result;
    std::size_t done = 0;
    andAHalf.forEachMatch(text, [&](std::size_t begin, std::size_t end) {
        const std::string_view before = text.substr(done, begin - done);
        done = end;
        if (unicode::trimmed(before).empty())
            return; // the reference drops a half of nothing
        result.append(before).append(takesAHalf(before) ? " point five " : " and a half ");
    });
    return result.append(text.substr(done));
}

std::string withBoundaries(const std::string& text)
{
    static const Regex letterDigit("([a-z])([0-9])");
    static const Regex digitLetter("([0-9])([a-z])");
    static const Regex suffix(R"(([0-9])\s+(st|nd|rd|th|s)\b)");
    return suffix.replaced(digitLetter.replaced(letterDigit.replaced(text, "$1 $2"), "$1 $2"), "$1$2");
}

std::string withCentsJoined(const std::string& text)
{
    static const Regex twoDigits(R"(([€£$])([0-9]+) (?:and )?¢([0-9]{2})\b)");
    static const Regex oneDigit(R"(([€£$])([0-9]+) (?:and )?¢([0-9])\b)");
    static const Regex onlyCents(R"([€£$]0.(?|0([0-9])|([0-9]{1,2}))\b)");
    static const Regex loneOne(R"(\b1(s?)\b)");
    std::string result = twoDigits.replaced(text, "$1$2.$3");
    result = oneDigit.replaced(result, "$1$2.0$3");
    return loneOne.replaced(onlyCents.replaced(result, "¢$1"), "one$1");
}

} // namespace

std::string withNumbersAsDigits(std::string_view text)
{
    const std::string prepared = withBoundaries(withHalvesSpelt(text));
    return withCentsJoined(NumberReader(unicode::words(prepared)).read());
}

} // namespace steerscope
