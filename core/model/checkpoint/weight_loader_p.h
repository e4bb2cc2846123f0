// SPDX-License-Identifier: MIT
// From checked file views to tensors of one dtype on one device. Each weight is held once: on the CPU and in
// the file's own dtype it stays mapped; otherwise it is converted tensor by tensor.
#pragma once

#include "core/model/checkpoint/tensor_file.h"

#include <ATen/core/Tensor.h>

#include <set>
#include <string>
#include <vector>

namespace steerscope {

at::ScalarType scalarType(DType dtype);
at::ScalarType scalarTypeByName(const std::string& dtype); // "float32", "bfloat16", "float16"
// A view of mapped memory; keeps the file mapped as long as it lives.
at::Tensor mappedTensor(const TensorView& view);

class WeightLoader {
public:
    // source: file or folder for messages. prefixes: tried in order, the first under which a tensor of the
    // map lives is taken for all names ("" as the last resort).
    WeightLoader(TensorMap tensors, std::string source, const std::vector<std::string>& prefixes,
        at::Device device, at::ScalarType dtype);

    bool has(const std::string& name) const;
    // shape: -1 accepts any size. Throws Failure(Model): missing, or wrongly shaped with expected and found.
    at::Tensor take(const std::string& name, at::IntArrayRef shape);
    at::Tensor takeAs(const std::string& name, at::IntArrayRef shape, at::ScalarType dtype);
    // Copies into a slice of a larger tensor (fused projections).
    void copyInto(const std::string& name, const at::Tensor& slice);
    std::vector<std::int64_t> shapeOf(const std::string& name) const; // throws when missing
    // Names (without prefix) that were never taken and do not start with one of the accepted ones.
    std::vector<std::string> untaken(const std::vector<std::string>& accepted = {}) const;

    at::Device device() const { return m_device; }
    at::ScalarType dtype() const { return m_dtype; }
    std::int64_t bytes() const { return m_bytes; } // of all tensors taken, as held

private:
    const TensorView& find(const std::string& name) const;
    TensorMap m_tensors;
    std::string m_source;
    std::string m_prefix;
    at::Device m_device;
    at::ScalarType m_dtype;
    std::set<std::string> m_taken;
    std::int64_t m_bytes = 0;
};

} // namespace steerscope
