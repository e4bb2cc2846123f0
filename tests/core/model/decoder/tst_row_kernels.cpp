// SPDX-License-Identifier: MIT
// Checked against: ATen in float64, at sizes that are and are not whole vectors.
#include "core/model/decoder/row_kernels.h"

#include "tests/core/model/decoder/decoder_fixtures.h"

#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/mv.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <doctest/doctest.h>

#include <limits>

using namespace steerscope;

namespace {

struct Number {
    NumberType type;
    at::ScalarType dtype;
};
constexpr Number kNumbers[] = {
    {NumberType::Float32, at::kFloat},
    {NumberType::BFloat16, at::kBFloat16},
    {NumberType::Float16, at::kHalf},
};
constexpr std::int64_t kColumns[] = {1, 7, 8, 16, 24, 63, 64, 65, 896, 1000, 1153};
constexpr double kRoundings = 2e-6; // of float32 sums against float64 ones, relative to the largest

template <class F> void forEachKernelAndNumber(const F& f)
{
    for (const RowKernels* kernels : rowKernels()) {
        CAPTURE(kernels->name);
        for (const Number& number : kNumbers) {
            CAPTURE(static_cast<int>(number.type));
            f(*kernels, number);
        }
    }
}

} // namespace

TEST_CASE("rows times a vector")
{
    forEachKernelAndNumber([](const RowKernels& kernels, const Number& number) {
        for (const std::int64_t columns : kColumns) {
            CAPTURE(columns);
            const at::Tensor w = at::randn({9, columns}).to(number.dtype);
            const at::Tensor x = at::randn({columns});
            at::Tensor y = at::full({9}, -77.0f);
            kernels.dotRows(number.type, w.const_data_ptr(), columns, 2, 8, x.const_data_ptr<float>(),
                y.data_ptr<float>());
            const at::Tensor expected = at::mv(w.to(at::kDouble), x.to(at::kDouble));
            CHECK(test::relativeError(y.narrow(0, 2, 6), expected.narrow(0, 2, 6)) < 20 * kRoundings);
            CHECK(y[1].item<float>() == -77.0f); // rows outside the range are left alone
            CHECK(y[8].item<float>() == -77.0f);
        }
    });
}

TEST_CASE("rows times several vectors: bit for bit each vector alone")
{
    forEachKernelAndNumber([](const RowKernels& kernels, const Number& number) {
        for (const std::int64_t columns : kColumns) {
            for (const std::int64_t count : {1, 2, 3, 4, 7, 9}) {
                CAPTURE(columns);
                CAPTURE(count);
                const at::Tensor w = at::randn({9, columns}).to(number.dtype);
                const at::Tensor x = at::randn({count, columns + 3});
                at::Tensor alone = at::full({count, 11}, -77.0f);
                at::Tensor together = at::full({count, 11}, -77.0f);
                for (std::int64_t n = 0; n < count; ++n)
                    kernels.dotRows(number.type, w.const_data_ptr(), columns, 2, 8,
                        x[n].const_data_ptr<float>(), alone[n].data_ptr<float>());
                kernels.dotRowsMany(number.type, w.const_data_ptr(), columns, 2, 8, count,
                    x.const_data_ptr<float>(), columns + 3, together.data_ptr<float>(), 11);
                CHECK(at::equal(alone, together)); // what is outside the range included
            }
        }
    });
}

TEST_CASE("a weighted sum of rows")
{
    forEachKernelAndNumber([](const RowKernels& kernels, const Number& number) {
        for (const std::int64_t columns : kColumns) {
            for (const std::int64_t rows : {1, 5, 300}) {
                CAPTURE(columns);
                const at::Tensor w = at::randn({rows, columns}).to(number.dtype);
                const at::Tensor p = at::randn({rows}).abs();
                at::Tensor y = at::full({columns}, -77.0f);
                kernels.sumRows(number.type, w.const_data_ptr(), rows, columns, p.const_data_ptr<float>(),
                    y.data_ptr<float>());
                const at::Tensor expected = at::mv(w.to(at::kDouble).t(), p.to(at::kDouble));
                CHECK(test::relativeError(y, expected) < 20 * kRoundings);
            }
        }
    });
}

TEST_CASE("numbers are converted as ATen converts them, special ones included")
{
    const float infinity = std::numeric_limits<float>::infinity();
    const at::Tensor values = at::tensor({0.0f, -0.0f, 1.0f, -1.5f, 3.14159265f, 1.00390625f, 1.01171875f,
        65504.0f, 1e-7f, 6e-8f, 1e-40f, 3.4e38f, infinity, -infinity, 0.1f, -12345.678f, 2049.0f});
    forEachKernelAndNumber([&](const RowKernels& kernels, const Number& number) {
        at::Tensor narrow = at::zeros({values.numel()}, number.dtype);
        kernels.fromFloat(number.type, values.const_data_ptr<float>(), values.numel(), narrow.data_ptr());
        CHECK(narrow.equal(values.to(number.dtype)));
        at::Tensor wide = at::zeros({values.numel()});
        kernels.toFloat(number.type, narrow.const_data_ptr(), values.numel(), wide.data_ptr<float>());
        CHECK(wide.equal(narrow.to(at::kFloat)));

        const float nan = std::numeric_limits<float>::quiet_NaN();
        kernels.fromFloat(number.type, &nan, 1, narrow.data_ptr());
        CHECK(narrow[0].to(at::kFloat).isnan().item<bool>());
    });
}
