// SPDX-License-Identifier: MIT
#include "core/base/gating_figures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace steerscope {

double entropy(const float* p, int n)
{
    double sum = 0.0;
    for (int i = 0; i < n; ++i)
        if (p[i] > 0.0F)
            sum -= p[i] * std::log(static_cast<double>(p[i]));
    return sum;
}

namespace {

// Linear interpolation between closest ranks, as NumPy's default percentile.
double percentile(std::vector<float>& values, double q)
{
    if (values.empty())
        return 0.0;
    std::sort(values.begin(), values.end());
    const double rank = q * static_cast<double>(values.size() - 1);
    const auto low = static_cast<std::size_t>(rank);
    const std::size_t high = std::min(low + 1, values.size() - 1);
    return values[low] + (rank - static_cast<double>(low)) * (values[high] - values[low]);
}

int framesOf(const LayerTrace& trace, FrameChoice choice)
{
    return choice == FrameChoice::All ? trace.frames : trace.countedFrames;
}

// Everything of one layer, gathered over all traces.
struct Gathered {
    std::vector<double> gateSums;
    double entropySum = 0.0;
    long frames = 0;
    std::vector<float> push, pushConstant, pushRouted;
};

void gather(const LayerTrace& trace, int frames, Gathered& into)
{
    into.gateSums.resize(trace.experts);
    for (int t = 0; t < frames; ++t) {
        for (int e = 0; e < trace.experts; ++e)
            into.gateSums[e] += trace.gate(t, e);
        into.entropySum += entropy(&trace.gates[static_cast<std::size_t>(t) * trace.experts], trace.experts);
    }
    into.frames += frames;
    const auto append = [frames](std::vector<float>& to, const std::vector<float>& from) {
        to.insert(to.end(), from.begin(), from.begin() + std::min<std::ptrdiff_t>(frames, std::ssize(from)));
    };
    append(into.push, trace.push);
    append(into.pushConstant, trace.pushConstant);
    append(into.pushRouted, trace.pushRouted);
}

void rankExperts(LayerFigures& figures)
{
    std::vector<int> order(figures.meanGates.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
        [&](int a, int b) { return figures.meanGates[a] > figures.meanGates[b]; });
    order.resize(std::min<std::size_t>(3, order.size()));
    for (int expert : order)
        figures.topScores.push_back(figures.meanGates[expert]);
    figures.topExperts = std::move(order);
}

LayerFigures figuresOf(const LayerTrace& model, Gathered& all)
{
    LayerFigures f;
    f.layer = model.layer;
    f.experts = model.experts;
    f.scale = model.trainedScale;
    f.effectiveScale = model.effectiveScale;
    f.scaledVectorNorm = model.effectiveScale * model.meanVectorNorm;
    f.meanGates.assign(model.experts, 0.0);
    if (all.frames > 0)
        for (int e = 0; e < model.experts; ++e)
            f.meanGates[e] = all.gateSums[e] / static_cast<double>(all.frames);
    for (double p : f.meanGates) {
        if (p > 0.0)
            f.usageEntropy -= p * std::log(p);
        f.referenceDiversity -= p * std::log(p + 1e-8);
        f.strength = std::max(f.strength, p);
    }
    f.frameEntropy = all.frames > 0 ? all.entropySum / static_cast<double>(all.frames) : 0.0;
    f.routingInformation = f.usageEntropy - f.frameEntropy;
    rankExperts(f);
    f.pushMedian = percentile(all.push, 0.5);
    f.push95 = percentile(all.push, 0.95);
    f.pushConstantMedian = percentile(all.pushConstant, 0.5);
    f.pushRoutedMedian = percentile(all.pushRouted, 0.5);
    return f;
}

} // namespace

std::vector<LayerFigures> gatingFigures(const std::vector<GatingTrace>& traces, FrameChoice choice)
{
    std::vector<LayerFigures> result;
    if (traces.empty())
        return result;
    for (const LayerTrace& model : traces.front().layers) {
        Gathered all;
        long total = 0;
        long counted = 0;
        for (const GatingTrace& trace : traces) {
            const LayerTrace* layer = trace.find(model.layer);
            if (!layer || layer->experts != model.experts)
                continue;
            gather(*layer, framesOf(*layer, choice), all);
            total += layer->frames;
            counted += layer->countedFrames;
        }
        result.push_back(figuresOf(model, all));
        result.back().frames = total;
        result.back().countedFrames = counted;
    }
    return result;
}

} // namespace steerscope
