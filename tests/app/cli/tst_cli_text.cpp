// SPDX-License-Identifier: MIT
// tokenize against Hugging Face's ids, score against jiwer (tests/data/text/HOW_MADE.md).
#include "tests/app/cli/program.h"

#include <sstream>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope::test;
using Json = nlohmann::json;

namespace {

const std::string kTexts = STEERSCOPE_TEST_DATA "/text/";

std::vector<Json> jsonLines(const std::string& text)
{
    std::vector<Json> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(Json::parse(line));
    return lines;
}

} // namespace

TEST_CASE("tokenize gives Hugging Face's ids and texts, both ways")
{
    const std::vector<Json> cases = jsonLines(contentOf(kTexts + "toy_cases.jsonl"));
    std::string texts;
    std::string ids;
    for (const Json& expected : cases) {
        texts += expected["text"].dump() + '\n';
        ids += expected["ids"].dump() + '\n';
    }
    const Finished forward = run({"tokenize", "--tokenizer", modelPath("llm-qwen2")}, texts);
    const Finished backward = run({"tokenize", "--decode", "--tokenizer", modelPath("llm-qwen2")}, ids);
    CHECK(forward.code == 0);
    CHECK(forward.err.empty());
    CHECK(backward.out == forward.out);
    const std::vector<Json> found = jsonLines(forward.out);
    REQUIRE(found.size() == cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
        CHECK(found[i]["ids"] == cases[i]["ids"]);
        CHECK(found[i]["decoded"] == cases[i]["decoded"]);
    }
}

TEST_CASE("tokenize names the line that is wrong")
{
    const Finished finished = run({"tokenize", "--tokenizer", modelPath("llm-qwen2")}, "\"good\"\nbad\n");
    CHECK(finished.code == 3);
    CHECK(jsonLines(finished.out).size() == 1);
    CHECK(finished.err.find("stdin, line 2") != std::string::npos);
    CHECK(run({"tokenize", "--decode", "--tokenizer", modelPath("llm-qwen2")}, "[1, 2.5]\n").code == 3);
}

TEST_CASE("train-tokenizer makes what tokenize reads, and warns of a small text")
{
    const TemporaryFolder folder;
    const std::string made = folder.path() / "made";
    const std::string text = kTexts + "bpe_training.txt";
    const Finished trained = run({"train-tokenizer", text, "--output", made, "--vocabulary", "400",
        "--special", "<|endoftext|>", "--special", "<|im_start|>", "--special", "<|im_end|>"});
    REQUIRE(trained.code == 0);
    CHECK(trained.out.empty());
    CHECK(trained.err.find("400 tokens from 53 lines") != std::string::npos);
    const Json golden = Json::parse(contentOf(kTexts + "bpe_training.json"))["small"]["cases"];
    std::string texts;
    for (const Json& expected : golden)
        texts += expected["text"].dump() + '\n';
    const std::vector<Json> found = jsonLines(run({"tokenize", "--tokenizer", made}, texts).out);
    REQUIRE(found.size() == golden.size());
    for (std::size_t i = 0; i < golden.size(); ++i)
        CHECK(found[i]["ids"] == golden[i]["ids"]);

    const Finished small = run({"train-tokenizer", text, "--output", made, "--vocabulary", "5000"});
    CHECK(small.code == 0);
    CHECK(small.err.find("warning: the text gives ") != std::string::npos);
    CHECK(run({"train-tokenizer", text, "--output", made, "--vocabulary", "200"}).code == 2);
    CHECK(run({"train-tokenizer", "no-such.txt", "--output", made}).code == 3);
    CHECK(run({"train-tokenizer", text, "--output", text + "/folder"}).code == 6);
}

TEST_CASE("score gives jiwer's rates over the corpus")
{
    const Json golden = Json::parse(contentOf(kTexts + "error_rates.json"));
    std::string references;
    std::string hypotheses;
    std::string table = "id\ttext\tfound\n";
    for (const Json& pair : golden["pairs"]) {
        const auto reference = pair["reference"].get<std::string>();
        const auto hypothesis = pair["hypothesis"].get<std::string>();
        references += reference + '\n';
        hypotheses += hypothesis + "\r\n";
        table += "x\t" + reference + '\t' + hypothesis + '\n';
    }
    const TemporaryFolder folder;
    const std::string referenceFile = folder.path() / "reference.txt";
    const std::string tableFile = folder.path() / "table.tsv";
    writeFile(referenceFile, references);
    writeFile(tableFile, table);

    const Finished files = run({"score", referenceFile, "-", "--format", "json"}, hypotheses);
    REQUIRE(files.code == 0);
    const Json found = Json::parse(files.out);
    CHECK(
        found["wer"].get<double>() == doctest::Approx(golden["corpus"]["wer"].get<double>()).epsilon(1e-12));
    CHECK(
        found["cer"].get<double>() == doctest::Approx(golden["corpus"]["cer"].get<double>()).epsilon(1e-12));
    CHECK(found["normalizer"] == "none");
    CHECK(found["lines"] == golden["pairs"].size());

    CHECK(run({"score", tableFile, "--columns", "text,found", "--format", "json"}).out == files.out);
    const Json numbered = Json::parse(run({"score", tableFile, "--columns", "2,3", "--format", "json"}).out);
    CHECK(numbered["lines"] == golden["pairs"].size() + 1); // the header line counts as data
}

TEST_CASE("score names the normaliser and shows alignments")
{
    const TemporaryFolder folder;
    const std::string reference = folder.path() / "reference.txt";
    const std::string hypothesis = folder.path() / "hypothesis.txt";
    writeFile(reference, "It's twenty-two colours!\nleft stop\n");
    writeFile(hypothesis, "it is 22 colors\nleft top down\n");

    const Json normal = Json::parse(run(
        {"score", reference, hypothesis, "--normalizer", "whisper-english", "--format", "json", "--details"})
                                        .out);
    CHECK(normal["normalizer"] == "whisper-english");
    CHECK(normal["words"]
        == Json({{"reference", 6}, {"hits", 5}, {"substitutions", 1}, {"deletions", 0}, {"insertions", 1}}));
    REQUIRE(normal["details"].size() == 2);
    CHECK(normal["details"][0]["wer"] == 0.0);
    CHECK(normal["details"][1]["alignment"].size() == 3);

    const std::string table = run({"score", reference, hypothesis, "--details"}).out;
    CHECK(table.find("normalizer none") != std::string::npos);
    CHECK(table.find("  REF") != std::string::npos);
    CHECK(table.find("***") != std::string::npos);
}

TEST_CASE("score refuses files of different length")
{
    const TemporaryFolder folder;
    const std::string reference = folder.path() / "reference.txt";
    writeFile(reference, "a\nb\n");
    const Finished finished = run({"score", reference, "-"}, "a\n");
    CHECK(finished.code == 3);
    CHECK(finished.err.find("2 and 1 lines") != std::string::npos);
}

TEST_CASE("an empty reference has no rate")
{
    const TemporaryFolder folder;
    const std::string empty = folder.path() / "empty.txt";
    writeFile(empty, "\n");
    CHECK(Json::parse(run({"score", empty, "-", "--format", "json"}, "word\n").out)["wer"].is_null());
}
