// SPDX-License-Identifier: MIT
// Checked against sines computed at the target rate: frequency, phase and amplitude must all be kept.
#include "core/audio/resampler.h"

#include "tests/core/audio/audio_test_support.h"

using namespace steerscope;
using namespace steerscope::test;

namespace {

std::vector<float> resampled(const std::vector<float>& samples, int from, int to, std::size_t block)
{
    Resampler resampler(from, to);
    std::vector<float> out;
    for (std::size_t at = 0; at < samples.size(); at += block)
        resampler.process(std::span(samples).subspan(at, std::min(block, samples.size() - at)), out);
    resampler.finish(out);
    return out;
}

} // namespace

TEST_CASE("a sine stays the same sine at the new rate")
{
    for (int rate : {8000, 11025, 22050, 44100, 48000, 96000, 768000}) {
        CAPTURE(rate);
        const auto out = resampled(sine(1000.0, 1.0, rate), rate, 16000, 1000);
        const auto expected = sine(1000.0, 1.0, 16000);
        CHECK(std::abs(static_cast<long>(out.size()) - static_cast<long>(expected.size())) <= 1);
        CHECK(largestDifference(out, expected, 800) < 1e-5);
    }
}

TEST_CASE("what is above the new Nyquist frequency is gone")
{
    const auto out = resampled(sine(10000.0, 1.0, 48000), 48000, 16000, 4096);
    CHECK(amplitudeAt(6000.0, {out.begin() + 1000, out.end() - 1000}, 16000) < 1e-5);
}

TEST_CASE("block sizes do not matter, and equal rates pass through")
{
    const auto samples = sine(440.0, 0.5, 44100);
    CHECK(resampled(samples, 44100, 16000, 17) == resampled(samples, 44100, 16000, 100000));
    CHECK(resampled(samples, 16000, 16000, 100) == samples);
}
