// SPDX-License-Identifier: MIT
// Checked by reading back: after closing, after kill -9, on a full disk, and beyond 4 GB.
#include "core/audio/recording_file.h"

#include "core/audio/audio_file.h"
#include "tests/core/audio/audio_test_support.h"

#include <csignal>
#include <cstring>
#include <numeric>

#include <sys/resource.h>
#include <sys/wait.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

// Sample i of a recording; whole numbers below 2^24 are exact in a float.
std::vector<float> numbered(std::size_t from, std::size_t count)
{
    std::vector<float> samples(count);
    std::iota(samples.begin(), samples.end(), static_cast<float>(from));
    return samples;
}

// Runs body() in a process of its own that ends without any clean-up.
template <class F> int inChild(F&& body)
{
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        int result = 99;
        try {
            result = body();
        } catch (...) {
        }
        ::_exit(result);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// A file whose long runs of zeros take no room: beyond 4 GB in milliseconds.
class SparseStore : public FileStore {
public:
    using FileStore::FileStore;
    std::int64_t write(const void* bytes, std::int64_t count) override
    {
        const auto* from = static_cast<const char*>(bytes);
        const bool zeros = count > 4096 && from[0] == 0
            && std::memcmp(from, from + 1, static_cast<std::size_t>(count) - 1) == 0;
        if (!zeros)
            return FileStore::write(bytes, count);
        FileStore::write(bytes, 1);
        seek(position() + count - 2);
        FileStore::write(bytes, 1);
        return count;
    }
};

} // namespace

TEST_CASE("a closed recording is a plain wav that holds every sample")
{
    const TempFolder folder;
    const auto samples = numbered(0, 16000);
    {
        RecordingFile file(folder / "a.wav", 16000);
        for (std::size_t at = 0; at < samples.size(); at += 1000)
            file.append(std::span(samples).subspan(at, 1000));
        CHECK(file.frames() == samples.size());
        file.close();
        file.close();
    }
    CHECK(readBytes(folder / "a.wav").substr(0, 4) == "RIFF");
    const LoadedAudio audio = readAudio(folder / "a.wav");
    CHECK(audio.waveform.samples == samples);
    CHECK(audio.warnings.empty());
}

TEST_CASE("kill -9 loses nothing that was appended")
{
    const TempFolder folder;
    const std::filesystem::path path = folder / "killed.wav";
    CHECK(inChild([&]() -> int {
        RecordingFile file(path, 16000);
        for (std::size_t at = 0; at < 40000; at += 800)
            file.append(numbered(at, 800));
        ::raise(SIGKILL);
        return 0;
    }) == -SIGKILL);
    // A plain wav at every moment: RF64 only once it has to be.
    CHECK(readBytes(path).substr(0, 4) == "RIFF");
    const LoadedAudio audio = readAudio(path);
    CHECK(audio.waveform.samples == numbered(0, 40000));
    CHECK(audio.warnings.empty());
}

TEST_CASE("a disk that fills up: the failure says so, and what fitted is kept")
{
    // The kernel's own short write, by a limit on file size instead of a small disk.
    constexpr rlim_t kLimit = 100'000; // bytes
    const TempFolder folder;
    const std::filesystem::path path = folder / "full.wav";
    const int code = inChild([&]() -> int {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{kLimit, kLimit};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0)
            return 1;
        RecordingFile file(path, 16000);
        std::size_t at = 0;
        try {
            for (;; at += 800)
                file.append(numbered(at, 800));
        } catch (const Failure& failure) {
            const Error& error = failure.error();
            const bool told = error.code == ErrorCode::Output && error.where == path.string()
                && error.what.find("File too large") != std::string::npos && !error.remedy.empty();
            return told && file.frames() >= at ? 0 : 2;
        }
    });
    CHECK(code == 0);
    const LoadedAudio audio = readAudio(path);
    CHECK(audio.waveform.samples.size() > 24000);
    CHECK(audio.waveform.samples == numbered(0, audio.waveform.samples.size()));
}

TEST_CASE("beyond 4 GB everything is there")
{
    // libsndfile writes every byte, the store leaves out runs of zeros as holes: a real file of 4.4 GB that
    // takes a few MB of disk. Its length and its last samples are read back by libsndfile.
    const TempFolder folder;
    const std::filesystem::path path = folder / "long.wav";
    constexpr std::size_t kBlock = 1 << 24; // samples, 64 MiB
    constexpr std::size_t kBlocks = 66;
    {
        RecordingFile file(std::make_unique<SparseStore>(path), path.string(), 48000);
        const std::vector<float> silence(kBlock, 0.0F);
        for (std::size_t i = 0; i < kBlocks; ++i)
            file.append(silence);
        file.append(numbered(1, 1000));
        CHECK(file.frames() == kBlock * kBlocks + 1000);
    }
    CHECK(std::filesystem::file_size(path) > (std::uint64_t(1) << 32));
    const AudioFileInfo info = inspectAudio(path);
    CHECK(info.format == "RF64 32 bit float");
    CHECK(info.seconds == doctest::Approx((kBlock * kBlocks + 1000) / 48000.0).epsilon(1e-12));
    SF_INFO sound{};
    SNDFILE* handle = sf_open(path.c_str(), SFM_READ, &sound);
    REQUIRE(handle != nullptr);
    std::vector<float> tail(1000);
    sf_seek(handle, static_cast<sf_count_t>(kBlock * kBlocks), SEEK_SET);
    CHECK(sf_readf_float(handle, tail.data(), 1000) == 1000);
    CHECK(tail == numbered(1, 1000));
    sf_close(handle);
}

TEST_CASE("what cannot be written is refused, and no recording is ever overwritten")
{
    const TempFolder folder;
    const auto refused
        = [](const std::filesystem::path& path) { return errorOf([&] { RecordingFile file(path, 16000); }); };
    CHECK(refused(folder / "none/a.wav").code == ErrorCode::Output);
    CHECK(refused(folder / "").code == ErrorCode::Output);
    writeBytes(folder / "old.wav", "precious");
    const Error error = refused(folder / "old.wav");
    CHECK(error.what.find("exists already") != std::string::npos);
    CHECK(error.where == (folder / "old.wav").string());
    CHECK(readBytes(folder / "old.wav") == "precious");
    if (::geteuid() != 0) { // root may write anywhere
        std::filesystem::permissions(folder / "", std::filesystem::perms::owner_read);
        CHECK(refused(folder / "a.wav").code == ErrorCode::Output);
        std::filesystem::permissions(folder / "", std::filesystem::perms::owner_all);
    } else {
        CHECK(refused("/proc/a.wav").code == ErrorCode::Output);
    }
}
