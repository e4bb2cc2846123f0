// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/weight_loader_p.h"

#include "core/base/error.h"
#include "core/model/checkpoint/mapped_file.h"
#include "core/model/shapes_p.h"

#include <ATen/ops/from_blob.h>

#include <algorithm>

namespace steerscope {

at::ScalarType scalarType(DType dtype)
{
    switch (dtype) {
    case DType::Float32:
        return at::kFloat;
    case DType::Float16:
        return at::kHalf;
    case DType::BFloat16:
        return at::kBFloat16;
    case DType::Float64:
        return at::kDouble;
    case DType::Int8:
        return at::kChar;
    case DType::UInt8:
        return at::kByte;
    case DType::Int16:
        return at::kShort;
    case DType::Int32:
        return at::kInt;
    case DType::Int64:
        return at::kLong;
    case DType::Bool:
        return at::kBool;
    }
    throw Failure(ErrorCode::Internal, "unknown tensor dtype");
}

at::ScalarType scalarTypeByName(const std::string& dtype)
{
    if (dtype == "float32")
        return at::kFloat;
    if (dtype == "bfloat16")
        return at::kBFloat16;
    if (dtype == "float16")
        return at::kHalf;
    throw Failure(
        ErrorCode::Usage, "unknown dtype '" + dtype + "'", {}, "choose float32, bfloat16 or float16");
}

at::Tensor mappedTensor(const TensorView& view)
{
    // The views are read-only by contract; torch has no const storage.
    void* data = const_cast<std::byte*>(view.data);
    const auto keep = view.owner;
    return at::from_blob(
        data, view.shape, view.strides, [keep](void*) {}, at::dtype(scalarType(view.dtype)));
}

namespace {

// After a copy the file's pages only take room: without this, loading would hold every weight twice.
void forget(const TensorView& view, const at::Tensor& mapped)
{
    if (view.mapped && mapped.is_contiguous())
        givePagesBack({view.data, mapped.nbytes()});
}

} // namespace

WeightLoader::WeightLoader(TensorMap tensors, std::string source, const std::vector<std::string>& prefixes,
    at::Device device, at::ScalarType dtype)
    : m_tensors(std::move(tensors))
    , m_source(std::move(source))
    , m_device(device)
    , m_dtype(dtype)
{
    for (const std::string& prefix : prefixes) {
        const auto first = m_tensors.lower_bound(prefix);
        if (first != m_tensors.end() && first->first.starts_with(prefix)) {
            m_prefix = prefix;
            break;
        }
    }
}

bool WeightLoader::has(const std::string& name) const
{
    return m_tensors.contains(m_prefix + name);
}

const TensorView& WeightLoader::find(const std::string& name) const
{
    const auto found = m_tensors.find(m_prefix + name);
    if (found == m_tensors.end())
        throw Failure(ErrorCode::Model, "tensor '" + m_prefix + name + "' is missing", m_source,
            "the folder may be incomplete or of another model");
    return found->second;
}

std::vector<std::int64_t> WeightLoader::shapeOf(const std::string& name) const
{
    return find(name).shape;
}

at::Tensor WeightLoader::take(const std::string& name, at::IntArrayRef shape)
{
    return takeAs(name, shape, m_dtype);
}

at::Tensor WeightLoader::takeAs(const std::string& name, at::IntArrayRef shape, at::ScalarType dtype)
{
    const TensorView& view = find(name);
    const at::Tensor mapped = mappedTensor(view);
    try {
        expectShape(mapped, shape, ("tensor '" + view.name + "'").c_str());
    } catch (const Failure& failure) {
        Error error = failure.error();
        error.where = m_source + ": " + error.where;
        throw Failure(error);
    }
    m_taken.insert(view.name);
    at::Tensor tensor = mapped.to(m_device, dtype).contiguous();
    m_bytes += static_cast<std::int64_t>(tensor.nbytes());
    if (!tensor.is_alias_of(mapped))
        forget(view, mapped);
    return tensor;
}

void WeightLoader::copyInto(const std::string& name, const at::Tensor& slice)
{
    const TensorView& view = find(name);
    const at::Tensor mapped = mappedTensor(view);
    if (mapped.sizes() != slice.sizes())
        throw Failure(ErrorCode::Model, "tensor '" + view.name + "' has the wrong shape",
            m_source + ": expected " + shapeText(slice.sizes()) + ", found " + shapeText(mapped.sizes()));
    m_taken.insert(view.name);
    slice.copy_(mapped);
    m_bytes += static_cast<std::int64_t>(slice.nbytes());
    forget(view, mapped);
}

std::vector<std::string> WeightLoader::untaken(const std::vector<std::string>& accepted) const
{
    std::vector<std::string> names;
    for (const auto& [name, view] : m_tensors) {
        if (m_taken.contains(name))
            continue;
        const std::string bare = name.starts_with(m_prefix) ? name.substr(m_prefix.size()) : name;
        const bool known = std::any_of(accepted.begin(), accepted.end(),
            [&](const std::string& start) { return name.starts_with(start) || bare.starts_with(start); });
        if (!known)
            names.push_back(name);
    }
    return names;
}

} // namespace steerscope
