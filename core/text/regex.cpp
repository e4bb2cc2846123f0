// SPDX-License-Identifier: MIT
#include "core/text/regex.h"

#include "core/base/error.h"

#include <cstdint>
#include <memory>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace steerscope {
namespace {

constexpr std::size_t kMaxPatternBytes = 16384;
constexpr std::uint32_t kMaxNesting = 64;
constexpr std::uint32_t kMatchLimit = 20'000'000; // steps of one match; more than a second of work
constexpr std::uint32_t kDepthLimit = 100'000;
constexpr std::uint32_t kHeapLimitKib = 64 * 1024;

template <auto F> struct Deleter {
    template <class T> void operator()(T* object) const { F(object); }
};
using CompileContext = std::unique_ptr<pcre2_compile_context, Deleter<&pcre2_compile_context_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Deleter<&pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Deleter<&pcre2_match_data_free>>;

template <class T> T allocated(T object)
{
    if (!object)
        throw std::bad_alloc();
    return object;
}

std::string describe(int error)
{
    PCRE2_UCHAR buffer[256] = {};
    pcre2_get_error_message(error, buffer, sizeof buffer);
    return reinterpret_cast<const char*>(buffer);
}

// PCRE2's \s takes in U+180E, which has not been a space since Unicode 6.3 and is none for Oniguruma.
constexpr std::string_view kSpaces
    = "\\x{9}-\\x{d}\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{"
      "3000}";

std::string withExactSpaces(const std::string& pattern)
{
    std::string result;
    bool inClass = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c != '\\' || i + 1 == pattern.size()) {
            inClass = c == '[' || (inClass && c != ']');
            result += c;
            continue;
        }
        const char escaped = pattern[++i];
        if (escaped == 's')
            result += inClass ? std::string(kSpaces) : "[" + std::string(kSpaces) + "]";
        else if (escaped == 'S' && !inClass)
            result += "[^" + std::string(kSpaces) + "]";
        else
            result += {c, escaped};
    }
    return result;
}

MatchContext boundedContext()
{
    MatchContext context(allocated(pcre2_match_context_create(nullptr)));
    pcre2_set_match_limit(context.get(), kMatchLimit);
    pcre2_set_depth_limit(context.get(), kDepthLimit);
    pcre2_set_heap_limit(context.get(), kHeapLimitKib);
    return context;
}

[[noreturn]] void giveUp(int error, const std::string& pattern)
{
    throw Failure(ErrorCode::Model, "the regular expression gave up (" + describe(error) + ")", pattern,
        "shorten the text, or use a tokenizer.json as the model's makers published it");
}

PCRE2_SPTR units(std::string_view text)
{
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

pcre2_code* compile(const std::string& pattern)
{
    const CompileContext context(allocated(pcre2_compile_context_create(nullptr)));
    pcre2_set_parens_nest_limit(context.get(), kMaxNesting);
    const std::string exact = withExactSpaces(pattern);
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code* code = pcre2_compile(units(exact), exact.size(),
        PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &error, &offset, context.get());
    if (!code)
        throw Failure(ErrorCode::Model, "the regular expression is not usable (" + describe(error) + ")",
            pattern, "use a tokenizer.json as the model's makers published it");
    return code;
}

} // namespace

void Regex::Free::operator()(pcre2_real_code_8* code) const
{
    pcre2_code_free(code);
}

Regex::Regex(const std::string& pattern)
    : m_pattern(pattern)
{
    if (pattern.size() > kMaxPatternBytes)
        throw Failure(ErrorCode::Model,
            "a regular expression of " + std::to_string(pattern.size()) + " bytes is too long",
            pattern.substr(0, 80), "at most " + std::to_string(kMaxPatternBytes) + " bytes are accepted");
    m_code.reset(compile(pattern));
}

void Regex::forEachMatch(
    std::string_view text, const std::function<void(std::size_t begin, std::size_t end)>& visit) const
{
    const MatchData data(allocated(pcre2_match_data_create(1, nullptr)));
    const MatchContext context = boundedContext();
    const PCRE2_SIZE* span = pcre2_get_ovector_pointer(data.get());
    PCRE2_SIZE at = 0;
    while (at < text.size()) {
        const int found = pcre2_match(m_code.get(), units(text), text.size(), at,
            PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, data.get(), context.get());
        if (found == PCRE2_ERROR_NOMATCH)
            return;
        // 0: more groups than the one pair kept, which is the whole match.
        if (found < 0)
            giveUp(found, m_pattern);
        visit(span[0], span[1]);
        at = span[1];
    }
}

std::string Regex::replaced(std::string_view text, std::string_view replacement) const
{
    const MatchContext context = boundedContext();
    constexpr std::uint32_t kOptions
        = PCRE2_SUBSTITUTE_GLOBAL | PCRE2_SUBSTITUTE_OVERFLOW_LENGTH | PCRE2_NO_UTF_CHECK;
    std::string result(text.size() + 64, '\0');
    for (;;) {
        PCRE2_SIZE size = result.size();
        const int count
            = pcre2_substitute(m_code.get(), units(text), text.size(), 0, kOptions, nullptr, context.get(),
                units(replacement), replacement.size(), reinterpret_cast<PCRE2_UCHAR*>(result.data()), &size);
        if (count < 0 && count != PCRE2_ERROR_NOMEMORY)
            giveUp(count, m_pattern);
        result.resize(size);
        if (count >= 0)
            return result;
    }
}

} // namespace steerscope
