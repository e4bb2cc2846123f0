// SPDX-License-Identifier: MIT
#include "core/training/tasks/teacher_forcing_p.h"

#include "core/model/decoder/decoder_forward_p.h"

#include <ATen/ops/tensor.h>

namespace steerscope {

LossSum answerLoss(const Decoder& decoder, const at::Tensor& embeddings, const std::vector<Answer>& answers,
    const StopFlag& stop)
{
    const std::int64_t length = embeddings.size(1);
    std::vector<std::int64_t> positions; // in [B * T]
    std::vector<std::int64_t> targets;
    for (std::size_t b = 0; b < answers.size(); ++b)
        for (std::size_t i = 0; i < answers[b].ids.size(); ++i) {
            positions.push_back(
                static_cast<std::int64_t>(b) * length + answers[b].begin - 1 + static_cast<std::int64_t>(i));
            targets.push_back(answers[b].ids[i]);
        }
    const at::Tensor hidden = decoderHidden(decoder, embeddings, nullptr, stop); // [B, T, D]
    const auto device = embeddings.device();
    const at::Tensor predicting
        = hidden.flatten(0, 1).index_select(0, at::tensor(positions, at::kLong).to(device)); // [N, D]
    return nextTokenLoss(headLogits(decoder, predicting), at::tensor(targets, at::kLong).to(device));
}

} // namespace steerscope
