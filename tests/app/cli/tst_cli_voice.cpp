// SPDX-License-Identifier: MIT
// transcribe with voice activity, on the shipped model: sounds without speech have no text, speech keeps its.
#include "tests/app/cli/program.h"

#include <cmath>
#include <cstdint>
#include <functional>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope::test;
using Json = nlohmann::json;

namespace {

constexpr int kRate = 16000;

// 16 bit mono; sound(i) in -1 .. 1.
void writeWav(const std::filesystem::path& file, double seconds, const std::function<double(int)>& sound)
{
    const int count = static_cast<int>(seconds * kRate);
    std::string wav;
    const auto little = [&wav](std::int64_t value, int bytes) {
        for (int i = 0; i < bytes; ++i)
            wav += static_cast<char>(value >> (8 * i) & 0xFF);
    };
    wav += "RIFF";
    little(36 + 2 * count, 4);
    wav += "WAVEfmt ";
    for (const auto& [value, bytes] : std::vector<std::pair<int, int>>{
             {16, 4}, {1, 2}, {1, 2}, {kRate, 4}, {2 * kRate, 4}, {2, 2}, {16, 2}})
        little(value, bytes);
    wav += "data";
    little(2 * count, 4);
    for (int i = 0; i < count; ++i)
        little(std::lround(32767.0 * std::clamp(sound(i), -1.0, 1.0)), 2);
    writeFile(file, wav);
}

double sine(double hertz, int i)
{
    return std::sin(2.0 * std::numbers::pi * hertz * i / kRate);
}

std::string sample(const std::string& name)
{
    return STEERSCOPE_TEST_DATA "/../../resources/samples/" + name;
}

Json transcribed(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), "transcribe");
    for (const char* more : {"--device", "cpu", "--format", "json"})
        arguments.emplace_back(more);
    const Finished finished = run(arguments);
    CAPTURE(finished.err);
    REQUIRE(finished.code == 0);
    return Json::parse(finished.out);
}

} // namespace

TEST_CASE("silence, noise, tones and chords have empty text on the shipped model")
{
    const TemporaryFolder folder;
    std::mt19937 random(3);
    std::normal_distribution<double> normal;
    const std::vector<std::function<double(int)>> sounds{
        [](int) { return 0.0; },
        [&](int) { return 0.003 * normal(random); },
        [&](int) { return 0.2 * normal(random); },
        [](int i) { return 0.5 * sine(440.0, i); },
        [](int i) { return 0.3 * sine(1000.0, i); },
        [](int i) { return 0.2 * (sine(220.0, i) + sine(277.18, i) + sine(329.63, i)); },
        [](int i) { // a plucked minor seventh, twice a second
            return 0.15 * std::exp(-3.0 * (i % (kRate / 2)) / kRate)
                * (sine(220.0, i) + sine(261.63, i) + sine(329.63, i) + sine(392.0, i));
        },
    };
    std::vector<std::string> files;
    for (const auto& sound : sounds) {
        files.push_back(folder.path() / (std::to_string(files.size()) + ".wav"));
        writeWav(files.back(), 3.0, sound);
    }
    const Json found = transcribed(files);
    REQUIRE(found.size() == sounds.size());
    for (const Json& recording : found) {
        CAPTURE(recording["audio"]["path"]);
        CHECK(recording["text"] == "");
        CHECK(recording["speech"].empty());
        CHECK(recording["segments"].size() == 1);
    }
}

TEST_CASE("the samples keep the text they have without voice activity")
{
    std::vector<std::string> files;
    std::istringstream table(contentOf(sample("samples.tsv")));
    std::string line;
    std::getline(table, line); // the header
    while (std::getline(table, line))
        files.push_back(sample(line.substr(0, line.find('\t'))));
    REQUIRE(files.size() >= 5);
    const Json with = transcribed(files);
    files.emplace_back("--no-vad");
    const Json without = transcribed(files);
    for (std::size_t i = 0; i < with.size(); ++i) {
        CAPTURE(files[i]);
        CHECK(with[i]["text"] != "");
        CHECK(with[i]["text"] == without[i]["text"]);
        CHECK(!with[i]["speech"].empty());
        CHECK(!without[i].contains("speech"));
    }
}

TEST_CASE("the threshold of speech can be moved, and only to a probability")
{
    CHECK(transcribed({sample("no.wav"), "--vad-threshold", "1"})["text"] == "");
    CHECK(transcribed({sample("no.wav"), "--vad-threshold", "0.1"})["text"] != "");
    CHECK(run({"transcribe", sample("no.wav"), "--vad-threshold", "1.5"}).code == 2);
}
