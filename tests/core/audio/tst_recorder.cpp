// SPDX-License-Identifier: MIT
// The real recorder and player on real PortAudio, through a virtual microphone: what the player plays into
// it, the recorder must hear. Checked against the sine that was played.
//
// Without PulseAudio only the part without a device runs; with STEERSCOPE_REQUIRE_PULSE=1 that is a failure.
#include "core/audio/recorder.h"

#include "core/audio/audio_file.h"
#include "core/audio/player.h"
#include "tests/core/audio/virtual_microphone.h"

#include <algorithm>
#include <chrono>
#include <cstring>

using namespace steerscope;
using namespace steerscope::test;
using namespace std::chrono_literals;

namespace {

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

std::shared_ptr<const Waveform> tone(double hertz, double seconds, int rate = kModelSampleRate)
{
    return std::make_shared<Waveform>(Waveform{sine(hertz, seconds, rate), rate});
}

// What f() writes to stderr, by anyone in the process.
template <class F> std::string errorOutputOf(F&& f)
{
    const TempFolder folder;
    const std::filesystem::path file = folder / "stderr";
    const int kept = ::dup(2);
    const int caught = ::open(file.c_str(), O_CREAT | O_WRONLY, 0600);
    ::dup2(caught, 2);
    f();
    ::dup2(kept, 2);
    ::close(caught);
    ::close(kept);
    return readBytes(file);
}

bool pulseThere()
{
    if (VirtualMicrophone::installed())
        return true;
    const char* required = std::getenv("STEERSCOPE_REQUIRE_PULSE");
    if (required && std::strcmp(required, "1") == 0)
        FAIL("pulseaudio and pactl are required (STEERSCOPE_REQUIRE_PULSE=1) and not installed");
    MESSAGE("pulseaudio is not installed: the recorder was not tried with a device");
    return false;
}

} // namespace

TEST_CASE("no device: said clearly, with a remedy, and nothing is printed or left behind")
{
    VirtualMicrophone nothingRuns;
    const TempFolder folder;
    CHECK(errorOutputOf([] { audioDevices(); }).empty());
    Recorder recorder;
    const Error error = errorOf([&] { recorder.start({folder / "a.wav", "ALSA:no such device"}); });
    CHECK(error.code == ErrorCode::Audio);
    CHECK(!error.remedy.empty());
    CHECK(!std::filesystem::exists(folder / "a.wav"));
    CHECK(recorder.state() == Recorder::State::Idle);
    CHECK(recorder.sampleRate() == 0);
    CHECK(!recorder.stop());
    Player player;
    CHECK(errorOf([&] { player.play(tone(440.0, 1.0), 0.0, 1.0, "ALSA:no such device"); }).code
        == ErrorCode::Audio);
    CHECK(!player.playing());
    CHECK(player.position() == 0.0);
    const auto devices = audioDevices();
    if (std::none_of(devices.begin(), devices.end(), [](const auto& d) { return d.inputChannels > 0; })) {
        const Error none = errorOf([&] { recorder.start({folder / "a.wav", {}}); });
        CHECK(none.what == "no microphone was found");
        CHECK(!none.remedy.empty());
    }
}

TEST_CASE("what is played into the virtual microphone is recorded")
{
    if (!pulseThere())
        return;
    VirtualMicrophone microphone;
    microphone.start(); // after the list was read in the test above: it is read anew
    const TempFolder folder;
    const auto devices = audioDevices();
    REQUIRE_MESSAGE(!devices.empty(), "is libasound2-plugins installed?");
    CHECK(devices.front().defaultInput);
    CHECK(std::any_of(
        devices.begin(), devices.end(), [](const auto& d) { return d.name == "PulseAudio (pulse)"; }));

    Recorder recorder;
    Player player;
    std::string printed = errorOutputOf([&] { recorder.start({folder / "a.wav", {}}); });
    CHECK(printed == "");
    CHECK(recorder.state() == Recorder::State::Recording);
    CHECK(recorder.sampleRate() == 44100);
    CHECK(within(8s, [&] { return recorder.seconds() > 0.2; }));
    CHECK(audioDevices().size() == devices.size()); // the list can be asked for meanwhile

    const auto sound = tone(1000.0, 3.0);
    player.play(sound, 0.5, 2.0);
    Levels loudest;
    std::vector<float> recent;
    std::vector<double> positions;
    CHECK(within(10s, [&] {
        loudest.peak = std::max(loudest.peak, recorder.levels().peak);
        loudest.rms = std::max(loudest.rms, recorder.levels().rms);
        const auto more = recorder.takeRecent();
        recent.insert(recent.end(), more.begin(), more.end());
        positions.push_back(player.position());
        return !player.playing();
    }));
    CHECK(!player.failure());
    CHECK(positions.front() >= 0.5);
    CHECK(std::is_sorted(positions.begin(), positions.end()));
    CHECK(player.position() == 2.0);
    CHECK(
        std::count_if(positions.begin(), positions.end(), [](double p) { return p > 0.7 && p < 1.8; }) > 50);
    CHECK(loudest.peak == doctest::Approx(0.5).epsilon(0.05));
    CHECK(loudest.rms == doctest::Approx(0.5 / std::sqrt(2.0)).epsilon(0.1));

    recorder.pause();
    CHECK(recorder.state() == Recorder::State::Paused);
    std::this_thread::sleep_for(150ms);
    const double paused = recorder.seconds();
    std::this_thread::sleep_for(300ms);
    CHECK(recorder.seconds() == paused);
    recorder.resume();
    CHECK(within(2s, [&] { return recorder.seconds() > paused; }));

    const auto file = recorder.stop();
    REQUIRE(file);
    CHECK(recorder.state() == Recorder::State::Idle);
    CHECK(recorder.lostFrames() == 0);
    const LoadedAudio audio = readAudio(*file);
    CHECK(audio.info.sampleRate == 44100);
    CHECK(audio.info.seconds == doctest::Approx(recorder.seconds()));
    CHECK(recent.size() > 44100U);
    // The sine as it was played: its amplitude over a second inside it, and 1.5 s of it altogether.
    const auto& samples = audio.waveform.samples;
    const auto loud = [](float sample) { return std::abs(sample) > 0.25F; };
    const auto first = std::find_if(samples.begin(), samples.end(), loud);
    const auto last = std::find_if(samples.rbegin(), samples.rend(), loud).base();
    CHECK((last - first) / 16000.0 == doctest::Approx(1.5).epsilon(0.03));
    REQUIRE(last - first > 20000);
    CHECK(amplitudeAt(1000.0, {first + 2000, first + 18000}, 16000) == doctest::Approx(0.5).epsilon(0.02));
}

TEST_CASE("stopping a playback at once leaves the cursor where it was")
{
    if (!pulseThere())
        return;
    VirtualMicrophone microphone;
    microphone.start();
    Player player;
    player.play(tone(440.0, 5.0, 22050), 1.0, 100.0);
    CHECK(player.playing());
    CHECK(within(8s, [&] { return player.position() > 1.2; }));
    player.stop();
    CHECK(!player.playing());
    CHECK(!player.failure());
    const double stopped = player.position();
    CHECK(stopped > 1.2);
    CHECK(stopped < 3.0);
    std::this_thread::sleep_for(50ms);
    CHECK(player.position() == stopped);
    player.play(tone(440.0, 0.2), 0.0, 0.2); // and again
    CHECK(within(8s, [&] { return !player.playing(); }));
    CHECK(player.position() == 0.2);
}

TEST_CASE("the device vanishes: both say so, the recording is kept, and a new one works")
{
    if (!pulseThere())
        return;
    VirtualMicrophone microphone;
    microphone.start();
    const TempFolder folder;
    Recorder recorder;
    Player player;
    recorder.start({folder / "a.wav", {}});
    player.play(tone(1000.0, 30.0), 0.0, 30.0);
    CHECK(within(8s, [&] { return recorder.seconds() > 0.5; }));
    microphone.kill();
    CHECK(within(5s, [&] { return recorder.state() == Recorder::State::Failed; }));
    REQUIRE(recorder.failure());
    CHECK(recorder.failure()->code == ErrorCode::Audio);
    CHECK(!recorder.failure()->remedy.empty());
    CHECK(within(5s, [&] { return !player.playing(); }));
    REQUIRE(player.failure());
    CHECK(player.failure()->code == ErrorCode::Audio);
    CHECK(readAudio(folder / "a.wav").info.seconds > 0.5);

    const auto before = std::chrono::steady_clock::now();
    CHECK(recorder.stop() == folder / "a.wav");
    CHECK(std::chrono::steady_clock::now() - before < 4s); // a bound, not a timing: it must not hang

    microphone.start();
    recorder.start({folder / "b.wav", {}});
    CHECK(within(8s, [&] { return recorder.seconds() > 0.2; }));
    CHECK(recorder.stop() == folder / "b.wav");
    CHECK(errorOf([&] { recorder.start({folder / "b.wav", {}}); }).code == ErrorCode::Output);
    CHECK(recorder.state() == Recorder::State::Idle);
}
