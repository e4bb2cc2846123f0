// SPDX-License-Identifier: MIT
#include "core/text/english_normalizer.h"

#include "core/text/english_numbers.h"
#include "core/text/english_spelling.h"
#include "core/text/regex.h"
#include "core/text/text_cleaning.h"
#include "core/text/unicode.h"

#include <utility>
#include <vector>

namespace steerscope {
namespace {

struct Rule {
    Regex pattern;
    std::string replacement;
};

using Pairs = std::vector<std::pair<const char*, const char*>>;

// Informal words, written out as a whole.
const Pairs kWords{{"won't", "will not"}, {"can't", "can not"}, {"let's", "let us"}, {"ain't", "aint"},
    {"y'all", "you all"}, {"wanna", "want to"}, {"gotta", "got to"}, {"gonna", "going to"},
    {"i'ma", "i am going to"}, {"imma", "i am going to"}, {"woulda", "would have"}, {"coulda", "could have"},
    {"shoulda", "should have"}, {"ma'am", "madam"}};

const Pairs kTitles{{"mr", "mister "}, {"mrs", "missus "}, {"st", "saint "}, {"dr", "doctor "},
    {"prof", "professor "}, {"capt", "captain "}, {"gov", "governor "}, {"ald", "alderman "},
    {"gen", "general "}, {"sen", "senator "}, {"rep", "representative "}, {"pres", "president "},
    {"rev", "reverend "}, {"hon", "honorable "}, {"asst", "assistant "}, {"assoc", "associate "},
    {"lt", "lieutenant "}, {"col", "colonel "}, {"jr", "junior "}, {"sr", "senior "}, {"esq", "esquire "}};

// Endings; those that tell the perfect tense come before the general ones.
const Pairs kEndings{{"'d been", " had been"}, {"'s been", " has been"}, {"'d gone", " had gone"},
    {"'s gone", " has gone"}, {"'d done", " had done"}, {"'s got", " has got"}, {"n't", " not"},
    {"'re", " are"}, {"'s", " is"}, {"'d", " would"}, {"'ll", " will"}, {"'t", " not"}, {"'ve", " have"},
    {"'m", " am"}};

std::vector<Rule> contractionRules()
{
    std::vector<Rule> rules;
    rules.push_back({Regex(R"(\b(hmm|mm|mhm|mmm|uh|um)\b)"), ""});
    rules.push_back({Regex(R"(\s+')"), "'"});
    for (const auto& list : {kWords, kTitles})
        for (const auto& [word, replacement] : list)
            rules.push_back({Regex("\\b" + std::string(word) + "\\b"), replacement});
    for (const auto& [ending, replacement] : kEndings)
        rules.push_back({Regex(std::string(ending) + "\\b"), replacement});
    rules.push_back({Regex(R"((\d),(\d))"), "$1$2"});
    rules.push_back({Regex(R"(\.([^0-9]|$))"), " $1"});
    return rules;
}

// Signs that belong to no number.
std::vector<Rule> strayRules()
{
    std::vector<Rule> rules;
    rules.push_back({Regex("[.$¢€£]([^0-9])"), " $1"});
    rules.push_back({Regex("([^0-9])%"), "$1 "});
    return rules;
}

std::string applied(const std::vector<Rule>& rules, std::string text)
{
    for (const Rule& rule : rules)
        text = rule.pattern.replaced(text, rule.replacement);
    return text;
}

std::string withAmericanSpelling(const std::string& text)
{
    std::string result;
    for (const std::string_view word : unicode::words(text))
        result.append(result.empty() ? "" : " ").append(americanSpelling(word));
    return result;
}

} // namespace

std::string normalizedEnglish(std::string_view text)
{
    static const std::vector<Rule> contractions = contractionRules();
    static const std::vector<Rule> strays = strayRules();
    std::string result = applied(contractions, singleSpaced(withoutBracketed(lowerCased(text))));
    result = withNumbersAsDigits(withoutSymbolsAndDiacritics(result, U".%$¢€£"));
    return singleSpaced(applied(strays, withAmericanSpelling(result)));
}

} // namespace steerscope
