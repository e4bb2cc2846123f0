// SPDX-License-Identifier: MIT
// Checked against: modeling_rope_utils of Hugging Face transformers (tests/data/decoder).
#include "core/model/decoder/rope.h"

#include "tests/core/model/decoder/decoder_fixtures.h"

#include <doctest/doctest.h>

using namespace steerscope;

TEST_CASE("rotary frequencies at the sizes of real models")
{
    for (const auto& [name, expected] : test::goldens()["frequencies"].items()) {
        CAPTURE(name);
        const DecoderConfig config = test::changedConfig("llm-llama", expected["config"]);
        const RopeFrequencies found
            = ropeFrequencies(config.rope, expected["head_dim"].get<int>(), expected["length"].get<int>());
        const auto inverse = expected["inverse"].get<std::vector<double>>();
        REQUIRE(found.inverse.size() == inverse.size());
        for (std::size_t i = 0; i < inverse.size(); ++i)
            CHECK(found.inverse[i] == doctest::Approx(inverse[i]).epsilon(1e-6).scale(0.0));
        CHECK(found.attentionFactor
            == doctest::Approx(expected["attention_factor"].get<double>()).epsilon(1e-6));
    }
}

TEST_CASE("only dynamic scaling beyond the original positions makes kept keys depend on the length")
{
    RopeConfig rope;
    rope.originalPositions = 100;
    CHECK(sameRotation(rope, 50, 5000));
    rope.scaling = RopeScaling::Dynamic;
    CHECK(sameRotation(rope, 50, 100));
    CHECK(sameRotation(rope, 300, 300));
    CHECK_FALSE(sameRotation(rope, 50, 101));
}
