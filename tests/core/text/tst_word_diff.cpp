// SPDX-License-Identifier: MIT
// Expected runs are written by hand, and shown as "kind:before|after".
#include "core/text/word_diff.h"

#include <string>

#include <doctest/doctest.h>

using namespace steerscope;

namespace {

std::string shown(std::string_view before, std::string_view after)
{
    std::string text;
    for (const DiffRun& run : diffWords(before, after)) {
        text.append(text.empty() ? "" : "; ").append(editKindName(run.kind)).append(":");
        text.append(before.substr(run.before.begin, run.before.end - run.before.begin)).append("|");
        text.append(after.substr(run.after.begin, run.after.end - run.after.begin));
    }
    return text;
}

} // namespace

TEST_CASE("words that stay, change, go and come")
{
    CHECK(shown("left stop down", "left stop down") == "equal:left stop down|left stop down");
    CHECK(shown("left stop down", "left top down") == "equal:left|left; replaced:stop|top; equal:down|down");
    CHECK(shown("left stop down", "left down") == "equal:left|left; deleted:stop|; equal:down|down");
    CHECK(shown("left down", "left stop down") == "equal:left|left; inserted:|stop; equal:down|down");
    CHECK(shown("", "a b") == "inserted:|a b");
    CHECK(shown("a b", "") == "deleted:a b|");
    CHECK(shown("", "") == "");
}

TEST_CASE("ranges are bytes of the texts as they are, spaces and accents included")
{
    const std::string before = "  na\u00efve   caf\u00e9 ";
    const auto runs = diffWords(before, "na\u00efve th\u00e9");
    REQUIRE(runs.size() == 2);
    CHECK(runs[0] == DiffRun{EditKind::Equal, {2, 8}, {0, 6}});
    CHECK(runs[1] == DiffRun{EditKind::Replaced, {11, 16}, {7, 11}});
}

TEST_CASE("an empty range stands where the words would be")
{
    const auto runs = diffWords("one three", "one two three");
    REQUIRE(runs.size() == 3);
    CHECK(runs[1] == DiffRun{EditKind::Inserted, {4, 4}, {4, 7}});
    CHECK(diffWords("one", "one two")[1].before == TextRange{3, 3});
}
