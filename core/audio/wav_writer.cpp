// SPDX-License-Identifier: MIT
#include "core/audio/wav_writer.h"

#include "core/audio/recording_file.h"
#include "core/base/error.h"

#include <system_error>

namespace steerscope {

void writeWav(const std::filesystem::path& file, const Waveform& waveform)
{
    std::filesystem::path part = file;
    part.replace_filename("." + file.filename().string() + ".part");
    std::error_code problem;
    std::filesystem::remove(part, problem); // of an earlier crash
    try {
        RecordingFile out(part, waveform.sampleRate);
        out.append(waveform.samples);
        out.close();
        std::filesystem::rename(part, file, problem);
    } catch (const Failure& failure) {
        std::filesystem::remove(part, problem);
        throw Failure(
            ErrorCode::Output, "the wav file cannot be written", file.string(), failure.error().what);
    }
    if (!problem)
        return;
    const std::string why = problem.message();
    std::filesystem::remove(part, problem);
    throw Failure(
        ErrorCode::Output, "the wav file cannot be written: " + why, file.string(), "choose another name");
}

} // namespace steerscope
