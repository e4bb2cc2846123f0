// SPDX-License-Identifier: MIT
// Checked against Tokenizer::decode() of the whole sequence, which tst_tokenizer.cpp checks against Hugging
// Face.
#include "core/text/tokenizer.h"
#include "core/text/unicode.h"

#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace steerscope;

namespace {

const auto kTokenizer = Tokenizer::load(std::filesystem::path(STEERSCOPE_TEST_DATA) / "models/llm-qwen2");

// The ids of single bytes: a token for each, so that every character is cut everywhere.
std::vector<int> byteTokens(const std::string& bytes)
{
    std::vector<int> ofByte(256, -1);
    for (int id = 0; id < 256; ++id)
        ofByte[static_cast<unsigned char>(kTokenizer->tokenBytes(id).at(0))] = id;
    std::vector<int> ids;
    for (const unsigned char byte : bytes)
        ids.push_back(ofByte[byte]);
    return ids;
}

std::string streamed(const std::vector<int>& ids)
{
    StreamingDecoder decoder(kTokenizer);
    std::string text;
    for (const int id : ids) {
        const std::string part = decoder.push(id);
        CHECK(unicode::repaired(part) == part); // whole characters only
        text += part;
    }
    return text + decoder.finish();
}

} // namespace

TEST_CASE("characters appear with their last byte and never before")
{
    for (const std::string character : {"a", "\u00e9", "\u4f60", "\U0001f600"}) {
        StreamingDecoder decoder(kTokenizer);
        const std::vector<int> ids = byteTokens(character);
        for (std::size_t i = 0; i + 1 < ids.size(); ++i)
            CHECK(decoder.push(ids[i]).empty());
        CHECK(decoder.push(ids.back()) == character);
        CHECK(decoder.finish().empty());
    }
}

TEST_CASE("every split of multi-byte text gives the text")
{
    for (const std::string text : {"na\u00efve \u65e5\u672c\u8a9e",
             "\U0001f468\u200d\U0001f469\u200d\U0001f467!", "\U0001f1e9\U0001f1ea\u00df\u20ac",
             "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 \u0928\u092e\u0938\u094d"}) {
        CHECK(streamed(byteTokens(text)) == text);
        CHECK(streamed(kTokenizer->encode(text)) == text);
    }
}

TEST_CASE("broken bytes give what decoding the whole sequence gives, wherever they are cut")
{
    for (const std::string bytes : {"a\xE2\x82z", "\xF0\x9F\x98", "\x80\x80\xC3", "\xED\xA0\x80x",
             "\xF0\x9Fo\xE2", "\xFF\xFE\xC3\xA9\xE4\xBD"}) {
        const std::vector<int> ids = byteTokens(bytes);
        CHECK(streamed(ids) == kTokenizer->decode(ids));
    }
}

TEST_CASE("every two bytes stream to what they decode to")
{
    for (int first = 0x7E; first < 256; ++first)
        for (int second = 0x7E; second < 256; ++second) {
            const std::vector<int> ids
                = byteTokens({static_cast<char>(first), static_cast<char>(second), '\x98'});
            REQUIRE(streamed(ids) == kTokenizer->decode(ids));
        }
}

TEST_CASE("ids that do not exist add nothing")
{
    StreamingDecoder decoder(kTokenizer);
    CHECK(decoder.push(-1).empty());
    CHECK(decoder.push(1'000'000).empty());
    CHECK(decoder.finish().empty());
}
