// SPDX-License-Identifier: MIT
// Words and tokens, and flips over scales, on cases worked out by hand; the quadrature against integrals.
#include "core/pipeline/ask/gauss_legendre.h"
#include "core/pipeline/ask/held_gates.h"
#include "core/pipeline/ask/token_words.h"
#include "core/pipeline/ask/word_flips.h"

#include <cmath>
#include <numeric>

#include <doctest/doctest.h>

using namespace steerscope;

namespace {

std::vector<Token> tokensOf(const std::vector<std::string>& texts)
{
    std::vector<Token> tokens;
    for (const std::string& text : texts)
        tokens.push_back({0, text, 0.0});
    return tokens;
}

} // namespace

TEST_CASE("tokens are dealt out to words")
{
    // "caf", nothing yet, "é" in two tokens; a token of two words; blanks; the end of the text.
    const auto words = tokenWords(tokensOf({" caf", "", "\xc3\xa9", " ", "a b", "", "", "c\n", ""}));
    REQUIRE(words.size() == 3);
    CHECK(words[0].text == "caf\xc3\xa9");
    CHECK(words[0].begin == 0);
    CHECK(words[0].end == 3);
    CHECK(words[1].text == "a");
    CHECK(words[1].begin == 4);
    CHECK(words[1].end == 5);
    CHECK(words[2].text == "bc");
    CHECK(words[2].begin == 5);
    CHECK(words[2].end == 8);
    CHECK(tokenWords(tokensOf({"", " ", ""})).empty());
}

TEST_CASE("flips, their intervals, and which of them only follow")
{
    WindowSweep sweep{2, "on down left", {-1.0, 0.0, 1.0, 2.0},
        {"off town left", "on down left", "on down left", "on left"}};
    std::vector<std::size_t> asked;
    const auto words = followWords(sweep, [&](std::size_t point) {
        asked.push_back(point);
        // Seen from "off town left": off would go by itself, town and left would stay behind it.
        return point == 0 ? std::vector<bool>{false, true, true} : std::vector<bool>{true, false, true};
    });
    CHECK(asked == std::vector<std::size_t>{0, 2}); // the texts at 0 and 1 are the same
    REQUIRE(words.size() == 3);
    CHECK(words[0].window == 2);
    CHECK(words[0].text == "on");
    REQUIRE(words[0].stands.size() == 1);
    CHECK(words[0].stands[0].from == 0.0);
    CHECK(words[0].stands[0].to == 2.0);
    REQUIRE(words[0].flips.size() == 1);
    CHECK(words[0].flips[0].before == "off");
    CHECK(words[0].flips[0].after == "on");
    CHECK(words[0].flips[0].own);
    REQUIRE(words[1].flips.size() == 2);
    CHECK_FALSE(words[1].flips[0].own); // town > down follows from off > on
    CHECK(words[1].flips[1].from == 1.0);
    CHECK(words[1].flips[1].to == 2.0);
    CHECK(words[1].flips[1].after.empty());
    CHECK(words[1].flips[1].own);
    CHECK(words[1].stands.back().to == 1.0);
    CHECK(words[2].flips.empty());
    CHECK(words[2].stands.front().from == -1.0);
    CHECK(words[2].stands.front().to == 2.0);
}

TEST_CASE("a word may stand at scales that do not touch, or at none")
{
    WindowSweep sweep{0, "yes", {0.0, 1.0, 2.0}, {"yes", "no", "yes"}};
    const auto words = followWords(sweep, [](std::size_t) { return std::vector<bool>{false}; });
    REQUIRE(words.at(0).stands.size() == 2);
    CHECK(words[0].stands[1].from == 2.0);
    sweep.texts = {"", "no", "no"};
    const auto gone = followWords(sweep, [](std::size_t) { return std::vector<bool>(); });
    CHECK(gone.at(0).stands.empty());
    REQUIRE(gone[0].flips.size() == 1); // from silence to another word: nothing else moved before it
    CHECK(gone[0].flips[0].before.empty());
    CHECK(gone[0].flips[0].own);
}

TEST_CASE("Gauss-Legendre is exact where it should be")
{
    for (const int n : {1, 2, 5, 8, 64}) {
        CAPTURE(n);
        for (int power = 0; power < 2 * n; ++power) {
            double sum = 0.0;
            for (const QuadratureNode& node : gaussLegendre(n))
                sum += node.weight * std::pow(node.at, power);
            CHECK(sum == doctest::Approx(1.0 / (power + 1)).epsilon(1e-12));
        }
    }
}

TEST_CASE("the three forms of ablating an expert")
{
    LayerTrace trace;
    trace.experts = 3;
    trace.frames = 3;
    trace.countedFrames = 2; // the mean leaves the last frame out
    trace.gates = {0.5F, 0.25F, 0.25F, 0.1F, 0.6F, 0.3F, 1.0F, 0.0F, 0.0F};
    const auto ablated = [&](AblationForm form, const LayerSettings& setting = {}) {
        return ablatedGates(trace, setting, 0, form);
    };
    const auto isNear = [](const std::vector<float>& a, const std::vector<float>& b) {
        REQUIRE(a.size() == b.size());
        for (std::size_t i = 0; i < a.size(); ++i)
            CHECK(a[i] == doctest::Approx(b[i]));
    };
    isNear(ablated(AblationForm::Remove), {0, 0.25F, 0.25F, 0, 0.6F, 0.3F, 0, 0, 0});
    isNear(ablated(AblationForm::Renormalise), {0, 0.5F, 0.5F, 0, 2.0F / 3, 1.0F / 3, 0, 0, 0});
    isNear(ablated(AblationForm::Mean), {0.3F, 0.25F, 0.25F, 0.3F, 0.6F, 0.3F, 0.3F, 0, 0});
    LayerSettings muted;
    muted.mute = {1}; // what is muted stays so, and the rest keeps the sum it had without it
    isNear(ablated(AblationForm::Renormalise, muted), {0, 0, 0.75F, 0, 0, 0.4F, 0, 0, 0});
    LayerSettings forced;
    forced.force = 0;
    isNear(appliedGates(trace, forced), {1, 0, 0, 1, 0, 0, 1, 0, 0});
    isNear(ablated(AblationForm::Remove, forced), {0, 0, 0, 0, 0, 0, 0, 0, 0});
}
