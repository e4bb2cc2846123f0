// SPDX-License-Identifier: MIT
// Checked against the scale's definition: 1 kHz is mel 15, 6.4 kHz 27 mels more, triangles of area one.
#include "core/audio/mel_filters.h"

#include <doctest/doctest.h>

#include <numeric>

using namespace steerscope;

TEST_CASE("Slaney's mel scale is linear to 1 kHz and logarithmic above")
{
    CHECK(hertzToMel(0.0) == 0.0);
    CHECK(hertzToMel(500.0) == doctest::Approx(7.5));
    CHECK(hertzToMel(1000.0) == doctest::Approx(15.0));
    CHECK(hertzToMel(6400.0) == doctest::Approx(42.0));
    for (double hertz : {1.0, 999.9, 1000.1, 8000.0})
        CHECK(melToHertz(hertzToMel(hertz)) == doctest::Approx(hertz));
}

TEST_CASE("filters have area one and their peaks follow each other")
{
    // Bins fine enough for sums to be integrals.
    constexpr double kRate = 16000.0;
    constexpr int kSize = 16000;
    const auto filters = slaneyMelFilters(40, kSize, kRate, 8000.0);
    REQUIRE(filters.size() == 40);
    int lastFirst = -1;
    for (const MelFilter& filter : filters) {
        const double area
            = std::accumulate(filter.weights.begin(), filter.weights.end(), 0.0) * kRate / kSize;
        CHECK(area == doctest::Approx(1.0).epsilon(0.001));
        CHECK(filter.first > lastFirst);
        lastFirst = filter.first;
    }
}

TEST_CASE("a filter narrower than a bin may be empty but never out of range")
{
    for (const MelFilter& filter : slaneyMelFilters(128, 400, 16000.0, 8000.0))
        CHECK(filter.first + filter.weights.size() <= 201);
}
