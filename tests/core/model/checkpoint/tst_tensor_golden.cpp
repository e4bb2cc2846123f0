// SPDX-License-Identifier: MIT
// Checked against tests/data/models/tensors.json, which Python's zipfile, pickle and array modules and
// Hugging Face's safetensors package read from the same files (tests/data/models/HOW_MADE.md).
#include "core/base/error.h"
#include "core/model/checkpoint/strict_json.h"
#include "core/model/checkpoint/tensor_check.h"
#include "core/model/checkpoint/tensor_file.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>

using namespace steerscope;

TEST_CASE("real files are read as Python reads them")
{
    const std::filesystem::path folder = std::filesystem::path(STEERSCOPE_TEST_DATA) / "models";
    const nlohmann::json golden = readStrictJson(folder / "tensors.json");
    REQUIRE(golden.size() == 2);
    for (const auto& [file, tensors] : golden.items()) {
        INFO(file);
        const TensorMap read = readTensorFile(folder / file);
        CHECK(read.size() == tensors.size());
        for (const auto& [name, expected] : tensors.items()) {
            INFO(name);
            REQUIRE(read.contains(name));
            const TensorView& view = read.at(name);
            CHECK(view.shape == expected["shape"].get<std::vector<std::int64_t>>());
            const std::vector<float> values = floatValues(view);
            REQUIRE(values.size() == static_cast<std::size_t>(view.elements()));
            CHECK(values.front() == expected["first"].get<float>());
            CHECK(values.back() == expected["last"].get<float>());
            double sum = 0.0;
            for (const float value : values)
                sum += value;
            CHECK(sum == doctest::Approx(expected["sum"].get<double>()).epsilon(1e-9));
        }
    }
}

TEST_CASE("numbers of every dtype")
{
    // Bit patterns by hand: 1, -2, the smallest subnormal, infinity.
    const std::uint16_t half[] = {0x3c00, 0xc000, 0x0001, 0x7c00};
    const std::uint16_t brain[] = {0x3f80, 0xc000, 0x0001, 0x7f80};
    const double wide[] = {1.0, -2.0, 0.1, 1e300};
    TensorView view;
    view.shape = {2, 2};
    view.strides = {1, 2}; // read column by column
    view.data = reinterpret_cast<const std::byte*>(half);
    view.dtype = DType::Float16;
    const std::vector<float> halves = floatValues(view);
    CHECK(halves[0] == 1.0F);
    CHECK(halves[2] == -2.0F);
    CHECK(halves[1] == 0x1p-24F);
    CHECK(std::isinf(halves[3]));
    view.data = reinterpret_cast<const std::byte*>(brain);
    view.dtype = DType::BFloat16;
    CHECK(floatValues(view)[2] == -2.0F);
    CHECK(floatValues(view)[1] == 0x1p-133F);
    view.data = reinterpret_cast<const std::byte*>(wide);
    view.dtype = DType::Float64;
    CHECK(floatValues(view)[1] == 0.1F);
    view.dtype = DType::Int64;
    CHECK_THROWS_AS(floatValues(view), Failure);
}

TEST_CASE("same values across dtypes and strides")
{
    const float values[] = {1.0F, 2.0F, -0.0F, 4.0F};
    const float transposed[] = {1.0F, 0.0F, 2.0F, 4.0F};
    const std::uint16_t brain[] = {0x3f80, 0x4000, 0x0000, 0x4080};
    const TensorView a{"a", DType::Float32, {2, 2}, {2, 1}, reinterpret_cast<const std::byte*>(values), {}};
    const TensorView b{
        "b", DType::Float32, {2, 2}, {1, 2}, reinterpret_cast<const std::byte*>(transposed), {}};
    TensorView c{"c", DType::BFloat16, {2, 2}, {2, 1}, reinterpret_cast<const std::byte*>(brain), {}};
    CHECK(sameValues(a, b));
    CHECK(sameValues(a, c));
    c.shape = {4};
    c.strides = {1};
    CHECK_FALSE(sameValues(a, c));
    const float other[] = {1.0F, 2.0F, 0.0F, 4.000001F};
    const TensorView d{"d", DType::Float32, {2, 2}, {2, 1}, reinterpret_cast<const std::byte*>(other), {}};
    CHECK_FALSE(sameValues(a, d));
}
