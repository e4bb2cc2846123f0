// SPDX-License-Identifier: MIT
// Which run comes next. Latest wins, and three kinds of run share the engine:
//
//   Quick     gates (and the target's score) of the audio window in view: right after every change of
//   settings Full      all audio windows, words included: once the settings have been quiet for a while
//   Baseline  the same without steering: when nothing else is due; it does not depend on the settings
//
// Pure bookkeeping, no clock and no Qt: the session asks and tells.
#pragma once

#include <chrono>
#include <optional>

namespace steerscope {

enum class RunKind { Quick, Full, Baseline };

class RunPlanner {
public:
    using Milliseconds = std::chrono::milliseconds;

    struct Running {
        RunKind kind = RunKind::Quick;
        Milliseconds age{0};
        std::optional<Milliseconds> sinceGates; // since its first gates came
    };

    // Another recording or model, or the user's wish: everything is due, and at once.
    void everythingChanged();
    void settingsChanged();
    void wordsChanged(); // prompt, sampling ...: gates stay as they are
    void targetChanged();
    void setBaselineWanted(bool wanted) { m_baselineWanted = wanted; }
    void forgetAll(); // nothing is due any more

    // quiet: the settings have not changed for a while.
    std::optional<RunKind> due(bool quiet) const;
    // Whether the running one gives way to what is due. A quick run that is short is left to finish, else a
    // slider that keeps moving would never show anything; one that takes long is replaced, else the user
    // waits for an old setting.
    bool givesWay(const Running& running, RunKind next) const;

    void started(RunKind kind);
    void replaced(RunKind kind); // by a newer run
    void finished(RunKind kind, int windows, bool decodes);

private:
    bool m_quickDue = false;
    bool m_fullDue = false;
    bool m_fullAtOnce = false;
    bool m_baselineDue = false;
    bool m_baselineWanted = false;
};

} // namespace steerscope
