// SPDX-License-Identifier: MIT
// How long a store of many runs takes to open and to list, and what keeping one run costs.
// Usage: bench_store [runs]; each of 30 s, 120 tokens, 6 layers of 8 experts.
#include "bench/measure.h"
#include "core/session/run_store.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <random>

using namespace steerscope;

namespace {

constexpr int kTokens = 120;
constexpr int kLayers = 6;
constexpr int kExperts = 8;
constexpr int kFrames = 1500;

KeptRun someRun(int number)
{
    KeptRun run;
    run.when = number;
    run.recording = {"/recordings/take " + std::to_string(number % 40) + ".wav",
        std::to_string(number % 40) + std::string(60, 'a'), 30.0};
    run.settings.master = number * 0.01;
    Segment segment{0.0, 30.0, {}, {}};
    for (int i = 0; i < kTokens; ++i) {
        segment.tokens.push_back({i, " word" + std::to_string(i), -0.1 * i});
        segment.text += segment.tokens.back().text;
    }
    run.transcript.segments = {segment};
    return run;
}

KeptGates someGates()
{
    std::mt19937 random(1);
    std::uniform_real_distribution<float> uniform(0.0F, 1.0F);
    auto trace = std::make_shared<GatingTrace>();
    for (int layer = 0; layer < kLayers; ++layer) {
        LayerTrace rows;
        rows.layer = layer;
        rows.experts = kExperts;
        rows.frames = rows.countedFrames = kFrames;
        rows.gates.resize(std::size_t{kFrames} * kExperts);
        for (float& gate : rows.gates)
            gate = uniform(random);
        trace->layers.push_back(rows);
    }
    return {trace};
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const int runs = argc > 1 ? std::atoi(argv[1]) : 500;
    const QTemporaryDir folder;
    const KeptGates gates = someGates();
    const double kept = bench::seconds([&] {
        RunStore store(folder.path());
        for (int i = 0; i < runs; ++i)
            store.addRun(someRun(i), gates);
    });
    std::size_t listed = 0;
    std::vector<double> opened, restored;
    for (int i = 0; i < 7; ++i) {
        opened.push_back(bench::seconds([&] {
            RunStore store(folder.path());
            listed = store.runs().size();
        }));
        RunStore store(folder.path());
        restored.push_back(bench::seconds([&] { store.openRun(1 + i); }));
    }
    std::printf("%d runs kept, each committed: %.1f ms a run\n", runs, 1000.0 * kept / runs);
    std::printf("opened and %zu listed: %.1f ms\n", listed, 1000.0 * bench::median(opened));
    std::printf("one run read with its gates: %.1f ms\n", 1000.0 * bench::median(restored));
    return 0;
}
