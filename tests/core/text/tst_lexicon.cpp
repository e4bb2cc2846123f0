// SPDX-License-Identifier: MIT
// The classes are checked against cmudict's own list (cmudict.phones) and the pairs that differ in voice
// only.
#include "core/base/error.h"
#include "core/text/lexicon.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace steerscope;

namespace {

Lexicon read(const std::string& text)
{
    std::istringstream stream(text);
    return Lexicon::read(stream, "words.dict");
}

// The phones of each pronunciation as text.
std::vector<std::string> spoken(const Lexicon& lexicon, const std::string& word)
{
    std::vector<std::string> all;
    for (const Pronunciation& pronunciation : lexicon.pronunciations(word)) {
        std::string text;
        for (const PhoneId phone : pronunciation)
            text += (text.empty() ? "" : " ") + std::string(phones()[phone].name);
        all.push_back(text);
    }
    return all;
}

Error refusal(const std::string& text)
{
    try {
        read(text);
    } catch (const Failure& failure) {
        CHECK(failure.error().code == ErrorCode::Input);
        return failure.error();
    }
    FAIL("accepted");
    return {};
}

} // namespace

TEST_CASE("phones have cmudict's classes")
{
    const std::map<std::string, std::string> cmudict{
        {"vowel", "AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW"}, {"stop", "B D G K P T"},
        {"affricate", "CH JH"}, {"fricative", "DH F HH S SH TH V Z ZH"}, {"nasal", "M N NG"},
        {"approximant", "L R W Y"}}; // its aspirate is HH, liquids L R, semivowels W Y
    std::size_t all = 0;
    for (const auto& [kind, names] : cmudict) {
        std::istringstream stream(names);
        for (std::string name; stream >> name; ++all) {
            CAPTURE(name);
            REQUIRE(phoneFromName(name));
            const Phone& phone = phones()[*phoneFromName(name)];
            CHECK(phone.name == name);
            CHECK(phoneClassName(phone.kind) == kind);
            if (kind == "vowel" || kind == "nasal" || kind == "approximant")
                CHECK(phone.voiced);
        }
    }
    CHECK(all == kPhones);
    for (const auto& [voiced, unvoiced] : std::vector<std::pair<std::string, std::string>>{{"B", "P"},
             {"D", "T"}, {"G", "K"}, {"JH", "CH"}, {"V", "F"}, {"DH", "TH"}, {"Z", "S"}, {"ZH", "SH"}}) {
        CHECK(phones()[*phoneFromName(voiced)].voiced);
        CHECK(!phones()[*phoneFromName(unvoiced)].voiced);
        CHECK(phones()[*phoneFromName(voiced)].kind == phones()[*phoneFromName(unvoiced)].kind);
    }
    CHECK(!phones()[*phoneFromName("HH")].voiced);
    for (const char* name : {"", "A", "AA1", "aa", "ZZ", "SIL"})
        CHECK(!phoneFromName(name));
}

TEST_CASE("words, their variants, comments and stress are read")
{
    const Lexicon lexicon = read(";;; a comment\n"
                                 "tomato T AH M EY T OW\n"
                                 "tomato(2) T AH M AA T OW\r\n"
                                 "\n"
                                 "'em AH M\n"
                                 "READ  R EH1 D\n"
                                 "Read(1)  R IY1 D  # as in \"to read\"\n"
                                 "record R AH0 K AO1 R D\n"
                                 "record(2) R AH2 K AO2 R D\n"
                                 "(paren P ER EH N");
    CHECK(lexicon.size() == 5);
    CHECK(spoken(lexicon, "tomato") == std::vector<std::string>{"T AH M EY T OW", "T AH M AA T OW"});
    CHECK(spoken(lexicon, "'em") == std::vector<std::string>{"AH M"});
    CHECK(spoken(lexicon, "read") == std::vector<std::string>{"R EH D", "R IY D"});
    CHECK(spoken(lexicon, "record") == std::vector<std::string>{"R AH K AO R D"}); // only the stress differs
    CHECK(spoken(lexicon, "(paren") == std::vector<std::string>{"P ER EH N"});
    CHECK(spoken(lexicon, "potato").empty());
    CHECK(spoken(lexicon, "tomato(2)").empty());
}

TEST_CASE("what is wrong is told with file and line")
{
    const auto said = [](const std::string& line) {
        const Error error = refusal("one W AH N\n" + line + "\n");
        CHECK(error.where == "words.dict, line 2");
        return error.what;
    };
    CHECK(said("two T OO") == "there is no phone 'OO'");
    CHECK(said("two t uw") == "there is no phone 't'");
    CHECK(said("two T1 UW") == "the consonant 'T1' has a stress");
    CHECK(said("two T UW3") == "there is no phone 'UW3'");
    CHECK(said("two") == "'two' has no phones");
    CHECK(said("two # T UW") == "'two' has no phones");
    CHECK(said("One W AH N") == "'one' is given twice");
    CHECK(said("two(2) T UW") == "'two' has a further pronunciation before its first");
    CHECK(said("one(x) T UW") == "'one(x)' does not end with a number from (1) to (9)");
    CHECK(said("one(2 T UW") == "'one(2' does not end with a number from (1) to (9)");
    CHECK(said("one(10) T UW") == "'one(10)' does not end with a number from (1) to (9)");
    CHECK(said("d\xE9j\xE0 D EY ZH AA") == "the line is not UTF-8");
    const Error twice = refusal("one W AH N\none(2) HH W AH N\none(2) AH N\n");
    CHECK(twice.what == "'one(2)' is given twice");
    CHECK(twice.where == "words.dict, line 3");
    CHECK(refusal(";;; nothing\n").what == "the lexicon has no words");
}

TEST_CASE("a file is read or named")
{
    const test::TemporaryFolder folder;
    std::ofstream(folder.path() / "words.dict") << "one W AH N\n";
    CHECK(Lexicon::load(folder.path() / "words.dict").size() == 1);
    CHECK_THROWS_WITH_AS(Lexicon::load(folder.path()), doctest::Contains(folder.path().c_str()), Failure);
    CHECK_THROWS_WITH_AS(Lexicon::load("no-such.dict"), doctest::Contains("no-such.dict"), Failure);
}
