// SPDX-License-Identifier: MIT
#include "core/base/transcript.h"

#include <doctest/doctest.h>

using namespace steerscope;

namespace {

std::string joined(const std::vector<std::string>& texts)
{
    Transcript transcript;
    for (const std::string& text : texts) {
        transcript.segments.emplace_back();
        transcript.segments.back().text = text;
    }
    return transcript.text();
}

} // namespace

TEST_CASE("segments are joined by one space where neither side has one")
{
    CHECK(joined({}).empty());
    CHECK(joined({"left"}) == "left");
    CHECK(joined({"left", "stop"}) == "left stop");
    CHECK(joined({"left ", "stop"}) == "left stop");
    CHECK(joined({"left", " stop"}) == "left stop");
    CHECK(joined({"left ", " stop"}) == "left  stop");
}

TEST_CASE("empty segments add nothing")
{
    CHECK(joined({"", ""}).empty());
    CHECK(joined({"", "left", "", "stop", ""}) == "left stop");
}
