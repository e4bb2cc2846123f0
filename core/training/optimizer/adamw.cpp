// SPDX-License-Identifier: MIT
#include "core/training/optimizer/adamw_p.h"

#include "core/base/error.h"
#include "core/model/checkpoint/weight_loader_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/sqrt.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

bool among(const std::vector<std::string>& groups, const Parameter& parameter)
{
    return groups.empty() || std::find(groups.begin(), groups.end(), parameter.group) != groups.end();
}

} // namespace

AdamW::AdamW(const ParameterSet& parameters, AdamWOptions options)
    : m_parameters(parameters)
    , m_options(options)
{
    for (const Parameter& parameter : parameters.all()) {
        m_first.push_back(at::zeros_like(parameter.value.detach()));
        m_second.push_back(at::zeros_like(parameter.value.detach()));
    }
}

void AdamW::step(const std::map<std::string, double>& rates)
{
    const at::AutoGradMode noGrad(false);
    ++m_steps;
    const double correction1 = 1.0 - std::pow(m_options.beta1, static_cast<double>(m_steps));
    const double correction2 = std::sqrt(1.0 - std::pow(m_options.beta2, static_cast<double>(m_steps)));
    for (std::size_t i = 0; i < m_first.size(); ++i) {
        const Parameter& parameter = m_parameters.all()[i];
        const at::Tensor& gradient = parameter.value.grad();
        if (!gradient.defined())
            continue;
        const double rate = rates.at(parameter.group);
        if (parameter.decays)
            parameter.value.mul_(1.0 - rate * m_options.weightDecay);
        m_first[i].lerp_(gradient, 1.0 - m_options.beta1);
        m_second[i].mul_(m_options.beta2).addcmul_(gradient, gradient, 1.0 - m_options.beta2);
        const at::Tensor denominator = at::sqrt(m_second[i]).div_(correction2).add_(m_options.epsilon);
        parameter.value.addcdiv_(m_first[i], denominator, -rate / correction1);
    }
}

std::map<std::string, at::Tensor> AdamW::state() const
{
    std::map<std::string, at::Tensor> tensors;
    for (std::size_t i = 0; i < m_first.size(); ++i) {
        const std::string& name = m_parameters.all()[i].name;
        tensors[name + ".m"] = m_first[i].cpu();
        tensors[name + ".v"] = m_second[i].cpu();
    }
    return tensors;
}

void AdamW::restore(const TensorMap& tensors, std::int64_t steps, const std::string& where)
{
    const auto find = [&](const std::string& name, const at::Tensor& like) -> const TensorView& {
        const auto found = tensors.find(name);
        if (found == tensors.end() || at::IntArrayRef(found->second.shape) != like.sizes())
            throw Failure(ErrorCode::Input, "tensor '" + name + "' is missing or has another shape", where,
                "start in a new folder");
        return found->second;
    };
    for (std::size_t i = 0; i < m_first.size(); ++i) {
        const std::string& name = m_parameters.all()[i].name;
        m_first[i].copy_(mappedTensor(find(name + ".m", m_first[i])));
        m_second[i].copy_(mappedTensor(find(name + ".v", m_second[i])));
    }
    m_steps = steps;
}

double gradientNorm(const ParameterSet& parameters, const std::vector<std::string>& groups)
{
    double sum = 0.0;
    for (const Parameter& parameter : parameters.all())
        if (among(groups, parameter) && parameter.value.grad().defined()) {
            const double norm = at::linalg_vector_norm(parameter.value.grad()).item<double>();
            sum += norm * norm;
        }
    return std::sqrt(sum);
}

double clipGradients(const ParameterSet& parameters, const std::vector<std::string>& groups, double most)
{
    const double norm = gradientNorm(parameters, groups);
    const double factor = most / (norm + 1e-6);
    if (factor < 1.0)
        for (const Parameter& parameter : parameters.all())
            if (among(groups, parameter) && parameter.value.grad().defined())
                at::Tensor(parameter.value.grad()).mul_(factor);
    return norm;
}

} // namespace steerscope
