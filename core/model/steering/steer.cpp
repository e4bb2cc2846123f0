// SPDX-License-Identifier: MIT
#include "core/model/steering/steer_p.h"

#include "core/model/shapes_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros_like.h>

namespace steerscope {

at::Tensor routerGates(const LayerSteering& row, const at::Tensor& h, double temperature)
{
    expectShape(h, {-1, -1, row.vectors.size(1)}, "hidden states to be steered");
    at::Tensor logits = at::linear(h, row.routerWeight, row.routerBias); // [B, T, E]
    if (row.logitMatrix.defined())
        logits = at::matmul(logits, row.logitMatrix);
    logits = logits.to(at::kFloat);
    return at::softmax(temperature == 1.0 ? logits : logits / temperature, -1);
}

at::Tensor appliedGates(const at::Tensor& gates, const LayerSettings& setting)
{
    if (!setting.changesGates())
        return gates;
    if (setting.force) {
        at::Tensor forced = at::zeros_like(gates);
        forced.select(-1, *setting.force).fill_(1.0);
        return forced;
    }
    std::vector<float> heard(gates.size(-1));
    for (int e = 0; e < static_cast<int>(heard.size()); ++e)
        heard[e]
            = !setting.mute.contains(e) && (setting.solo.empty() || setting.solo.contains(e)) ? 1.0F : 0.0F;
    return gates * at::tensor(heard).to(gates.device());
}

at::Tensor addSteering(const LayerSteering& row, const at::Tensor& h, const at::Tensor& applied, double scale)
{
    if (scale == 0.0)
        return h;
    const auto width = h.size(-1);
    const at::Tensor flat = applied.to(h.scalar_type()).view({-1, row.experts()}); // [B*T, E]
    return at::addmm(h.reshape({-1, width}), flat, row.vectors, /*beta=*/1, /*alpha=*/scale).view(h.sizes());
}

at::Tensor steer(const LayerSteering& row, const at::Tensor& h, const SteeringSettings& settings,
    SteeringRecord& record, const at::Tensor* held)
{
    const LayerSettings& setting = settings.layer(row.layer);
    record.gates = routerGates(row, h, setting.temperature);
    record.norms = at::linalg_vector_norm(h, 2, {-1}, /*keepdim=*/false, at::kFloat);
    if (held)
        expectShape(*held, {h.size(0), h.size(1), row.experts()}, "held gates");
    return addSteering(row, h, held ? *held : appliedGates(record.gates, setting),
        settings.effectiveScale(row.layer, row.scale));
}

} // namespace steerscope
