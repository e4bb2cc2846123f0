// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

namespace steerscope {

struct QuadratureNode {
    double at = 0.0;
    double weight = 0.0;
};

// Gauss-Legendre on 0 .. 1: exact for polynomials up to degree 2 n - 1. Nodes rise; weights sum to 1. n >= 1.
std::vector<QuadratureNode> gaussLegendre(int n);

} // namespace steerscope
