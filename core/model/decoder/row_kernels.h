// SPDX-License-Identifier: MIT
// Products of one row, or a few, with a weight matrix, where reading the weights is most of the work. One
// implementation for each vector extension, chosen at run time; ATen is the fallback and the test. No torch
// in this header.
//
// Matrices are row-major [rows, columns] without gaps, in the weights' number type; the other side and every
// sum are float32. The functions are pure and work on a range of rows, so that threads can share a matrix.
//
// AVX512_BF16 has a product of its own, which is not used: it rounds the other side to bfloat16, and was at
// most 4 % faster where memory gave 70 GB/s and no faster at 40 GB/s (two threads of an EPYC of 2024).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace steerscope {

enum class NumberType { Float32, BFloat16, Float16 };
std::size_t numberSize(NumberType type); // bytes

struct RowKernels {
    const char* name; // "avx512bf16", "avx512f", "avx2"

    // y[r] = sum over c of w[r, c] x[c], for begin <= r < end.
    void (*dotRows)(NumberType type, const void* w, std::int64_t columns, std::int64_t begin,
        std::int64_t end, const float* x, float* y);
    // The same for several x: y[n yStride + r] = sum over c of w[r, c] x[n xStride + c], for 0 <= n < count.
    // Bit for bit what dotRows() gives for each, with the weights read once for all.
    void (*dotRowsMany)(NumberType type, const void* w, std::int64_t columns, std::int64_t begin,
        std::int64_t end, std::int64_t count, const float* x, std::int64_t xStride, float* y,
        std::int64_t yStride);
    // y[c] = sum over r of p[r] w[r, c], for 0 <= r < rows.
    void (*sumRows)(
        NumberType type, const void* w, std::int64_t rows, std::int64_t columns, const float* p, float* y);
    // y = x, converted; to the number type it rounds to nearest even.
    void (*toFloat)(NumberType type, const void* x, std::int64_t count, float* y);
    void (*fromFloat)(NumberType type, const float* x, std::int64_t count, void* y);
};

// All that this processor runs, fastest first; empty where none does.
const std::vector<const RowKernels*>& rowKernels();

} // namespace steerscope
