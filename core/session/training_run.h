// SPDX-License-Identifier: MIT
// What a training has said so far (docs/training.md), as columns: one number a step, ready to be drawn.
#pragma once

#include <QString>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace steerscope {

struct TrainedLayer {
    int layer = 0; // from 0, or kOutLayer
    int experts = 0;
};

struct SkippedRow { // of a manifest
    QString manifest;
    int line = 0;
    QString why;
};

struct TrainingStart {
    QString task; // "steering", ...
    QString name;
    QString variant;
    QString device;
    QString dtype;
    int steps = 0;
    int threads = 0;
    int ranks = 1;
    qint64 seed = 0;
    qint64 utterances = 0;
    double seconds = 0.0; // of audio in the training set
    std::vector<std::pair<QString, qint64>> parameters; // trained ones, by group
    std::vector<TrainedLayer> layers;
    std::vector<SkippedRow> skipped;
    std::optional<int> resumedFrom; // step
};

struct NamedColumn {
    QString name;
    std::vector<float> values; // [N]
};

// Every column is as long as `step`; NaN where a line said nothing.
struct StepColumns {
    std::vector<int> step; // [N] rising
    std::vector<float> loss;
    std::vector<float> stepSeconds;
    std::vector<float> waitSeconds; // of them, for data
    std::vector<float> tokensPerSecond;
    std::vector<float> memoryBytes;
    std::vector<NamedColumn> parts; // of the loss
    std::vector<NamedColumn> learningRates; // by group of parameters
    std::vector<NamedColumn> gradientNorms;

    std::size_t size() const { return step.size(); }
};

struct LayerColumns {
    int layer = 0; // from 0, or kOutLayer
    int experts = 0; // E
    std::vector<float> scale; // [N]
    std::vector<float> vectorNorm;
    std::vector<float> usageEntropy; // of the mean gate
    std::vector<float> frameEntropy; // mean over frames
    std::vector<float> load; // [N, E] mean gate of each expert over counted frames

    float loadOf(std::size_t n, int expert) const
    {
        return load[n * static_cast<std::size_t>(experts) + static_cast<std::size_t>(expert)];
    }
};

struct TrainingSample {
    QString reference;
    QString hypothesis;
    QString set; // name of the data set; may be empty
};

struct DevPoint {
    int step = 0;
    double loss = 0.0; // NaN where not measured, as all figures here
    double wer = 0.0; // 0..1 and above
    double cer = 0.0;
    qint64 words = 0;
    bool best = false; // better than all before
    std::vector<TrainingSample> samples;
};

struct TrainingNote {
    int step = 0;
    QString text;
};

struct TrainingEnd {
    int step = 0;
    QString state;
    QString reason; // "steps", "early stop", "stopped", "failed"
    double seconds = 0.0;
};

struct BrokenLine {
    qint64 line = 0; // from 1
    QString why;
};

struct TrainingRun {
    TrainingStart start;
    StepColumns steps;
    std::vector<LayerColumns> layers; // steered ones, as the lines name them
    std::vector<DevPoint> dev;
    std::vector<TrainingNote> notes;
    std::vector<int> checkpoints; // steps
    std::optional<TrainingEnd> end;
    std::vector<BrokenLine> broken; // the first ones
    qint64 brokenCount = 0;

    int lastStep() const { return steps.step.empty() ? 0 : steps.step.back(); }
    // What is planned, or what was done where that is more.
    int stepCount() const { return std::max(start.steps, lastStep()); }
    const LayerColumns* layer(int number) const;
};

} // namespace steerscope
