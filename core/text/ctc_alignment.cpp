// SPDX-License-Identifier: MIT
#include "core/text/ctc_alignment.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace steerscope {
namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();

// State s of 2U+1: even ones are blanks, state 2u+1 is character u.
bool isBlank(int state)
{
    return state % 2 == 0;
}

// A blank may be left out between different characters.
bool maySkip(std::span<const int> target, int state)
{
    if (isBlank(state) || state < 3)
        return false;
    const auto u = static_cast<std::size_t>(state / 2);
    return target[u] != target[u - 1];
}

} // namespace

std::optional<CtcAlignment> alignCtc(
    std::span<const float> logProbabilities, int labels, std::span<const int> target, int blank)
{
    const int frames = labels > 0 ? static_cast<int>(logProbabilities.size()) / labels : 0;
    const int states = 2 * static_cast<int>(target.size()) + 1;
    if (frames == 0)
        return std::nullopt;
    const auto emission = [&](int frame, int state) {
        const int label = isBlank(state) ? blank : target[static_cast<std::size_t>(state / 2)];
        return static_cast<double>(
            logProbabilities[static_cast<std::size_t>(frame) * static_cast<std::size_t>(labels)
                + static_cast<std::size_t>(label)]);
    };
    const auto stateCount = static_cast<std::size_t>(states);
    std::vector<double> best(stateCount, kImpossible);
    std::vector<std::uint8_t> steps(
        static_cast<std::size_t>(frames) * stateCount, 0); // states come up by 0, 1, 2
    best[0] = emission(0, 0);
    if (states > 1)
        best[1] = emission(0, 1);
    for (int t = 1; t < frames; ++t) {
        for (int s = states - 1; s >= 0;
             --s) { // from above: lower states are still those of the frame before
            const auto at = static_cast<std::size_t>(s);
            double from = best[at];
            std::uint8_t step = 0;
            if (s > 0 && best[at - 1] > from) {
                from = best[at - 1];
                step = 1;
            }
            if (maySkip(target, s) && best[at - 2] > from) {
                from = best[at - 2];
                step = 2;
            }
            best[at] = from + emission(t, s);
            steps[static_cast<std::size_t>(t) * stateCount + at] = step;
        }
    }
    int state = states - 1;
    if (states > 1 && best[stateCount - 2] > best[stateCount - 1])
        state = states - 2;
    if (best[static_cast<std::size_t>(state)] == kImpossible)
        return std::nullopt;
    CtcAlignment alignment;
    alignment.logProbability = best[static_cast<std::size_t>(state)];
    alignment.frames.resize(static_cast<std::size_t>(frames));
    for (int t = frames - 1; t >= 0; --t) {
        alignment.frames[static_cast<std::size_t>(t)] = isBlank(state) ? -1 : state / 2;
        state -= steps[static_cast<std::size_t>(t) * stateCount + static_cast<std::size_t>(state)];
    }
    return alignment;
}

std::vector<FrameSpan> characterSpans(const CtcAlignment& alignment, int targets)
{
    std::vector<FrameSpan> spans(static_cast<std::size_t>(targets), {-1, -1});
    for (int t = 0; t < std::ssize(alignment.frames); ++t) {
        const int u = alignment.frames[static_cast<std::size_t>(t)];
        if (u < 0)
            continue;
        FrameSpan& span = spans[static_cast<std::size_t>(u)];
        if (span.begin < 0)
            span.begin = t;
        span.end = t + 1;
    }
    for (std::size_t u = 0; u + 1 < spans.size(); ++u) {
        const int middle = (spans[u].end + spans[u + 1].begin) / 2;
        spans[u].end = middle;
        spans[u + 1].begin = middle;
    }
    return spans;
}

} // namespace steerscope
