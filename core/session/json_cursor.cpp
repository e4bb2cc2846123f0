// SPDX-License-Identifier: MIT
#include "core/session/json_cursor.h"

#include "core/base/error.h"

#include <charconv>
#include <limits>

namespace steerscope {

namespace {

constexpr int kDeepest = 64; // brackets within brackets

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

void appendUtf8(std::string& text, unsigned code)
{
    const auto byte = [&text](unsigned value) { text.push_back(static_cast<char>(value)); };
    if (code < 0x80U) {
        byte(code);
    } else if (code < 0x800U) {
        byte(0xC0U | (code >> 6U));
        byte(0x80U | (code & 0x3FU));
    } else if (code < 0x10000U) {
        byte(0xE0U | (code >> 12U));
        byte(0x80U | ((code >> 6U) & 0x3FU));
        byte(0x80U | (code & 0x3FU));
    } else {
        byte(0xF0U | (code >> 18U));
        byte(0x80U | ((code >> 12U) & 0x3FU));
        byte(0x80U | ((code >> 6U) & 0x3FU));
        byte(0x80U | (code & 0x3FU));
    }
}

} // namespace

void JsonCursor::fail(const char* wanted) const
{
    throw Failure(ErrorCode::Input,
        std::string(m_at < m_text.size() ? "" : "the line ends early: ") + "expected " + wanted
            + " at character " + std::to_string(m_at + 1));
}

void JsonCursor::skipBlanks()
{
    while (m_at < m_text.size()
        && (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n' || m_text[m_at] == '\r'))
        ++m_at;
}

bool JsonCursor::take(std::string_view word)
{
    if (m_text.compare(m_at, word.size(), word) != 0)
        return false;
    m_at += word.size();
    return true;
}

JsonCursor::Kind JsonCursor::kind()
{
    skipBlanks();
    switch (m_at < m_text.size() ? m_text[m_at] : '\0') {
    case '{':
        return Kind::Object;
    case '[':
        return Kind::Array;
    case '"':
        return Kind::String;
    case 't':
    case 'f':
        return Kind::Boolean;
    case 'n':
        return Kind::Null;
    case '-':
        return Kind::Number;
    default:
        return m_at < m_text.size() && isDigit(m_text[m_at]) ? Kind::Number : Kind::Nothing;
    }
}

void JsonCursor::open(char bracket)
{
    skipBlanks();
    if (!take({&bracket, 1}))
        fail(bracket == '{' ? "an object" : "a list");
    if (++m_depth > kDeepest)
        fail("fewer brackets within brackets");
}

bool JsonCursor::closes(char bracket, bool first)
{
    skipBlanks();
    if (take({&bracket, 1})) {
        --m_depth;
        return true;
    }
    if (!first && !take(","))
        fail(bracket == '}' ? "a comma or }" : "a comma or ]");
    return false;
}

std::string_view JsonCursor::nextKey()
{
    skipBlanks();
    const std::string_view key = readString(m_key);
    skipBlanks();
    if (!take(":"))
        fail("a colon");
    return key;
}

// The text between the quotes; only one with escapes is copied to storage.
std::string_view JsonCursor::readString(std::string& storage)
{
    if (!take("\""))
        fail("a text");
    const std::size_t begin = m_at;
    std::size_t stop = m_text.find_first_of("\"\\", m_at);
    if (stop != std::string_view::npos && m_text[stop] == '"') {
        m_at = stop + 1;
        return m_text.substr(begin, stop - begin);
    }
    storage.clear();
    while (stop != std::string_view::npos) {
        storage.append(m_text.substr(m_at, stop - m_at));
        m_at = stop + 1;
        if (m_text[stop] == '"')
            return storage;
        readEscape(storage);
        stop = m_text.find_first_of("\"\\", m_at);
    }
    m_at = m_text.size();
    fail("the end of a text");
}

void JsonCursor::readEscape(std::string& text)
{
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char name = m_at < m_text.size() ? m_text[m_at] : '\0';
    if (const std::size_t known = kNames.find(name); known != std::string_view::npos) {
        text.push_back(kMeanings[known]);
        ++m_at;
        return;
    }
    unsigned code = readHex();
    if (code >= 0xD800U && code < 0xDC00U) { // the first of a surrogate pair
        if (!take("\\"))
            fail("the second half of a surrogate pair");
        const unsigned low = readHex();
        if (low < 0xDC00U || low > 0xDFFFU)
            fail("the second half of a surrogate pair");
        code = 0x10000U + ((code - 0xD800U) << 10U) + (low - 0xDC00U);
    }
    appendUtf8(text, code);
}

unsigned JsonCursor::readHex()
{
    if (!take("u") || m_at + 4 > m_text.size())
        fail("an escape");
    unsigned code = 0;
    const char* begin = m_text.data() + m_at;
    if (std::from_chars(begin, begin + 4, code, 16).ptr != begin + 4)
        fail("four hexadecimal digits");
    m_at += 4;
    return code;
}

double JsonCursor::number()
{
    skipBlanks();
    if (take("null"))
        return std::numeric_limits<double>::quiet_NaN();
    const char* begin = m_text.data() + m_at;
    const char* end = m_text.data() + m_text.size();
    const char* digits = begin < end && *begin == '-' ? begin + 1 : begin;
    double value = 0.0;
    if (digits == end || !isDigit(*digits)) // from_chars would take "inf" too
        fail("a number");
    const auto [rest, error] = std::from_chars(begin, end, value);
    if (error == std::errc::result_out_of_range)
        value = 0.0; // far below what a curve can show; JSON has no number as far above
    m_at += static_cast<std::size_t>(rest - begin);
    return value;
}

long long JsonCursor::whole()
{
    const double value = number();
    constexpr double kLimit = 9007199254740992.0; // 2^53
    return value >= -kLimit && value <= kLimit ? static_cast<long long>(value) : 0;
}

bool JsonCursor::boolean()
{
    skipBlanks();
    if (take("true"))
        return true;
    if (!take("false"))
        fail("true or false");
    return false;
}

std::string JsonCursor::string()
{
    skipBlanks();
    if (take("null"))
        return {};
    std::string storage;
    return std::string(readString(storage));
}

void JsonCursor::skip()
{
    switch (kind()) {
    case Kind::Object:
        object([this](std::string_view) { skip(); });
        break;
    case Kind::Array:
        array([this] { skip(); });
        break;
    case Kind::String: {
        std::string storage;
        readString(storage);
        break;
    }
    case Kind::Boolean:
        boolean();
        break;
    case Kind::Null:
    case Kind::Number:
        number();
        break;
    case Kind::Nothing:
        fail("a value");
    }
}

void JsonCursor::end()
{
    skipBlanks();
    if (m_at < m_text.size())
        fail("the end of the line");
}

} // namespace steerscope
