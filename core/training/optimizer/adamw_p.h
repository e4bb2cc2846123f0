// SPDX-License-Identifier: MIT
// AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101) over a ParameterSet, as torch.optim.AdamW computes it.
#pragma once

#include "core/training/parameters/parameter_set_p.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace steerscope {

struct AdamWOptions {
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weightDecay = 0.01;
};

class AdamW {
public:
    AdamW(const ParameterSet& parameters, AdamWOptions options);

    // rates: of each group; a parameter without a gradient stays as it is.
    void step(const std::map<std::string, double>& rates);

    // "NAME.m", "NAME.v" of every parameter, and how many steps were taken.
    std::map<std::string, at::Tensor> state() const;
    std::int64_t steps() const { return m_steps; }
    // Throws Failure(Input) as ParameterSet::restore does.
    void restore(const TensorMap& tensors, std::int64_t steps, const std::string& where);

private:
    const ParameterSet& m_parameters;
    AdamWOptions m_options;
    std::vector<at::Tensor> m_first; // mean of gradients
    std::vector<at::Tensor> m_second; // mean of their squares
    std::int64_t m_steps = 0;
};

// Norm of all gradients of these groups together (all groups where empty).
double gradientNorm(const ParameterSet& parameters, const std::vector<std::string>& groups = {});
// Scales the gradients of these groups so that their common norm is at most `most`; returns the norm before
// (torch.nn.utils.clip_grad_norm_).
double clipGradients(const ParameterSet& parameters, const std::vector<std::string>& groups, double most);

} // namespace steerscope
