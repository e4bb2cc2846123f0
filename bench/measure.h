// SPDX-License-Identifier: MIT
// Fair timing on a noisy machine: two functions in turn, A B A B ..., and the median of the pairwise ratios.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace steerscope::bench {

template <class F> double seconds(F&& f)
{
    const auto begin = std::chrono::steady_clock::now();
    f();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

inline double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

struct Paired {
    double a = 0.0; // median seconds
    double b = 0.0;
    double ratio = 0.0; // median of a/b, pair by pair
};

template <class A, class B> Paired paired(int runs, A&& a, B&& b)
{
    a();
    b(); // warm-up
    std::vector<double> timesA, timesB, ratios;
    for (int i = 0; i < runs; ++i) {
        timesA.push_back(seconds(a));
        timesB.push_back(seconds(b));
        ratios.push_back(timesA.back() / timesB.back());
    }
    return {median(timesA), median(timesB), median(ratios)};
}

} // namespace steerscope::bench
