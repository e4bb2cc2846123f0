// SPDX-License-Identifier: MIT
// A training's folder (docs/training.md, "The run folder"): its log, its status, and what it is told. No
// torch in this header.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace steerscope {

enum class TrainCommand { None, Pause, Continue, Stop };

struct TrainStatus {
    std::string state = "preparing"; // "preparing", "running", "paused", "stopped", "finished", "failed"
    std::int64_t step = 0, steps = 0;
    std::string stage; // while preparing
    double fraction = -1.0;
    double loss = 0.0;
    std::optional<double> devWer, bestWer;
    double etaSeconds = 0.0;
    std::optional<Error> error;
};

// Held by the process that trains: two in one folder would spoil each other's checkpoints.
class RunFolder {
public:
    // Makes the folder and locks it. Throws Failure(Output) when it cannot, or when another process trains
    // there.
    explicit RunFolder(const std::filesystem::path& folder);
    ~RunFolder();
    RunFolder(const RunFolder&) = delete;
    RunFolder& operator=(const RunFolder&) = delete;

    const std::filesystem::path& path() const { return m_folder; }
    std::filesystem::path file(const std::string& name) const { return m_folder / name; }

    // Opens the log for appending after cutting off the lines of steps above `step` and half a line at the
    // end. Throws Failure(Output).
    void openLog(std::int64_t step);
    // A line and its newline, written at once. Throws Failure(Output), a full disk for example.
    void log(const std::string& line);
    // Replaces status.json; never throws: a status is not worth a training.
    void writeStatus(const TrainStatus& status) const noexcept;
    // What control.json asked since the last call.
    TrainCommand takeCommand();
    void clearCommand() const;

private:
    std::filesystem::path m_folder;
    int m_lock = -1;
    int m_log = -1;
};

} // namespace steerscope
