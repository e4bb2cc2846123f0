// SPDX-License-Identifier: MIT
#include "core/audio/audio_file.h"

#include "core/audio/audio_sniff.h"
#include "core/audio/resampler.h"
#include "core/audio/sndfile_p.h"
#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace steerscope {

namespace {

constexpr int kHighestRate = 768000; // Hz
constexpr sf_count_t kBlockSamples = 1 << 16; // over all channels

std::string subtypeName(int format)
{
    switch (format & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_PCM_S8:
    case SF_FORMAT_PCM_U8:
        return " 8 bit";
    case SF_FORMAT_PCM_16:
        return " 16 bit";
    case SF_FORMAT_PCM_24:
        return " 24 bit";
    case SF_FORMAT_PCM_32:
        return " 32 bit";
    case SF_FORMAT_FLOAT:
        return " 32 bit float";
    case SF_FORMAT_DOUBLE:
        return " 64 bit float";
    case SF_FORMAT_ULAW:
        return " mu-law";
    case SF_FORMAT_ALAW:
        return " A-law";
    case SF_FORMAT_VORBIS:
        return " Vorbis";
    case SF_FORMAT_OPUS:
        return " Opus";
    default:
        return {};
    }
}

std::string formatName(int format)
{
    const std::string subtype = subtypeName(format);
    switch (format & SF_FORMAT_TYPEMASK) {
    case SF_FORMAT_WAV:
    case SF_FORMAT_WAVEX:
        return "WAV" + subtype;
    case SF_FORMAT_RF64:
        return "RF64" + subtype;
    case SF_FORMAT_W64:
        return "W64" + subtype;
    case SF_FORMAT_AIFF:
        return "AIFF" + subtype;
    case SF_FORMAT_FLAC:
        return "FLAC" + subtype;
    case SF_FORMAT_OGG:
        return "Ogg" + subtype;
    case SF_FORMAT_MPEG:
        return "MP3";
    default:
        return "audio";
    }
}

struct OpenSound {
    SndfilePtr handle;
    SF_INFO info{};
    bool cutShort = false;

    // SF_INFO.frames is a hint of the file, not a fact.
    bool lengthKnown() const { return info.frames > 0 && info.frames < SF_COUNT_MAX; }
};

OpenSound openSound(const std::filesystem::path& file)
{
    OpenSound sound;
    sound.cutShort = sniffAudio(file).cutShort;
    sound.handle.reset(sf_open(file.c_str(), SFM_READ, &sound.info));
    if (!sound.handle)
        throw Failure(ErrorCode::Input,
            std::string("the audio file is damaged or not what it says: ") + sf_strerror(nullptr),
            file.string(), "export it again, as wav or flac");
    if (sound.info.samplerate < 1 || sound.info.samplerate > kHighestRate)
        throw Failure(ErrorCode::Input,
            "the sample rate is " + std::to_string(sound.info.samplerate) + " Hz, outside 1 Hz to 768 kHz",
            file.string(), "convert it to 16 kHz or 48 kHz");
    return sound;
}

AudioFileInfo describe(const std::filesystem::path& file, const OpenSound& sound)
{
    AudioFileInfo info;
    info.path = file.string();
    info.sampleRate = sound.info.samplerate;
    info.channels = sound.info.channels;
    info.format = formatName(sound.info.format);
    if (sound.lengthKnown())
        info.seconds = static_cast<double>(sound.info.frames) / sound.info.samplerate;
    return info;
}

// Beyond this, filtering could overflow; it is no sound anyway.
bool usable(float sample)
{
    return std::abs(sample) < 1e30F;
}

// [frames, channels] -> mean over channels, appended nowhere but written to mono[0 .. frames). Returns the
// number of samples that count as 0.
long mixDown(std::span<const float> interleaved, int channels, std::span<float> mono)
{
    long unusable = 0;
    const float* sample = interleaved.data();
    for (float& mixed : mono) {
        double sum = 0.0;
        for (int c = 0; c < channels; ++c, ++sample) {
            if (usable(*sample))
                sum += *sample;
            else
                ++unusable;
        }
        mixed = static_cast<float>(sum / channels);
    }
    return unusable;
}

// Decodes, mixes and resamples block by block.
class Reading {
public:
    Reading(OpenSound& sound, const ProgressFn& progress, const StopFlag& stop)
        : m_sound(sound)
        , m_progress(progress)
        , m_stop(stop)
        , m_resampler(sound.info.samplerate, kModelSampleRate)
    {
    }

    void run(const std::filesystem::path& file)
    {
        const int channels = m_sound.info.channels;
        const int rate = m_sound.info.samplerate;
        // At most a second: a block of a 1 Hz file grows 16000 times.
        const sf_count_t block
            = std::clamp<sf_count_t>(std::min<sf_count_t>(kBlockSamples / channels, rate), 1, kBlockSamples);
        std::vector<float> interleaved(static_cast<std::size_t>(block * channels));
        std::vector<float> mono(static_cast<std::size_t>(block));
        while (const auto got
            = std::max<sf_count_t>(0, sf_readf_float(m_sound.handle.get(), interleaved.data(), block))) {
            m_stop.throwIfStopped();
            const auto count = static_cast<std::size_t>(got);
            unusable += mixDown(interleaved, channels, std::span(mono).first(count));
            m_resampler.process(std::span(mono).first(count), samples);
            frames += got;
            if (static_cast<double>(frames) / rate > kLongestAudioSeconds)
                throw Failure(ErrorCode::Input, "the recording is longer than 24 hours", file.string(),
                    "cut it into parts");
            report();
        }
        m_resampler.finish(samples);
    }

    std::vector<float> samples;
    sf_count_t frames = 0;
    long unusable = 0;

private:
    void report() const
    {
        if (!m_progress)
            return;
        const double fraction = static_cast<double>(frames) / static_cast<double>(m_sound.info.frames);
        m_progress("reading audio", m_sound.lengthKnown() ? std::min(1.0, fraction) : -1.0);
    }

    OpenSound& m_sound;
    const ProgressFn& m_progress;
    const StopFlag& m_stop;
    Resampler m_resampler;
};

// Whether the decoder ended before what the container promised.
bool endedEarly(const OpenSound& sound, sf_count_t framesRead)
{
    return sound.cutShort || sf_error(sound.handle.get()) != SF_ERR_NO_ERROR
        || (sound.lengthKnown() && framesRead < sound.info.frames);
}

} // namespace

AudioFileInfo inspectAudio(const std::filesystem::path& file)
{
    return describe(file, openSound(file));
}

LoadedAudio readAudio(const std::filesystem::path& file, const ProgressFn& progress, const StopFlag& stop)
{
    stop.throwIfStopped();
    OpenSound sound = openSound(file);
    LoadedAudio loaded;
    loaded.info = describe(file, sound);
    Reading reading(sound, progress, stop);
    reading.run(file);
    if (reading.samples.empty())
        throw Failure(
            ErrorCode::Input, "the audio file holds no sound", file.string(), "record or export it again");
    loaded.info.seconds = static_cast<double>(reading.frames) / sound.info.samplerate;
    loaded.waveform.samples = std::move(reading.samples);
    if (reading.unusable > 0)
        loaded.warnings.push_back(
            std::to_string(reading.unusable) + " samples were not finite and count as 0");
    if (endedEarly(sound, reading.frames))
        loaded.warnings.push_back("the file is cut short: what is there was read");
    return loaded;
}

} // namespace steerscope
