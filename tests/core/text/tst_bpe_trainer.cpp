// SPDX-License-Identifier: MIT
// Checked against Hugging Face's BpeTrainer (tests/data/text/HOW_MADE.md) and a slow twin that counts anew
// after every merge.
#include "core/base/error.h"
#include "core/text/bpe_learning.h"
#include "core/text/bpe_trainer.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_file.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope;
using steerscope::test::TemporaryFolder;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

const fs::path kTexts = fs::path(STEERSCOPE_TEST_DATA) / "text";
const fs::path kTraining = kTexts / "bpe_training.txt";

std::string contentOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void writeText(const fs::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

Json golden(const char* name)
{
    return Json::parse(contentOf(kTexts / "bpe_training.json"))[name];
}

BpeTrainerOptions optionsOf(const Json& expected)
{
    return {expected["vocabulary"], expected["min_count"], expected["special"]};
}

Error refusal(const std::vector<fs::path>& texts, const BpeTrainerOptions& options)
{
    const TemporaryFolder folder;
    try {
        trainTokenizer(texts, folder.path() / "made", options);
    } catch (const Failure& failure) {
        CHECK(!fs::exists(folder.path() / "made"));
        return failure.error();
    }
    FAIL("accepted");
    return {};
}

// The same rule with nothing remembered from one merge to the next.
std::vector<std::pair<std::string, std::string>> slowMerges(
    const std::vector<CountedPiece>& pieces, const LearnedBpe& fast, const BpeLearningOptions& options)
{
    std::map<std::string, int> ids; // ids of bytes as in the one under test; of the others by age
    for (int id = 0; id < 256; ++id)
        ids[fast.tokens[static_cast<std::size_t>(id)]] = id;
    std::set<std::string> taken(options.reserved.begin(), options.reserved.end());
    std::vector<std::vector<std::string>> split;
    for (const CountedPiece& piece : pieces) {
        split.emplace_back();
        for (const char byte : piece.bytes)
            split.back().emplace_back(1, byte);
    }
    std::vector<std::pair<std::string, std::string>> merges;
    while (static_cast<int>(merges.size()) < options.merges) {
        std::map<std::pair<std::string, std::string>, std::int64_t> counts;
        for (std::size_t i = 0; i < pieces.size(); ++i)
            for (std::size_t k = 1; k < split[i].size(); ++k)
                counts[{split[i][k - 1], split[i][k]}] += pieces[i].count;
        std::tuple<std::int64_t, int, int> best{-options.minCount, 256, 0};
        std::pair<std::string, std::string> chosen;
        for (const auto& [pair, count] : counts) {
            const std::tuple<std::int64_t, int, int> found{-count, ids[pair.first], ids[pair.second]};
            if (taken.count(pair.first + pair.second) == 0 && count >= options.minCount
                && (chosen.first.empty() || found < best)) {
                best = found;
                chosen = pair;
            }
        }
        if (chosen.first.empty())
            break;
        const std::string joined = chosen.first + chosen.second;
        ids.emplace(joined, static_cast<int>(ids.size()));
        taken.insert(joined);
        merges.push_back(chosen);
        for (auto& symbols : split)
            for (std::size_t k = 0; k + 1 < symbols.size(); ++k)
                if (symbols[k] == chosen.first && symbols[k + 1] == chosen.second) {
                    symbols[k] = joined;
                    symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(k) + 1);
                }
    }
    return merges;
}

} // namespace

TEST_CASE("the merges are those of Hugging Face's trainer, in the same order, ties too")
{
    for (const char* name : {"small", "exhausted"}) {
        CAPTURE(name);
        const Json expected = golden(name);
        const TemporaryFolder folder;
        const TrainedTokenizer trained
            = trainTokenizer({kTraining}, folder.path() / "new/folder", optionsOf(expected));
        CHECK(trained.vocabulary == expected["tokens"]);
        CHECK(trained.lines == 53);
        const Json written = Json::parse(contentOf(folder.path() / "new/folder/tokenizer.json"));
        CHECK(written["model"]["merges"] == expected["merges"]);
        const auto tokenizer = Tokenizer::load(folder.path() / "new/folder");
        CHECK(tokenizer->vocabularySize() == expected["tokens"]);
        for (const Json& one : expected["cases"]) {
            const auto text = one["text"].get<std::string>();
            CAPTURE(text);
            CHECK(tokenizer->encode(text) == one["ids"].get<std::vector<int>>());
        }
    }
}

TEST_CASE("any text comes back from its ids, and special tokens are found in it")
{
    const TemporaryFolder folder;
    trainTokenizer({kTraining}, folder.path(), {300, 2, {"<|endoftext|>", "<|im_end|>"}});
    const auto tokenizer = Tokenizer::load(folder.path());
    std::mt19937 generator(3);
    for (int round = 0; round < 200; ++round) {
        std::string text;
        for (int i = 0; i < 20; ++i)
            text += std::vector<std::string>{"the ", "\u00e9", "\U0001f600", "\n", " ", "\x7f", "7", "\u0939",
                "<|im_end|>", "q"}[generator() % 10];
        CHECK(tokenizer->decode(tokenizer->encode(text)) == text);
    }
    CHECK(tokenizer->encode("<|endoftext|>") == std::vector<int>{298});
    CHECK(tokenizer->isSpecial(299));
    std::set<std::string> bytes;
    for (int id = 0; id < 256; ++id)
        bytes.insert(tokenizer->tokenBytes(id));
    CHECK(bytes.size() == 256);
    const Json config = Json::parse(contentOf(folder.path() / "tokenizer_config.json"));
    CHECK(config["tokenizer_class"] == "Qwen2Tokenizer");
    CHECK(config["eos_token"] == "<|im_end|>");
    CHECK(config["pad_token"] == "<|endoftext|>");
}

TEST_CASE("the files are the same whatever the order of the texts")
{
    const TemporaryFolder folder;
    const fs::path other = folder.path() / "other.txt";
    writeText(other, "the other text of the others\r\nwith another line");
    trainTokenizer({kTraining, other}, folder.path() / "a", {});
    trainTokenizer({other, kTraining}, folder.path() / "b", {});
    CHECK(contentOf(folder.path() / "a/tokenizer.json") == contentOf(folder.path() / "b/tokenizer.json"));
}

TEST_CASE("the fast count is the slow one, in runs of one letter too")
{
    std::mt19937 generator(11);
    for (int round = 0; round < 60; ++round) {
        const unsigned letters = 1 + generator() % 4;
        std::vector<CountedPiece> pieces;
        for (int i = 0; i < 12; ++i) {
            std::string bytes(generator() % 14, 'a');
            for (char& byte : bytes)
                byte = static_cast<char>('a' + generator() % letters);
            pieces.push_back({bytes, 1 + static_cast<std::int64_t>(generator() % 3)});
        }
        const BpeLearningOptions options{40, 1 + static_cast<std::int64_t>(generator() % 3), {"ab", "aaa"}};
        const LearnedBpe fast = learnBpe(pieces, options);
        std::vector<std::pair<std::string, std::string>> merges;
        for (const BpeMerges::Merge& merge : fast.merges) {
            const std::string& left = fast.tokens[static_cast<std::size_t>(merge.left)];
            const std::string& right = fast.tokens[static_cast<std::size_t>(merge.right)];
            CHECK(fast.tokens[static_cast<std::size_t>(merge.joined)] == left + right);
            merges.emplace_back(left, right);
        }
        CHECK(merges == slowMerges(pieces, fast, options));
        CHECK(std::set<std::string>(fast.tokens.begin(), fast.tokens.end()).size() == fast.tokens.size());
        std::shuffle(pieces.begin(), pieces.end(), generator);
        CHECK(learnBpe(pieces, options).tokens == fast.tokens);
    }
}

TEST_CASE("no token is spelled like a special one")
{
    const TemporaryFolder folder;
    const fs::path text = folder.path() / "text.txt";
    writeText(text, "ab ab ab ab abc abc");
    trainTokenizer({text}, folder.path(), {300, 1, {"ab"}});
    const TokenizerDescription description = readTokenizerFile(folder.path() / "tokenizer.json");
    CHECK(description.vocabulary.count("ab") == 0);
    trainTokenizer({text}, folder.path(), {300, 1, {"ba"}});
    CHECK(readTokenizerFile(folder.path() / "tokenizer.json").vocabulary.count("ab") == 1);
}

TEST_CASE("what cannot be trained is refused, and nothing is written")
{
    CHECK(refusal({kTraining}, {258, 2, {"<a>", "<b>", "<c>"}}).code == ErrorCode::Usage);
    CHECK(refusal({kTraining}, {258, 2, {"<a>", "<b>", "<c>"}}).remedy.find("from 259") != std::string::npos);
    CHECK(refusal({kTraining}, {1000, 0, {}}).code == ErrorCode::Usage);
    CHECK(refusal({kTraining}, {1000, 2, {"<a>", "<a>"}}).code == ErrorCode::Usage);
    CHECK(refusal({kTraining}, {1000, 2, {"\u00e9"}}).code == ErrorCode::Usage);
    CHECK(refusal({kTraining}, {1000, 2, {""}}).code == ErrorCode::Usage);
    CHECK(refusal({"no-such.txt"}, {}).code == ErrorCode::Input);
    CHECK(refusal({"no-such.txt"}, {}).where == "no-such.txt");
    CHECK(refusal({kTexts}, {}).code == ErrorCode::Input);
    CHECK(refusal({"/dev/null"}, {}).code == ErrorCode::Input);
}

TEST_CASE("a training tells how far it is and stops when asked")
{
    const TemporaryFolder folder;
    std::set<std::string> stages;
    double highest = 0.0;
    StopFlag stop;
    const auto progress = [&](const std::string& stage, double fraction) {
        stages.insert(stage);
        highest = std::max(highest, fraction);
        if (stage == "merging" && fraction > 0.5)
            stop.stop();
    };
    CHECK_THROWS_WITH_AS(trainTokenizer({kTraining}, folder.path() / "made", {400, 2, {}}, progress, stop),
        "stopped on request", Failure);
    CHECK(stages.count("merging") == 1);
    CHECK(highest <= 1.0);
    CHECK(!fs::exists(folder.path() / "made"));
}
