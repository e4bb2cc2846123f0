// SPDX-License-Identifier: MIT
// The row kernels over one vector type. Everything is in an unnamed namespace on purpose: each file that
// includes this is compiled for another processor, and the linker must never take one file's copy for
// another's.
//
// Lanes gives: Vector, kWidth, kTogether (products at a time that registers allow), zero(), fill(x), load()
// of kWidth numbers of each type as float32, store(), add(), multiplyAdd(a, b, c) = a b + c, sum(v), and
// toFloat() and toHalf() for single float16 numbers.
#pragma once

#include "core/model/decoder/row_kernels_p.h"

namespace steerscope { namespace {

// How far ahead of the row being multiplied memory is asked for; measured with bench_decode.
constexpr std::int64_t kPrefetchBytes = 2048;
constexpr std::int64_t kTileBytes = 128 << 10; // of weights, a part of the second-level cache
constexpr std::int64_t kUnroll = 4; // sums kept apart, so that one multiply-add does not wait for the last

template <class Lanes> float widen(float x)
{
    return x;
}
template <class Lanes> float widen(BFloat16Bits x)
{
    return __builtin_bit_cast(float, static_cast<std::uint32_t>(x.bits) << 16);
}
template <class Lanes> float widen(Float16Bits x)
{
    return Lanes::toFloat(x);
}

template <class Lanes> void narrow(float x, float& y)
{
    y = x;
}
template <class Lanes> void narrow(float x, BFloat16Bits& y)
{
    const auto bits = __builtin_bit_cast(std::uint32_t, x);
    const std::uint32_t rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16; // to nearest even
    y.bits = static_cast<std::uint16_t>(x == x ? rounded : 0x7fc0u);
}
template <class Lanes> void narrow(float x, Float16Bits& y)
{
    y = Lanes::toHalf(x);
}

// y[n yStride] = w . x[n xStride ...] for Count x, which share each load of w. The sums of each are kept and
// added in the same order whatever Count is, so that it makes no difference to the result.
template <class Lanes, std::int64_t Count, class Number>
void dotRow(const Number* w, std::int64_t columns, const float* x, std::int64_t xStride, float* y,
    std::int64_t yStride)
{
    constexpr std::int64_t width = Lanes::kWidth;
    typename Lanes::Vector sums[Count][kUnroll];
    for (auto& ofOne : sums)
        for (auto& sum : ofOne)
            sum = Lanes::zero();
    std::int64_t c = 0;
    for (; c + kUnroll * width <= columns; c += kUnroll * width) {
        for (std::int64_t u = 0; u < kUnroll; ++u) {
            const std::int64_t at = c + u * width;
            __builtin_prefetch(reinterpret_cast<const char*>(w + at) + kPrefetchBytes);
            const typename Lanes::Vector weights = Lanes::load(w + at);
            for (std::int64_t n = 0; n < Count; ++n)
                sums[n][u] = Lanes::multiplyAdd(weights, Lanes::load(x + n * xStride + at), sums[n][u]);
        }
    }
    for (; c + width <= columns; c += width) {
        const typename Lanes::Vector weights = Lanes::load(w + c);
        for (std::int64_t n = 0; n < Count; ++n)
            sums[n][0] = Lanes::multiplyAdd(weights, Lanes::load(x + n * xStride + c), sums[n][0]);
    }
    for (std::int64_t n = 0; n < Count; ++n) {
        float sum
            = Lanes::sum(Lanes::add(Lanes::add(sums[n][0], sums[n][1]), Lanes::add(sums[n][2], sums[n][3])));
        for (std::int64_t rest = c; rest < columns; ++rest)
            sum += widen<Lanes>(w[rest]) * x[n * xStride + rest];
        y[n * yStride] = sum;
    }
}

template <class Lanes, class Number>
void dotRowsOf(
    const Number* w, std::int64_t columns, std::int64_t begin, std::int64_t end, const float* x, float* y)
{
    for (std::int64_t r = begin; r < end; ++r)
        dotRow<Lanes, 1>(w + r * columns, columns, x, 0, y + r, 0);
}

// A tile of rows comes from memory once and then from the nearer cache, for one group of x after the other.
template <class Lanes, class Number>
void dotRowsManyOf(const Number* w, std::int64_t columns, std::int64_t begin, std::int64_t end,
    std::int64_t count, const float* x, std::int64_t xStride, float* y, std::int64_t yStride)
{
    const std::int64_t rowBytes = columns * static_cast<std::int64_t>(sizeof(Number));
    const std::int64_t tileRows = rowBytes > 0 && rowBytes < kTileBytes ? kTileBytes / rowBytes : 1;
    for (std::int64_t tile = begin; tile < end; tile += tileRows) {
        const std::int64_t tileEnd = tile + tileRows < end ? tile + tileRows : end;
        std::int64_t n = 0;
        for (; n + Lanes::kTogether <= count; n += Lanes::kTogether)
            for (std::int64_t r = tile; r < tileEnd; ++r)
                dotRow<Lanes, Lanes::kTogether>(
                    w + r * columns, columns, x + n * xStride, xStride, y + n * yStride + r, yStride);
        for (; n < count; ++n)
            for (std::int64_t r = tile; r < tileEnd; ++r)
                dotRow<Lanes, 1>(w + r * columns, columns, x + n * xStride, 0, y + n * yStride + r, 0);
    }
}

// The weighted sum of so many vectors of columns, which stay in registers.
template <class Lanes, std::int64_t Vectors, class Number>
void sumColumns(const Number* w, std::int64_t rows, std::int64_t columns, const float* p, float* y)
{
    typename Lanes::Vector sums[Vectors];
    for (auto& sum : sums)
        sum = Lanes::zero();
    for (std::int64_t r = 0; r < rows; ++r) {
        const typename Lanes::Vector share = Lanes::fill(p[r]);
        for (std::int64_t v = 0; v < Vectors; ++v)
            sums[v] = Lanes::multiplyAdd(Lanes::load(w + r * columns + v * Lanes::kWidth), share, sums[v]);
    }
    for (std::int64_t v = 0; v < Vectors; ++v)
        Lanes::store(y + v * Lanes::kWidth, sums[v]);
}

template <class Lanes, class Number>
void sumRowsOf(const Number* w, std::int64_t rows, std::int64_t columns, const float* p, float* y)
{
    constexpr std::int64_t width = Lanes::kWidth;
    std::int64_t c = 0;
    for (; c + kUnroll * width <= columns; c += kUnroll * width)
        sumColumns<Lanes, kUnroll>(w + c, rows, columns, p, y + c);
    for (; c + width <= columns; c += width)
        sumColumns<Lanes, 1>(w + c, rows, columns, p, y + c);
    for (; c < columns; ++c) {
        float sum = 0.0f;
        for (std::int64_t r = 0; r < rows; ++r)
            sum += p[r] * widen<Lanes>(w[r * columns + c]);
        y[c] = sum;
    }
}

// Calls f with the data as a pointer to its numbers.
template <class F> void withNumbers(NumberType type, const void* data, const F& f)
{
    if (type == NumberType::Float32)
        f(static_cast<const float*>(data));
    else if (type == NumberType::BFloat16)
        f(static_cast<const BFloat16Bits*>(data));
    else
        f(static_cast<const Float16Bits*>(data));
}

template <class Lanes> struct RowKernelsOver {
    static void dotRows(NumberType type, const void* w, std::int64_t columns, std::int64_t begin,
        std::int64_t end, const float* x, float* y)
    {
        withNumbers(type, w, [&](const auto* rows) { dotRowsOf<Lanes>(rows, columns, begin, end, x, y); });
    }
    static void dotRowsMany(NumberType type, const void* w, std::int64_t columns, std::int64_t begin,
        std::int64_t end, std::int64_t count, const float* x, std::int64_t xStride, float* y,
        std::int64_t yStride)
    {
        withNumbers(type, w, [&](const auto* rows) {
            dotRowsManyOf<Lanes>(rows, columns, begin, end, count, x, xStride, y, yStride);
        });
    }
    static void sumRows(
        NumberType type, const void* w, std::int64_t rows, std::int64_t columns, const float* p, float* y)
    {
        withNumbers(type, w, [&](const auto* matrix) { sumRowsOf<Lanes>(matrix, rows, columns, p, y); });
    }
    static void toFloat(NumberType type, const void* x, std::int64_t count, float* y)
    {
        withNumbers(type, x, [&](const auto* numbers) {
            for (std::int64_t i = 0; i < count; ++i)
                y[i] = widen<Lanes>(numbers[i]);
        });
    }
    static void fromFloat(NumberType type, const float* x, std::int64_t count, void* y)
    {
        withNumbers(type, y, [&]<class Number>(const Number*) {
            for (std::int64_t i = 0; i < count; ++i)
                narrow<Lanes>(x[i], static_cast<Number*>(y)[i]);
        });
    }
    static constexpr RowKernels table(const char* name)
    {
        return {name, dotRows, dotRowsMany, sumRows, toFloat, fromFloat};
    }
};

}} // namespace steerscope
