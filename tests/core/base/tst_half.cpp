// SPDX-License-Identifier: MIT
#include "core/base/half.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace steerscope;

namespace {

// The definition, slowly: (-1)^s 2^(e-15) (1 + m/1024), 2^-14 m/1024 for e = 0.
double valueOf(int half)
{
    const int exponent = half >> 10 & 31;
    const double fraction = (half & 1023) / 1024.0;
    const double magnitude
        = exponent == 0 ? std::ldexp(fraction, -14) : std::ldexp(1.0 + fraction, exponent - 15);
    return half & 0x8000 ? -magnitude : magnitude;
}

} // namespace

TEST_CASE("half: every one has the value of its definition and comes back")
{
    for (int half = 0; half < 0x10000; ++half) {
        const float value = fromHalf(static_cast<std::uint16_t>(half));
        if ((half & 0x7c00) == 0x7c00) {
            CHECK((half & 0x3ff ? std::isnan(value) : std::isinf(value)));
            continue;
        }
        REQUIRE(static_cast<double>(value) == valueOf(half));
        REQUIRE(toHalf(value) == half);
    }
}

TEST_CASE("half: between two of them the nearer one, at the middle the even one")
{
    for (int half = 0; half < 0x7bff; ++half) {
        const double middle = (valueOf(half) + valueOf(half + 1)) / 2.0;
        const auto exact = static_cast<float>(middle); // 12 bits: no rounding
        REQUIRE(static_cast<double>(exact) == middle);
        REQUIRE(toHalf(exact) == (half % 2 == 0 ? half : half + 1));
        REQUIRE(toHalf(std::nextafter(exact, 0.0F)) == half);
        REQUIRE(toHalf(std::nextafter(exact, 1e9F)) == half + 1);
        REQUIRE(toHalf(-exact) == (0x8000 | (half % 2 == 0 ? half : half + 1)));
    }
}

TEST_CASE("half: what is too large is infinite, what is no number stays none")
{
    CHECK(toHalf(65504.0F) == 0x7bff);
    CHECK(toHalf(65519.99F) == 0x7bff);
    CHECK(toHalf(65520.0F) == 0x7c00);
    CHECK(toHalf(-1e30F) == 0xfc00);
    CHECK(toHalf(std::numeric_limits<float>::infinity()) == 0x7c00);
    CHECK(std::isnan(fromHalf(toHalf(std::numeric_limits<float>::quiet_NaN()))));
    CHECK(toHalf(1e-30F) == 0);
}
