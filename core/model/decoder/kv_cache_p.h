// SPDX-License-Identifier: MIT
// Keys and values of the positions a decoder has seen, kept in place. One sequence, one thread.
#pragma once

#include "core/model/decoder/decoder_p.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace steerscope {

class KvCache {
public:
    explicit KvCache(const Decoder& decoder); // dtype and device of the weights; holds nothing yet

    std::int64_t length() const { return m_length; } // positions kept
    std::int64_t bytes() const;
    // Makes room for this many positions in all; grows in blocks and copies what is kept.
    void reserve(std::int64_t positions);
    // Forgets the positions from this one on.
    void truncate(std::int64_t positions);

    // [G, capacity, W], keys rotated. A pass writes positions length() ... of every layer, then calls
    // advance().
    const at::Tensor& keys(int layer) const { return m_layers[static_cast<std::size_t>(layer)].keys; }
    const at::Tensor& values(int layer) const { return m_layers[static_cast<std::size_t>(layer)].values; }
    void advance(std::int64_t positions);

private:
    struct Layer {
        at::Tensor keys;
        at::Tensor values;
    };
    std::vector<Layer> m_layers;
    std::int64_t m_heads = 0; // G
    std::int64_t m_headWidth = 0; // W
    at::TensorOptions m_options;
    std::int64_t m_capacity = 0;
    std::int64_t m_length = 0;
};

} // namespace steerscope
