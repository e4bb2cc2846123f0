// SPDX-License-Identifier: MIT
// What a pickle of a state dict may consist of: opcodes of protocol 2 and names of functions and storages.
// Anything else is refused. No torch in this header.
#pragma once

#include "core/model/checkpoint/tensor_file.h"

#include <cstdint>
#include <string_view>

namespace steerscope::pickle_grammar {

enum class NameKind { OrderedDict, RebuildTensor, RebuildParameter, Storage };

struct AllowedName {
    std::string_view module;
    std::string_view name;
    NameKind kind;
    DType dtype = DType::Float32;
};

inline constexpr AllowedName kAllowedNames[] = {
    {"collections", "OrderedDict", NameKind::OrderedDict},
    {"torch._utils", "_rebuild_tensor_v2", NameKind::RebuildTensor},
    {"torch._utils", "_rebuild_parameter", NameKind::RebuildParameter},
    {"torch", "FloatStorage", NameKind::Storage, DType::Float32},
    {"torch", "HalfStorage", NameKind::Storage, DType::Float16},
    {"torch", "BFloat16Storage", NameKind::Storage, DType::BFloat16},
    {"torch", "DoubleStorage", NameKind::Storage, DType::Float64},
    {"torch", "CharStorage", NameKind::Storage, DType::Int8},
    {"torch", "ByteStorage", NameKind::Storage, DType::UInt8},
    {"torch", "ShortStorage", NameKind::Storage, DType::Int16},
    {"torch", "IntStorage", NameKind::Storage, DType::Int32},
    {"torch", "LongStorage", NameKind::Storage, DType::Int64},
    {"torch", "BoolStorage", NameKind::Storage, DType::Bool},
};

enum Opcode : std::uint8_t {
    kMark = '(',
    kStop = '.',
    kBinInt = 'J',
    kBinInt1 = 'K',
    kBinInt2 = 'M',
    kNone = 'N',
    kBinPersistentId = 'Q',
    kReduce = 'R',
    kBinUnicode = 'X',
    kAppend = 'a',
    kBuild = 'b',
    kGlobal = 'c',
    kAppends = 'e',
    kBinGet = 'h',
    kLongBinGet = 'j',
    kBinPut = 'q',
    kLongBinPut = 'r',
    kSetItem = 's',
    kTuple = 't',
    kSetItems = 'u',
    kBinFloat = 'G',
    kEmptyDict = '}',
    kEmptyList = ']',
    kEmptyTuple = ')',
    kProtocol = 0x80,
    kTuple1 = 0x85,
    kTuple2 = 0x86,
    kTuple3 = 0x87,
    kNewTrue = 0x88,
    kNewFalse = 0x89,
    kLong1 = 0x8a,
};

} // namespace steerscope::pickle_grammar
