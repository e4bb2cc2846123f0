// SPDX-License-Identifier: MIT
#include "core/training/parameters/parameter_set_p.h"

#include "core/base/error.h"
#include "core/model/checkpoint/weight_loader_p.h"
#include "core/model/shapes_p.h"

#include <c10/core/GradMode.h>

namespace steerscope {

namespace {

DType fileType(at::ScalarType type)
{
    switch (type) {
    case at::kFloat:
        return DType::Float32;
    case at::kBFloat16:
        return DType::BFloat16;
    case at::kHalf:
        return DType::Float16;
    case at::kLong:
        return DType::Int64;
    default:
        throw Failure(
            ErrorCode::Internal, std::string("tensors of ") + c10::toString(type) + " are not written");
    }
}

} // namespace

at::Tensor ParameterSet::add(
    const std::string& name, const std::string& group, const at::Tensor& value, bool decays)
{
    if (has(name))
        throw Failure(ErrorCode::Internal, "two trained tensors are called '" + name + "'");
    at::Tensor leaf = value.detach().to(m_device, at::kFloat).clone(at::MemoryFormat::Contiguous);
    leaf.set_requires_grad(true);
    m_index[name] = m_parameters.size();
    m_parameters.push_back({name, group, leaf, decays});
    return leaf;
}

const at::Tensor& ParameterSet::operator[](const std::string& name) const
{
    const auto found = m_index.find(name);
    if (found == m_index.end())
        throw Failure(ErrorCode::Internal, "no trained tensor is called '" + name + "'");
    return m_parameters[found->second].value;
}

std::map<std::string, std::int64_t> ParameterSet::countByGroup() const
{
    std::map<std::string, std::int64_t> counts;
    for (const Parameter& parameter : m_parameters)
        counts[parameter.group] += parameter.value.numel();
    return counts;
}

void ParameterSet::clearGradients() const
{
    for (const Parameter& parameter : m_parameters)
        at::Tensor(parameter.value).mutable_grad() = at::Tensor();
}

void ParameterSet::restore(const TensorMap& tensors, const std::string& where) const
{
    for (const Parameter& parameter : m_parameters) {
        const auto found = tensors.find(parameter.name);
        if (found == tensors.end())
            throw Failure(ErrorCode::Input, "tensor '" + parameter.name + "' is missing", where,
                "it was written by another kind of training; start in a new folder");
        if (at::IntArrayRef(found->second.shape) != parameter.value.sizes())
            throw Failure(ErrorCode::Input,
                "tensor '" + parameter.name + "' is " + found->second.shapeText() + ", expected "
                    + shapeText(parameter.value.sizes()),
                where, "it was written with other sizes; start in a new folder");
    }
    const at::AutoGradMode noGrad(false);
    for (const Parameter& parameter : m_parameters)
        parameter.value.copy_(mappedTensor(tensors.at(parameter.name)));
}

std::vector<TensorToWrite> tensorsToWrite(const std::map<std::string, at::Tensor>& tensors)
{
    std::vector<TensorToWrite> entries;
    for (const auto& [name, tensor] : tensors)
        entries.push_back(
            {name, fileType(tensor.scalar_type()), tensor.sizes().vec(), tensor.const_data_ptr()});
    return entries;
}

} // namespace steerscope
