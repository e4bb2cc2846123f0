// SPDX-License-Identifier: MIT
// What the studies share: runs that differ in one thing, and what is counted of each.
#pragma once

#include "core/base/study.h"
#include "core/pipeline/transcriber.h"

namespace steerscope {

// log p of a text in one audio window; nothing is decoded.
TargetScore scoreText(Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
    const RunOptions& options, int window, const std::string& text, const StopFlag& stop);

// One study's recording and the way it is run.
class StudyRun {
public:
    // options.target, where empty, becomes what the model says in options.firstWindow under the settings.
    StudyRun(Transcriber& model, const Waveform& audio, const SteeringSettings& settings,
        const RunOptions& options, const StudyReference& reference, const StudyCallbacks& callbacks,
        const StopFlag& stop);

    // The run under the settings as they are; the first thing that is done.
    const RunResult& asIs() const { return m_asIs; }
    const RunOptions& options() const { return m_options; }
    void setLength(int runs) { m_runs = runs; } // how many there will be, for the progress

    RunResult run(const SteeringSettings& settings, const std::shared_ptr<const HeldGates>& held = {});
    TargetScore score(const SteeringSettings& settings, int window, const std::string& text);
    std::optional<double> wordErrorRate(const RunResult& result) const;
    std::string normalizer() const
    {
        return m_reference.text.empty() ? std::string() : m_reference.normalizer;
    }
    static double logprob(const RunResult& result) { return result.score ? result.score->logprob : 0.0; }

    // Before each run: tells the progress, lets what is more urgent go first, ends when that is asked.
    void step();

private:
    Transcriber& m_model;
    const Waveform& m_audio;
    RunOptions m_options;
    const StudyReference& m_reference;
    const StudyCallbacks& m_callbacks;
    StopFlag m_stop;
    RunResult m_asIs;
    int m_runs = 0;
    int m_done = 0;
};

} // namespace steerscope
