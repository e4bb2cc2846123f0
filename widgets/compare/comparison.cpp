// SPDX-License-Identifier: MIT
#include "widgets/compare/comparison.h"

#include "core/text/word_diff.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace steerscope {

namespace {

QString slice(const std::string& text, const TextRange& range)
{
    return QString::fromUtf8(text.data() + range.begin, static_cast<qsizetype>(range.end - range.begin));
}

std::set<int> layersOf(const KeptGates& gates)
{
    std::set<int> layers;
    for (const auto& trace : gates)
        if (trace)
            for (const LayerTrace& layer : trace->layers)
                layers.insert(layer.layer);
    return layers;
}

double endOf(const KeptGates& gates)
{
    double end = 0.0;
    for (const auto& trace : gates)
        if (trace)
            end = std::max(end, trace->endSeconds);
    return end;
}

struct Slices {
    std::vector<double> sums;
    std::vector<int> frames;
};

// One expert of one layer over all windows. A frame lies where its middle is.
Slices slicesOf(const KeptGates& gates, int layer, int expert, double end, int columns)
{
    Slices slices{std::vector<double>(static_cast<std::size_t>(columns)),
        std::vector<int>(static_cast<std::size_t>(columns))};
    for (const auto& trace : gates) {
        const LayerTrace* found = trace ? trace->find(layer) : nullptr;
        if (!found || expert >= found->experts)
            continue;
        for (int frame = 0; frame < found->countedFrames; ++frame) {
            const double start = trace->startSeconds + frame * found->frameSeconds;
            const auto first = static_cast<int>((start + found->frameSeconds / 2.0) / end * columns);
            // A frame wider than a column fills all whose middle it covers.
            const auto from = std::min(first, static_cast<int>(std::ceil(start / end * columns - 0.5)));
            const auto to = std::max(
                first + 1, static_cast<int>(std::ceil((start + found->frameSeconds) / end * columns - 0.5)));
            for (int column = std::max(0, from); column < std::min(columns, to); ++column) {
                slices.sums[static_cast<std::size_t>(column)] += found->gate(frame, expert);
                ++slices.frames[static_cast<std::size_t>(column)];
            }
        }
    }
    return slices;
}

} // namespace

ComparedCounts countsAgainst(const std::string& reference, const std::string& text, TextNormalizer normalizer)
{
    const std::string right = normalizeText(normalizer, reference);
    const std::string said = normalizeText(normalizer, text);
    return {wordErrors(right, said), characterErrors(right, said)};
}

std::vector<DiffPiece> diffPieces(const std::string& base, const std::string& text)
{
    std::vector<DiffPiece> pieces;
    for (const DiffRun& run : diffWords(base, text)) {
        if (run.kind == EditKind::Equal) {
            pieces.push_back({DiffPiece::Kind::Same, slice(text, run.after)});
            continue;
        }
        if (run.kind != EditKind::Inserted)
            pieces.push_back({DiffPiece::Kind::Missing, slice(base, run.before)});
        if (run.kind != EditKind::Deleted)
            pieces.push_back({DiffPiece::Kind::Added, slice(text, run.after)});
    }
    return pieces;
}

GateDifference gateDifference(const KeptGates& first, const KeptGates& second, int expert, int columns)
{
    GateDifference difference;
    const std::set<int> others = layersOf(second);
    for (const int layer : layersOf(first))
        if (others.contains(layer) && layer != kOutLayer)
            difference.layers.push_back(layer);
    if (others.contains(kOutLayer) && layersOf(first).contains(kOutLayer))
        difference.layers.push_back(kOutLayer);
    difference.columns = columns;
    difference.endSeconds = std::min(endOf(first), endOf(second));
    for (const int layer : difference.layers) {
        const Slices a = slicesOf(first, layer, expert, difference.endSeconds, columns);
        const Slices b = slicesOf(second, layer, expert, difference.endSeconds, columns);
        for (std::size_t i = 0; i < a.sums.size(); ++i) {
            float value = std::numeric_limits<float>::quiet_NaN();
            if (a.frames[i] > 0 && b.frames[i] > 0) {
                value = static_cast<float>(b.sums[i] / b.frames[i] - a.sums[i] / a.frames[i]);
                difference.largest = std::max(difference.largest, std::abs(static_cast<double>(value)));
            }
            difference.values.push_back(value);
        }
    }
    return difference;
}

int mostExperts(const KeptGates& gates)
{
    int experts = 0;
    for (const auto& trace : gates)
        if (trace)
            for (const LayerTrace& layer : trace->layers)
                experts = std::max(experts, layer.experts);
    return experts;
}

int mostChangedExpert(const KeptGates& first, const KeptGates& second)
{
    std::vector<double> change(static_cast<std::size_t>(mostExperts(first)));
    for (std::size_t window = 0; window < std::min(first.size(), second.size()); ++window) {
        if (!first[window] || !second[window])
            continue;
        for (const LayerTrace& a : first[window]->layers) {
            const LayerTrace* b = second[window]->find(a.layer);
            if (!b || b->experts != a.experts)
                continue;
            const int frames = std::min(a.countedFrames, b->countedFrames);
            for (int frame = 0; frame < frames; ++frame)
                for (int expert = 0; expert < a.experts; ++expert)
                    change[static_cast<std::size_t>(expert)]
                        += std::abs(a.gate(frame, expert) - b->gate(frame, expert));
        }
    }
    return change.empty() ? 0
                          : static_cast<int>(std::max_element(change.begin(), change.end()) - change.begin());
}

} // namespace steerscope
