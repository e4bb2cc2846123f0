// SPDX-License-Identifier: MIT
#include "core/audio/log_mel.h"

#include "core/audio/mel_filters.h"
#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include <kissfft.hh>

namespace steerscope {

namespace {

constexpr double kHighestHertz = 8000.0; // of the filter bank, whatever the sample rate
constexpr double kSmallestPower = 1e-10;
constexpr float kDynamicRange = 8.0F; // decades below the loudest that are told apart

// Products of 2, 3 and 5 only: the plan's other butterflies share a scratch buffer between threads.
bool isSmooth(int size)
{
    for (int factor : {2, 3, 5})
        while (size % factor == 0)
            size /= factor;
    return size == 1;
}

// Reflection needs more than half a transform.
bool windowFits(const LogMelOptions& options, int windowSamples)
{
    return windowSamples > options.fftSize / 2 && windowSamples >= options.hop
        && windowSamples <= 100'000'000;
}

void requireSizes(const LogMelOptions& options)
{
    const auto refuse = [](const std::string& what) {
        throw Failure(ErrorCode::Model, "the log-mel settings make no sense: " + what,
            "preprocessor_config.json", "use the file that came with the encoder");
    };
    if (options.mels < 1 || options.mels > 1024)
        refuse("feature_size " + std::to_string(options.mels));
    if (options.fftSize < 4 || options.fftSize > 65536 || options.fftSize % 2 != 0
        || !isSmooth(options.fftSize))
        refuse("n_fft " + std::to_string(options.fftSize) + " (even, a product of 2, 3 and 5)");
    if (options.hop < 1 || options.hop > options.fftSize)
        refuse("hop_length " + std::to_string(options.hop));
    if (options.sampleRate < 1)
        refuse("sampling_rate " + std::to_string(options.sampleRate));
    if (!windowFits(options, options.windowSamples))
        refuse("n_samples " + std::to_string(options.windowSamples));
}

std::vector<double> periodicHann(int size)
{
    std::vector<double> window(static_cast<std::size_t>(size));
    for (int i = 0; i < size; ++i)
        window[i] = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * i / size);
    return window;
}

} // namespace

struct LogMel::Impl {
    explicit Impl(const LogMelOptions& o)
        : options(o)
        , window(periodicHann(o.fftSize))
        , filters(slaneyMelFilters(o.mels, o.fftSize, o.sampleRate, kHighestHertz))
        , plan(static_cast<std::size_t>(o.fftSize) / 2, false)
    {
    }

    // Sample i of the window that ends with sample `last`, reflected at both ends, zero behind the audio.
    static double sampleAt(std::span<const float> samples, long i, long last)
    {
        i = i < 0 ? -i : i > last ? 2 * last - i : i;
        return i < std::ssize(samples) ? samples[static_cast<std::size_t>(i)] : 0.0;
    }

    // Whether a frame, its reflected part included, hears nothing but padding.
    bool silent(std::span<const float> samples, long begin, long last) const
    {
        const long end = begin + options.fftSize - 1;
        const long lowest = end > last ? std::min(begin, 2 * last - end) : begin;
        return lowest >= std::ssize(samples);
    }

    // Power spectrum of the frame that begins at sample `begin`: power[fftSize / 2 + 1].
    void powerSpectrum(std::span<const float> samples, long begin, long last, std::vector<double>& frame,
        std::vector<std::complex<double>>& spectrum, std::vector<double>& power) const
    {
        const int size = options.fftSize;
        if (begin >= 0 && begin + size <= std::ssize(samples))
            for (int i = 0; i < size; ++i)
                frame[i] = window[i] * samples[static_cast<std::size_t>(begin) + i];
        else
            for (int i = 0; i < size; ++i)
                frame[i] = window[i] * sampleAt(samples, begin + i, last);
        plan.transform_real(frame.data(), spectrum.data());
        const int half = size / 2;
        power[0] = spectrum[0].real() * spectrum[0].real();
        power[half] = spectrum[0].imag() * spectrum[0].imag();
        for (int k = 1; k < half; ++k)
            power[k] = std::norm(spectrum[k]);
    }

    LogMelOptions options;
    std::vector<double> window;
    std::vector<MelFilter> filters;
    kissfft<double> plan; // of fftSize / 2 complex points: a real transform of fftSize
};

LogMel::LogMel(const LogMelOptions& options)
{
    requireSizes(options);
    m_impl = std::make_unique<Impl>(options);
}

LogMel::~LogMel() = default;
LogMel::LogMel(LogMel&&) noexcept = default;

const LogMelOptions& LogMel::options() const
{
    return m_impl->options;
}

MelSpectrogram LogMel::compute(std::span<const float> samples) const
{
    return compute(samples, m_impl->options.windowSamples);
}

MelSpectrogram LogMel::compute(std::span<const float> samples, int windowSamples) const
{
    const LogMelOptions& o = m_impl->options;
    if (!windowFits(o, windowSamples))
        throw Failure(ErrorCode::Internal,
            "a log-mel window of " + std::to_string(windowSamples) + " samples is impossible");
    samples = samples.first(std::min<std::size_t>(samples.size(), windowSamples));
    const long last = windowSamples - 1L;
    MelSpectrogram mel{o.mels, windowSamples / o.hop, {}};
    mel.values.assign(
        static_cast<std::size_t>(mel.mels) * mel.frames, static_cast<float>(std::log10(kSmallestPower)));

    std::vector<double> frame(o.fftSize);
    std::vector<std::complex<double>> spectrum(o.fftSize / 2);
    std::vector<double> power(o.fftSize / 2 + 1);
    for (int t = 0; t < mel.frames; ++t) {
        const long begin = static_cast<long>(t) * o.hop - o.fftSize / 2;
        if (m_impl->silent(samples, begin, last))
            continue;
        m_impl->powerSpectrum(samples, begin, last, frame, spectrum, power);
        for (int m = 0; m < o.mels; ++m) {
            const MelFilter& filter = m_impl->filters[m];
            double sum = 0.0;
            for (std::size_t i = 0; i < filter.weights.size(); ++i)
                sum += filter.weights[i] * power[filter.first + i];
            // A comparison that is false for NaN, so that one bad sample spoils only its frames.
            mel.values[static_cast<std::size_t>(m) * mel.frames + t]
                = static_cast<float>(std::log10(sum > kSmallestPower ? sum : kSmallestPower));
        }
    }
    const float floor = *std::max_element(mel.values.begin(), mel.values.end()) - kDynamicRange;
    for (float& value : mel.values)
        value = (std::max(value, floor) + 4.0F) / 4.0F;
    return mel;
}

} // namespace steerscope
