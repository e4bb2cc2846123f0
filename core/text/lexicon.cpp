// SPDX-License-Identifier: MIT
#include "core/text/lexicon.h"

#include "core/base/error.h"
#include "core/text/text_cleaning.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <utility>

namespace steerscope {
namespace {

struct Place {
    const std::string& name;
    long line = 0;

    [[noreturn]] void fail(const std::string& what) const
    {
        throw Failure(ErrorCode::Input, what, name + ", line " + std::to_string(line),
            "write lines like cmudict's: tomato T AH M EY T OW, further ones as tomato(2)");
    }
};

std::string_view withoutComment(std::string_view line)
{
    if (line.starts_with(";;;"))
        return {};
    return line.substr(0, line.find(" #"));
}

struct Head {
    std::string word;
    int variant = 0; // 0: the first pronunciation, which has no number
};

Head headOf(std::string_view text, const Place& place)
{
    const std::size_t bracket = text.size() > 1 ? text.find('(', 1) : std::string_view::npos;
    if (bracket == std::string_view::npos)
        return {lowerCased(text), 0};
    const std::string_view number = text.substr(bracket + 1);
    if (number.size() != 2 || number[0] < '1' || number[0] > '9' || number[1] != ')')
        place.fail("'" + std::string(text) + "' does not end with a number from (1) to (9)");
    return {lowerCased(text.substr(0, bracket)), number[0] - '0'};
}

PhoneId phoneOf(std::string_view text, const Place& place)
{
    const bool stressed = text.size() > 1 && text.back() >= '0' && text.back() <= '2';
    const auto phone = phoneFromName(stressed ? text.substr(0, text.size() - 1) : text);
    if (!phone)
        place.fail("there is no phone '" + std::string(text) + "'");
    if (stressed && phones()[*phone].kind != PhoneClass::Vowel)
        place.fail("the consonant '" + std::string(text) + "' has a stress");
    return *phone;
}

} // namespace

Lexicon Lexicon::read(std::istream& stream, const std::string& name)
{
    Lexicon result;
    std::set<std::pair<std::string, int>> variants;
    Place place{name};
    for (std::string line; std::getline(stream, line);) {
        ++place.line;
        if (unicode::repaired(line) != line)
            place.fail("the line is not UTF-8");
        const std::vector<std::string_view> parts = unicode::words(withoutComment(line));
        if (parts.empty())
            continue;
        const Head head = headOf(parts[0], place);
        if (parts.size() == 1)
            place.fail("'" + head.word + "' has no phones");
        Pronunciation pronunciation;
        for (std::size_t i = 1; i < parts.size(); ++i)
            pronunciation.push_back(phoneOf(parts[i], place));
        std::vector<Pronunciation>& all = result.m_words[head.word];
        if (all.empty() != (head.variant == 0))
            place.fail(head.variant == 0
                    ? "'" + head.word + "' is given twice"
                    : "'" + head.word + "' has a further pronunciation before its first");
        if (head.variant != 0 && !variants.emplace(head.word, head.variant).second)
            place.fail("'" + std::string(parts[0]) + "' is given twice");
        if (std::find(all.begin(), all.end(), pronunciation) == all.end())
            all.push_back(std::move(pronunciation));
    }
    if (stream.bad())
        throw Failure(ErrorCode::Input, "reading the lexicon failed", name, "check the disk it is on");
    if (result.m_words.empty())
        throw Failure(ErrorCode::Input, "the lexicon has no words", name, "give a dictionary like cmudict");
    return result;
}

Lexicon Lexicon::load(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file))
        throw Failure(
            ErrorCode::Input, "the lexicon cannot be read", file.string(), "check its name and permissions");
    return read(stream, file.string());
}

const std::vector<Pronunciation>& Lexicon::pronunciations(std::string_view word) const
{
    static const std::vector<Pronunciation> none;
    const auto found = m_words.find(word);
    return found == m_words.end() ? none : found->second;
}

} // namespace steerscope
