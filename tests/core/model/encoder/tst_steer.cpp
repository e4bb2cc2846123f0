// SPDX-License-Identifier: MIT
// One layer's steering against plain loops in double precision: g = softmax(z / tau), a, h' = h + c (a @ V).
#include "core/model/steering/steer_p.h"

#include <ATen/ops/equal.h>
#include <ATen/ops/randn.h>
#include <c10/core/GradMode.h>
#include <doctest/doctest.h>

#include <cmath>

using namespace steerscope;

namespace {

constexpr int kFrames = 11, kWidth = 10, kExperts = 4;

LayerSteering randomRow(bool shared)
{
    LayerSteering row;
    row.layer = 2;
    row.vectors = at::randn({kExperts, kWidth});
    row.routerWeight = at::randn({kExperts, kWidth});
    row.routerBias = at::randn({kExperts});
    if (shared)
        row.logitMatrix = at::randn({kExperts, kExperts});
    row.scale = 0.3;
    return row;
}

struct Slow {
    std::vector<std::vector<double>> gates; // [T][E]
    std::vector<std::vector<double>> steered; // [T][D]
};

Slow slowSteer(const LayerSteering& row, const at::Tensor& h, const LayerSettings& setting, double scale)
{
    const at::Tensor only = h[0];
    const auto stream = only.accessor<float, 2>();
    const auto vectors = row.vectors.accessor<float, 2>();
    const auto weight = row.routerWeight.accessor<float, 2>();
    const auto bias = row.routerBias.accessor<float, 1>();
    Slow slow;
    for (int t = 0; t < kFrames; ++t) {
        std::vector<double> z(kExperts);
        for (int e = 0; e < kExperts; ++e) {
            z[e] = bias[e];
            for (int d = 0; d < kWidth; ++d)
                z[e] += static_cast<double>(stream[t][d]) * weight[e][d];
        }
        if (row.logitMatrix.defined()) {
            const auto matrix = row.logitMatrix.accessor<float, 2>();
            std::vector<double> mixed(kExperts, 0.0);
            for (int e = 0; e < kExperts; ++e)
                for (int k = 0; k < kExperts; ++k)
                    mixed[e] += z[k] * matrix[k][e];
            z = mixed;
        }
        double sum = 0.0;
        for (double& value : z)
            sum += value = std::exp(value / setting.temperature);
        for (double& value : z)
            value /= sum;
        slow.gates.push_back(z);
        std::vector<double> out(kWidth);
        for (int d = 0; d < kWidth; ++d) {
            out[d] = stream[t][d];
            for (int e = 0; e < kExperts; ++e) {
                const bool heard
                    = !setting.mute.contains(e) && (setting.solo.empty() || setting.solo.contains(e));
                const double a = setting.force ? (e == *setting.force ? 1.0 : 0.0) : heard ? z[e] : 0.0;
                out[d] += scale * a * vectors[e][d];
            }
        }
        slow.steered.push_back(out);
    }
    return slow;
}

void compare(const LayerSteering& row, const LayerSettings& setting, double master)
{
    const at::AutoGradMode noGrad(false);
    const at::Tensor h = at::randn({1, kFrames, kWidth});
    SteeringSettings settings;
    settings.master = master;
    settings.layers[row.layer] = setting;
    SteeringRecord record;
    const at::Tensor steered = steer(row, h, settings, record);
    const Slow slow
        = slowSteer(row, h, setting, master * setting.absolute.value_or(setting.multiplier * row.scale));
    const at::Tensor gateRows = record.gates[0];
    const at::Tensor steeredRows = steered[0];
    const auto gates = gateRows.accessor<float, 2>();
    const auto out = steeredRows.accessor<float, 2>();
    for (int t = 0; t < kFrames; ++t) {
        for (int e = 0; e < kExperts; ++e)
            CHECK(gates[t][e] == doctest::Approx(slow.gates[t][e]).epsilon(1e-4));
        for (int d = 0; d < kWidth; ++d)
            CHECK(out[t][d] == doctest::Approx(slow.steered[t][d]).epsilon(1e-4));
        CHECK(record.norms[0][t].item<float>() == doctest::Approx(h[0][t].norm().item<float>()));
    }
}

} // namespace

TEST_CASE("every setting equals plain loops")
{
    for (const bool shared : {false, true}) {
        CAPTURE(shared);
        const LayerSteering row = randomRow(shared);
        LayerSettings setting;
        compare(row, setting, 1.0);
        setting.multiplier = -1.7;
        compare(row, setting, 0.5);
        setting.temperature = 0.4;
        compare(row, setting, 1.0);
        setting.mute = {1};
        compare(row, setting, 1.0);
        setting.solo = {0, 1};
        compare(row, setting, 1.0); // mute stands above solo
        setting.force = 3;
        compare(row, setting, 2.0);
        setting = {};
        setting.absolute = 0.9;
        compare(row, setting, 1.5);
    }
}

TEST_CASE("bypass and scale 0 leave the stream bit for bit as it was, and the router is still asked")
{
    const at::AutoGradMode noGrad(false);
    const LayerSteering row = randomRow(false);
    const at::Tensor h = at::randn({1, kFrames, kWidth});
    SteeringRecord record;
    SteeringSettings off;
    off.bypass = true;
    CHECK(at::equal(steer(row, h, off, record), h));
    CHECK(record.gates.size(2) == kExperts);
    SteeringSettings zero;
    zero.layers[row.layer].multiplier = 0.0;
    CHECK(at::equal(steer(row, h, zero, record), h));
}
