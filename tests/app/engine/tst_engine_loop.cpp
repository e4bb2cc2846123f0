// SPDX-License-Identifier: MIT
// The order of messages, with a scripted model that runs until it is told not to.
#include "tests/app/engine/scripted_host.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::protocol;

namespace {

struct Bench {
    std::shared_ptr<test::ScriptedHost::Script> script = std::make_shared<test::ScriptedHost::Script>();
    test::Answers answers;
    EngineLoop loop{std::make_unique<test::ScriptedHost>(script),
        [this](const FromEngine& message) { answers.take(message); }, [](const std::string&) {}};

    void loadAndSendAudio()
    {
        loop.handle(LoadModel{1, "demo", "cpu", "float32", 1, 0});
        answers.waitFor<Loaded>();
        loop.handle(SetAudio{10, {std::vector<float>(1600), kModelSampleRate}});
    }
    void startRun(std::uint64_t generation, std::uint64_t audio = 10)
    {
        StartRun run;
        run.generation = generation;
        run.audio = audio;
        loop.handle(run);
    }
    void startStudy(std::uint64_t number, std::uint64_t audio = 10)
    {
        StartStudy study;
        study.request = number;
        study.audio = audio;
        study.name = "take " + std::to_string(number);
        study.question = HeardRequest{};
        const int before = script->studySteps;
        loop.handle(study);
        while (script->holdStudies && audio == 10 && script->studySteps == before)
            std::this_thread::yield();
    }
    void waitUntilRunning(int runs)
    {
        while (script->runsBegun < runs)
            std::this_thread::yield();
    }
};

template <class Kind> Kind request(std::uint64_t number)
{
    Kind message;
    message.request = number;
    return message;
}

// How many final answers a generation got.
int endings(const Bench& bench, std::uint64_t generation)
{
    int count = 0;
    for (const FromEngine& message : bench.answers.all()) {
        if (const auto* done = std::get_if<RunDone>(&message))
            count += done->generation == generation;
        if (const auto* failed = std::get_if<Failed>(&message))
            count += failed->id == generation;
    }
    return count;
}

} // namespace

TEST_CASE("a run answers in order and repeats its generation")
{
    Bench bench;
    bench.loadAndSendAudio();
    bench.startRun(20);
    bench.answers.waitForDone(20);
    std::vector<std::size_t> kinds;
    for (const FromEngine& message : bench.answers.all())
        kinds.push_back(message.index());
    const std::vector<std::size_t> expected{FromEngine(Progress()).index(), FromEngine(Loaded()).index(),
        FromEngine(RunStarted()).index(), FromEngine(Gates()).index(), FromEngine(PartialText()).index(),
        FromEngine(SegmentDone()).index(), FromEngine(RunDone()).index()};
    CHECK(kinds == expected);
    CHECK(bench.answers.waitFor<Gates>().generation == 20);
}

TEST_CASE("cancel is acknowledged while the worker is busy, then the run ends as cancelled")
{
    Bench bench;
    bench.loadAndSendAudio();
    bench.script->holdRuns = true;
    bench.startRun(20);
    bench.waitUntilRunning(1);
    bench.loop.handle(Cancel{20});
    // handle() sent the acknowledgement before it returned, whatever the worker does.
    bool acknowledged = false;
    for (const FromEngine& message : bench.answers.all())
        acknowledged = acknowledged || std::holds_alternative<CancelAck>(message);
    CHECK(acknowledged);
    CHECK(bench.answers.waitForFailure(20).error.code == ErrorCode::Cancelled);
    bench.script->holdRuns = false;
    bench.startRun(21);
    bench.answers.waitForDone(21);
}

TEST_CASE("the latest run wins: the running one stops, the waiting one never begins")
{
    Bench bench;
    bench.loadAndSendAudio();
    bench.script->holdLoads = true;
    bench.loop.handle(request<ImportModel>(15)); // keeps the worker busy
    bench.startRun(20);
    bench.startRun(21);
    CHECK(bench.answers.waitForFailure(20).error.code == ErrorCode::Cancelled);
    bench.script->holdRuns = true;
    bench.script->holdLoads = false;
    bench.waitUntilRunning(1);
    bench.startRun(22);
    CHECK(bench.answers.waitForFailure(21).error.code == ErrorCode::Cancelled);
    bench.script->holdRuns = false;
    bench.answers.waitForDone(22);
    CHECK(bench.script->runsBegun == 2);
    for (const std::uint64_t generation : {20, 21, 22})
        CHECK(endings(bench, generation) == 1);
}

TEST_CASE("only the newest recording is held")
{
    Bench bench;
    bench.loadAndSendAudio();
    bench.loop.handle(SetAudio{11, {std::vector<float>(3200), kModelSampleRate}});
    bench.startRun(20, 10);
    CHECK(bench.answers.waitForFailure(20).error.code == ErrorCode::Usage);
    bench.startRun(21, 11);
    bench.answers.waitForDone(21);
    CHECK(bench.answers.waitFor<RunStarted>().windows.at(0).end == 0.2);
}

TEST_CASE("a run without a model is refused; a load or unload stops what was meant for the old one")
{
    Bench bench;
    bench.loop.handle(SetAudio{10, {std::vector<float>(1600), kModelSampleRate}});
    bench.startRun(20);
    CHECK(bench.answers.waitForFailure(20).error.what == "no model is loaded");
    bench.loadAndSendAudio();
    bench.script->holdRuns = true;
    bench.startRun(21);
    bench.waitUntilRunning(1);
    bench.loop.handle(UnloadModel{5});
    CHECK(bench.answers.waitForFailure(21).error.code == ErrorCode::Cancelled);
    CHECK(bench.answers.waitFor<Unloaded>().request == 5);
}

TEST_CASE("a newer load replaces a running one; cancel by request number reaches load and import alone")
{
    Bench bench;
    bench.script->holdLoads = true;
    bench.loop.handle(request<LoadModel>(1));
    bench.answers.waitFor<Progress>();
    bench.loop.handle(request<LoadModel>(2));
    CHECK(bench.answers.waitForFailure(1).error.code == ErrorCode::Cancelled);
    bench.loop.handle(request<ImportModel>(3));
    bench.loop.handle(Cancel{4}); // newer than all, but it names no load
    bench.loop.handle(Cancel{3});
    CHECK(bench.answers.waitForFailure(3).error.code == ErrorCode::Cancelled);
    bench.script->holdLoads = false;
    CHECK(bench.answers.waitFor<Loaded>().request == 2);
}

TEST_CASE("failures are answers; the loop lives on and memory is given back")
{
    Bench bench;
    bench.loadAndSendAudio();
    bench.script->outOfMemory = true;
    bench.startRun(20);
    const Failed failed = bench.answers.waitForFailure(20);
    CHECK(failed.error.code == ErrorCode::OutOfMemory);
    CHECK(failed.error.where == "2 GB needed, 1 GB free");
    bench.script->outOfMemory = false;
    bench.script->throwForeign = true;
    bench.startRun(21);
    CHECK(bench.answers.waitForFailure(21).error.code == ErrorCode::Internal);
    CHECK(bench.script->cachesDropped == 1);
    bench.loop.handle(InspectModel{22, "/nowhere"});
    CHECK(bench.answers.waitForFailure(22).error.code == ErrorCode::Model);
    bench.script->throwForeign = false;
    bench.startRun(23);
    bench.answers.waitForDone(23);
    bench.loop.handle(ListModels{24});
    CHECK(bench.answers.waitFor<ModelList>().request == 24);
}

TEST_CASE("a window of another protocol version is told so")
{
    Bench bench;
    bench.loop.handle(Hello{kVersion + 1, "steerscope 9"});
    CHECK(bench.answers.waitForFailure(0).error.code == ErrorCode::Protocol);
    bench.loop.handle(Hello{kVersion, "steerscope"});
    CHECK(bench.answers.waitFor<HelloReply>().program == "scripted");
}

TEST_CASE("progress does not flood the window")
{
    Bench bench;
    bench.loadAndSendAudio();
    bench.script->progressSteps = 100'000;
    bench.startRun(20);
    bench.answers.waitForDone(20);
    int sent = 0;
    for (const FromEngine& message : bench.answers.all())
        sent += std::holds_alternative<Progress>(message);
    CHECK(sent < 10'000);
}

TEST_CASE("the end stops what runs, and shutdown asks for it")
{
    Bench bench;
    bench.loadAndSendAudio();
    bench.script->holdRuns = true;
    bench.startRun(20);
    bench.waitUntilRunning(1);
    CHECK_FALSE(bench.loop.handle(Shutdown{}));
    // The destructor must return although the run would last for ever.
}

namespace {

std::vector<LiveText> liveTexts(const Bench& bench, std::uint64_t generation)
{
    std::vector<LiveText> texts;
    for (const FromEngine& message : bench.answers.all())
        if (const auto* text = std::get_if<LiveText>(&message); text && text->generation == generation)
            texts.push_back(*text);
    return texts;
}

// Until the sound up to here has been said.
void waitForSound(Bench& bench, double seconds)
{
    bench.answers.waitFor([seconds](const auto& m) {
        const auto* text = std::get_if<LiveText>(&m);
        return text && text->utterance.segment.end >= seconds;
    });
}

} // namespace

TEST_CASE("a live job hears the sound and the settings as they come, and ends when told")
{
    Bench bench;
    bench.loadAndSendAudio();
    StartLive start;
    start.generation = 20;
    start.start = {3, 16000};
    bench.loop.handle(start);
    bench.loop.handle(LiveSound{20, std::vector<float>(1600)});
    waitForSound(bench, 1.1);
    SteeringSettings settings;
    settings.master = 2.0;
    bench.loop.handle(LiveSettings{20, settings});
    bench.loop.handle(LiveSound{19, std::vector<float>(160000)}); // of an older one: not heard
    bench.loop.handle(LiveSound{20, std::vector<float>(1600)});
    waitForSound(bench, 1.2);
    bench.loop.handle(StopLive{20});
    bench.answers.waitFor<LiveDone>();
    const std::vector<LiveText> texts = liveTexts(bench, 20);
    CHECK(texts.front().utterance.trace.window == 3);
    CHECK(texts.front().utterance.segment.start == 1.0);
    CHECK(texts.back().utterance.final);
    CHECK(texts.back().utterance.segment.end == doctest::Approx(1.2));
    CHECK(texts.back().utterance.segment.text == "master 2.000000");
}

TEST_CASE("cancel, a run and another model end a live job that waits for sound")
{
    Bench bench;
    bench.loadAndSendAudio();
    const auto begin = [&](std::uint64_t generation) {
        const int before = bench.script->runsBegun;
        StartLive start;
        start.generation = generation;
        bench.loop.handle(start);
        bench.waitUntilRunning(before + 1);
    };
    begin(20);
    bench.loop.handle(Cancel{20});
    CHECK(bench.answers.waitForFailure(20).error.code == ErrorCode::Cancelled);
    begin(21);
    bench.startRun(22);
    CHECK(bench.answers.waitForFailure(21).error.code == ErrorCode::Cancelled);
    bench.answers.waitForDone(22);
    begin(23);
    bench.loop.handle(request<LoadModel>(24));
    CHECK(bench.answers.waitForFailure(23).error.code == ErrorCode::Cancelled);
    begin(25); // and the loop's own end, with the job still listening
}

TEST_CASE("runs pass a study that takes long, and it goes on after them")
{
    Bench bench;
    bench.loadAndSendAudio();
    bench.script->holdStudies = true;
    bench.startStudy(20);
    bench.startRun(21);
    bench.answers.waitForDone(21);
    bench.startRun(22);
    bench.answers.waitForDone(22);
    const int steps = bench.script->studySteps;
    while (bench.script->studySteps == steps)
        std::this_thread::yield();
    bench.script->holdStudies = false;
    const auto done = bench.answers.waitFor<StudyDone>();
    CHECK(done.request == 20);
    CHECK(std::get<HeardResult>(done.result).neutral == "take 20");
}

TEST_CASE(
    "a study is stopped by its number, by another study, and by another model, also while it stands aside")
{
    Bench bench;
    bench.loadAndSendAudio();
    bench.script->holdStudies = true;
    bench.startStudy(20);
    bench.loop.handle(Cancel{19}); // of a run
    bench.startStudy(21);
    CHECK(bench.answers.waitForFailure(20).error.code == ErrorCode::Cancelled);
    bench.loop.handle(Cancel{21});
    CHECK(bench.answers.waitForFailure(21).error.code == ErrorCode::Cancelled);
    bench.startStudy(22);
    bench.script->holdRuns = true;
    bench.startRun(23);
    bench.waitUntilRunning(1);
    bench.loop.handle(LoadModel{24, "other", "cpu", "float32", 1, 0});
    CHECK(bench.answers.waitForFailure(23).error.code == ErrorCode::Cancelled);
    CHECK(bench.answers.waitForFailure(22).error.code == ErrorCode::Cancelled);
    bench.startStudy(25, 11); // not a recording that is held
    CHECK(bench.answers.waitForFailure(25).error.code == ErrorCode::Usage);
}
