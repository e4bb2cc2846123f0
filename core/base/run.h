// SPDX-License-Identifier: MIT
// One run of the model over a recording: what is asked, what is told on the way, what comes out.
#pragma once

#include "core/base/gating_trace.h"
#include "core/base/stop_flag.h"
#include "core/base/timings.h"
#include "core/base/transcript.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace steerscope {

// Audio windows: seconds in the recording.
struct WindowSpan {
    double start = 0.0;
    double end = 0.0;

    bool operator==(const WindowSpan&) const = default;
};

enum class Sampling {
    Greedy,
    Model, // the LLM's generation_config.json
};

// Gates that stand where the settings' would: applied gates a (docs/steering-and-analysis.md).
struct HeldGates {
    std::vector<std::map<int, std::vector<float>>> windows; // of an audio window: layer -> [T, E], T frames
                                                            // as the layer has them
};

struct RunOptions {
    bool decode = true; // false: encoder and gates only
    std::optional<std::string> prompt; // absent: the model's own
    int maxTokens = 0; // a window; 0: the model's own limit
    Sampling sampling = Sampling::Greedy;
    std::uint64_t seed = 0;
    std::string target; // score this text (first window's only when there are several) by teacher forcing;
                        // empty: none
    int firstWindow = 0; // this audio window is run first, the others follow in order
    bool onlyFirstWindow = false; // stop after that one
    bool voiceActivity = false; // find speech first: long recordings are cut at its pauses, and an audio
                                // window that holds none has no words
    double voiceThreshold = 0.5; // from this probability on a sound is speech; 0 .. 1
    bool wordTimes = false; // find each word in the sound, where the model can (WordSource)
    std::vector<WindowSpan> cuts; // the audio windows, in order and apart, each at most the model's long;
                                  // empty: the recording is cut where that is best
    std::shared_ptr<const HeldGates> held; // null: none; never sent to an engine

    bool operator==(const RunOptions&) const = default;
};

struct TargetScore {
    double logprob = 0.0; // sum over tokens, natural log, end token included
    std::vector<Token> tokens; // logprob each
    std::size_t textTokens = 0; // how many of them are the text; behind them is the one that ends it
    std::vector<bool> likeliest; // a token each: greedy decoding would have written it there
};

// Called on the working thread, in this order for each window: trace, tokens, segment. Any may be empty.
struct RunCallbacks {
    ProgressFn progress;
    std::function<void(const GatingTrace&)> trace; // as soon as the window's encoder has run
    std::function<void(int window, const Token&)> token; // as each is decoded
    std::function<void(int window, const Segment&)> segment;
    std::function<void(int window, const TargetScore&)> score;
    std::function<void(const std::string&)> warning;
};

struct RunResult {
    std::vector<WindowSpan> windows;
    std::vector<GatingTrace> traces; // one a window, by window
    Transcript transcript; // one segment a window, by window
    std::optional<std::vector<WindowSpan>> speech; // where speech is; absent without voice activity
    std::optional<TargetScore> score;
    Timings timings;
    std::int64_t cacheBytes = 0; // activation cache in use
};

} // namespace steerscope
