// SPDX-License-Identifier: MIT
// A synthetic device pushes numbered samples; the file must hold each of them once.
#include "core/audio/capture.h"

#include "core/audio/audio_file.h"
#include "tests/core/audio/audio_test_support.h"

#include <csignal>
#include <thread>

#include <sys/wait.h>

using namespace steerscope;
using namespace steerscope::test;
using namespace std::chrono_literals;

namespace {

constexpr int kRate = 16000;

// sample i = (i mod 1000) / 1000
std::vector<float> ramp(std::size_t from, std::size_t count)
{
    std::vector<float> samples(count);
    for (std::size_t i = 0; i < count; ++i)
        samples[i] = static_cast<float>((from + i) % 1000) / 1000.0F;
    return samples;
}

std::unique_ptr<RecordingFile> fileAt(const std::filesystem::path& path)
{
    return std::make_unique<RecordingFile>(path, kRate);
}

template <class F> bool within(std::chrono::milliseconds limit, F&& condition)
{
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

// Refuses everything after the first `limit` bytes.
class FullStore : public FileStore {
public:
    FullStore(const std::filesystem::path& file, std::int64_t limit)
        : FileStore(file)
        , m_limit(limit)
    {
    }
    std::int64_t write(const void* bytes, std::int64_t count) override
    {
        return FileStore::write(bytes, std::clamp<std::int64_t>(m_limit - position(), 0, count));
    }
    std::string problem() const override { return "No space left on device"; }

private:
    std::int64_t m_limit;
};

} // namespace

TEST_CASE("everything pushed from another thread is on disk, in order")
{
    const TempFolder folder;
    Capture capture(fileAt(folder / "a.wav"));
    std::thread device([&] {
        for (std::size_t at = 0; at < 100'000; at += 441) {
            capture.push(ramp(at, 441).data(), 441, 1);
            if (at % 4410 == 0)
                std::this_thread::sleep_for(1ms);
        }
    });
    device.join();
    capture.finish();
    const std::size_t pushed = (100'000 + 440) / 441 * 441;
    CHECK(capture.lostFrames() == 0);
    CHECK(capture.frames() == pushed);
    CHECK(readAudio(folder / "a.wav").waveform.samples == ramp(0, pushed));
    CHECK(capture.takeRecent() == ramp(0, pushed));
    CHECK(capture.takeRecent().empty());
    CHECK(!capture.failure());
}

TEST_CASE("stereo is mixed by mean")
{
    const TempFolder folder;
    Capture capture(fileAt(folder / "a.wav"));
    const auto stereo = onChannels(ramp(0, 1500), {1.0F, 0.0F});
    capture.push(stereo.data(), 1500, 2);
    capture.finish();
    auto expected = ramp(0, 1500);
    for (float& sample : expected)
        sample /= 2.0F;
    CHECK(readAudio(folder / "a.wav").waveform.samples == expected);
}

TEST_CASE("a pause leaves out what comes during it")
{
    const TempFolder folder;
    Capture capture(fileAt(folder / "a.wav"));
    capture.push(ramp(0, 500).data(), 500, 1);
    capture.setPaused(true);
    CHECK(capture.paused());
    capture.push(ramp(100, 5000).data(), 5000, 1);
    capture.setPaused(false);
    capture.push(ramp(500, 500).data(), 500, 1);
    capture.finish();
    CHECK(capture.lostFrames() == 0);
    CHECK(readAudio(folder / "a.wav").waveform.samples == ramp(0, 1000));
}

TEST_CASE("levels are those of a sine, and fall back to nothing")
{
    const TempFolder folder;
    Capture capture(fileAt(folder / "a.wav"));
    const auto tone = sine(400.0, 1.0, kRate, 0.8); // whole periods
    capture.push(tone.data(), tone.size(), 1);
    CHECK(within(2s, [&] { return capture.frames() == tone.size(); }));
    capture.finish();
    const auto recent = capture.takeRecent();
    CHECK(recent.size() == tone.size());

    Capture live(fileAt(folder / "b.wav"));
    Levels seen;
    CHECK(within(2s, [&] {
        live.push(tone.data(), tone.size(), 1);
        const Levels now = live.levels();
        seen.peak = std::max(seen.peak, now.peak);
        seen.rms = std::max(seen.rms, now.rms);
        return seen.rms > 0.0F;
    }));
    CHECK(seen.peak == doctest::Approx(0.8).epsilon(0.01));
    CHECK(seen.rms == doctest::Approx(0.8 / std::sqrt(2.0)).epsilon(0.01));
    CHECK(within(2s, [&] { return live.levels().peak == 0.0F; }));
}

TEST_CASE("frames that do not fit into the ring are counted as lost")
{
    const TempFolder folder;
    Capture capture(fileAt(folder / "a.wav"));
    const std::size_t minute = 60 * kRate; // at once: far more than the ring holds
    capture.push(ramp(0, minute).data(), minute, 1);
    capture.countLost(7);
    capture.finish();
    CHECK(capture.lostFrames() > 7);
    CHECK(capture.frames() + capture.lostFrames() == minute + 7);
}

TEST_CASE("a device that falls silent is reported within seconds, and the file is whole by then")
{
    const TempFolder folder;
    Capture capture(fileAt(folder / "a.wav"));
    capture.push(ramp(0, 3000).data(), 3000, 1);
    capture.watch("test microphone");
    CHECK(within(5s, [&] { return capture.failure().has_value(); }));
    const Error error = *capture.failure();
    CHECK(error.code == ErrorCode::Audio);
    CHECK(error.where == "test microphone");
    CHECK(!error.remedy.empty());
    CHECK(readAudio(folder / "a.wav").waveform.samples == ramp(0, 3000));
    capture.push(ramp(0, 100).data(), 100, 1); // a late callback does no harm
    capture.finish();
    CHECK(capture.frames() == 3000);
}

TEST_CASE("a full disk ends the recording, keeps the file and says so")
{
    const TempFolder folder;
    Capture capture(std::make_unique<RecordingFile>(
        std::make_unique<FullStore>(folder / "a.wav", 50'000), "a.wav", kRate));
    CHECK(within(5s, [&] {
        capture.push(ramp(0, 1000).data(), 1000, 1);
        return capture.failure().has_value();
    }));
    CHECK(capture.failure()->code == ErrorCode::Output);
    CHECK(capture.failure()->what.find("No space left") != std::string::npos);
    const LoadedAudio audio = readAudio(folder / "a.wav");
    CHECK(audio.waveform.samples.size() == capture.frames());
    CHECK(audio.waveform.samples.size() > 10'000);
    CHECK(std::vector<float>(audio.waveform.samples.begin(), audio.waveform.samples.begin() + 10'000)
        == ramp(0, 10'000));
}

TEST_CASE("kill -9 loses less than a second of a running recording")
{
    const TempFolder folder;
    const std::filesystem::path path = folder / "a.wav";
    int pipe[2];
    REQUIRE(::pipe(pipe) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        // A synthetic device in real time: 10 ms blocks. Tells how many frames it has pushed.
        Capture capture(fileAt(path));
        for (std::size_t at = 0;; at += 160) {
            capture.push(ramp(at, 160).data(), 160, 1);
            const std::uint64_t pushed = at + 160;
            if (::write(pipe[1], &pushed, sizeof pushed) != sizeof pushed)
                ::_exit(1);
            std::this_thread::sleep_for(10ms);
        }
    }
    ::close(pipe[1]);
    std::uint64_t pushed = 0;
    while (pushed < 24'000)
        REQUIRE(::read(pipe[0], &pushed, sizeof pushed) == sizeof pushed);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (::read(pipe[0], &pushed, sizeof pushed) == sizeof pushed) { }
    ::close(pipe[0]);
    const LoadedAudio audio = readAudio(path);
    MESSAGE("lost at kill -9: ", 1000.0 * static_cast<double>(pushed - audio.waveform.samples.size()) / kRate,
        " ms");
    CHECK(audio.waveform.samples.size() + kRate > pushed);
    CHECK(audio.waveform.samples == ramp(0, audio.waveform.samples.size()));
}
