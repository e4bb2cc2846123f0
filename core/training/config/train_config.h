// SPDX-License-Identifier: MIT
// Everything a training can be told (docs/training.md). Plain values with the reference's defaults; JSON in
// and out.
#pragma once

#include "core/model/checkpoint/bundle.h"
#include "core/training/data/augmentation.h"
#include "core/training/optimizer/schedule.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace steerscope {

enum class TrainTask { Ctc, Language, Steering, Joint };
const char* trainTaskName(TrainTask task); // "ctc", "language", "steering", "joint"

struct DataConfig {
    std::vector<std::filesystem::path> train, dev; // manifests
    std::vector<std::filesystem::path> text; // a sentence a line
    std::filesystem::path cache; // empty: beside the run folder
    double share = 1.0;
    std::vector<std::string> excludeSpeakers; // left out of training
    std::vector<std::string> devSpeakers; // where not empty: only these of the dev manifests
    int devLimit = 0; // 0: all
    std::map<std::string, int> repeat; // data set -> times an epoch
};

struct BatchConfig {
    int size = 4;
    double maxSeconds = 0.0;
    int accumulate = 1;
    bool fullWindow = false;
    double fullWindowShare = 0.0;
    int loaderThreads = 1;
};

struct NewEncoderConfig {
    std::filesystem::path init; // a folder to start from; then the sizes are its
    int layers = 6, width = 192, heads = 3, ffn = 768, mels = 80;
    int windowSeconds = 10;
    std::string pooling = "none"; // where in training it pools; a bundle's pooling must be the same
};

struct NewLlmConfig {
    std::filesystem::path init;
    int layers = 4, width = 192, heads = 3, keyValueHeads = 1, intermediate = 512, positions = 1024;
};

struct PrefixConfig { // docs/training.md, "The prefix task"
    double share = 0.5; // of the items that have a prefix
    double stretchLow = 1.0, stretchHigh = 3.0; // positions a character
    double silence = 0.3; // share of silent positions between characters
    double exchange = 0.1, drop = 0.05, insert = 0.03; // probability a character
    double blur = 0.3; // most weight of another character mixed in
    double noise = 0.3; // deviation of the noise, relative to the embeddings' own
    double edgeHigh = 40; // most silent positions before and after
};

struct ModelConfig {
    std::filesystem::path bundle; // joint, or to go on from
    std::filesystem::path encoder, llm; // folders
    std::string pooling = "none";
    std::string prompt = "please transcribe the audio content into text: ";
    int maxPromptTokens = 2048;
    int maxTokens = 512;
};

struct SteeringConfig {
    Variant variant = Variant::LayerwiseSingle;
    std::vector<int> experts{8};
    std::vector<int> layers; // hybrid: from 1
    double initialScale = 0.1;
    double vectorDeviation = 0.01;
    bool trainScales = true;
    bool sharedScale = false;
};

struct OptimizerConfig {
    std::map<std::string, double> rates{{"vectors", 1e-3}, {"scales", 1e-3}, {"router", 1e-4},
        {"projection", 1e-4}, {"encoder", 1e-3}, {"head", 1e-3}, {"llm", 1e-3}};
    double weightDecay = 0.01, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    std::int64_t warmupSteps = 1000;
    std::int64_t steps = 10000;
    Schedule schedule = Schedule::Linear;
    double clip = 1.0; // 0: none
};

struct ComputeConfig {
    std::string device = "cpu";
    std::string dtype = "float32";
    int threads = 0; // 0: all cores
    bool checkpointing = false;
    bool cacheFeatures = true;
};

struct TrainConfig {
    TrainTask task = TrainTask::Steering;
    std::string name; // empty: the run folder's
    std::filesystem::path output;
    std::uint64_t seed = 1;
    DataConfig data;
    BatchConfig batch;
    AugmentOptions augment;
    NewEncoderConfig encoder;
    NewLlmConfig llm;
    std::filesystem::path tokenizer;
    PrefixConfig prefix;
    ModelConfig model;
    SteeringConfig steering;
    OptimizerConfig optimizer;
    double balanceWeight = 0.0;
    double ctcWeight = 0.0;
    double dropout = 0.0;
    double layerDrop = 0.0;
    std::int64_t devEvery = 500;
    int devPatience = 0; // 0: never stop early
    std::int64_t checkpointEvery = 500;
    int checkpointKeep = 2;
    ComputeConfig compute;
};

// file: JSON; overrides: "a.b=value", the value as JSON or, where it is none, as text. Relative paths are
// seen from the file's folder. Throws Failure(Input) naming file and key for an unknown key, a wrong type, a
// value out of range, and for what the task needs and does not have.
TrainConfig readTrainConfig(
    const std::filesystem::path& file, const std::vector<std::string>& overrides = {});
// The whole configuration, absolute paths; reading it gives the same value. One line a key.
std::string trainConfigJson(const TrainConfig& config);

} // namespace steerscope
