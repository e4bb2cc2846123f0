// SPDX-License-Identifier: MIT
// What a second of audio costs the training's loader: processor time of one thread, with each augmentation by
// itself always on and with all together as a training uses them. Usage: bench_loader MANIFEST [batches]
#include "core/training/data/batch_loader.h"

#include "core/training/data/manifest.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <memory>
#include <numeric>
#include <string>

using namespace steerscope;

namespace {

double processorSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Case {
    const char* name;
    std::function<void(LoaderOptions&)> set;
};

const Case kCases[] = {
    {"log-mel only", [](LoaderOptions&) {}},
    {"padded to 30 s", [](LoaderOptions& o) { o.fullWindow = true; }},
    {"speed 0.9-1.1",
        [](LoaderOptions& o) {
            o.augment.speedLow = 0.9;
            o.augment.speedHigh = 1.1;
        }},
    {"noise", [](LoaderOptions& o) { o.augment.noiseProbability = 1.0; }},
    {"room", [](LoaderOptions& o) { o.augment.roomProbability = 1.0; }},
    {"band limit", [](LoaderOptions& o) { o.augment.bandLimitProbability = 1.0; }},
    {"masks",
        [](LoaderOptions& o) {
            o.augment.timeMasks = o.augment.freqMasks = 2;
            o.augment.timeMaskFrames = 20;
            o.augment.freqMaskBands = 10;
        }},
    {"no speech (90 %)", [](LoaderOptions& o) { o.augment.nonSpeechShare = 0.9; }},
    {"a training's mixture",
        [](LoaderOptions& o) {
            o.augment.speedLow = 0.9;
            o.augment.speedHigh = 1.1;
            o.augment.noiseProbability = 0.5;
            o.augment.roomProbability = 0.3;
            o.augment.bandLimitProbability = 0.1;
            o.augment.concatProbability = 0.3;
            o.augment.nonSpeechShare = 0.05;
            o.augment.timeMasks = o.augment.freqMasks = 2;
            o.augment.timeMaskFrames = 20;
            o.augment.freqMaskBands = 10;
        }},
};

void measure(
    const Case& what, const std::shared_ptr<const AudioStore>& store, const Manifest& manifest, int batches)
{
    LoaderOptions options;
    options.plan.batchSize = 8;
    options.ahead = 1;
    what.set(options);
    BatchLoader loader(store, manifest.utterances, options);
    loader.next(); // plans the epoch
    double audio = 0.0;
    double padded = 0.0;
    const double begin = processorSeconds();
    for (int i = 0; i < batches; ++i) {
        const AudioBatch batch = loader.next();
        audio += std::accumulate(batch.seconds.begin(), batch.seconds.end(), 0.0);
        padded += 0.01 * batch.frames * batch.size();
    }
    const double spent = processorSeconds() - begin;
    std::printf("  %-22s %6.2f ms a second of audio, %5.0f x real time, %.2f s of batch a second of audio\n",
        what.name, 1e3 * spent / audio, audio / spent, padded / audio);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_loader MANIFEST [batches]\n");
        return 2;
    }
    try {
        const Manifest manifest = readManifests({argv[1]}, {});
        double seconds = 0.0;
        for (const Utterance& utterance : manifest.utterances)
            seconds += utterance.seconds;
        const std::string folder
            = (std::filesystem::temp_directory_path() / "steerscope-bench-loader").string();
        const double begin = processorSeconds();
        const auto store = std::make_shared<AudioStore>(folder, manifest.utterances, 1);
        const double decoding = processorSeconds() - begin;
        std::printf(
            "%zu utterances, %.0f s, %zu rows skipped; decoded and stored at %.2f ms a second of audio\n",
            manifest.utterances.size(), seconds, manifest.skipped.size() + store->skipped().size(),
            1e3 * decoding / seconds);
        for (const Case& what : kCases)
            measure(what, store, manifest, argc > 2 ? std::atoi(argv[2]) : 200);
        std::filesystem::remove_all(folder);
    } catch (const Failure& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
    return 0;
}
