// SPDX-License-Identifier: MIT
#include "core/base/gating_trace.h"

#include <charconv>

namespace steerscope {

std::string layerLabel(int layer)
{
    return layer == kOutLayer ? "out" : std::to_string(layer + 1);
}

int layerFromLabel(const std::string& label)
{
    if (label == "out")
        return kOutLayer;
    int number = 0;
    const char* end = label.data() + label.size();
    const auto [rest, problem] = std::from_chars(label.data(), end, number);
    return problem == std::errc() && rest == end && number >= 1 ? number - 1 : kNoLayer;
}

const LayerTrace* GatingTrace::find(int layer) const
{
    for (const LayerTrace& trace : layers)
        if (trace.layer == layer)
            return &trace;
    return nullptr;
}

} // namespace steerscope
