// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <vector>

namespace steerscope {

// Mono sample-rate conversion in a stream (soxr, very high quality). The filter's delay is taken out: output
// sample n is input time n / to. Equal rates pass through untouched.
class Resampler {
public:
    Resampler(double from, double to); // Hz; throws Failure(Input) for rates soxr refuses
    ~Resampler();
    Resampler(Resampler&&) noexcept;

    // Appends what is ready to `out`.
    void process(std::span<const float> samples, std::vector<float>& out);
    // Appends the rest; nothing may follow.
    void finish(std::vector<float>& out);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace steerscope
