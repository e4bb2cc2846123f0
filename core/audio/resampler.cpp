// SPDX-License-Identifier: MIT
#include "core/audio/resampler.h"

#include "core/base/error.h"

#include <string>

#include <soxr.h>

namespace steerscope {

namespace {

constexpr std::size_t kOutputBlock = 16384; // samples

void require(soxr_error_t problem)
{
    if (problem)
        throw Failure(ErrorCode::Input, std::string("the sample rate cannot be converted: ") + problem);
}

struct SoxrDeleter {
    void operator()(soxr_t handle) const { soxr_delete(handle); }
};

} // namespace

struct Resampler::Impl {
    std::unique_ptr<soxr, SoxrDeleter> handle; // none: rates are equal

    // One call into soxr, output appended; returns the input taken and the output made.
    std::pair<std::size_t, std::size_t> step(const float* in, std::size_t count, std::vector<float>& out)
    {
        const std::size_t before = out.size();
        out.resize(before + kOutputBlock);
        std::size_t taken = 0;
        std::size_t made = 0;
        const soxr_error_t problem
            = soxr_process(handle.get(), in, count, &taken, out.data() + before, kOutputBlock, &made);
        out.resize(before + made);
        require(problem);
        return {taken, made};
    }
};

Resampler::Resampler(double from, double to)
    : m_impl(std::make_unique<Impl>())
{
    if (from == to)
        return;
    soxr_error_t problem = nullptr;
    const soxr_io_spec_t io = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
    const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_VHQ, 0);
    const soxr_runtime_spec_t runtime = soxr_runtime_spec(1);
    m_impl->handle.reset(soxr_create(from, to, 1, &problem, &io, &quality, &runtime));
    require(problem);
}

Resampler::~Resampler() = default;
Resampler::Resampler(Resampler&&) noexcept = default;

void Resampler::process(std::span<const float> samples, std::vector<float>& out)
{
    if (!m_impl->handle) {
        out.insert(out.end(), samples.begin(), samples.end());
        return;
    }
    while (!samples.empty()) {
        const auto [taken, made] = m_impl->step(samples.data(), samples.size(), out);
        samples = samples.subspan(taken);
        if (taken == 0 && made == 0)
            throw Failure(ErrorCode::Internal, "the sample-rate conversion does not advance");
    }
}

void Resampler::finish(std::vector<float>& out)
{
    if (!m_impl->handle)
        return;
    while (m_impl->step(nullptr, 0, out).second > 0) { }
}

} // namespace steerscope
