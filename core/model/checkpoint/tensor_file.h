// SPDX-License-Identifier: MIT
// Tensors of a foreign file as checked views into mapped memory. No torch in this header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace steerscope {

enum class DType { Float32, Float16, BFloat16, Float64, Int8, UInt8, Int16, Int32, Int64, Bool };
std::size_t itemSize(DType dtype); // bytes
const char* dtypeName(DType dtype); // "float32", ...

// A tensor inside a file. data points into memory that owner keeps mapped; strides are in elements.
struct TensorView {
    std::string name;
    DType dtype = DType::Float32;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
    const std::byte* data = nullptr;
    std::shared_ptr<const void> owner;
    bool mapped = false; // data lies in a read-only mapping of the file

    std::int64_t elements() const;
    std::string shapeText() const; // "[8, 192]"
};

// Name -> view. Ordered, so that listings are stable.
using TensorMap = std::map<std::string, TensorView>;

// All readers throw Failure(Input) that names the file, the tensor and the lie. Nothing is copied.
TensorMap readSafetensors(const std::filesystem::path& file);
// `model.safetensors`, or the shards of `model.safetensors.index.json`, or `pytorch_model.bin` of a folder,
// in this order.
TensorMap readWeightsFolder(const std::filesystem::path& folder);
// A torch.save zip of a state dict; restricted: tables of allowed opcodes and names, nothing is ever
// executed.
TensorMap readPytorchBin(const std::filesystem::path& file);
// Any single file, by its content.
TensorMap readTensorFile(const std::filesystem::path& file);

// A tensor to be written, float32 or as given.
struct TensorToWrite {
    std::string name;
    DType dtype = DType::Float32;
    std::vector<std::int64_t> shape;
    const void* data = nullptr; // contiguous, elements * itemSize bytes
};

// Atomic: a temporary sibling, checked writes, fsync, rename. Throws Failure(Output); nothing half-written
// stays.
void writeSafetensors(const std::filesystem::path& file, const std::vector<TensorToWrite>& tensors,
    const std::map<std::string, std::string>& metadata = {});

} // namespace steerscope
