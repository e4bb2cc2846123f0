// SPDX-License-Identifier: MIT
// The lists of utterances that a training reads (docs/training-data.md).
#pragma once

#include "core/base/stop_flag.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace steerscope {

struct Utterance {
    std::filesystem::path audio;
    double seconds = 0.0; // what the manifest says
    std::string speaker; // may be empty
    std::string text; // valid UTF-8, white space at both ends removed
    std::string set; // the manifest's folder and stem: "speechocean/train"
    int manifest = 0; // index into Manifest::files
    int line = 0; // in that file, from 1
    double offset = 0.0; // s into the file (NeMo's "offset")
    bool segment
        = false; // offset and seconds cut a part out of the file (JSONL); else the whole file is meant
};

struct SkippedRow {
    std::filesystem::path manifest;
    int line = 0; // from 1
    std::string why;
};

struct ManifestRules {
    double shortestSeconds = 0.1;
    double longestSeconds = 30.0;
    bool allowEmptyText = false;
    bool lowerCase = false;
    std::vector<std::string> excludeSpeakers; // their rows are left out without a word
    std::vector<std::string> onlySpeakers; // empty: all
};

struct Manifest {
    std::vector<Utterance> utterances; // in the files' order
    std::vector<SkippedRow> skipped; // in the files' order
    std::vector<std::filesystem::path> files;
};

// TSV with a header line (path, duration_s and text, optionally speaker; any order, others are ignored) or
// NeMo's JSONL (audio_filepath, duration and text, optionally speaker and offset); the first character tells
// which. A relative path starts at the folder above the manifest's own folder (TSV) or at that folder itself
// (JSONL); where no such file exists the other of the two is tried. A bad row is skipped and named; throws
// Failure(Input) for a file that cannot be read, has no header or not one usable row, and when the choice of
// speakers leaves nothing at all.
Manifest readManifests(
    const std::vector<std::filesystem::path>& files, const ManifestRules& rules, const StopFlag& stop = {});

struct SpeakerInfo {
    int age = 0; // years; 0: not known
    std::string gender; // as in the file; may be empty
};

// A TSV with a header line: speaker, and age and gender where known. Throws Failure(Input) with the line.
std::map<std::string, SpeakerInfo> readSpeakers(const std::filesystem::path& file);

} // namespace steerscope
