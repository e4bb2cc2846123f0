// SPDX-License-Identifier: MIT
// Exit codes and the form of messages, as docs/command-line.md states them.
#include "tests/app/cli/program.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

using namespace steerscope::test;

namespace {

// One line "steerscope-cli: error: ..." on stderr and nothing on stdout.
void checkRefused(const Finished& finished, int code, const std::string& part)
{
    CAPTURE(finished.err);
    CHECK(finished.code == code);
    CHECK(finished.out.empty());
    CHECK(finished.err.rfind("steerscope-cli: error: ", 0) == 0);
    CHECK(std::count(finished.err.begin(), finished.err.end(), '\n') == 1);
    CHECK(finished.err.find(part) != std::string::npos);
}

} // namespace

TEST_CASE("every command has help with an example")
{
    for (const char* command : {"transcribe", "analyze", "encode", "evaluate", "inspect", "import", "replay",
             "score", "tokenize", "train-tokenizer"}) {
        const Finished finished = run({command, "--help"});
        CHECK(finished.code == 0);
        CHECK(finished.err.empty());
        CHECK(finished.out.find(std::string("Example:\n  ")) != std::string::npos);
        CHECK(finished.out.find(std::string("steerscope-cli ") + command) != std::string::npos);
    }
    CHECK(run({"-h"}).out.find("transcribe") != std::string::npos);
    CHECK(run({"--version"}).out.find("steerscope-cli 0.") == 0);
}

TEST_CASE("wrong usage ends with 2")
{
    checkRefused(run({}), 2, "see steerscope-cli --help");
    checkRefused(run({"fly"}), 2, "fly");
    checkRefused(run({"transcribe"}), 2, "see steerscope-cli transcribe --help");
    checkRefused(run({"transcribe", clip("clip1"), "--wrong"}), 2, "--wrong");
    checkRefused(run({"transcribe", clip("clip1"), "--format", "doc"}), 2, "doc");
    checkRefused(run({"transcribe", clip("clip1"), "--dtype", "int3"}), 2, "int3");
    checkRefused(run({"transcribe", clip("clip1"), "--layer-scale", "3"}), 2, "--layer-scale 3=0.5");
    checkRefused(run({"transcribe", clip("clip1"), "--quiet", "--verbose"}), 2, "--quiet");
    checkRefused(run({"transcribe", "-", "-"}), 2, "stdin can be read once");
    checkRefused(run({"transcribe", clip("clip1"), clip("clip2"), "--format", "srt"}), 2, "FOLDER/");
    checkRefused(
        run({"transcribe", clip("clip1"), clip("clip2"), "--gates", "g.safetensors"}), 2, "one recording");
    checkRefused(run({"score", "a.txt"}), 2, "--columns");
}

TEST_CASE("settings that the model cannot take end with 2")
{
    checkRefused(run(withModel({"transcribe", clip("clip1"), "--layer-scale", "9=1"})), 2, "9");
    checkRefused(run(withModel({"transcribe", clip("clip1"), "--mute", "1:99"})), 2, "99");
}

TEST_CASE("an input that cannot be read ends with 3")
{
    const TemporaryFolder folder;
    writeFile(folder.path() / "noise.wav", std::string(5000, 'x'));
    writeFile(folder.path() / "empty.wav", "");
    checkRefused(run({"transcribe", "no-such-file.wav"}), 3, "no-such-file.wav");
    checkRefused(run({"transcribe", folder.path() / "noise.wav"}), 3, "noise.wav");
    checkRefused(run({"encode", folder.path() / "empty.wav", "--output", folder.path() / "x.safetensors"}), 3,
        "empty.wav");
    checkRefused(run({"score", "no-such-file.txt", "none.txt"}), 3, "no-such-file.txt");
    checkRefused(run(withModel({"transcribe", "-"}), "this is no audio"), 3, "stdin");
}

TEST_CASE("a model that cannot be used ends with 4")
{
    const TemporaryFolder folder;
    checkRefused(run({"transcribe", clip("clip1"), "--model", folder.path()}), 4, folder.path().string());
    checkRefused(run({"transcribe", clip("clip1"), "--model", "no-such-model"}), 4, "no-such-model");
    checkRefused(run(withModel({"analyze", clip("clip1")}, "whisper")), 4, "steers nothing");
    checkRefused(run({"tokenize", "--tokenizer", folder.path()}), 4, "tokenizer.json");
}

TEST_CASE("a device that is not there ends with 5")
{
    checkRefused(run({"analyze", clip("clip1"), "--model", modelPath("bundles/layerwise-single"), "--device",
                     "cuda:99"}),
        5, "cuda");
}

TEST_CASE("an output that cannot be written ends with 6, and nothing stays")
{
    const TemporaryFolder folder;
    writeFile(folder.path() / "file", "");
    const std::string inFile = folder.path() / "file/out.txt";
    checkRefused(run(withModel({"transcribe", clip("clip1"), "--output", inFile})), 6, inFile);
    checkRefused(
        run(withModel({"transcribe", clip("clip1"), "--output", folder.path() / "none/out.txt"})), 6, "none");
    checkRefused(run(withModel({"encode", clip("clip1"), "--output", inFile})), 6, inFile);
    const Finished full = Program({"score", clip("clip1"), clip("clip1")}, {}, "/dev/full").wait();
    CHECK(full.code == 6);
    CHECK(full.err.find("No space left") != std::string::npos);
}

TEST_CASE("a folder that may not be written ends with 6" * doctest::skip(::geteuid() == 0))
{
    const TemporaryFolder folder;
    const auto locked = folder.path() / "locked";
    std::filesystem::create_directory(locked);
    std::filesystem::permissions(
        locked, std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    checkRefused(run(withModel({"transcribe", clip("clip1"), "--output", locked / "out.txt"})), 6, "locked");
    CHECK(std::filesystem::is_empty(locked));
}
