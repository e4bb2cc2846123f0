// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/model/checkpoint/tensor_bytes.h"

#include "tests/core/model/checkpoint/file_builders.h"
#include "tests/fuzz/touch_tensors.h"

// The input is a header; the length before it is right, so that the parser is reached, and some data follow
// it. An input that begins with '!' is the whole file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace steerscope;
    const std::string input(reinterpret_cast<const char*>(data), size);
    const std::string file
        = input.starts_with('!') ? input.substr(1) : test::safetensors(input, std::string(64, '\1'));
    try {
        fuzz::touch(safetensorsFromBytes(test::bytesOf(file)));
    } catch (const Failure&) {
        return 0;
    }
    return 0;
}
