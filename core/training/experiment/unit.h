// SPDX-License-Identifier: MIT
// The smallest piece of an experiment: one program with its inputs and outputs, run once. What a unit was
// made from is kept as a fingerprint in units/NAME.json; where that and the outputs are there, it is not run
// again.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace steerscope::experiment {

struct Unit {
    std::string name; // also of its files: "static-100-s1.train"
    std::vector<std::string> command; // the program first
    std::string settings; // what else decides the outcome: a training's configuration
    std::vector<std::filesystem::path> inputs; // files and folders
    std::vector<std::filesystem::path> outputs;
    std::filesystem::path standardOutput; // empty: into the log
    std::filesystem::path run; // a training's folder, for the progress line
    bool mayFail = false; // a failure is a result: it is noted, and the experiment goes on
};

struct UnitRecord {
    std::string fingerprint;
    double seconds = 0.0;
    std::string failure; // empty: done
    bool started = false; // and neither done nor failed: the experiment was stopped

    bool done() const { return !started && failure.empty(); }
};

std::optional<UnitRecord> readUnitRecord(const std::filesystem::path& file);
void writeUnitRecord(const std::filesystem::path& file, const UnitRecord& record);

// Of the command, the settings and the inputs' content; `output` (the experiment's folder) counts as a name,
// so that the folder may be moved. Files of more than 2 MB count by size and both ends. earlier: fingerprints
// of the units whose outputs this one reads.
std::string unitFingerprint(
    const Unit& unit, const std::filesystem::path& output, const std::vector<std::string>& earlier);

// Whether a's outputs are among what b reads: a name of one, or of the folder it lies in, stands in b's
// command, settings or inputs.
bool feeds(const Unit& a, const Unit& b, const std::filesystem::path& output);

} // namespace steerscope::experiment
