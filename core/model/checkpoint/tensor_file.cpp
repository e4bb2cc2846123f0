// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/tensor_file.h"

#include "core/base/error.h"
#include "core/model/checkpoint/mapped_file.h"
#include "core/model/checkpoint/tensor_bytes.h"
#include "core/protocol/safetensors_writer.h"

#include <algorithm>

namespace steerscope {

namespace {

struct DTypeInfo {
    DType dtype;
    const char* name;
    const char* safetensors;
    std::size_t bytes;
};

constexpr DTypeInfo kDTypes[] = {
    {DType::Float32, "float32", "F32", 4},
    {DType::Float16, "float16", "F16", 2},
    {DType::BFloat16, "bfloat16", "BF16", 2},
    {DType::Float64, "float64", "F64", 8},
    {DType::Int8, "int8", "I8", 1},
    {DType::UInt8, "uint8", "U8", 1},
    {DType::Int16, "int16", "I16", 2},
    {DType::Int32, "int32", "I32", 4},
    {DType::Int64, "int64", "I64", 8},
    {DType::Bool, "bool", "BOOL", 1},
};

const DTypeInfo& info(DType dtype)
{
    for (const DTypeInfo& known : kDTypes)
        if (known.dtype == dtype)
            return known;
    throw Failure(ErrorCode::Internal, "unknown tensor dtype");
}

} // namespace

std::size_t itemSize(DType dtype)
{
    return info(dtype).bytes;
}

const char* dtypeName(DType dtype)
{
    return info(dtype).name;
}

std::optional<DType> dtypeOfSafetensors(const std::string& name)
{
    for (const DTypeInfo& known : kDTypes)
        if (name == known.safetensors)
            return known.dtype;
    return std::nullopt;
}

std::int64_t TensorView::elements() const
{
    std::int64_t count = 1;
    for (const std::int64_t size : shape)
        count *= size;
    return count;
}

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (const std::int64_t size : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

std::string TensorView::shapeText() const
{
    return steerscope::shapeText(shape);
}

bool isContiguous(const TensorView& view)
{
    return view.strides == contiguousStrides(view.shape) || view.elements() == 0;
}

std::vector<std::int64_t> contiguousStrides(const std::vector<std::int64_t>& shape)
{
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i > 1; --i)
        strides[i - 2] = strides[i - 1] * std::max<std::int64_t>(shape[i - 1], 1);
    return strides;
}

std::int64_t checkedElements(
    const std::vector<std::int64_t>& shape, const std::string& name, const std::string& where)
{
    if (shape.size() > kMaxRank)
        throw Failure(ErrorCode::Input,
            "tensor '" + name + "' has " + std::to_string(shape.size()) + " dimensions, at most "
                + std::to_string(kMaxRank) + " are read",
            where);
    // Zeros count as one, so that strides cannot overflow either.
    std::int64_t product = 1;
    bool empty = false;
    for (const std::int64_t size : shape) {
        empty = empty || size == 0;
        if (__builtin_mul_overflow(product, std::max<std::int64_t>(size, 1), &product))
            throw Failure(ErrorCode::Input, "the shape of tensor '" + name + "' overflows", where);
    }
    return empty ? 0 : product;
}

TensorMap readSafetensors(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file);
    TensorMap tensors = safetensorsFromBytes({mapped->bytes(), mapped, file.string(), /*mapped=*/true});
    mapped->throwIfResized();
    return tensors;
}

TensorMap readPytorchBin(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file);
    TensorMap tensors = pytorchBinFromBytes({mapped->bytes(), mapped, file.string(), /*mapped=*/true});
    mapped->throwIfResized();
    return tensors;
}

TensorMap readTensorFile(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file);
    const FileBytes bytes{mapped->bytes(), mapped, file.string(), /*mapped=*/true};
    refuseForeignFormat(bytes);
    TensorMap tensors = isZip(bytes) ? pytorchBinFromBytes(bytes) : safetensorsFromBytes(bytes);
    mapped->throwIfResized();
    return tensors;
}

void writeSafetensors(const std::filesystem::path& file, const std::vector<TensorToWrite>& tensors,
    const std::map<std::string, std::string>& metadata)
{
    std::vector<SafetensorsEntry> entries;
    for (const TensorToWrite& tensor : tensors) {
        const DTypeInfo& dtype = info(tensor.dtype);
        const std::int64_t elements = checkedElements(tensor.shape, tensor.name, file.string());
        entries.push_back({tensor.name, dtype.safetensors, tensor.shape, tensor.data,
            static_cast<std::size_t>(elements) * dtype.bytes});
    }
    writeSafetensorsFile(file, entries, metadata);
}

} // namespace steerscope
