// SPDX-License-Identifier: MIT
// Checked against signals whose quiet places are known.
#include "core/audio/segmenter.h"

#include "tests/core/audio/audio_test_support.h"

using namespace steerscope;
using namespace steerscope::test;

namespace {

Waveform tone(double seconds, int rate = kModelSampleRate)
{
    return {sine(200.0, seconds, rate), rate};
}

void silence(Waveform& audio, double from, double to)
{
    for (auto i = static_cast<std::size_t>(from * audio.sampleRate); i < to * audio.sampleRate; ++i)
        audio.samples[i] = 0.0F;
}

void checkCovers(const std::vector<WindowSpan>& windows, const Waveform& audio, double windowSeconds)
{
    REQUIRE(!windows.empty());
    CHECK(windows.front().start == 0.0);
    CHECK(windows.back().end == audio.seconds());
    for (std::size_t i = 0; i < windows.size(); ++i) {
        CHECK(windows[i].end > windows[i].start);
        CHECK(windows[i].end - windows[i].start <= windowSeconds + 1e-9);
        if (i > 0)
            CHECK(windows[i].start == windows[i - 1].end);
        if (i + 1 < windows.size())
            CHECK(windows[i].end - windows[i].start >= 0.8 * windowSeconds - 1e-9);
    }
}

} // namespace

TEST_CASE("a recording that fits is one window, an empty one has none")
{
    CHECK(cutIntoWindows({}, 30.0).empty());
    for (double seconds : {0.001, 29.9, 30.0}) {
        const Waveform audio = tone(seconds);
        const auto windows = cutIntoWindows(audio, 30.0);
        REQUIRE(windows.size() == 1);
        CHECK(windows[0].end == audio.seconds());
    }
}

TEST_CASE("cuts fall into the pauses")
{
    Waveform audio = tone(10.0);
    silence(audio, 3.5, 3.56);
    silence(audio, 7.0, 7.1);
    const auto windows = cutIntoWindows(audio, 4.0);
    checkCovers(windows, audio, 4.0);
    REQUIRE(windows.size() == 3);
    CHECK(windows[0].end > 3.5);
    CHECK(windows[0].end < 3.56);
    CHECK(windows[1].end > 7.0);
    CHECK(windows[1].end < 7.1);
}

TEST_CASE("a pause before the last fifth of the window is not used")
{
    Waveform audio = tone(6.0);
    silence(audio, 1.0, 1.5);
    const auto windows = cutIntoWindows(audio, 4.0);
    checkCovers(windows, audio, 4.0);
    CHECK(windows[0].end >= 3.2);
}

TEST_CASE("the quieter of two pauses wins")
{
    Waveform audio = tone(6.0);
    for (std::size_t i = 0; i < audio.samples.size(); ++i) {
        const double second = static_cast<double>(i) / audio.sampleRate;
        audio.samples[i] *= second > 3.3 && second < 3.4 ? 0.01F : second > 3.7 && second < 3.8 ? 0.1F : 1.0F;
    }
    const auto windows = cutIntoWindows(audio, 4.0);
    CHECK(windows[0].end > 3.3);
    CHECK(windows[0].end < 3.4);
}

TEST_CASE("silence, odd rates and tiny windows are still covered")
{
    Waveform quiet;
    quiet.samples.assign(100 * kModelSampleRate, 0.0F);
    const auto windows = cutIntoWindows(quiet, 30.0);
    checkCovers(windows, quiet, 30.0);
    CHECK(windows.size() == 4); // ties go to the last place, so hardly more than the fewest

    const Waveform odd = tone(3.0, 11025);
    checkCovers(cutIntoWindows(odd, 0.7), odd, 0.7);
    const Waveform tiny = tone(0.01);
    checkCovers(cutIntoWindows(tiny, 0.0005), tiny, 0.0005);
    CHECK(errorOf([&] { cutIntoWindows(tiny, 0.0); }).code == ErrorCode::Model);
    CHECK(errorOf([&] { cutIntoWindows(tiny, std::nan("")); }).code == ErrorCode::Model);
}

TEST_CASE("with speech known, cuts leave it farthest away")
{
    const Waveform audio = tone(20.0); // nothing in the sound itself tells where to cut
    const auto span = [](double begin, double end) {
        return SpeechSpan{std::llround(begin * kModelSampleRate), std::llround(end * kModelSampleRate)};
    };
    const auto firstCut = [&](const std::vector<SpeechSpan>& speech) {
        const auto windows = cutIntoWindows(audio, 5.0, speech);
        REQUIRE(windows.size() > 1);
        CHECK(windows.front().start == 0.0);
        CHECK(windows.back().end == 20.0);
        for (std::size_t i = 1; i < windows.size(); ++i)
            CHECK(windows[i].start == windows[i - 1].end);
        return windows[0].end;
    };
    // The longer of two pauses in the last second, at its middle.
    CHECK(firstCut({span(0.5, 4.1), span(4.2, 4.5), span(4.9, 20.0)}) == doctest::Approx(4.7));
    // Pauses that reach out of the last second: as far into them as the second allows.
    CHECK(firstCut({span(0.5, 4.6), span(7.0, 20.0)}) == doctest::Approx(5.0));
    CHECK(firstCut({span(0.5, 2.0), span(4.3, 20.0)}) == doctest::Approx(4.0));
    // None in the last second: the one in the last half counts; one before that does not.
    CHECK(firstCut({span(0.5, 1.0), span(2.0, 3.0), span(3.4, 20.0)}) == doctest::Approx(3.2));
    CHECK(firstCut({span(0.5, 1.0), span(2.0, 20.0)}) == cutIntoWindows(audio, 5.0)[0].end);
    CHECK(firstCut({span(0.0, 20.0)}) == cutIntoWindows(audio, 5.0)[0].end);
    // Nobody speaks: no window is shorter than it must be.
    CHECK(firstCut({}) == 5.0);
    CHECK(cutIntoWindows(audio, 5.0, {}).size() == 4);
    CHECK(cutIntoWindows(audio, 20.0, std::vector{span(1.0, 2.0)}).size() == 1);
}

TEST_CASE("a window holds speech when they overlap")
{
    const Waveform audio = tone(4.0);
    const std::vector<SpeechSpan> speech{{16000, 32000}};
    CHECK_FALSE(holdsSpeech(audio, {0.0, 1.0}, speech));
    CHECK(holdsSpeech(audio, {0.0, 1.001}, speech));
    CHECK(holdsSpeech(audio, {1.2, 1.3}, speech));
    CHECK_FALSE(holdsSpeech(audio, {2.0, 4.0}, speech));
    CHECK_FALSE(holdsSpeech(audio, {0.0, 4.0}, {}));
}
