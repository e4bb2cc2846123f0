// SPDX-License-Identifier: MIT
// The texts are the reference's own for the tiny model (tests/data/models/HOW_MADE.md), so every score can be
// worked out from them.
#include "tests/app/cli/program.h"

#include <chrono>
#include <string>
#include <thread>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

std::string golden(const std::string& clipName, const std::string& setting)
{
    const Json json = Json::parse(contentOf(modelPath("expected/layerwise-single.json")));
    return json[clipName + "/" + setting]["text"].get<std::string>();
}

// JSONL, because the toy model's texts may hold anything.
std::string row(const std::string& audio, const std::string& text, const std::string& speaker = "a")
{
    return Json{{"audio_filepath", audio}, {"duration", 2.0}, {"text", text}, {"speaker", speaker}}.dump()
        + "\n";
}

// The whole clip is meant: its duration in the row would cut it.
std::string rows()
{
    return Json{{"audio_filepath", clip("clip1")}, {"duration", 2.96}, {"text", golden("clip1", "trained")},
               {"speaker", "anna"}}
               .dump()
        + "\n"
        + Json{{"audio_filepath", clip("clip2")}, {"duration", 30.0}, {"text", "nothing like it"},
            {"speaker", "ben"}}
              .dump()
        + "\n";
}

class Corpus {
public:
    explicit Corpus(const std::string& content = rows())
    {
        fs::create_directories(m_folder.path() / "corpus");
        writeFile(manifest(), content);
    }
    std::string manifest() const { return m_folder.path() / "corpus" / "dev.jsonl"; }
    std::string file(const std::string& name) const { return m_folder.path() / name; }

private:
    TemporaryFolder m_folder;
};

Finished evaluate(std::vector<std::string> more)
{
    std::vector<std::string> arguments{
        "evaluate", "--max-tokens", "20", "--normalizer", "none", "--draws", "500"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(withModel(arguments));
}

Json evaluated(std::vector<std::string> more)
{
    more.insert(more.end(), {"--format", "json"});
    const Finished finished = evaluate(std::move(more));
    CAPTURE(finished.err);
    REQUIRE(finished.code == 0);
    return Json::parse(finished.out);
}

std::vector<Json> linesOf(const fs::path& file)
{
    std::vector<Json> lines;
    std::istringstream content(contentOf(file));
    for (std::string line; std::getline(content, line);)
        lines.push_back(Json::parse(line));
    return lines;
}

const Json& scoreNamed(const Json& system, const std::string& name)
{
    for (const Json& score : system["scores"])
        if (score["name"] == name)
            return score;
    throw std::runtime_error("no score " + name);
}

} // namespace

TEST_CASE("scores follow from the reference's texts")
{
    const Corpus corpus;
    const Json found = evaluated({corpus.manifest(), "--output", corpus.file("h.jsonl")});
    CHECK(found["normalizer"] == "none");
    REQUIRE(found["systems"].size() == 1);
    const Json& score = scoreNamed(found["systems"][0], "corpus/dev");
    CHECK(score["utterances"] == 2);
    CHECK(score["speakers"] == 2);
    CHECK(score["right"]["value"] == 0.5);
    CHECK(score["audio_s"].get<double>() > 2.0);
    CHECK(score["run_s"].get<double>() > 0.0);
    CHECK(score["wer"]["low"] == 0.0); // a quarter of the draws has clip1 twice
    const std::vector<Json> lines = linesOf(corpus.file("h.jsonl"));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0]["pred_text"] == golden("clip1", "trained"));
    CHECK(lines[1]["pred_text"] == golden("clip2", "trained"));
    CHECK(lines[0]["audio_filepath"] == clip("clip1"));
    const long errors = score["substitutions"].get<long>() + score["deletions"].get<long>()
        + score["insertions"].get<long>();
    CHECK(errors
        == lines[1]["substitutions"].get<long>() + lines[1]["deletions"].get<long>()
            + lines[1]["insertions"].get<long>());
    CHECK(score["wer"]["value"].get<double>()
        == doctest::Approx(static_cast<double>(errors) / score["words"].get<double>()));
    CHECK_FALSE(fs::exists(corpus.file("h.jsonl.partial")));
}

TEST_CASE("a sweep of the master scale against 1")
{
    const Corpus corpus;
    const Json found
        = evaluated({corpus.manifest(), "--master", "-1,0,0.5,1", "--output", corpus.file("h.jsonl")});
    REQUIRE(found["systems"].size() == 4);
    CHECK(found["reference"] == "layerwise-single x 1");
    const std::vector<Json> lines = linesOf(corpus.file("h.jsonl"));
    REQUIRE(lines.size() == 8);
    const std::vector<std::string> settings{"negative", "off", "half", "trained"};
    for (std::size_t s = 0; s < 4; ++s) {
        CHECK(lines[2 * s]["pred_text"] == golden("clip1", settings[s]));
        CHECK(lines[2 * s + 1]["pred_text"] == golden("clip2", settings[s]));
        CHECK(found["systems"][s]["against_reference"].size() == (s == 3 ? 0 : 1));
    }
    const Json& off = found["systems"][1];
    CHECK(off["against_reference"][0]["wer"]["value"].get<double>()
        == doctest::Approx(off["scores"][0]["wer"]["value"].get<double>()
            - found["systems"][3]["scores"][0]["wer"]["value"].get<double>()));
}

TEST_CASE("several models on the same recordings")
{
    const Corpus corpus;
    const Json found = evaluated(
        {corpus.manifest(), "--model", modelPath("bundles/post-encoder")}); // beside the one of withModel()
    REQUIRE(found["systems"].size() == 2);
    CHECK(found["systems"][0]["variant"] == "post-encoder");
    CHECK(found["systems"][1]["variant"] == "layerwise-single");
    CHECK(found["reference"] == "post-encoder");
    CHECK(found["systems"][1]["against_reference"][0]["name"] == "corpus/dev");
}

TEST_CASE("groups come from the speakers' file beside the manifest")
{
    const Corpus corpus;
    writeFile(fs::path(corpus.manifest()).parent_path() / "dev.speakers.tsv",
        "speaker\tage\tgender\nanna\t9\tf\nben\t40\tm\n");
    const Json system = evaluated({corpus.manifest()})["systems"][0];
    CHECK(scoreNamed(system, "child")["right"]["value"] == 1.0);
    CHECK(scoreNamed(system, "female")["utterances"] == 1);
    CHECK(scoreNamed(system, "adult")["right"]["value"] == 0.0);
    CHECK(scoreNamed(system, "adult")["wer"]["low"].is_null()); // one speaker: no interval
}

TEST_CASE("recordings that cannot be used are named and counted; empty references are false alarms")
{
    const Corpus corpus(rows() + row("/nowhere.wav", "x") + row(clip("clip1"), "again"));
    writeFile(corpus.file("broken.wav"), "RIFF nothing of the kind");
    writeFile(fs::path(corpus.file("corpus")) / "more.jsonl",
        row(corpus.file("broken.wav"), "x")
            + Json{{"audio_filepath", clip("clip2")}, {"duration", 1.0}, {"offset", 0.25}, {"text", ""}}
                  .dump()
            + "\n");
    const Finished finished
        = evaluate({corpus.manifest(), fs::path(corpus.file("corpus")) / "more.jsonl", "--format", "json"});
    REQUIRE(finished.code == 0);
    const Json found = Json::parse(finished.out);
    REQUIRE(found["skipped"].size() == 3);
    CHECK(found["skipped"][0]["where"] == corpus.manifest() + ", line 3");
    CHECK(found["skipped"][1]["where"] == corpus.manifest() + ", line 4");
    CHECK(found["skipped"][2]["where"].get<std::string>().ends_with("more.jsonl, line 1"));
    CHECK(finished.err.find("/nowhere.wav") != std::string::npos);
    const Json& all = scoreNamed(found["systems"][0], "all");
    CHECK(all["utterances"] == 2);
    CHECK(all["empty_references"] == 1);
    CHECK(scoreNamed(found["systems"][0], "corpus/more")["wer"]["value"].is_null());
}

TEST_CASE("--resume takes up what was written by the same model and settings, and nothing else")
{
    const Corpus corpus;
    const std::string output = corpus.file("h.jsonl");
    REQUIRE(evaluate({corpus.manifest(), "--output", output}).code == 0);
    std::vector<Json> lines = linesOf(output);
    lines[0]["pred_text"] = "as it was kept";
    fs::remove(output);
    const std::string half = contentOf(clip("clip2")).substr(0, 10); // a line that was cut off
    writeFile(output + ".partial", lines[0].dump() + "\n{\"audio_file");
    CHECK(evaluated({corpus.manifest(), "--output", output,
              "--resume"})["systems"][0]["scores"][0]["right"]["value"]
        == 0.0);
    CHECK(linesOf(output)[0]["pred_text"] == "as it was kept");
    CHECK(linesOf(output)[1]["pred_text"] == golden("clip2", "trained"));
    // other settings: another text
    REQUIRE(evaluate({corpus.manifest(), "--output", output, "--resume", "--scale", "0"}).code == 0);
    CHECK(linesOf(output)[0]["pred_text"] == golden("clip1", "off"));
}

TEST_CASE("Ctrl-C leaves no output but what --resume needs")
{
    std::string content;
    const Corpus corpus;
    for (int i = 0; i < 30; ++i) // the same file at other places counts as other recordings
        content += Json{{"audio_filepath", clip("clip1")}, {"duration", 2.0 + i * 0.001},
                       {"offset", i * 0.001}, {"text", "one two"}, {"speaker", "s" + std::to_string(i % 7)}}
                       .dump()
            + "\n";
    writeFile(corpus.manifest(), content);
    const std::string output = corpus.file("h.jsonl");
    const std::vector<std::string> arguments{"evaluate", corpus.manifest(), "--max-tokens", "4", "--draws",
        "200", "--format", "csv", "--output", output};
    Program program(withModel(arguments));
    while (contentOf(output + ".partial").find('\n') == std::string::npos)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    program.interrupt();
    const Finished stopped = program.wait();
    CHECK(stopped.code == 130);
    CHECK(stopped.out.empty());
    CHECK_FALSE(fs::exists(output));
    const std::size_t kept = linesOf(output + ".partial").size();
    CHECK(kept >= 1);
    CHECK(kept < 30);
    std::vector<std::string> resumed = withModel(arguments);
    resumed.insert(resumed.end(), {"--resume", "--verbose"});
    const Finished finished = run(resumed);
    REQUIRE(finished.code == 0);
    CHECK(finished.err.find(std::to_string(kept) + " hypotheses were kept") != std::string::npos);
    CHECK(linesOf(output).size() == 30);
    CHECK_FALSE(fs::exists(output + ".partial"));
    CHECK(finished.out.find("corpus/dev,30,7,60,") != std::string::npos);
}

TEST_CASE("table, CSV and details")
{
    const Corpus corpus;
    const Finished table = evaluate({corpus.manifest(), "--details", "--limit", "2"});
    REQUIRE(table.code == 0);
    CHECK(
        table.out.find("normalizer none; intervals: 95 %, 500 draws of whole speakers") != std::string::npos);
    CHECK(table.out.find("  REF") != std::string::npos);
    CHECK(table.out.find(clip("clip1") + ": WER") == std::string::npos); // has no errors
    const Finished csv = evaluate({corpus.manifest(), "--format", "csv", "--limit", "1"});
    CHECK(csv.out.rfind("system,set,utterances,speakers,words,wer,", 0) == 0);
    CHECK(csv.out.find("layerwise-single,corpus/dev,1,1,") != std::string::npos);
    CHECK(evaluated({corpus.manifest(), "--speakers", "ben"})["systems"][0]["scores"][0]["utterances"] == 1);
}

TEST_CASE("wrong usage is refused before a model is loaded")
{
    const Corpus corpus;
    const auto refused = [](const Finished& finished, int code, const std::string& part) {
        CAPTURE(finished.err);
        CHECK(finished.code == code);
        CHECK(finished.out.empty());
        CHECK(finished.err.find(part) != std::string::npos);
    };
    refused(run({"evaluate"}), 2, "see steerscope-cli evaluate --help");
    refused(evaluate({corpus.manifest(), "--resume"}), 2, "--output");
    refused(evaluate({corpus.manifest(), "--master", "1,x"}), 2, "--master -1,0,0.5,1");
    refused(evaluate({corpus.file("none.tsv")}), 3, "none.tsv");
    refused(
        evaluate({corpus.manifest(), "--output", corpus.file("no/such/folder.jsonl")}), 6, "folder.jsonl");
}
