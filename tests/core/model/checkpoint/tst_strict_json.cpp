// SPDX-License-Identifier: MIT
// Checked against RFC 8259 and the ways in which lenient parsers are fooled.
#include "core/model/checkpoint/strict_json.h"

#include "tests/core/model/checkpoint/file_builders.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope;
using namespace steerscope::test;

namespace {

std::string failure(const std::string& text, const JsonLimits& limits = {})
{
    return failureOf([&] { parseStrictJson(text, "x.json", limits); });
}

} // namespace

TEST_CASE("values keep their kinds")
{
    const nlohmann::json json = parseStrictJson(
        R"({"a":[1,-2,2.5,true,null,"t\u00e9"],"b":{"c":{}},"big":18446744073709551615})", "x");
    CHECK(json["a"].dump() == R"([1,-2,2.5,true,null,"té"])");
    CHECK(json["b"]["c"].is_object());
    CHECK(json["big"].get<std::uint64_t>() == UINT64_MAX);
    CHECK(json["a"][0].is_number_unsigned());
    CHECK(parseStrictJson("7", "x") == 7);
}

TEST_CASE("what is refused")
{
    CHECK(contains(failure(R"({"a":1,"b":{"a":1},"a":2})"), "the key 'a' occurs twice"));
    CHECK(contains(failure(R"({"a":{"b":1,"b":1}})"), "the key 'b' occurs twice"));
    CHECK(contains(failure("{} x"), "not valid JSON"));
    CHECK(contains(failure(""), "not valid JSON"));
    CHECK(contains(failure("[1,]"), "not valid JSON"));
    CHECK(contains(failure("[01]"), "not valid JSON"));
    CHECK(contains(failure("[NaN]"), "not valid JSON"));
    CHECK(contains(failure("[1e400]"), "not valid JSON"));
    CHECK(contains(failure("\"\xff\""), "not valid JSON"));
    CHECK(contains(failure(std::string("{}\0{", 4)), "zero byte"));
    CHECK(contains(failure("\xEF\xBB\xBF{}"), "byte order mark"));
    CHECK(contains(failure(std::string(1'000'000, '[')), "nested deeper than 32"));
    CHECK(contains(failure("[[1]]", {100, 1, 100}), "nested deeper than 1"));
    CHECK(contains(failure("[1,2,3]", {100, 4, 3}), "more than 3 values"));
    CHECK(contains(failure("[1,2,3]", {6, 4, 10}), "more than 6 bytes"));
}
