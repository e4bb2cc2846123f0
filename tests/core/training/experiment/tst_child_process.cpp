// SPDX-License-Identifier: MIT
#include "core/training/experiment/child_process.h"

#include "core/base/error.h"
#include "tests/core/training/experiment/files.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <csignal>

using namespace steerscope;
using namespace steerscope::experiment;

namespace {

struct Place {
    test::TemporaryFolder folder;
    std::filesystem::path out = folder.path() / "out";
    std::filesystem::path log = folder.path() / "log";

    ChildResult run(
        const std::string& script, const StopFlag& stop = {}, const std::function<void()>& watch = {})
    {
        return runChild({"sh", "-c", script}, out, log, watch, stop);
    }
};

} // namespace

TEST_CASE("exit code, output and log of a child")
{
    Place place;
    CHECK(place.run("echo result; echo said >&2; exit 3").code == 3);
    CHECK(test::textOf(place.out) == "result\n");
    CHECK(place.run("echo again >&2").code == 0);
    CHECK(test::textOf(place.out).empty()); // of this run
    CHECK(test::textOf(place.log) == "said\nagain\n"); // of all
    CHECK(place.run("read line; test -z \"$line\"").code == 0); // stdin is empty
}

TEST_CASE("a child that is killed")
{
    Place place;
    const ChildResult result = place.run("kill -9 $$");
    CHECK(result.code == -1);
    CHECK(result.signal == SIGKILL);
}

TEST_CASE("a stop is passed on to the child and what it started, and ends in its own way")
{
    Place place;
    const StopFlag stop;
    CHECK_THROWS_AS(
        place.run("trap 'echo tidied; exit 0' INT; echo ready; while :; do sleep 0.05; done", stop,
            [&] {
                if (test::textOf(place.out) == "ready\n")
                    stop.stop();
            }),
        Failure);
    CHECK(test::textOf(place.out) == "ready\ntidied\n");
}

TEST_CASE("a program that is not there is named")
{
    Place place;
    try {
        runChild({"steerscope-no-such-program"}, place.out, place.log, {}, {});
        FAIL("was started");
    } catch (const Failure& failure) {
        CHECK(failure.error().where == "steerscope-no-such-program");
    }
}
