// SPDX-License-Identifier: MIT
#include "core/training/data/manifest.h"

#include "tests/core/training/data/data_test_support.h"

using namespace steerscope;
using namespace steerscope::test;

namespace {

// DATA/set/clips/{a,b,c}.wav; manifests lie in DATA/set.
struct SpeechFolder {
    TempFolder data;

    SpeechFolder()
    {
        std::filesystem::create_directories(data / "set/clips");
        for (const std::string name : {"a", "b", "c"})
            writeBytes(data / ("set/clips/" + name + ".wav"), "audio is not opened here");
    }
    std::filesystem::path write(const std::string& name, const std::string& bytes) const
    {
        writeBytes(data / ("set/" + name), bytes);
        return data / ("set/" + name);
    }
    Manifest read(const std::string& bytes, const ManifestRules& rules = {}) const
    {
        return readManifests({write("train.tsv", bytes)}, rules);
    }
};

const std::string kHeader = "path\tduration_s\tspeaker\ttext\n";
const std::string kGoodRow = "set/clips/a.wav\t1.5\tanna\tHello there\n";

// Why the only bad row of a manifest with one good one is bad.
std::string whyBad(const std::string& row, const ManifestRules& rules = {})
{
    const SpeechFolder folder;
    const Manifest manifest = folder.read(kHeader + kGoodRow + row + "\n", rules);
    CHECK(manifest.utterances.size() == 1);
    REQUIRE(manifest.skipped.size() == 1);
    CHECK(manifest.skipped[0].line == 3);
    CHECK(manifest.skipped[0].manifest == manifest.files[0]);
    return manifest.skipped[0].why;
}

} // namespace

TEST_CASE("a TSV manifest is read whatever its columns' order, line ends and extra columns")
{
    const SpeechFolder folder;
    const Manifest manifest = folder.read("\xEF\xBB\xBFtext\tmood\tduration_s\tpath\tspeaker\r\n"
                                          "  Gr\xC3\xBC\xC3\x9F Gott \tgood\t1.25\tset/clips/a.wav\tanna\r\n"
                                          "\r\n"
                                          "two words\t\t2\tclips/b.wav\t\r\n");
    REQUIRE(manifest.utterances.size() == 2);
    CHECK(manifest.skipped.empty());
    const Utterance& first = manifest.utterances[0];
    CHECK(first.text == "Gr\xC3\xBC\xC3\x9F Gott");
    CHECK(first.seconds == 1.25);
    CHECK(first.speaker == "anna");
    CHECK(first.set.ends_with("set/train"));
    CHECK(first.line == 2);
    CHECK_FALSE(first.segment);
    CHECK(std::filesystem::equivalent(first.audio, folder.data / "set/clips/a.wav"));
    // Not below the folder above, so looked for below the manifest's own.
    CHECK(std::filesystem::equivalent(manifest.utterances[1].audio, folder.data / "set/clips/b.wav"));
    CHECK(manifest.utterances[1].line == 4);
    CHECK(manifest.utterances[1].speaker.empty());
}

TEST_CASE("NeMo's JSONL: segments of one file are different utterances")
{
    const SpeechFolder folder;
    const auto file = folder.write("dev.jsonl",
        R"({"audio_filepath": "clips/a.wav", "duration": 1.5, "text": "one", "speaker": 17, "lang": "en"})"
        "\n"
        R"({"audio_filepath": "clips/a.wav", "duration": 2, "offset": 1.5, "text": "two"})"
        "\n\n"
        R"({"audio_filepath": "clips/a.wav", "duration": 3, "offset": 1.5, "text": "two again"})"
        "\n"
        R"({"audio_filepath": "clips/b.wav", "duration": "long", "text": "x"})"
        "\n"
        R"({"duration": 1, "text": "x"})"
        "\n[1, 2]\n{\"audio_filepath\": \n");
    const Manifest manifest = readManifests({file}, {});
    REQUIRE(manifest.utterances.size() == 2);
    CHECK(manifest.utterances[0].speaker == "17");
    CHECK(manifest.utterances[1].offset == 1.5);
    CHECK(manifest.utterances[1].segment);
    CHECK(manifest.utterances[1].set == "set/dev");
    const std::vector<std::pair<int, std::string>> expected
        = {{4, "the same audio stands in an earlier row"}, {5, "duration has the wrong type"},
            {6, "audio_filepath is missing"}, {7, "it is no JSON object"}, {8, "it is no JSON object"}};
    REQUIRE(manifest.skipped.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(manifest.skipped[i].line == expected[i].first);
        CHECK(manifest.skipped[i].why == expected[i].second);
    }
}

TEST_CASE("each kind of bad row is skipped and named with its line")
{
    CHECK(whyBad("set/clips/gone.wav\t1\tx\thi") == "there is no audio file 'set/clips/gone.wav'");
    CHECK(whyBad("set/clips\t1\tx\thi") == "there is no audio file 'set/clips'");
    CHECK(whyBad("set/clips/b.wav\t1\tx\t  ") == "its text is empty");
    CHECK(whyBad("set/clips/b.wav\t1\tx\tbad \xC3 byte") == "it is not valid UTF-8");
    CHECK(whyBad("set/clips/b.wav\t31\tx\thi") == "31 s are longer than 30 s");
    CHECK(whyBad("set/clips/b.wav\t0.05\tx\thi") == "0.05 s are shorter than 0.1 s");
    CHECK(whyBad("set/clips/b.wav\t-1\tx\thi") == "-1 s are shorter than 0.1 s");
    CHECK(whyBad("set/clips/a.wav\t1\tx\thi") == "the same audio stands in an earlier row");
    CHECK(whyBad("set/clips/b.wav\t1\thi") == "it has 3 columns, the header has 4");
    CHECK(whyBad("set/clips/b.wav\t1\tx\thi\tmore") == "it has 5 columns, the header has 4");
    CHECK(whyBad("set/clips/b.wav\t1.5s\tx\thi") == "'1.5s' is no duration in seconds");
    CHECK(whyBad("set/clips/b.wav\tnan\tx\thi") == "'nan' is no duration in seconds");
    CHECK(whyBad("set/clips/b.wav\t\tx\thi") == "'' is no duration in seconds");
}

TEST_CASE("the same audio in two manifests is used once")
{
    const SpeechFolder folder;
    const auto first = folder.write("first.tsv", kHeader + kGoodRow);
    const auto second
        = folder.write("second.tsv", kHeader + "set/clips/b.wav\t1\t\tnew\nclips/../clips/a.wav\t1\t\told\n");
    const Manifest manifest = readManifests({first, second}, {});
    CHECK(manifest.utterances.size() == 2);
    CHECK(manifest.utterances[1].manifest == 1);
    REQUIRE(manifest.skipped.size() == 1);
    CHECK(manifest.skipped[0].manifest == second);
    CHECK(manifest.skipped[0].line == 3);
}

TEST_CASE("rules: empty text, lower case, choice of speakers")
{
    const SpeechFolder folder;
    const std::string rows
        = kHeader + kGoodRow + "set/clips/b.wav\t1\tben\t\xC3\x84RGER\n" + "set/clips/c.wav\t1\tcleo\t\n";
    ManifestRules rules;
    rules.allowEmptyText = true;
    rules.lowerCase = true;
    const Manifest all = folder.read(rows, rules);
    REQUIRE(all.utterances.size() == 3);
    CHECK(all.utterances[1].text == "\xC3\xA4rger");
    CHECK(all.utterances[2].text.empty());
    rules.excludeSpeakers = {"ben"};
    CHECK(folder.read(rows, rules).utterances.size() == 2);
    rules.onlySpeakers = {"ben", "cleo"};
    const Manifest one = folder.read(rows, rules);
    REQUIRE(one.utterances.size() == 1);
    CHECK(one.utterances[0].speaker == "cleo");
    CHECK(one.skipped.empty()); // left out on request is not bad
    rules.onlySpeakers = {"nobody"};
    CHECK(errorOf([&] { folder.read(rows, rules); }).code == ErrorCode::Input);
}

TEST_CASE("a manifest of which nothing can be used is refused")
{
    const SpeechFolder folder;
    const auto refused = [&](const std::string& bytes) {
        const Error error = errorOf([&] { folder.read(bytes); });
        CHECK(error.code == ErrorCode::Input);
        CHECK(error.where.find("train.tsv") != std::string::npos);
        return error.what;
    };
    CHECK(refused("").find("no column 'path'") != std::string::npos);
    CHECK(refused(kGoodRow).find("no column 'path'") != std::string::npos);
    CHECK(refused("path\tduration_s\tspeaker\nx\t1\ty\n").find("no column 'text'") != std::string::npos);
    CHECK(refused("path\ttext\tduration_s\ttext\n").find("no column 'text'") != std::string::npos);
    CHECK(refused(kHeader) == "the manifest has no usable row");
    CHECK(refused(kHeader + "gone.wav\t1\tx\thi\n")
        == "the manifest has no usable row: line 2: there is no audio file 'gone.wav'");
    CHECK(errorOf([&] { readManifests({folder.data / "none.tsv"}, {}); }).code == ErrorCode::Input);
    CHECK(errorOf([&] { readManifests({folder.data / "set"}, {}); }).code == ErrorCode::Input);
    CHECK(errorOf([] { readManifests({}, {}); }).code == ErrorCode::Input);
}

TEST_CASE("reading manifests stops on request")
{
    const SpeechFolder folder;
    const auto file = folder.write("train.tsv", kHeader + kGoodRow);
    StopFlag stop;
    stop.stop();
    CHECK(errorOf([&] { readManifests({file}, {}, stop); }).code == ErrorCode::Cancelled);
}

TEST_CASE("speakers: age and gender, bad rows named")
{
    const SpeechFolder folder;
    const auto file = folder.write("s.tsv", "speaker\tage\tgender\n0003\t6\tm\n0044\t\tf\n");
    const auto speakers = readSpeakers(file);
    CHECK(speakers.size() == 2);
    CHECK(speakers.at("0003").age == 6);
    CHECK(speakers.at("0003").gender == "m");
    CHECK(speakers.at("0044").age == 0);
    const auto whereOf = [&](const std::string& bytes) {
        return errorOf([&] { readSpeakers(folder.write("s.tsv", bytes)); }).where;
    };
    CHECK(whereOf("speaker\tage\na\t6\na\t7\n").ends_with("line 3"));
    CHECK(whereOf("speaker\tage\na\told\n").ends_with("line 2"));
    CHECK(whereOf("speaker\tage\na\n").ends_with("line 2"));
    CHECK(whereOf("name\tage\na\t6\n").ends_with("line 1"));
}
