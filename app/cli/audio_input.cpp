// SPDX-License-Identifier: MIT
#include "app/cli/audio_input.h"

#include "app/cli/text_input.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace steerscope::cli {
namespace {

// libsndfile needs to move about in what it reads, so stdin becomes a file for a while.
class StdinFile {
public:
    StdinFile()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "steerscope-stdin-XXXXXX").string();
        const int descriptor = ::mkstemp(pattern.data());
        if (descriptor < 0)
            throw Failure(ErrorCode::Output, "stdin cannot be kept in a temporary file", pattern,
                "set TMPDIR to a folder that can be written");
        ::close(descriptor);
        m_path = pattern;
        const std::string content = readText("-");
        std::ofstream file(m_path, std::ios::binary);
        file.write(content.data(), static_cast<std::streamsize>(content.size()));
        if (!file.flush()) {
            remove();
            throw Failure(ErrorCode::Output, "stdin cannot be kept in a temporary file", pattern,
                "set TMPDIR to a folder with room");
        }
    }
    ~StdinFile() { remove(); }
    StdinFile(const StdinFile&) = delete;
    StdinFile& operator=(const StdinFile&) = delete;
    const std::filesystem::path& path() const { return m_path; }

private:
    void remove() const
    {
        std::error_code ignored;
        std::filesystem::remove(m_path, ignored);
    }

    std::filesystem::path m_path;
};

LoadedAudio readStdin(const ProgressFn& progress, const StopFlag& stop)
{
    const StdinFile file;
    stop.throwIfStopped();
    try {
        LoadedAudio audio = readAudio(file.path(), progress, stop);
        audio.info.path = "-";
        return audio;
    } catch (const Failure& failure) {
        Error error = failure.error();
        error.where = "stdin";
        throw Failure(error);
    }
}

} // namespace

void checkAudio(const std::vector<std::string>& paths)
{
    if (std::count(paths.begin(), paths.end(), "-") > 1)
        throw Failure(ErrorCode::Usage, "stdin can be read once", "-", "name it once");
    for (const std::string& path : paths)
        if (path != "-")
            inspectAudio(path);
}

LoadedAudio loadAudio(const std::string& path, Environment& environment)
{
    const ProgressFn progress = environment.console.progress(path);
    LoadedAudio audio
        = path == "-" ? readStdin(progress, environment.stop) : readAudio(path, progress, environment.stop);
    for (const std::string& warning : audio.warnings)
        environment.console.warning(path + ": " + warning);
    return audio;
}

} // namespace steerscope::cli
