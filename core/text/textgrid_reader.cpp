// SPDX-License-Identifier: MIT
// Praat reads its text files as a row of free-standing numbers, quoted strings and flags (<exists>); all the
// rest ("xmin =", "intervals [3]:") is for people, and a "!" makes the rest of a line a comment. Read in this
// way the long and the short form are one.
#include "core/base/error.h"
#include "core/text/seconds.h"
#include "core/text/textgrid.h"
#include "core/text/unicode.h"

#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace steerscope {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Unpaired surrogates become U+FFFD.
std::string fromUtf16(std::string_view bytes, bool bigEndian)
{
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(bigEndian ? first << 8 | second : second << 8 | first);
    };
    std::string text;
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        char32_t point = unit(at);
        if (point >= 0xD800 && point < 0xDC00 && at + 3 < bytes.size() && (unit(at + 2) & 0xFC00) == 0xDC00) {
            point = 0x10000 + ((point & 0x3FF) << 10 | (unit(at + 2) & 0x3FF));
            at += 2;
        } else if (point >= 0xD800 && point < 0xE000) {
            point = 0xFFFD;
        }
        unicode::append(text, point);
    }
    return text;
}

std::string decoded(std::string_view bytes)
{
    if (bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE"))
        return fromUtf16(bytes.substr(2), bytes.front() == '\xFE');
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    return unicode::repaired(bytes);
}

class Reader {
public:
    Reader(std::string text, const std::string& name)
        : m_text(std::move(text))
        , m_name(name)
    {
    }
    TextGrid read();

private:
    [[noreturn]] void fail(const std::string& what) const
    {
        throw Failure(ErrorCode::Input, what, m_name + ", line " + std::to_string(m_line),
            "give a TextGrid as Praat's 'Save as text file' writes it");
    }
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void advance();
    std::optional<std::string> nextWord(); // a run without blanks; a quoted string begins none
    std::string quotedText();
    std::string string(const char* what);
    double number(const char* what);
    std::size_t count(const char* what);
    bool flag();
    TextGridTier tier();

    std::string m_text;
    const std::string& m_name;
    std::size_t m_at = 0;
    long m_line = 1;
};

void Reader::advance()
{
    m_line += peek() == '\n';
    ++m_at;
}

// Comments and blanks are skipped; nullopt: a quoted string is next, or the end.
std::optional<std::string> Reader::nextWord()
{
    while (m_at < m_text.size() && (isBlank(peek()) || peek() == '!')) {
        if (peek() == '!')
            while (m_at < m_text.size() && peek() != '\n')
                advance();
        else
            advance();
    }
    if (m_at == m_text.size() || peek() == '"')
        return std::nullopt;
    std::string word;
    for (; m_at < m_text.size() && !isBlank(peek()); advance())
        word += peek();
    return word;
}

std::string Reader::quotedText()
{
    std::string text;
    for (advance(); m_at < m_text.size(); advance()) {
        if (peek() != '"') {
            text += peek();
            continue;
        }
        advance();
        if (peek() != '"') // two make one
            return text;
        text += '"';
    }
    fail("a quoted text does not end");
}

std::string Reader::string(const char* what)
{
    while (const auto word = nextWord())
        if (secondsFromText(*word) || *word == "<exists>")
            fail(std::string("expected ") + what + " in quotes, found " + *word);
    if (m_at == m_text.size())
        fail(std::string("the file ends before ") + what);
    return quotedText();
}

double Reader::number(const char* what)
{
    while (const auto word = nextWord())
        if (const auto value = secondsFromText(*word))
            return *value;
    if (m_at == m_text.size())
        fail(std::string("the file ends before ") + what);
    fail(std::string("expected ") + what + ", found a quoted text");
}

std::size_t Reader::count(const char* what)
{
    const double value = number(what);
    if (value != std::floor(value) || value > static_cast<double>(m_text.size()))
        fail(std::string(what) + " is " + secondsText(value));
    return static_cast<std::size_t>(value);
}

bool Reader::flag()
{
    while (const auto word = nextWord())
        if (word->starts_with('<'))
            return *word == "<exists>";
    fail("the file does not say whether there are tiers (<exists>)");
}

TextGridTier Reader::tier()
{
    TextGridTier result;
    const std::string kind = string("a tier's class");
    if (kind != "IntervalTier" && kind != "TextTier")
        fail("there is no tier of class '" + kind + "'");
    result.points = kind == "TextTier";
    result.name = string("a tier's name");
    number("a tier's beginning");
    number("a tier's end");
    for (std::size_t left = count("a tier's size"); left > 0; --left) {
        TextGridInterval interval;
        interval.start = number("a time");
        interval.end = result.points ? interval.start : number("a time");
        if (interval.end < interval.start)
            fail("an interval ends before it begins");
        interval.text = string("a label");
        result.intervals.push_back(std::move(interval));
    }
    return result;
}

TextGrid Reader::read()
{
    if (!string("the file's type").starts_with("ooTextFile") || string("the object's class") != "TextGrid")
        fail("the file is not a TextGrid in Praat's text form");
    TextGrid grid;
    grid.start = number("the beginning");
    grid.end = number("the end");
    if (flag())
        for (std::size_t left = count("the number of tiers"); left > 0; --left)
            grid.tiers.push_back(tier());
    return grid;
}

} // namespace

TextGrid parseTextGrid(std::string_view bytes, const std::string& name)
{
    return Reader(decoded(bytes), name).read();
}

} // namespace steerscope
