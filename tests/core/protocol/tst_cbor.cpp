// SPDX-License-Identifier: MIT
// Checked against nlohmann's CBOR in both directions, and with bytes written by hand from RFC 8949.
#include "core/base/error.h"
#include "core/protocol/cbor.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace steerscope;
using namespace steerscope::protocol;
using nlohmann::json;
using Bytes = std::vector<std::uint8_t>;

namespace {

// What a value is, for comparison.
json asJson(cbor::Value value, const json& shape)
{
    switch (value.kind()) {
    case cbor::Kind::Unsigned:
        return *value.unsignedInteger();
    case cbor::Kind::Negative:
        return *value.integer();
    case cbor::Kind::Real:
        return *value.real();
    case cbor::Kind::Bool:
        return *value.boolean();
    case cbor::Kind::Null:
        return nullptr;
    case cbor::Kind::Text:
        return std::string(*value.text());
    case cbor::Kind::Binary: {
        const auto bytes = *value.binary();
        return json::binary(Bytes(bytes.begin(), bytes.end()));
    }
    case cbor::Kind::Array: {
        json result = json::array();
        const auto entries = value.array();
        for (const cbor::Value entry : *entries)
            result.push_back(asJson(entry, shape.at(result.size())));
        return result;
    }
    case cbor::Kind::Map: {
        json result = json::object();
        for (const auto& [key, inner] : shape.items())
            if (const auto found = value.find(key))
                result[key] = asJson(*found, inner);
        return result;
    }
    }
    return {};
}

std::string refusal(const Bytes& bytes)
{
    try {
        const cbor::Document document(bytes);
    } catch (const Failure& failure) {
        CHECK(failure.error().code == ErrorCode::Protocol);
        return failure.error().message();
    }
    return {};
}

} // namespace

TEST_CASE("reads what nlohmann writes")
{
    const json value = {{"null", nullptr}, {"yes", true}, {"no", false}, {"text", "Grüße 你好"},
        {"numbers", {0, 23, 24, 255, 256, 65535, 65536, 4294967296ULL, 18446744073709551615ULL}},
        {"negative", {-1, -24, -25, -257, -65537, std::numeric_limits<std::int64_t>::min()}},
        {"reals", {0.5, 0.1, -1e300, 3.0}}, {"bytes", json::binary({1, 2, 255})}, {"empty", json::array()},
        {"nested", {{"a", {{"b", {1, {{"c", 2}}}}}}}}, {"last", std::string(70000, 'x')}};
    const Bytes bytes = json::to_cbor(value);
    const cbor::Document document(bytes);
    CHECK(asJson(document.root(), value) == value);
    CHECK_FALSE(document.root().find("missing"));
    CHECK_FALSE(document.root().find("text")->integer());
    CHECK_FALSE(document.root().find("yes")->text());
}

TEST_CASE("nlohmann reads what is written here")
{
    Bytes bytes;
    cbor::Writer out(bytes);
    const std::size_t begin = out.beginMap();
    const std::vector<std::uint64_t> whole{
        0, 23, 24, 255, 256, 65535, 65536, 4294967295, 4294967296, UINT64_MAX};
    out.text("unsigned");
    out.array(whole.size());
    for (const std::uint64_t value : whole)
        out.unsignedInteger(value);
    const std::vector<std::int64_t> negative{-1, -24, -25, -256, -257, INT64_MIN};
    out.text("signed");
    out.array(negative.size());
    for (const std::int64_t value : negative)
        out.integer(value);
    out.text("real");
    out.real(0.1);
    out.text("flag");
    out.boolean(true);
    out.text("nothing");
    out.null();
    out.text("bytes");
    out.binary(3);
    out.append("abc", 3);
    out.endMap(begin, 6);
    CHECK(json::from_cbor(bytes)
        == json{{"unsigned", whole}, {"signed", negative}, {"real", 0.1}, {"flag", true},
            {"nothing", nullptr}, {"bytes", json::binary({'a', 'b', 'c'})}});
}

TEST_CASE("float32 and the special values")
{
    const Bytes single{0xfa, 0x3e, 0x20, 0, 0}; // 0.15625
    CHECK(cbor::Document(single).root().real() == 0.15625);
    for (const double value : {std::nan(""), HUGE_VAL, -HUGE_VAL, -0.0}) {
        Bytes bytes;
        cbor::Writer(bytes).real(value);
        const double back = *cbor::Document(bytes).root().real();
        CHECK(std::memcmp(&back, &value, sizeof value) == 0);
    }
}

TEST_CASE("every lie is refused by name")
{
    CHECK(refusal({}).find("ends too early") != std::string::npos);
    CHECK(refusal({0x18}).find("ends too early") != std::string::npos);
    CHECK(refusal({0x01, 0x02}).find("follows its end") != std::string::npos);
    CHECK(refusal({0x62, 'a'}).find("longer than the message") != std::string::npos);
    CHECK(refusal({0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}).find("longer than")
        != std::string::npos);
    CHECK(refusal({0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}).find("longer than")
        != std::string::npos);
    CHECK(refusal({0xbb, 0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0}).find("longer than") != std::string::npos);
    CHECK(refusal({0xa1, 0x01, 0x02}).find("a key is not text") != std::string::npos);
    CHECK(refusal({0xa1, 0x61, 'a'}).find("ends too early") != std::string::npos);
    CHECK(refusal({0x9f, 0xff}).find("unknown length") != std::string::npos);
    CHECK(refusal({0xc0, 0x00}).find("no message has") != std::string::npos); // a tag
    CHECK(refusal({0xf9, 0x00, 0x00}).find("no message has") != std::string::npos); // half precision
    CHECK(refusal({0xf7}).find("no message has") != std::string::npos); // undefined
}

TEST_CASE("deep nesting, which ends nlohmann's reader, is refused")
{
    CHECK(refusal(Bytes(100'000, 0x81)).find("nested too deeply") != std::string::npos);
    Bytes deep(cbor::kMaxDepth, 0x81);
    deep.push_back(0x01);
    CHECK(refusal(deep).empty());
    deep.insert(deep.begin(), 0x81);
    CHECK(refusal(deep).find("nested too deeply") != std::string::npos);
}

TEST_CASE("a flood of tiny items is refused before it fills the memory")
{
    Bytes flood{0x9a, 0x00, 0x20, 0x00, 0x00}; // 2,097,152 entries
    flood.resize(flood.size() + (std::size_t{1} << 21), 0xf6);
    CHECK(refusal(flood).find("too many items") != std::string::npos);
}

TEST_CASE("random bytes are read or refused, as nlohmann would where both can")
{
    std::mt19937 random(7);
    int read = 0;
    for (int round = 0; round < 200'000; ++round) {
        Bytes bytes(1 + random() % 12);
        for (std::uint8_t& byte : bytes)
            byte = static_cast<std::uint8_t>(random());
        if (!refusal(bytes).empty())
            continue;
        ++read;
        CHECK_FALSE(json::from_cbor(bytes, true, false).is_discarded());
    }
    CHECK(read > 1000);
}
