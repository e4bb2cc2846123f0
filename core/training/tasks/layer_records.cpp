// SPDX-License-Identifier: MIT
#include "core/training/tasks/layer_records_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <c10/core/GradMode.h>

#include <algorithm>

namespace steerscope {

namespace {

double entropy(const at::Tensor& p) // mean over all but the last dimension, nats
{
    return -(p * p.clamp_min(1e-12).log()).sum(-1).mean().item<double>();
}

} // namespace

std::vector<LayerRecord> layerRecords(const std::vector<RowState>& rows, const std::vector<at::Tensor>& gates,
    const std::vector<int>& melFrames, int frames)
{
    const at::AutoGradMode noGrad(false);
    std::vector<LayerRecord> records;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        LayerRecord record;
        record.layer = rows[r].layer;
        record.scale = rows[r].scale;
        record.vectorNorm = rows[r].vectorNorm;
        const std::int64_t length = gates[r].size(1); // T_l: half the mel frames, or fewer after pooling
        std::vector<at::Tensor> counted;
        for (std::size_t b = 0; b < melFrames.size(); ++b) {
            const std::int64_t kept = (std::int64_t{melFrames[b]} * length + frames - 1) / frames;
            counted.push_back(gates[r].detach()[static_cast<std::int64_t>(b)].narrow(
                0, 0, std::clamp<std::int64_t>(kept, 1, length)));
        }
        const at::Tensor all = at::cat(counted).cpu(); // [N, E]
        const at::Tensor usage = all.mean(0).contiguous();
        record.usageEntropy = entropy(usage);
        record.frameEntropy = entropy(all);
        record.load.assign(usage.const_data_ptr<float>(), usage.const_data_ptr<float>() + usage.numel());
        records.push_back(std::move(record));
    }
    return records;
}

} // namespace steerscope
