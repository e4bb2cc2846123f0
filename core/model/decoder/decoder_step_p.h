// SPDX-License-Identifier: MIT
// One token, or a few known ones, through the decoder: the same arithmetic as decoderHidden() and
// headLogits(), arranged for reading every weight once at the speed of memory. On a CPU with row kernels
// (row_kernels.h) each operator is shared by a team of threads; elsewhere it is decoderHidden() itself.
// Inference only.
#pragma once

#include "core/model/decoder/decoder_p.h"
#include "core/model/decoder/kv_cache_p.h"
#include "core/model/decoder/row_kernels.h"

#include <ATen/core/Tensor.h>

#include <memory>
#include <span>

namespace steerscope {

enum class StepPath {
    Fastest,
    Plain, // decoderHidden(), for comparison
};

class DecoderStep {
public:
    // Both must outlive the step; cache holds the positions before the token.
    DecoderStep(const Decoder& decoder, KvCache& cache, StepPath path = StepPath::Fastest);
    // With these kernels; they must be of rowKernels().
    DecoderStep(const Decoder& decoder, KvCache& cache, const RowKernels& kernels);
    ~DecoderStep();
    DecoderStep(const DecoderStep&) = delete;
    DecoderStep& operator=(const DecoderStep&) = delete;

    // id: in the vocabulary, else Failure(Model). Returns the logits after it, [V] float32 on the host, and
    // keeps its position in the cache. The stop flag is looked at between layers.
    at::Tensor run(int id, const StopFlag& stop = {});
    // Several tokens in one pass, each seeing those before it: the logits after each, [N, V]. Where
    // countsAlike(), bit for bit what as many single calls give, with the weights read once.
    at::Tensor run(std::span<const int> ids, const StopFlag& stop = {});
    bool countsAlike() const { return m_fast != nullptr; }

private:
    struct Fast;
    const Decoder& m_decoder;
    KvCache& m_cache;
    std::unique_ptr<Fast> m_fast; // null: the plain path
};

} // namespace steerscope
