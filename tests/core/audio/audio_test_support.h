// SPDX-License-Identifier: MIT
// Sounds and files for the tests of this room.
#pragma once

#include "core/base/error.h"

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numbers>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sndfile.h>
#include <unistd.h>

namespace steerscope::test {

// A folder of its own that is removed with everything in it.
class TempFolder {
public:
    TempFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "steerscope-audio-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        m_path = name;
    }
    ~TempFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

inline std::vector<float> sine(double hertz, double seconds, int rate, double amplitude = 0.5)
{
    std::vector<float> samples(static_cast<std::size_t>(std::llround(seconds * rate)));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(
            amplitude * std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
    return samples;
}

// The same samples on every channel, weighted by gains[channel].
inline std::vector<float> onChannels(const std::vector<float>& mono, const std::vector<float>& gains)
{
    std::vector<float> interleaved;
    for (float sample : mono)
        for (float gain : gains)
            interleaved.push_back(sample * gain);
    return interleaved;
}

// Written by libsndfile itself; format is one of its SF_FORMAT_ sums.
inline void writeSound(const std::filesystem::path& file, int format, int rate, int channels,
    const std::vector<float>& interleaved)
{
    SF_INFO info{};
    info.format = format;
    info.samplerate = rate;
    info.channels = channels;
    SNDFILE* sound = sf_open(file.c_str(), SFM_WRITE, &info);
    REQUIRE_MESSAGE(sound != nullptr, sf_strerror(nullptr));
    // In small blocks: libsndfile 1.2.0's Vorbis encoder overflows the stack on large ones.
    constexpr std::size_t kBlock = 1024;
    for (std::size_t at = 0; at < interleaved.size(); at += kBlock * channels) {
        const std::size_t count = std::min(kBlock * channels, interleaved.size() - at);
        REQUIRE(sf_write_float(sound, interleaved.data() + at, static_cast<sf_count_t>(count))
            == static_cast<sf_count_t>(count));
    }
    REQUIRE(sf_close(sound) == 0);
}

inline std::string readBytes(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void writeBytes(const std::filesystem::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary) << bytes;
}

// Largest absolute difference over the common part, `skip` samples at both ends left out.
inline double largestDifference(
    const std::vector<float>& a, const std::vector<float>& b, std::size_t skip = 0)
{
    double largest = 0.0;
    const std::size_t count = std::min(a.size(), b.size());
    for (std::size_t i = skip; i + skip < count; ++i)
        largest = std::max(largest, std::abs(static_cast<double>(a[i]) - b[i]));
    return largest;
}

// Amplitude of one frequency in the samples, by projection on sine and cosine.
inline double amplitudeAt(double hertz, const std::vector<float>& samples, int rate)
{
    double s = 0.0;
    double c = 0.0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double phase = 2.0 * std::numbers::pi * hertz * static_cast<double>(i) / rate;
        s += samples[i] * std::sin(phase);
        c += samples[i] * std::cos(phase);
    }
    return 2.0 * std::hypot(s, c) / static_cast<double>(samples.size());
}

// The Error that f() throws; the test fails when it throws none.
template <class F> Error errorOf(F&& f)
{
    try {
        f();
    } catch (const Failure& failure) {
        return failure.error();
    }
    FAIL("nothing was thrown");
    return {};
}

} // namespace steerscope::test
