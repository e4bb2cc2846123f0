// SPDX-License-Identifier: MIT
// The training command: what it says, and that a killed run goes on to the weights of one that was left
// alone.
#include "tests/app/cli/program.h"
#include "tests/core/training/training_fixture.h"

#include <doctest/doctest.h>

#include <chrono>
#include <random>
#include <thread>

using namespace steerscope;
using namespace steerscope::test;

namespace {

std::string writeSettings(const TinyTraining& tiny, const nlohmann::json& settings)
{
    const std::filesystem::path file = tiny.folder() / "settings.json";
    std::ofstream(file) << settings.dump();
    return file.string();
}

nlohmann::json manySteps(const TinyTraining& tiny)
{
    nlohmann::json settings = tiny.settings("ctc");
    settings["optimizer"]["steps"] = 60;
    settings["dev"]["every"] = 20;
    settings["checkpoint"]["every"] = 3;
    settings["augment"] = {{"speed_low", 0.9}, {"speed_high", 1.1}, {"noise_probability", 0.5}};
    settings["regularization"] = {{"dropout", 0.1}};
    return settings;
}

} // namespace

TEST_CASE("a run killed at 20 random moments ends with the weights of a run left alone")
{
    const TinyTraining alone;
    const TinyTraining killed;
    REQUIRE(run({"train", writeSettings(alone, manySteps(alone)), "--quiet"}).code == 0);

    std::mt19937 random(4);
    for (int kill = 0; kill < 20; ++kill) {
        const Program program({"train", writeSettings(killed, manySteps(killed)), "--quiet"});
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 700));
    } // its end is a SIGKILL
    const Finished last = run({"train", writeSettings(killed, manySteps(killed)), "--quiet"});
    CAPTURE(last.err);
    REQUIRE(last.code == 0);
    for (const char* file : {"run/model/model.safetensors", "run/model/ctc_head.safetensors"})
        CHECK(contentOf(alone.folder() / file) == contentOf(killed.folder() / file));
    for (const auto& entry : std::filesystem::directory_iterator(killed.folder() / "run"))
        CHECK(entry.path().filename().string().find("partial") == std::string::npos);
    CHECK(TinyTraining::log(killed.config(manySteps(killed)), "step").size() == 60);
}

TEST_CASE("Ctrl-C ends a run with a checkpoint and 130; the next start goes on")
{
    const TinyTraining tiny;
    nlohmann::json settings = manySteps(tiny);
    settings["optimizer"]["steps"] = 100000;
    const std::string file = writeSettings(tiny, settings);
    Program program({"train", file});
    const std::filesystem::path log = tiny.folder() / "run/log.jsonl";
    while (contentOf(log).find("\"step\":5,") == std::string::npos)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    program.interrupt();
    CHECK(program.wait().code == 130);
    CHECK(contentOf(tiny.folder() / "run/status.json").find("\"stopped\"") != std::string::npos);

    const Finished again = run({"train", file, "--set", "optimizer.steps=1"});
    CHECK(again.code == 0);
    CHECK(contentOf(log).find("\"resumed_from\":") != std::string::npos);
}

TEST_CASE("several processes without a group are refused, by one of them only")
{
    const TinyTraining tiny;
    const std::string file = writeSettings(tiny, tiny.settings("ctc"));
    ::setenv("SLURM_STEP_NUM_TASKS", "2", 1); // as srun does; there is no MPI to join here
    for (const char* rank : {"0", "1"}) {
        ::setenv("SLURM_PROCID", rank, 1);
        const Finished alone = run({"train", file});
        CHECK(alone.code == 2);
        CHECK((alone.err.find("srun started 2 processes") != std::string::npos) == (*rank == '0'));
    }
    ::unsetenv("SLURM_STEP_NUM_TASKS");
    ::unsetenv("SLURM_PROCID");
    CHECK(!std::filesystem::exists(tiny.folder() / "run"));
}

TEST_CASE("mistakes have an exit code and a message that names key and file")
{
    const TinyTraining tiny;
    const std::string file = writeSettings(tiny, tiny.settings("ctc"));
    const Finished unknown = run({"train", file, "--set", "optimizer.stepz=1"});
    CHECK(unknown.code == 3);
    CHECK(unknown.err.find("'optimizer.stepz' is not a key") != std::string::npos);
    CHECK(unknown.err.find("settings.json") != std::string::npos);
    CHECK(run({"train", file, "--set", "nonsense"}).code == 2);
    CHECK(run({"train", (tiny.folder() / "none.json").string()}).code == 3);
    CHECK(run({"train", file, "--set", "output=/proc/none"}).code == 6);
}
