// SPDX-License-Identifier: MIT
#include "core/session/run_planner.h"

#include <doctest/doctest.h>

using namespace steerscope;
using std::chrono::milliseconds;

namespace {

RunPlanner::Running running(RunKind kind, int age, int sinceGates = -1)
{
    RunPlanner::Running result{kind, milliseconds(age), {}};
    if (sinceGates >= 0)
        result.sinceGates = milliseconds(sinceGates);
    return result;
}

} // namespace

TEST_CASE("nothing is due at first; a new recording is due at once and whole, then its baseline")
{
    RunPlanner planner;
    planner.setBaselineWanted(true);
    CHECK_FALSE(planner.due(true));
    planner.everythingChanged();
    CHECK(planner.due(false) == RunKind::Full);
    planner.started(RunKind::Full);
    CHECK(planner.due(true) == RunKind::Baseline);
    CHECK_FALSE(planner.givesWay(running(RunKind::Full, 60'000, 60'000), RunKind::Baseline));
    planner.started(RunKind::Baseline);
    CHECK_FALSE(planner.due(true));
}

TEST_CASE("changed settings: gates now, words after the quiet, no new baseline")
{
    RunPlanner planner;
    planner.setBaselineWanted(true);
    planner.settingsChanged();
    CHECK(planner.due(false) == RunKind::Quick);
    planner.started(RunKind::Quick);
    CHECK_FALSE(planner.due(false));
    CHECK(planner.due(true) == RunKind::Full);
    planner.started(RunKind::Full);
    CHECK_FALSE(planner.due(true));
}

TEST_CASE("who gives way")
{
    RunPlanner planner;
    planner.settingsChanged();
    CHECK(planner.givesWay(running(RunKind::Full, 0), RunKind::Quick)); // a decode of an older setting
    CHECK(planner.givesWay(running(RunKind::Baseline, 0), RunKind::Quick));
    CHECK_FALSE(planner.givesWay(running(RunKind::Quick, 0), RunKind::Quick));
    CHECK_FALSE(planner.givesWay(running(RunKind::Quick, 499), RunKind::Quick));
    CHECK(planner.givesWay(running(RunKind::Quick, 500), RunKind::Quick));
    CHECK_FALSE(planner.givesWay(running(RunKind::Quick, 600, 99), RunKind::Quick)); // may score its target
    CHECK(planner.givesWay(running(RunKind::Quick, 600, 100), RunKind::Quick));
}

TEST_CASE("another target waits for the words that are being decoded")
{
    RunPlanner planner;
    planner.everythingChanged();
    planner.started(RunKind::Full);
    planner.targetChanged();
    REQUIRE(planner.due(true) == RunKind::Quick);
    CHECK_FALSE(planner.givesWay(running(RunKind::Full, 60'000, 60'000), RunKind::Quick));
}

TEST_CASE("a replaced baseline is due again, later")
{
    RunPlanner planner;
    planner.setBaselineWanted(true);
    planner.everythingChanged();
    planner.started(RunKind::Full);
    planner.started(RunKind::Baseline);
    planner.settingsChanged();
    planner.replaced(RunKind::Baseline);
    planner.started(RunKind::Quick);
    CHECK_FALSE(planner.due(false)); // not between gates and words
    planner.started(RunKind::Full);
    CHECK(planner.due(true) == RunKind::Baseline);
}

TEST_CASE("one window and no words: the quick run was all there is")
{
    RunPlanner planner;
    planner.settingsChanged();
    planner.started(RunKind::Quick);
    planner.finished(RunKind::Quick, 1, false);
    CHECK_FALSE(planner.due(true));
    planner.settingsChanged();
    planner.started(RunKind::Quick);
    planner.finished(RunKind::Quick, 2, false);
    CHECK(planner.due(true) == RunKind::Full);
}
