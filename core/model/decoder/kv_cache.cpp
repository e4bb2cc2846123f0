// SPDX-License-Identifier: MIT
#include "core/model/decoder/kv_cache_p.h"

#include <ATen/ops/empty.h>

#include <algorithm>

namespace steerscope {

namespace {

constexpr std::int64_t kBlock = 256; // positions

} // namespace

KvCache::KvCache(const Decoder& decoder)
    : m_layers(static_cast<std::size_t>(decoder.config.layers))
    , m_heads(decoder.config.keyValueHeads)
    , m_headWidth(decoder.config.headWidth)
    , m_options(at::dtype(decoder.weights.dtype()).device(decoder.weights.device()))
{
}

std::int64_t KvCache::bytes() const
{
    const auto item = static_cast<std::int64_t>(c10::elementSize(m_options.dtype().toScalarType()));
    return 2 * static_cast<std::int64_t>(m_layers.size()) * m_heads * m_capacity * m_headWidth * item;
}

void KvCache::reserve(std::int64_t positions)
{
    if (positions <= m_capacity)
        return;
    const std::int64_t capacity = (positions + kBlock - 1) / kBlock * kBlock;
    const auto grow = [&](at::Tensor& kept) {
        const at::Tensor larger = at::empty({m_heads, capacity, m_headWidth}, m_options);
        if (m_length > 0)
            larger.narrow(1, 0, m_length).copy_(kept.narrow(1, 0, m_length));
        kept = larger;
    };
    for (Layer& layer : m_layers) {
        grow(layer.keys);
        grow(layer.values);
    }
    m_capacity = capacity;
}

void KvCache::truncate(std::int64_t positions)
{
    m_length = std::min(m_length, positions);
}

void KvCache::advance(std::int64_t positions)
{
    m_length += positions;
}

} // namespace steerscope
