// SPDX-License-Identifier: MIT
#include "core/model/decoder/row_kernels_lanes_p.h"

#include <immintrin.h>

namespace steerscope {

namespace {

struct Avx512Lanes {
    using Vector = __m512;
    static constexpr std::int64_t kWidth = 16;
    static constexpr std::int64_t kTogether = 4;

    static Vector zero() { return _mm512_setzero_ps(); }
    static Vector fill(float x) { return _mm512_set1_ps(x); }
    static Vector load(const float* x) { return _mm512_loadu_ps(x); }
    static Vector load(const BFloat16Bits* x)
    {
        const __m256i bits = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(x));
        return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(bits), 16));
    }
    static Vector load(const Float16Bits* x)
    {
        return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(x)));
    }
    static void store(float* y, Vector v) { _mm512_storeu_ps(y, v); }
    static Vector add(Vector a, Vector b) { return _mm512_add_ps(a, b); }
    static Vector multiplyAdd(Vector a, Vector b, Vector c) { return _mm512_fmadd_ps(a, b, c); }
    static float sum(Vector v) { return _mm512_reduce_add_ps(v); }
    static float toFloat(Float16Bits x) { return _cvtsh_ss(x.bits); }
    static Float16Bits toHalf(float x) { return {_cvtss_sh(x, _MM_FROUND_TO_NEAREST_INT)}; }
};

} // namespace

constinit const RowKernels kAvx512RowKernels = RowKernelsOver<Avx512Lanes>::table("avx512");

} // namespace steerscope
