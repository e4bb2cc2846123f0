// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/gauss_legendre.h"

#include <cmath>
#include <numbers>

namespace steerscope {

namespace {

struct Legendre {
    double value; // P_n(x)
    double slope; // P_n'(x)
};

Legendre legendre(int n, double x)
{
    double before = 1.0;
    double value = x;
    for (int k = 2; k <= n; ++k) {
        const double next = ((2.0 * k - 1.0) * x * value - (k - 1.0) * before) / k;
        before = value;
        value = next;
    }
    return {value, n * (x * value - before) / (x * x - 1.0)};
}

} // namespace

std::vector<QuadratureNode> gaussLegendre(int n)
{
    constexpr int kNewtonSteps = 20; // it converges in 4 or 5 from this start (Tricomi's)
    std::vector<QuadratureNode> nodes;
    for (int i = n; i >= 1; --i) {
        double x = std::cos(std::numbers::pi * (i - 0.25) / (n + 0.5));
        for (int step = 0; step < kNewtonSteps; ++step) {
            const Legendre p = legendre(n, x);
            x -= p.value / p.slope;
        }
        const double slope = legendre(n, x).slope;
        nodes.push_back({(1.0 + x) / 2.0, 1.0 / ((1.0 - x * x) * slope * slope)});
    }
    return nodes;
}

} // namespace steerscope
