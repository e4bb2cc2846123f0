// SPDX-License-Identifier: MIT
// The lines of a run's log.jsonl (docs/training.md), as values. No torch in this header.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace steerscope {

struct SkippedItem {
    std::string manifest;
    int line = 0; // from 1
    std::string why;
};

struct StartRecord {
    std::string task, name, device, dtype, variant;
    std::int64_t steps = 0;
    std::uint64_t seed = 0;
    int threads = 0, ranks = 1;
    std::map<std::string, std::int64_t> parameters; // by group
    std::vector<std::pair<std::string, int>> layers; // "1" or "out", experts
    std::int64_t utterances = 0;
    double seconds = 0.0; // of training audio
    std::vector<SkippedItem> skipped;
    std::optional<std::int64_t> resumedFrom;
};

struct LayerRecord {
    int layer = 0; // from 0, or kOutLayer
    double scale = 1.0;
    double vectorNorm = 0.0; // mean |V_e|
    double usageEntropy = 0.0, frameEntropy = 0.0; // nats
    std::vector<double> load; // [E] mean gates
};

struct StepRecord {
    std::int64_t step = 0; // from 1: steps done
    int epoch = 0;
    double loss = 0.0; // mean over the step's targets, of all ranks
    std::map<std::string, double> parts;
    std::int64_t tokens = 0;
    std::map<std::string, double> rates, gradientNorms;
    bool clipped = false;
    std::vector<LayerRecord> layers;
    double stepSeconds = 0.0, waitedSeconds = 0.0, etaSeconds = 0.0;
    std::int64_t memoryBytes = 0; // resident
};

struct DevSample {
    std::string reference, hypothesis, set;
};

struct DevRecord {
    std::int64_t step = 0;
    double loss = 0.0;
    std::optional<double> wer, cer; // absent where there is no reference word
    long words = 0;
    bool best = false;
    double seconds = 0.0;
    std::vector<DevSample> samples;
    struct Set {
        double wer = 0.0;
        long words = 0;
    };
    std::map<std::string, Set> sets;
};

struct EndRecord {
    std::int64_t step = 0;
    std::string state, reason;
    double seconds = 0.0;
    std::optional<double> bestWer;
    std::int64_t bestStep = 0;
};

// One line of JSON without its newline.
std::string logLine(const StartRecord& record);
std::string logLine(const StepRecord& record);
std::string logLine(const DevRecord& record);
std::string logLine(const EndRecord& record);
std::string checkpointLine(std::int64_t step, const std::string& path);
std::string noteLine(std::int64_t step, const std::string& text);

// The step that a line belongs to; nullopt for `start` lines and what is no line of a log.
std::optional<std::int64_t> stepOfLine(const std::string& line);

} // namespace steerscope
