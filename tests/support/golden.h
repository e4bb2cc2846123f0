// SPDX-License-Identifier: MIT
// Reading golden tensors and comparing numbers the way the project states its tolerances.
#pragma once

#include "core/model/checkpoint/tensor_file.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace steerscope::test {

inline std::filesystem::path dataFolder()
{
    return STEERSCOPE_TEST_DATA;
}

// float32 tensors of a safetensors file.
class Golden {
public:
    explicit Golden(const std::filesystem::path& file)
        : m_tensors(readSafetensors(file))
    {
    }
    bool has(const std::string& name) const { return m_tensors.contains(name); }
    std::span<const float> at(const std::string& name) const
    {
        const auto found = m_tensors.find(name);
        if (found == m_tensors.end())
            throw std::runtime_error("golden tensor missing: " + name);
        return {reinterpret_cast<const float*>(found->second.data),
            static_cast<std::size_t>(found->second.elements())};
    }

private:
    TensorMap m_tensors;
};

// Largest absolute difference over largest absolute value of the expected; infinity when the sizes differ.
inline double relativeError(std::span<const float> found, std::span<const float> expected)
{
    if (found.size() != expected.size())
        return INFINITY;
    double difference = 0.0;
    double scale = 0.0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        difference = std::max(difference, std::abs(static_cast<double>(found[i]) - expected[i]));
        scale = std::max(scale, std::abs(static_cast<double>(expected[i])));
        if (!std::isfinite(found[i]))
            return INFINITY;
    }
    return difference / std::max(scale, 1e-30);
}

} // namespace steerscope::test
