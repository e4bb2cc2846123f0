// SPDX-License-Identifier: MIT
#include "core/text/unicode.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace steerscope::unicode {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Step {
    std::size_t length = 1; // bytes used; of a broken character its maximal part
    char32_t codePoint = kReplacement;
    bool unfinished = false; // a good beginning that the end of the bytes cut off
};

struct Range {
    unsigned char low;
    unsigned char high;
};

// Which second bytes a first byte allows: shuts out overlong forms, surrogates and what is past U+10FFFF.
Range secondByte(unsigned char first)
{
    switch (first) {
    case 0xE0:
        return {0xA0, 0xBF};
    case 0xED:
        return {0x80, 0x9F};
    case 0xF0:
        return {0x90, 0xBF};
    case 0xF4:
        return {0x80, 0x8F};
    default:
        return {0x80, 0xBF};
    }
}

Step step(std::string_view bytes)
{
    const auto first = static_cast<unsigned char>(bytes[0]);
    if (first < 0x80)
        return {1, first};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4)
        return {};
    char32_t codePoint = first & (0x7F >> length);
    Range allowed = secondByte(first);
    for (std::size_t i = 1; i < length; ++i) {
        if (i == bytes.size())
            return {i, kReplacement, true};
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte < allowed.low || byte > allowed.high)
            return {i};
        codePoint = codePoint << 6 | (byte & 0x3F);
        allowed = {0x80, 0xBF};
    }
    return {length, codePoint};
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

int proc(char32_t codePoint)
{
    return static_cast<int>(codePoint);
}

} // namespace

std::string repaired(std::string_view bytes)
{
    if (isAscii(bytes))
        return std::string(bytes);
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const Step next = step(bytes);
        append(text, next.codePoint);
        bytes.remove_prefix(next.length);
    }
    return text;
}

std::size_t unfinishedTail(std::string_view bytes)
{
    for (std::size_t tail = 1; tail <= std::min<std::size_t>(3, bytes.size()); ++tail) {
        const Step last = step(bytes.substr(bytes.size() - tail));
        if (last.unfinished && last.length == tail)
            return tail;
    }
    return 0;
}

std::u32string codePoints(std::string_view text)
{
    std::u32string points;
    points.reserve(text.size());
    while (!text.empty()) {
        const Step next = step(text);
        points.push_back(next.codePoint);
        text.remove_prefix(next.length);
    }
    return points;
}

void append(std::string& text, char32_t codePoint)
{
    utf8proc_uint8_t buffer[4];
    const utf8proc_ssize_t length = utf8proc_encode_char(proc(codePoint), buffer);
    text.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
}

bool isSpace(char32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F
        || c == 0x3000;
}

bool isWordCharacter(char32_t codePoint)
{
    const auto [major, minor] = category(codePoint);
    return major == 'L' || major == 'M' || (major == 'N' && minor != 'o') || (major == 'P' && minor == 'c');
}

char32_t lowerCase(char32_t codePoint)
{
    return static_cast<char32_t>(utf8proc_tolower(proc(codePoint)));
}

Category category(char32_t codePoint)
{
    const char* name = utf8proc_category_string(proc(codePoint));
    return {name[0], name[1]};
}

std::string normalised(std::string_view text, Form form)
{
    if (isAscii(text))
        return std::string(text);
    int options = UTF8PROC_STABLE | (form == Form::Nfkd ? UTF8PROC_DECOMPOSE : UTF8PROC_COMPOSE);
    if (form != Form::Nfc)
        options |= UTF8PROC_COMPAT;
    utf8proc_uint8_t* raw = nullptr;
    const utf8proc_ssize_t length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
        static_cast<utf8proc_ssize_t>(text.size()), &raw, static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(raw, &std::free);
    if (length == UTF8PROC_ERROR_NOMEM)
        throw std::bad_alloc();
    if (length < 0)
        throw Failure(ErrorCode::Internal, "Unicode normalisation failed", utf8proc_errmsg(length));
    return std::string(reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length));
}

std::string_view trimmed(std::string_view text)
{
    const std::vector<std::string_view> all = words(text);
    if (all.empty())
        return {};
    const char* end = all.back().data() + all.back().size();
    return {all.front().data(), static_cast<std::size_t>(end - all.front().data())};
}

std::vector<std::string_view> words(std::string_view text)
{
    std::vector<std::string_view> result;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Step next = step(text.substr(at));
        if (isSpace(next.codePoint)) {
            if (at > begin)
                result.push_back(text.substr(begin, at - begin));
            begin = at + next.length;
        }
        at += next.length;
    }
    if (text.size() > begin)
        result.push_back(text.substr(begin));
    return result;
}

} // namespace steerscope::unicode
