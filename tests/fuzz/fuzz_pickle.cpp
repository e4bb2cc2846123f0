// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/model/checkpoint/tensor_bytes.h"

#include "tests/core/model/checkpoint/file_builders.h"
#include "tests/fuzz/touch_tensors.h"

// The input is the data.pkl of an otherwise good archive, or, when it begins like a zip, the whole archive.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace steerscope;
    const std::string input(reinterpret_cast<const char*>(data), size);
    const std::string file = input.starts_with("PK") ? input : test::checkpoint(input);
    try {
        fuzz::touch(pytorchBinFromBytes(test::bytesOf(file)));
    } catch (const Failure&) {
        return 0;
    }
    return 0;
}
