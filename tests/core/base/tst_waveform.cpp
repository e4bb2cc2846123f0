// SPDX-License-Identifier: MIT
// The small values that have only a line of arithmetic each.
#include "core/base/waveform.h"

#include "core/base/mel_spectrogram.h"
#include "core/base/timings.h"

#include <doctest/doctest.h>

using namespace steerscope;

TEST_CASE("a waveform knows its length in seconds")
{
    CHECK(Waveform{}.seconds() == 0.0);
    CHECK(Waveform{std::vector<float>(8000), 16000}.seconds() == 0.5);
}

TEST_CASE("a mel spectrogram is read by mel, then frame")
{
    const MelSpectrogram mel{2, 3, {0, 1, 2, 3, 4, 5}};
    CHECK(mel.at(0, 2) == 2.0F);
    CHECK(mel.at(1, 0) == 3.0F);
}

TEST_CASE("tokens per second, also when nothing was decoded")
{
    CHECK(Timings{}.tokensPerSecond() == 0.0);
    Timings timings;
    timings.decode = 2.0;
    timings.decodedTokens = 5;
    CHECK(timings.tokensPerSecond() == 2.5);
}
