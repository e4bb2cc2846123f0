// SPDX-License-Identifier: MIT
// The trained tensors of a task: float32 leaves of autograd with a name and a group. Forward passes take
// casts of them, so that computing in bfloat16 keeps float32 master weights and float32 gradients.
#pragma once

#include "core/model/checkpoint/tensor_file.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace steerscope {

struct Parameter {
    std::string name; // of the tensor, unique in the set
    std::string group; // "vectors", "scales", "router", "projection", "encoder", "head", "llm"
    at::Tensor value; // float32 leaf, on the training's device
    bool decays = true; // weight decay applies
};

class ParameterSet {
public:
    explicit ParameterSet(at::Device device = at::kCPU)
        : m_device(device)
    {
    }

    // Takes the numbers of `value` (any dtype, any device); the leaf, on the set's device, is returned. A
    // name given twice is Failure(Internal).
    at::Tensor add(
        const std::string& name, const std::string& group, const at::Tensor& value, bool decays = true);

    const std::vector<Parameter>& all() const { return m_parameters; }
    const at::Tensor& operator[](
        const std::string& name) const; // Failure(Internal) for a name that is not there
    bool has(const std::string& name) const { return m_index.contains(name); }
    std::map<std::string, std::int64_t> countByGroup() const;
    void clearGradients() const;

    // Overwrites every value by the tensor of its name. Throws Failure(Input) naming the tensor and `where`
    // for one that is missing or wrongly shaped; then nothing has been changed.
    void restore(const TensorMap& tensors, const std::string& where) const;

private:
    at::Device m_device;
    std::vector<Parameter> m_parameters;
    std::map<std::string, std::size_t> m_index;
};

// Contiguous CPU tensors -> the writer's entries; the tensors must outlive the result.
std::vector<TensorToWrite> tensorsToWrite(const std::map<std::string, at::Tensor>& tensors);

} // namespace steerscope
