// SPDX-License-Identifier: MIT
// A pickle of a state dict -> plain values. Nothing is ever executed: a name is looked up in a table, a
// "call" of one of its five functions makes a value. Iterative; the values live in one flat list, so that
// depth costs no stack. No torch in this header.
//
// The opcodes are those of protocol 2 that torch.save writes for tensors, numbers, texts, lists and dicts;
// any other is refused by its number.
#pragma once

#include "core/model/checkpoint/tensor_file.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace steerscope {

enum class PickleKind : std::uint8_t {
    None,
    Bool,
    Integer,
    Float,
    Text,
    Tuple,
    List,
    Dict,
    Name, // of the table of allowed names: number is its row
    Storage, // text: key of its record, number: elements, dtype
    Tensor, // items: storage, offset (Integer), sizes (Tuple), strides (Tuple)
};

struct PickleValue {
    PickleKind kind = PickleKind::None;
    DType dtype = DType::Float32;
    std::uint8_t depth = 0;
    std::int64_t number = 0; // Bool, Integer, Name, Storage
    std::string_view text{}; // into the pickle
    std::vector<std::uint32_t> items{}; // Tuple, List; Dict: key, value, key, value; indices into values
};

struct Pickle {
    std::vector<PickleValue> values;
    std::uint32_t root = 0;

    const PickleValue& operator[](std::uint32_t index) const { return values[index]; }
};

// The texts of the result point into bytes. Throws Failure(Input) that says at which byte what is wrong.
Pickle readPickle(std::string_view bytes, const std::string& where);

// "a dict", "a tensor": for messages.
const char* pickleKindName(PickleKind kind);

} // namespace steerscope
