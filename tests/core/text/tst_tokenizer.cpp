// SPDX-License-Identifier: MIT
// Checked against Hugging Face's tokenizers library: tests/data/text/HOW_MADE.md.
#include "core/base/error.h"
#include "core/text/tokenizer.h"
#include "tests/support/temporary_folder.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope;
using steerscope::test::TemporaryFolder;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

const fs::path kData = STEERSCOPE_TEST_DATA;
const fs::path kToy = kData / "models/llm-qwen2";

std::vector<Json> readLines(const fs::path& file)
{
    std::ifstream stream(file);
    REQUIRE_MESSAGE(stream, file.string());
    std::vector<Json> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(Json::parse(line));
    return lines;
}

void writeTokenizer(const fs::path& folder, const std::string& json)
{
    std::ofstream(folder / "tokenizer.json", std::ios::binary) << json;
}

Json toyJson()
{
    return Json::parse(std::ifstream(kToy / "tokenizer.json"));
}

void checkCases(const Tokenizer& tokenizer, const std::vector<Json>& cases)
{
    REQUIRE(!cases.empty());
    for (const Json& expected : cases) {
        const auto text = expected["text"].get<std::string>();
        const auto ids = expected["ids"].get<std::vector<int>>();
        CAPTURE(text);
        CHECK(tokenizer.encode(text) == ids);
        CHECK(tokenizer.decode(ids) == expected["decoded"].get<std::string>());
        if (expected.contains("plain"))
            CHECK(tokenizer.decode(ids, true) == expected["plain"].get<std::string>());
    }
}

// The message of the failure that loading this file gives.
std::string refusal(const std::string& json)
{
    const TemporaryFolder folder;
    writeTokenizer(folder.path(), json);
    try {
        Tokenizer::load(folder.path());
    } catch (const Failure& failure) {
        CHECK(failure.error().code == ErrorCode::Model);
        CHECK(failure.error().where == (folder.path() / "tokenizer.json").string());
        CHECK(!failure.error().remedy.empty());
        return failure.error().what;
    }
    return "accepted";
}

std::string refusalOf(const std::function<void(Json&)>& change)
{
    Json json = toyJson();
    change(json);
    return refusal(json.dump());
}

} // namespace

TEST_CASE("the toy vocabulary gives Hugging Face's ids and texts")
{
    const auto tokenizer = Tokenizer::load(kToy);
    CHECK(tokenizer->vocabularySize() == 1200);
    checkCases(*tokenizer, readLines(kData / "text/toy_cases.jsonl"));
}

TEST_CASE("Qwen2's vocabulary gives Hugging Face's ids and texts"
    * doctest::skip(std::getenv("STEERSCOPE_FIXTURES") == nullptr))
{
    const fs::path folder = fs::path(std::getenv("STEERSCOPE_FIXTURES")) / "tokenizers/qwen2";
    const auto begin = std::chrono::steady_clock::now();
    const auto tokenizer = Tokenizer::load(folder);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    MESSAGE("loaded in " << seconds.count() << " s");
    CHECK(tokenizer->vocabularySize() == 151646);
    checkCases(*tokenizer, readLines(folder / "cases.jsonl"));
}

TEST_CASE("variants of normaliser, splitting, merges and added tokens give Hugging Face's ids and texts")
{
    for (const Json& variant : readLines(kData / "text/tokenizer_variants.jsonl")) {
        CAPTURE(variant["name"].get<std::string>());
        const TemporaryFolder folder;
        Json json = toyJson();
        json.merge_patch(variant["patch"]);
        if (!json.contains("normalizer")) // a merge patch takes null for "remove"
            json["normalizer"] = nullptr;
        writeTokenizer(folder.path(), json.dump());
        checkCases(*Tokenizer::load(folder.path()), variant["cases"].get<std::vector<Json>>());
    }
}

TEST_CASE("merges may be written as pairs or as one string")
{
    Json json = toyJson();
    for (Json& merge : json["model"]["merges"])
        merge = merge[0].get<std::string>() + " " + merge[1].get<std::string>();
    const TemporaryFolder folder;
    writeTokenizer(folder.path(), json.dump());
    checkCases(*Tokenizer::load(folder.path()), readLines(kData / "text/toy_cases.jsonl"));
}

TEST_CASE("tokens say what they are")
{
    const auto tokenizer = Tokenizer::load(kToy);
    CHECK(tokenizer->isSpecial(1198));
    CHECK(!tokenizer->isSpecial(0));
    CHECK(!tokenizer->isSpecial(-1));
    CHECK(!tokenizer->isSpecial(1200));
    CHECK(tokenizer->tokenBytes(1198) == "<|im_start|>");
    CHECK(tokenizer->tokenBytes(220) == " ");
    CHECK(tokenizer->tokenBytes(99999).empty());
    CHECK(tokenizer->decode({40, -5, 5000, 13}) == "I.");
    CHECK(tokenizer->decode({1198, 40, 1199}, true) == "I");
}

TEST_CASE("bad bytes of a text become U+FFFD, one for each broken character")
{
    const auto tokenizer = Tokenizer::load(kToy);
    const auto roundTrip
        = [&](const std::string& text) { return tokenizer->decode(tokenizer->encode(text)); };
    // What Python's bytes.decode("utf-8", "replace") gives.
    CHECK(roundTrip("a\xFFz") == "a\uFFFDz");
    CHECK(roundTrip("\xE2\x82") == "\uFFFD");
    CHECK(roundTrip("\xE2\x82z\xF0\x9F\x98") == "\uFFFDz\uFFFD");
    CHECK(roundTrip("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
    CHECK(roundTrip("\xC0\xAF\xF5") == "\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("a long run of one kind of character takes no quadratic time")
{
    // Half a megabyte each: with a quadratic algorithm this test would run for hours.
    const auto tokenizer = Tokenizer::load(kToy);
    for (const std::string unit : {"a", " ", "!", "\n", "\u00e9", "<", "ab", "1"}) {
        std::string text;
        while (text.size() < 500'000)
            text += unit;
        CHECK(tokenizer->decode(tokenizer->encode(text)) == text);
    }
}

TEST_CASE("what is not byte-level BPE is refused by name")
{
    const auto said = [](const char* part, Json value) {
        return refusalOf([&](Json& json) { json[Json::json_pointer(part)] = std::move(value); });
    };
    CHECK(said("/model/type", "Unigram").find("Unigram, not byte-level BPE") != std::string::npos);
    CHECK(said("/model/type", "WordPiece").find("WordPiece") != std::string::npos);
    CHECK(said("/model/byte_fallback", true).find("SentencePiece") != std::string::npos);
    CHECK(said("/model/end_of_word_suffix", "</w>").find("end_of_word_suffix") != std::string::npos);
    CHECK(said("/model/dropout", 0.1).find("dropout") != std::string::npos);
    CHECK(said("/normalizer", {{"type", "Lowercase"}}).find("Lowercase") != std::string::npos);
    CHECK(said("/pre_tokenizer", {{"type", "Metaspace"}}).find("not ByteLevel") != std::string::npos);
    CHECK(said("/pre_tokenizer/pretokenizers/0", {{"type", "Whitespace"}}).find("Whitespace")
        != std::string::npos);
    CHECK(said("/pre_tokenizer/pretokenizers/0/behavior", "Removed").find("Removed") != std::string::npos);
    CHECK(said("/pre_tokenizer/pretokenizers/1/add_prefix_space", true).find("add_prefix_space")
        != std::string::npos);
    CHECK(said("/decoder", {{"type", "WordPiece"}}).find("decoder") != std::string::npos);
    CHECK(said("/decoder", nullptr).find("decoder") != std::string::npos);
}

TEST_CASE("a tokenizer.json that lies is refused with the lie")
{
    const auto said = [](const char* part, Json value) {
        return refusalOf([&](Json& json) { json[Json::json_pointer(part)] = std::move(value); });
    };
    CHECK(said("/model/merges/5", "onlyone").find("merge 6 is not two tokens") != std::string::npos);
    CHECK(said("/model/merges/5", "a b c").find("merge 6 is not two tokens") != std::string::npos);
    CHECK(said("/model/merges/5", Json::array({"a"})).find("merge 6 is not two") != std::string::npos);
    CHECK(said("/model/merges/5", 7).find("merge 6 is not two tokens") != std::string::npos);
    CHECK(said("/model/merges/0", Json::array({"q", "qqq"})).find("'qqq', which is not in the vocabulary")
        != std::string::npos);
    CHECK(
        said("/model/merges/0", Json::array({"#", "$"})).find("'#$', which is not in") != std::string::npos);
    CHECK(said("/model/vocab/!", 1).find("share the id 1") != std::string::npos);
    CHECK(said("/model/vocab/!", -1).find("id -1") != std::string::npos);
    CHECK(said("/model/vocab/!", 4000000000).find("id 4000000000") != std::string::npos);
    CHECK(said("/model/vocab/!", 18446744073709551615ULL).find("has the id") != std::string::npos);
    CHECK(said("/model/vocab/!", 1.5).find("id 1.5") != std::string::npos);
    CHECK(said("/model/vocab/!", "x").find("has the id") != std::string::npos);
    CHECK(said("/model/vocab", Json::object()).find("'vocab' is missing or empty") != std::string::npos);
    CHECK(said("/model/merges", nullptr).find("'merges'") != std::string::npos);
    CHECK(said("/model", nullptr).find("no 'model'") != std::string::npos);
    CHECK(said("/added_tokens/0/content", "").find("added token is empty") != std::string::npos);
    CHECK(said("/added_tokens/0/id", 3).find("share the id 3") != std::string::npos);
    CHECK(said("/added_tokens/0/content", "!").find("in the vocabulary 0") != std::string::npos);
    CHECK(said("/added_tokens/0/special", "yes").find("'special' is not true or false") != std::string::npos);
    CHECK(said("/added_tokens", 5).find("'added_tokens'") != std::string::npos);
    CHECK(refusal("[1]").find("not an object") != std::string::npos);
    CHECK(refusal("{\"model\"").find("not valid JSON") != std::string::npos);
    CHECK(refusal(std::string(100'000, '[')).find("nested deeper") != std::string::npos);
    CHECK_THROWS_AS(Tokenizer::load(kData / "text/no-such-folder"), Failure);
}

TEST_CASE("a file with random damage loads or is refused, and never does worse")
{
    std::ifstream stream(kToy / "tokenizer.json", std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(stream)), {});
    std::mt19937 generator(5);
    const TemporaryFolder folder;
    for (int round = 0; round < 150; ++round) {
        std::string damaged = whole;
        for (int i = 0; i < 3; ++i)
            damaged[generator() % damaged.size()] = static_cast<char>(generator());
        if (round % 5 == 0)
            damaged.resize(generator() % damaged.size());
        writeTokenizer(folder.path(), damaged);
        try {
            const auto tokenizer = Tokenizer::load(folder.path());
            CHECK(!tokenizer->encode("left stop down").empty());
        } catch (const Failure& failure) {
            CHECK(failure.error().code == ErrorCode::Model);
        }
    }
}

TEST_CASE("a file of more than 64 MiB is not read")
{
    const TemporaryFolder folder;
    writeTokenizer(folder.path(), "{}");
    fs::resize_file(folder.path() / "tokenizer.json", (std::uintmax_t{64} << 20) + 1); // sparse
    CHECK_THROWS_WITH_AS(Tokenizer::load(folder.path()), doctest::Contains("too large"), Failure);
}

TEST_CASE("a regular expression that is broken, huge or without end ends in a failure")
{
    const char* const part = "/pre_tokenizer/pretokenizers/0/pattern/Regex";
    const auto loaded = [&](const std::string& pattern, const std::string& text) {
        const TemporaryFolder folder;
        Json json = toyJson();
        json[Json::json_pointer(part)] = pattern;
        writeTokenizer(folder.path(), json.dump());
        return Tokenizer::load(folder.path())->encode(text).size();
    };
    CHECK_THROWS_WITH_AS(loaded("(a", ""), doctest::Contains("missing closing parenthesis"), Failure);
    CHECK_THROWS_WITH_AS(loaded(std::string(20'000, 'a'), ""), doctest::Contains("too long"), Failure);
    CHECK_THROWS_AS(loaded(std::string(1000, '(') + std::string(1000, ')'), ""), Failure);
    CHECK_THROWS_WITH_AS(
        loaded("(a+)+$", std::string(60, 'a') + "b"), doctest::Contains("limit exceeded"), Failure);
    CHECK(loaded("x*", "abc") > 0); // empty matches everywhere: no endless loop
}
