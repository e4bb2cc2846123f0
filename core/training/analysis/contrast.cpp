// SPDX-License-Identifier: MIT
#include "core/training/analysis/contrast.h"

#include "core/training/report/counter_random.h"
#include "core/training/report/information.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace steerscope::analysis {
namespace {

GateSum total(std::span<const GateSum> parts)
{
    GateSum sum;
    for (const GateSum& part : parts)
        sum += part;
    return sum;
}

double distance(const GateSum& a, const GateSum& b)
{
    return jensenShannon(a.mean(), b.mean());
}

// draw(n) -> the divergence of the n-th draw of the null.
template <class Draw> void addNull(Contrast& contrast, int draws, Draw draw)
{
    int asFar = 0;
    for (int n = 0; n < draws; ++n) {
        const double drawn = draw(static_cast<std::uint64_t>(n));
        contrast.nullMean += drawn / draws;
        asFar += drawn >= contrast.divergence ? 1 : 0;
    }
    contrast.pValue = (asFar + 1.0) / (draws + 1.0);
}

} // namespace

void GateSum::add(const LayerTrace& layer)
{
    sums.resize(static_cast<std::size_t>(layer.experts), 0.0);
    for (int t = 0; t < layer.countedFrames; ++t)
        for (int e = 0; e < layer.experts; ++e)
            sums[static_cast<std::size_t>(e)] += static_cast<double>(layer.gate(t, e));
    frames += layer.countedFrames;
}

GateSum& GateSum::operator+=(const GateSum& other)
{
    sums.resize(std::max(sums.size(), other.sums.size()), 0.0);
    for (std::size_t e = 0; e < other.sums.size(); ++e)
        sums[e] += other.sums[e];
    frames += other.frames;
    return *this;
}

std::vector<double> GateSum::mean() const
{
    std::vector<double> mean = sums;
    for (double& value : mean)
        value = frames > 0.0 ? value / frames : 0.0;
    return mean;
}

double jensenShannon(std::span<const double> p, std::span<const double> q)
{
    std::vector<double> middle;
    for (std::size_t i = 0; i < p.size(); ++i)
        middle.push_back((p[i] + q[i]) / 2.0);
    return std::max(0.0, (report::klDivergence(p, middle) + report::klDivergence(q, middle)) / 2.0);
}

Contrast contrastGroups(std::span<const GateSum> a, std::span<const GateSum> b, int draws, std::uint64_t seed)
{
    Contrast contrast;
    const GateSum sumA = total(a);
    const GateSum sumB = total(b);
    contrast.meanA = sumA.mean();
    contrast.meanB = sumB.mean();
    if (a.empty() || b.empty())
        return contrast;
    contrast.divergence = distance(sumA, sumB);
    std::vector<GateSum> all(a.begin(), a.end());
    all.insert(all.end(), b.begin(), b.end());
    addNull(contrast, draws, [&](std::uint64_t n) {
        std::vector<std::size_t> order(all.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        GateSum left;
        GateSum right;
        for (std::size_t i = 0; i < order.size(); ++i) {
            std::swap(order[i], order[i + report::randomBelow(order.size() - i, seed, n, i)]);
            (i < a.size() ? left : right) += all[order[i]];
        }
        return distance(left, right);
    });
    return contrast;
}

Contrast contrastPairs(std::span<const std::pair<GateSum, GateSum>> pairs, int draws, std::uint64_t seed)
{
    Contrast contrast;
    GateSum sumA;
    GateSum sumB;
    for (const auto& [first, second] : pairs) {
        sumA += first;
        sumB += second;
    }
    contrast.meanA = sumA.mean();
    contrast.meanB = sumB.mean();
    if (pairs.empty())
        return contrast;
    contrast.divergence = distance(sumA, sumB);
    addNull(contrast, draws, [&](std::uint64_t n) {
        GateSum left;
        GateSum right;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const bool swapped = report::randomBelow(2, seed, n, i) == 1;
            left += swapped ? pairs[i].second : pairs[i].first;
            right += swapped ? pairs[i].first : pairs[i].second;
        }
        return distance(left, right);
    });
    return contrast;
}

std::vector<std::pair<std::size_t, std::size_t>> matchDurations(
    std::span<const double> a, std::span<const double> b, double tolerance)
{
    const auto byLength = [](std::span<const double> durations) {
        std::vector<std::size_t> order(durations.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
            [&](std::size_t left, std::size_t right) { return durations[left] < durations[right]; });
        return order;
    };
    const std::vector<std::size_t> orderA = byLength(a);
    const std::vector<std::size_t> orderB = byLength(b);
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0, j = 0; i < orderA.size() && j < orderB.size();) {
        const double left = a[orderA[i]];
        const double right = b[orderB[j]];
        if (std::abs(left - right) < tolerance * std::max(left, right))
            pairs.emplace_back(orderA[i++], orderB[j++]);
        else if (left < right)
            ++i;
        else
            ++j;
    }
    return pairs;
}

} // namespace steerscope::analysis
