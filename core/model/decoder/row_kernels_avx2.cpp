// SPDX-License-Identifier: MIT
#include "core/model/decoder/row_kernels_lanes_p.h"

#include <immintrin.h>

namespace steerscope {

namespace {

struct Avx2Lanes {
    using Vector = __m256;
    static constexpr std::int64_t kWidth = 8;
    static constexpr std::int64_t kTogether = 2;

    static Vector zero() { return _mm256_setzero_ps(); }
    static Vector fill(float x) { return _mm256_set1_ps(x); }
    static Vector load(const float* x) { return _mm256_loadu_ps(x); }
    static Vector load(const BFloat16Bits* x)
    {
        const __m128i bits = _mm_loadu_si128(reinterpret_cast<const __m128i*>(x));
        return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(bits), 16));
    }
    static Vector load(const Float16Bits* x)
    {
        return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(x)));
    }
    static void store(float* y, Vector v) { _mm256_storeu_ps(y, v); }
    static Vector add(Vector a, Vector b) { return _mm256_add_ps(a, b); }
    static Vector multiplyAdd(Vector a, Vector b, Vector c) { return _mm256_fmadd_ps(a, b, c); }
    static float sum(Vector v)
    {
        const __m128 four = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
        const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
        return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
    }
    static float toFloat(Float16Bits x) { return _cvtsh_ss(x.bits); }
    static Float16Bits toHalf(float x) { return {_cvtss_sh(x, _MM_FROUND_TO_NEAREST_INT)}; }
};

} // namespace

constinit const RowKernels kAvx2RowKernels = RowKernelsOver<Avx2Lanes>::table("avx2");

} // namespace steerscope
