// SPDX-License-Identifier: MIT
// Two processes under mpirun: they train what one would, and end together with a word when one of them is
// lost.
#include "tests/app/cli/program.h"
#include "tests/core/training/ranks_fixture.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

using namespace steerscope;
using namespace steerscope::test;

namespace {

using Clock = std::chrono::steady_clock;

constexpr double kLimit = 30.0; // s from a loss to the end of all

const std::vector<std::string> kTwo{
    STEERSCOPE_MPIEXEC, "--allow-run-as-root", "--oversubscribe", "--bind-to", "none", "-np", "2"};
// mpirun kills a second after it has asked; a step may take longer where the machine is busy.
const std::vector<std::string> kPatientTwo{STEERSCOPE_MPIEXEC, "--allow-run-as-root", "--oversubscribe",
    "--bind-to", "none", "--mca", "odls_base_sigkill_timeout", "8", "-np", "2"};

Finished runTwo(const std::vector<std::string>& arguments)
{
    return Program(arguments, {}, {}, kTwo).wait();
}

std::string writeSettings(const TinyTraining& tiny, const nlohmann::json& settings)
{
    const std::filesystem::path file = tiny.folder() / "settings.json";
    std::ofstream(file) << settings.dump();
    return file.string();
}

int count(const std::string& text, const std::string& what)
{
    int found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        ++found;
    return found;
}

std::vector<pid_t> childrenOf(pid_t process)
{
    std::vector<pid_t> all;
    for (const auto& task :
        std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task")) {
        std::ifstream children(task.path() / "children");
        for (pid_t child = 0; children >> child;)
            all.push_back(child);
    }
    return all;
}

// Training under mpirun in a folder of its own, until `step` has been logged.
class Started {
public:
    Started(const TinyTraining& tiny, const nlohmann::json& settings, int step,
        const std::vector<std::string>& launcher = kTwo)
        : m_program({"train", writeSettings(tiny, settings)}, {}, {}, launcher)
    {
        const std::string wanted = "\"step\":" + std::to_string(step) + ",";
        while (contentOf(tiny.folder() / "run/log.jsonl").find(wanted) == std::string::npos)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    // By its number.
    pid_t rank(int number) const
    {
        for (const pid_t child : childrenOf(m_program.id()))
            if (contentOf("/proc/" + std::to_string(child) + "/environ")
                    .find("OMPI_COMM_WORLD_RANK=" + std::to_string(number))
                != std::string::npos)
                return child;
        throw std::runtime_error("mpirun has no such child");
    }
    pid_t launcher() const { return m_program.id(); }
    Finished wait() { return m_program.wait(); }

private:
    Program m_program;
};

nlohmann::json longRun(const SharedTraining& tiny)
{
    nlohmann::json settings = tiny.share("ctc", 2);
    settings["optimizer"]["steps"] = 40;
    settings["dev"]["every"] = 20;
    settings["checkpoint"]["every"] = 4;
    return settings;
}

struct Ended {
    Finished finished;
    double seconds = 0.0;
};

Ended killedAt(const TinyTraining& tiny, const nlohmann::json& settings, int rank, int step)
{
    Started started(tiny, settings, step);
    const Clock::time_point begin = Clock::now();
    ::kill(started.rank(rank), SIGKILL);
    Ended ended{started.wait(), 0.0};
    ended.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    return ended;
}

} // namespace

TEST_CASE("two processes give the weights of one with the doubled batch")
{
    for (const std::string task : {"ctc", "steering"}) {
        CAPTURE(task);
        const SharedTraining one;
        const SharedTraining two;
        REQUIRE(run({"train", writeSettings(one, one.share(task, 1))}).code == 0);
        const Finished finished = runTwo({"train", writeSettings(two, two.share(task, 2))});
        CAPTURE(finished.err);
        REQUIRE(finished.code == 0);
        CHECK(count(finished.err, "finished after step 6") == 1); // the first rank alone talks
        CHECK(largestDifference(one.weights(task), two.weights(task)) < 1e-5);
        CHECK(two.log(two.config(two.share(task, 2)), "start")[0]["ranks"] == 2);
    }
}

TEST_CASE("a killed rank ends the other with a message; the run goes on to the weights of one left alone")
{
    const SharedTraining alone;
    const SharedTraining killed;
    REQUIRE(runTwo({"train", writeSettings(alone, longRun(alone)), "--quiet"}).code == 0);
    for (const int rank : {1, 0}) {
        const Ended ended = killedAt(killed, longRun(killed), rank, rank == 1 ? 10 : 25);
        CAPTURE(ended.finished.err);
        CHECK(ended.finished.code != 0);
        CHECK(ended.seconds < kLimit);
        CHECK(count(ended.finished.err,
                  "steerscope-cli: error: rank " + std::to_string(rank) + " of 2 has ended unexpectedly")
            == 1);
    }
    const Finished last = runTwo({"train", writeSettings(killed, longRun(killed)), "--quiet"});
    CAPTURE(last.err);
    REQUIRE(last.code == 0);
    CHECK(contentOf(alone.weights("ctc")) == contentOf(killed.weights("ctc")));
    CHECK(killed.log(killed.config(longRun(killed)), "step").size() == 40);
}

TEST_CASE("a frozen rank ends the other with a message, and the status says so")
{
    const SharedTraining tiny;
    nlohmann::json settings = longRun(tiny);
    settings["optimizer"]["steps"] = 100000;
    Started started(tiny, settings, 10);
    const Clock::time_point begin = Clock::now();
    ::kill(started.rank(1), SIGSTOP);
    // The launcher waits longer for a frozen process to end by itself; what counts is the other rank.
    std::string status;
    while (status.find("\"failed\"") == std::string::npos
        && std::chrono::duration<double>(Clock::now() - begin).count() < kLimit) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        status = contentOf(tiny.folder() / "run/status.json");
    }
    CHECK(status.find("rank 1 of 2 has given no sign of life for") != std::string::npos);
    const Finished finished = started.wait();
    CAPTURE(finished.err);
    CHECK(finished.code != 0);
    CHECK(count(finished.err, "steerscope-cli: error: rank 1 of 2 has given no sign of life") == 1);
}

TEST_CASE("what one rank cannot do ends all, with one message")
{
    const SharedTraining tiny;
    const std::string file = writeSettings(tiny, tiny.share("steering", 2));
    const Finished infinite = runTwo({"train", file, "--set", "optimizer.lr.vectors=1e38", "--set",
        "optimizer.lr.scales=1e38", "--set", "optimizer.clip=0"});
    CAPTURE(infinite.err);
    CHECK(infinite.code != 0);
    CHECK(count(infinite.err, "steerscope-cli: error:") == 1);
    CHECK(infinite.err.find("is not finite: step ") != std::string::npos);
    const Finished unknown = runTwo({"train", file, "--set", "optimizer.stepz=1"});
    CAPTURE(unknown.err);
    CHECK(unknown.code == 3);
    CHECK(count(unknown.err, "steerscope-cli: error:") == 1);
}

TEST_CASE("SIGTERM to mpirun ends the run with a checkpoint")
{
    const SharedTraining tiny;
    nlohmann::json settings = longRun(tiny);
    settings["optimizer"]["steps"] = 100000;
    settings["checkpoint"]["every"] = 100000;
    Started started(tiny, settings, 10, kPatientTwo);
    ::kill(started.launcher(), SIGTERM);
    const Finished finished = started.wait();
    CAPTURE(finished.err);
    CHECK(finished.code != 0);
    CHECK(contentOf(tiny.folder() / "run/status.json").find("\"stopped\"") != std::string::npos);
    const auto end = tiny.log(tiny.config(settings), "end");
    REQUIRE(end.size() == 1);
    CHECK(std::filesystem::exists(
        tiny.folder() / "run/checkpoints" / ("step-" + end[0]["step"].dump()) / "state.json"));
}

TEST_CASE("evaluation is dealt out, and what was written comes back in order")
{
    const SharedTraining tiny;
    const std::string manifest = (tiny.folder() / "train.tsv").string();
    std::vector<std::string> texts[2];
    for (const int ranks : {1, 2}) {
        const std::string file = (tiny.folder() / ("written" + std::to_string(ranks) + ".jsonl")).string();
        const std::vector<std::string> arguments
            = withModel({"evaluate", "--master", "0,1", "--draws", "100", "--output", file, manifest});
        const Finished finished = ranks == 1 ? run(arguments) : runTwo(arguments);
        CAPTURE(finished.err);
        REQUIRE(finished.code == 0);
        std::ifstream lines(file);
        for (std::string line; std::getline(lines, line);)
            texts[ranks - 1].push_back(nlohmann::json::parse(line)["pred_text"]);
    }
    CHECK(texts[0].size() == 4); // two recordings, two scales
    CHECK(texts[0] == texts[1]);
}

TEST_CASE("transcription is dealt out and comes back in order")
{
    const std::vector<std::string> audio{clip("clip1"), clip("clip2"), clip("clip1")};
    for (const char* format : {"txt", "json"}) {
        std::vector<std::string> arguments{"transcribe", "--format", format};
        arguments.insert(arguments.end(), audio.begin(), audio.end());
        const Finished one = run(withModel(arguments));
        const Finished two = runTwo(withModel(arguments));
        CAPTURE(two.err);
        REQUIRE(one.code == 0);
        REQUIRE(two.code == 0);
        if (std::string(format) == "txt") {
            CHECK(one.out == two.out);
            continue;
        }
        const auto expected = nlohmann::json::parse(one.out);
        const auto found = nlohmann::json::parse(two.out);
        REQUIRE(found.size() == 3);
        for (std::size_t i = 0; i < found.size(); ++i)
            CHECK(found[i]["text"] == expected[i]["text"]);
    }
}
