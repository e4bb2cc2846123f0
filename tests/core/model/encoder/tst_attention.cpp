// SPDX-License-Identifier: MIT
// Checked against softmax(q k^T / sqrt(d)) v written as plain loops in double precision.
#include "core/model/encoder/attention_p.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/randn.h>
#include <c10/core/GradMode.h>
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace steerscope;

namespace {

std::vector<double> slowAttention(const at::Tensor& qkv, int heads)
{
    const at::Tensor flat = qkv.to(at::kDouble).contiguous();
    const auto access = flat.accessor<double, 3>();
    const auto batch = flat.size(0), frames = flat.size(1), width = flat.size(2) / 3, d = width / heads;
    std::vector<double> out(batch * frames * width, 0.0);
    for (std::int64_t b = 0; b < batch; ++b)
        for (std::int64_t h = 0; h < heads; ++h)
            for (std::int64_t t = 0; t < frames; ++t) {
                std::vector<double> weight(frames);
                double sum = 0.0;
                for (std::int64_t s = 0; s < frames; ++s) {
                    double dot = 0.0;
                    for (std::int64_t i = 0; i < d; ++i)
                        dot += access[b][t][h * d + i] * access[b][s][width + h * d + i];
                    sum += weight[s] = std::exp(dot / std::sqrt(static_cast<double>(d)));
                }
                for (std::int64_t s = 0; s < frames; ++s)
                    for (std::int64_t i = 0; i < d; ++i)
                        out[(b * frames + t) * width + h * d + i]
                            += weight[s] / sum * access[b][s][2 * width + h * d + i];
            }
    return out;
}

double worst(const at::Tensor& found, const std::vector<double>& expected)
{
    const at::Tensor flat = found.to(at::kDouble).contiguous();
    double difference = 0.0;
    for (std::size_t i = 0; i < expected.size(); ++i)
        difference = std::max(difference, std::abs(flat.const_data_ptr<double>()[i] - expected[i]));
    return difference;
}

} // namespace

TEST_CASE("attention equals plain loops in every dtype, with one block of rows and with several")
{
    const at::AutoGradMode noGrad(false);
    for (const std::int64_t frames : {1, 7, 130, 1003}) {
        CAPTURE(frames);
        const std::int64_t batch = frames < 100 ? 2 : 1;
        const at::Tensor qkv
            = at::randn({batch, frames, 3 * 12}).to(at::kBFloat16); // values exact in every dtype below
        const auto expected = slowAttention(qkv, 3);
        CHECK(worst(selfAttention(qkv.to(at::kFloat), 3), expected) < 1e-5);
        CHECK(worst(selfAttention(qkv, 3), expected) < 0.03); // bfloat16 keeps 8 bits
        CHECK(worst(fusedSelfAttention(qkv, 3), expected) < 0.03);
        CHECK(worst(selfAttention(qkv.to(at::kHalf), 3), expected) < 0.005);
    }
}

TEST_CASE("a raised stop flag ends blocked attention")
{
    const at::AutoGradMode noGrad(false);
    StopFlag stop;
    stop.stop();
    CHECK_THROWS_AS(selfAttention(at::randn({1, 50, 36}).to(at::kBFloat16), 3, stop), Failure);
}
