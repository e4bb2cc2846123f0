// SPDX-License-Identifier: MIT
// What does each layer do? One model over many recordings: which experts fire for which kind of audio, what
// the routers know about phones, pitch, energy and words, how hard each layer pushes and how far it reaches.
#pragma once

#include "core/base/gating_figures.h"
#include "core/model/checkpoint/ctc_reader.h"
#include "core/pipeline/transcriber.h"
#include "core/training/analysis/contrast.h"
#include "core/training/analysis/gate_nulls.h"
#include "core/training/analysis/routing_study.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace steerscope::analysis {

struct StudyRecording {
    std::string name; // for messages
    std::string set;
    std::string speaker;
    std::vector<std::string> groups; // "child", "female"
    std::string text;
    Waveform audio;
};

struct StudyOptions {
    Pronounce pronounce; // empty: no phones
    double noiseDb = 5.0; // signal to noise of the noisy copies
    double durationTolerance = 0.1; // of matched recordings
    int draws = 1000; // of the contrasts' nulls
    int reachRecordings = 20; // reach runs the encoder once more for every layer
    std::uint64_t seed = 1;
    RoutingOptions routing;
};

// Every kind of comparison names what was held fixed.
struct NamedContrast {
    std::string a;
    std::string b;
    std::string held; // "data set speechocean/dev, duration matched"
    int layer = 0;
    int countA = 0; // recordings
    int countB = 0;
    Contrast contrast;
};

struct StudyResult {
    std::vector<LayerFigures> layers;
    std::map<int, double> reach; // layer -> median relative change of the encoder's output
    std::vector<RoutingFigures> routing;
    std::vector<NamedContrast> contrasts;
    MeanGates meanGates;
    std::map<int, std::vector<std::vector<double>>> gatesByPhone; // layer -> [phone][E]
    long recordings = 0;
    long aligned = 0; // with phones
    std::vector<std::string> skipped; // and why
};

class GatingStudy {
public:
    // reader: the CTC head of the model's encoder; without one, or without pronunciations, nothing is said
    // about phones and words. It reads the plain encoder's output through `aligner`, which is the model
    // itself or, where that pools frames that the head was trained to see, another model of the same encoder.
    // Throws Failure(Model) when the model steers nothing.
    GatingStudy(
        Transcriber& model, Transcriber& aligner, std::optional<CtcReader> reader, StudyOptions options);

    // Runs the model on the recording, on a noisy copy, and on sound that is no speech of the same length and
    // level. Recordings longer than a window are skipped and named.
    void add(const StudyRecording& recording, const StopFlag& stop);
    StudyResult result() const;

private:
    using LayerGates = std::map<int, GateSum>;
    struct Kept {
        std::string set;
        std::string speaker; // within its corpus
        std::vector<std::string> groups;
        double seconds = 0.0;
        LayerGates speech, noisy, music, environment;
    };

    GatingTrace gatesOf(const Waveform& audio, const StopFlag& stop);
    void addRouting(const StudyRecording& recording, const GatingTrace& trace, const StopFlag& stop);
    void addReach(const Waveform& audio, const StopFlag& stop);
    std::vector<LabelTrack> phoneTracks(
        const StudyRecording& recording, const FrameGrid& grid, const StopFlag& stop);
    void addGroupContrasts(std::vector<NamedContrast>& all) const;
    void addSetContrasts(std::vector<NamedContrast>& all) const;
    void addPairContrasts(std::vector<NamedContrast>& all) const;
    void contrastMatched(std::vector<NamedContrast>& all, const std::vector<const Kept*>& a,
        const std::vector<const Kept*>& b, const NamedContrast& names) const;

    Transcriber& m_model;
    Transcriber& m_aligner;
    std::optional<CtcReader> m_reader;
    StudyOptions m_options;
    RoutingStudy m_routing;
    std::vector<GatingTrace> m_traces;
    std::vector<Kept> m_kept;
    std::map<int, std::vector<double>> m_reach;
    long m_aligned = 0;
    std::vector<std::string> m_skipped;
};

} // namespace steerscope::analysis
