// SPDX-License-Identifier: MIT
// Files are written by libsndfile's encoders; what is read is checked against the sine they hold.
#include "core/audio/audio_file.h"

#include "tests/core/audio/audio_test_support.h"

#include <limits>

using namespace steerscope;
using namespace steerscope::test;

namespace {

struct Case {
    std::string name;
    int format;
    int rate;
    double tolerance; // of the encoding
};

const std::vector<Case> kCases{
    {"u8.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_U8, 16000, 0.01},
    {"s16.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 16000, 1e-4},
    {"s24x.wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, 48000, 1e-5},
    {"s32.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_32, 44100, 1e-5},
    {"f32.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 16000, 1e-7},
    {"f64.wav", SF_FORMAT_WAV | SF_FORMAT_DOUBLE, 96000, 1e-5},
    {"rifx.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16 | SF_ENDIAN_BIG, 16000, 1e-4},
    {"ulaw.wav", SF_FORMAT_WAV | SF_FORMAT_ULAW, 8000, 0.03},
    {"alaw.wav", SF_FORMAT_WAV | SF_FORMAT_ALAW, 8000, 0.03},
    {"rf64.wav", SF_FORMAT_RF64 | SF_FORMAT_PCM_16, 16000, 1e-4},
    {"a.w64", SF_FORMAT_W64 | SF_FORMAT_PCM_24, 22050, 1e-5},
    {"s16.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 44100, 1e-4},
    {"f32.aiff", SF_FORMAT_AIFF | SF_FORMAT_FLOAT, 16000, 1e-7},
    {"le.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_24 | SF_ENDIAN_LITTLE, 16000, 1e-5},
    {"s16.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 16000, 1e-4},
    {"s24.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 192000, 1e-5},
    {"v.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 44100, 0.02},
    {"o.opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, 48000, 0.05},
    {"m.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 44100, 0.02},
};

constexpr double kSeconds = 1.5;
constexpr double kHertz = 440.0;

} // namespace

TEST_CASE("every format, bit depth and rate gives the same sine")
{
    const TempFolder folder;
    const auto expected = sine(kHertz, kSeconds, kModelSampleRate);
    for (const Case& c : kCases) {
        CAPTURE(c.name);
        writeSound(folder / c.name, c.format, c.rate, 1, sine(kHertz, kSeconds, c.rate));
        const LoadedAudio audio = readAudio(folder / c.name);
        CHECK(audio.waveform.sampleRate == kModelSampleRate);
        CHECK(audio.info.sampleRate == c.rate);
        CHECK(audio.info.channels == 1);
        CHECK(audio.info.seconds == doctest::Approx(kSeconds).epsilon(0.05));
        CHECK(audio.warnings.size() == 0);
        CHECK(largestDifference(audio.waveform.samples, expected, 2000) < c.tolerance);
        CHECK(inspectAudio(folder / c.name).format == audio.info.format);
    }
}

TEST_CASE("the content decides, not the name")
{
    const TempFolder folder;
    writeSound(folder / "flac.wav", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 16000, 1, sine(440.0, 0.2, 16000));
    CHECK(readAudio(folder / "flac.wav").info.format == "FLAC 16 bit");
}

TEST_CASE("channels are mixed by their mean")
{
    const TempFolder folder;
    const auto mono = sine(kHertz, 0.5, 16000);
    const std::vector<float> gains{1.0F, 0.5F, 0.0F, -0.5F, 1.0F, 0.25F, 0.75F, 1.0F}; // mean 0.5
    writeSound(folder / "8.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 16000, 8, onChannels(mono, gains));
    const LoadedAudio audio = readAudio(folder / "8.wav");
    CHECK(audio.info.channels == 8);
    CHECK(largestDifference(audio.waveform.samples, sine(kHertz, 0.5, 16000, 0.25)) < 1e-6);

    const std::vector<float> hundred(100, 1.0F);
    writeSound(folder / "100.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 16000, 100, onChannels(mono, hundred));
    CHECK(largestDifference(readAudio(folder / "100.wav").waveform.samples, mono) < 1e-6);
}

TEST_CASE("the slowest and the fastest rates are read")
{
    const TempFolder folder;
    writeSound(folder / "1.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 1, 1, std::vector<float>(20, 0.25F));
    const LoadedAudio slow = readAudio(folder / "1.wav");
    CHECK(slow.waveform.samples.size() == 20 * 16000);
    CHECK(
        slow.waveform.samples[10 * 16000] == doctest::Approx(0.25).epsilon(0.05)); // constant stays constant
    writeSound(folder / "768.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 768000, 1, sine(kHertz, 0.5, 768000));
    CHECK(largestDifference(readAudio(folder / "768.wav").waveform.samples, sine(kHertz, 0.5, 16000), 800)
        < 1e-5);
    writeSound(folder / "769.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 769000, 1, sine(kHertz, 0.1, 769000));
    CHECK(errorOf([&] { readAudio(folder / "769.wav"); }).what.find("769000 Hz") != std::string::npos);
}

TEST_CASE("samples that are no numbers count as 0, with a warning")
{
    const TempFolder folder;
    std::vector<float> samples = sine(kHertz, 0.5, 16000);
    const float bad[] = {std::nanf(""), INFINITY, -INFINITY, 3e38F};
    for (int i = 0; i < 4; ++i)
        samples[1000 + i] = bad[i];
    writeSound(folder / "nan.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 16000, 1, samples);
    const LoadedAudio audio = readAudio(folder / "nan.wav");
    REQUIRE(audio.warnings.size() == 1);
    CHECK(audio.warnings[0] == "4 samples were not finite and count as 0");
    for (int i = 0; i < 4; ++i)
        samples[1000 + i] = 0.0F;
    CHECK(audio.waveform.samples == samples);

    // Resampling spreads a value over its neighbours: nothing of it may be left.
    samples[1000] = std::nanf("");
    writeSound(folder / "nan44.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 44100, 1, samples);
    for (float sample : readAudio(folder / "nan44.wav").waveform.samples)
        REQUIRE(std::abs(sample) < 1.0F);
}

TEST_CASE("a file that is cut short yields what is there, with a warning")
{
    constexpr double kLong = 12.0; // several pages of Ogg
    const TempFolder folder;
    const auto expected = sine(kHertz, kLong, kModelSampleRate);
    for (const Case& c : kCases) {
        CAPTURE(c.name);
        writeSound(folder / c.name, c.format, c.rate, 1, sine(kHertz, kLong, c.rate));
        const std::string whole = readBytes(folder / c.name);
        writeBytes(folder / c.name, whole.substr(0, whole.size() * 6 / 10));
        const LoadedAudio audio = readAudio(folder / c.name);
        REQUIRE(audio.warnings.size() == 1);
        CHECK(audio.warnings[0].find("cut short") != std::string::npos);
        CHECK(audio.waveform.seconds() > 0.2 * kLong);
        CHECK(audio.waveform.seconds() < 0.95 * kLong);
        CHECK(largestDifference(audio.waveform.samples, expected, 2000) < c.tolerance);
    }
}

TEST_CASE("a wav of unknown length, as a pipe leaves it, is whole")
{
    const TempFolder folder;
    const auto samples = sine(kHertz, 0.5, 16000);
    writeSound(folder / "pipe.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 16000, 1, samples);
    std::string bytes = readBytes(folder / "pipe.wav");
    bytes.replace(4, 4, "\xFF\xFF\xFF\xFF");
    bytes.replace(bytes.find("data") + 4, 4, "\xFF\xFF\xFF\xFF");
    writeBytes(folder / "pipe.wav", bytes);
    const LoadedAudio audio = readAudio(folder / "pipe.wav");
    CHECK(audio.warnings.empty());
    CHECK(audio.waveform.samples.size() == samples.size());
}

TEST_CASE("what cannot be read is refused with file and remedy")
{
    const TempFolder folder;
    const auto refused = [](const std::filesystem::path& file) {
        const Error error = errorOf([&] { readAudio(file); });
        CHECK(error.code == ErrorCode::Input);
        CHECK(error.where == file.string());
        CHECK(!error.remedy.empty());
        return error.what;
    };
    CHECK(refused(folder / "missing.wav").find("does not exist") != std::string::npos);
    CHECK(refused(folder / "").find("folder") != std::string::npos);
    CHECK(refused("/dev/zero").find("device") != std::string::npos);
    writeBytes(folder / "empty.wav", "");
    CHECK(refused(folder / "empty.wav").find("empty") != std::string::npos);
    writeBytes(folder / "text.wav", "these are words, not sound, and quite a few of them");
    CHECK(refused(folder / "text.wav").find("not an audio file") != std::string::npos);
    writeBytes(folder / "utf16.mp3", "\xFF\xFEh\1i\1 \1t\1h\1e\1r\1e\1");
    CHECK(refused(folder / "utf16.mp3").find("not an audio file") != std::string::npos);
    CHECK(errorOf([&] { inspectAudio(folder / "text.wav"); }).code == ErrorCode::Input);
    for (std::size_t size : {1, 11, 12, 20, 30, 43}) {
        CAPTURE(size);
        writeSound(folder / "head.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 16000, 1, {0.5F, 0.5F});
        writeBytes(folder / "head.wav", readBytes(folder / "head.wav").substr(0, size));
        CHECK(!refused(folder / "head.wav").empty());
    }
}

TEST_CASE("a file without samples is refused")
{
    const TempFolder folder;
    for (const Case& c : kCases) {
        if ((c.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_MPEG)
            continue; // an encoder without input writes no frame: not recognised at all, tested above
        CAPTURE(c.name);
        writeSound(folder / c.name, c.format, c.rate, 1, {});
        const Error error = errorOf([&] { readAudio(folder / c.name); });
        CHECK(error.code == ErrorCode::Input);
    }
}

TEST_CASE("codecs whose readers are rarely exercised are refused by name")
{
    const TempFolder folder;
    const auto samples = sine(440.0, 0.5, 8000);
    const auto what = [&](const char* name, int format) {
        writeSound(folder / name, format, 8000, 1, samples);
        return errorOf([&] { readAudio(folder / name); }).what;
    };
    CHECK(what("ima.wav", SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM).find("0x0011") != std::string::npos);
    CHECK(what("ms.wav", SF_FORMAT_WAV | SF_FORMAT_MS_ADPCM).find("0x0002") != std::string::npos);
    CHECK(what("gsm.wav", SF_FORMAT_WAV | SF_FORMAT_GSM610).find("0x0031") != std::string::npos);
    CHECK(what("ima.aiff", SF_FORMAT_AIFF | SF_FORMAT_IMA_ADPCM).find("ima4") != std::string::npos);
    CHECK(what("ima.w64", SF_FORMAT_W64 | SF_FORMAT_IMA_ADPCM).find("0x0011") != std::string::npos);
    CHECK(what("a.au", SF_FORMAT_AU | SF_FORMAT_PCM_16).find("not an audio file") != std::string::npos);
}

TEST_CASE("damaged bytes never do more than fail")
{
    const TempFolder folder;
    unsigned state = 1;
    const auto next = [&] { return state = state * 1664525U + 1013904223U; };
    int read = 0;
    int refused = 0;
    for (const Case& c : kCases) {
        CAPTURE(c.name);
        writeSound(folder / c.name, c.format, c.rate, 2, onChannels(sine(440.0, 0.1, c.rate), {1.0F, 0.5F}));
        const std::string whole = readBytes(folder / c.name);
        for (int round = 0; round < 12; ++round) {
            std::string bytes = whole;
            for (int i = 0; i < 6; ++i)
                bytes[next() % std::min<std::size_t>(bytes.size(), i < 4 ? 120 : bytes.size())]
                    = static_cast<char>(next() >> 24);
            writeBytes(folder / c.name, bytes);
            try {
                const LoadedAudio audio = readAudio(folder / c.name);
                ++read;
                for (float sample : audio.waveform.samples)
                    REQUIRE(std::isfinite(sample));
            } catch (const Failure& failure) {
                ++refused;
                CHECK(failure.error().code == ErrorCode::Input);
            }
        }
    }
    CHECK(read > 0);
    CHECK(refused > 0);
}

TEST_CASE("progress goes up to 1, and reading stops on request")
{
    const TempFolder folder;
    writeSound(folder / "a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 16000, 1, sine(440.0, 20.0, 16000));
    double last = 0.0;
    readAudio(folder / "a.wav", [&](const std::string& stage, double fraction) {
        CHECK(stage == "reading audio");
        CHECK(fraction >= last);
        last = fraction;
    });
    CHECK(last == 1.0);

    const StopFlag stop;
    int calls = 0;
    const Error error = errorOf([&] {
        readAudio(
            folder / "a.wav",
            [&](const std::string&, double) {
                ++calls;
                stop.stop();
            },
            stop);
    });
    CHECK(error.code == ErrorCode::Cancelled);
    CHECK(calls == 1);
}
