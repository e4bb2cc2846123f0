// SPDX-License-Identifier: MIT
#include "core/session/run_planner.h"

namespace steerscope {

namespace {

constexpr RunPlanner::Milliseconds kShortRun(500);
// What a quick run may take after its gates to score the target.
constexpr RunPlanner::Milliseconds kScoreTime(100);

} // namespace

void RunPlanner::everythingChanged()
{
    m_quickDue = false; // the full run brings the same gates as soon
    m_fullDue = true;
    m_fullAtOnce = true;
    m_baselineDue = true;
}

void RunPlanner::settingsChanged()
{
    m_quickDue = true;
    m_fullDue = true;
    m_fullAtOnce = false;
}

void RunPlanner::wordsChanged()
{
    m_fullDue = true;
    m_fullAtOnce = false;
    m_baselineDue = true;
}

void RunPlanner::targetChanged()
{
    m_quickDue = true;
}

void RunPlanner::forgetAll()
{
    m_quickDue = m_fullDue = m_fullAtOnce = m_baselineDue = false;
}

std::optional<RunKind> RunPlanner::due(bool quiet) const
{
    if (m_fullDue && (quiet || m_fullAtOnce))
        return RunKind::Full;
    if (m_quickDue)
        return RunKind::Quick;
    if (m_baselineWanted && m_baselineDue && !m_fullDue)
        return RunKind::Baseline;
    return std::nullopt;
}

bool RunPlanner::givesWay(const Running& running, RunKind next) const
{
    if (running.kind == RunKind::Baseline)
        return true;
    if (next == RunKind::Baseline)
        return false;
    if (running.kind == RunKind::Full)
        return m_fullDue; // else its settings still hold and its words are wanted
    return running.sinceGates ? *running.sinceGates >= kScoreTime : running.age >= kShortRun;
}

void RunPlanner::started(RunKind kind)
{
    if (kind == RunKind::Baseline) {
        m_baselineDue = false;
        return;
    }
    m_quickDue = false;
    if (kind == RunKind::Full)
        m_fullDue = m_fullAtOnce = false;
}

void RunPlanner::replaced(RunKind kind)
{
    if (kind == RunKind::Baseline)
        m_baselineDue = true;
    else if (kind == RunKind::Full)
        m_fullDue = true;
}

void RunPlanner::finished(RunKind kind, int windows, bool decodes)
{
    // All there is to know is known when there is one window and no words are wanted.
    if (kind == RunKind::Quick && windows <= 1 && !decodes && !m_quickDue)
        m_fullDue = false;
}

} // namespace steerscope
