// SPDX-License-Identifier: MIT
#include "core/model/shapes_p.h"

#include "core/base/error.h"

namespace steerscope {

std::string shapeText(at::IntArrayRef shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i ? ", " : "") + (shape[i] < 0 ? std::string("*") : std::to_string(shape[i]));
    return text + "]";
}

void expectShape(const at::Tensor& tensor, at::IntArrayRef expected, const char* name)
{
    const at::IntArrayRef found = tensor.sizes();
    bool same = found.size() == expected.size();
    for (std::size_t i = 0; same && i < found.size(); ++i)
        same = expected[i] < 0 || expected[i] == found[i];
    if (!same)
        throw Failure(ErrorCode::Model, std::string(name) + " has the wrong shape",
            "expected " + shapeText(expected) + ", found " + shapeText(found));
}

} // namespace steerscope
