// SPDX-License-Identifier: MIT
#include "core/training/analysis/label_track.h"

#include "core/training/analysis/word_class.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::analysis;

namespace {

// A second for every character.
AlignedText aligned(const std::string& text)
{
    AlignedText result;
    result.text = text;
    for (std::size_t i = 0; i < text.size(); ++i)
        result.characters.push_back({static_cast<double>(i), static_cast<double>(i + 1)});
    return result;
}

std::vector<std::string> shown(const LabelTrack& track)
{
    std::vector<std::string> names;
    for (const int label : track.labels)
        names.push_back(label < 0 ? "-" : track.values[static_cast<std::size_t>(label)]);
    return names;
}

Pronunciation pronounce(const std::string& word)
{
    Pronunciation spoken;
    for (const char* name : word == "the" ? std::vector{"DH", "AH"}
            : word == "fox"               ? std::vector{"F", "AA", "K", "S"}
                                          : std::vector<const char*>{})
        spoken.push_back(*phoneFromName(name));
    return spoken;
}

} // namespace

TEST_CASE("phones of a word share the time of its characters")
{
    const FrameGrid grid{0.5, 18}; // two frames a character of "the fox a"
    const std::vector<LabelTrack> tracks = textTracks(aligned("the fox a"), pronounce, grid);
    REQUIRE(tracks.size() == 3);
    // "the" is 3 s for 2 phones: 1.5 s each; "fox" 3 s for 4 phones: 0.75 s each. Frame centres are .25, .75,
    // ...
    CHECK(shown(tracks[0])
        == std::vector<std::string>{"DH", "DH", "DH", "AH", "AH", "AH", "-", "-", "F", "AA", "AA", "K", "S",
            "S", "-", "-", "-", "-"});
    CHECK(shown(tracks[1])[8] == "fricative");
    CHECK(shown(tracks[1])[9] == "vowel");
    CHECK(shown(tracks[2])
        == std::vector<std::string>{"function", "function", "function", "function", "function", "function",
            "-", "-", "content", "content", "content", "content", "content", "content", "-", "-", "function",
            "function"});
}

TEST_CASE("position, energy and pitch are cut at fixed edges")
{
    CHECK(positionTrack({0.02, 10}).labels == std::vector{0, 0, 1, 1, 2, 2, 3, 3, 4, 4});
    const std::vector<ProsodyFrame> frames{
        {0.0, -10.0}, {100.0, -15.0}, {120.0, -21.0}, {200.0, -29.0}, {299.0, -39.0}, {400.0, -90.0}};
    CHECK(energyTrack(frames).labels == std::vector{0, 0, 1, 2, 3, 4});
    CHECK(pitchTrack(frames).labels == std::vector{0, 1, 2, 3, 4, 5});
    CHECK(pitchTrack(frames).values.size() == 6);
    CHECK(energyTrack(frames).values.size() == 5);
}

TEST_CASE("pairs of labels")
{
    const LabelTrack a{"a", {"x", "y"}, {0, 1, 1, -1}};
    const LabelTrack b{"b", {"u", "v", "w"}, {2, 0, -1, 1}};
    const LabelTrack pairs = pairTrack(a, b);
    CHECK(pairs.values.size() == 6);
    CHECK(shown(pairs) == std::vector<std::string>{"x, w", "y, u", "-", "-"});
}

TEST_CASE("pooled layers see the label at the middle of their frames")
{
    const LabelTrack fine{"f", {"a", "b"}, {0, 0, 0, 0, 1, 1, 1, 1}};
    CHECK(resampled(fine, {0.02, 8}, {0.08, 2}).labels == std::vector{0, 1});
    CHECK(resampled(fine, {0.02, 8}, {0.02, 10}).labels == std::vector{0, 0, 0, 0, 1, 1, 1, 1, -1, -1});
}

TEST_CASE("word classes")
{
    CHECK(wordClass("the") == WordClass::Function);
    CHECK(wordClass("don't") == WordClass::Function);
    CHECK(wordClass("seven") == WordClass::Number);
    CHECK(wordClass("elephant") == WordClass::Content);
    CHECK(kWordClassNames[static_cast<std::size_t>(WordClass::Number)] == "number");
}
