// SPDX-License-Identifier: MIT
// The expected texts come from docs/steering-and-analysis.md.
#include "core/base/error.h"
#include "core/base/gating_trace.h"
#include "core/protocol/settings_json.h"

#include <doctest/doctest.h>

using namespace steerscope;

namespace {

// The message of the refusal; empty when the text was taken.
std::string refusal(const std::string& text)
{
    try {
        steeringSettingsFromJson(text);
    } catch (const Failure& failure) {
        CHECK(failure.error().code == ErrorCode::Usage);
        return failure.error().message();
    }
    return {};
}

bool refusedNaming(const std::string& text, const std::string& part)
{
    const std::string message = refusal(text);
    INFO(text << " -> " << message);
    return message.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("the document's own example")
{
    const SteeringSettings settings = steeringSettingsFromJson(
        R"({"version": 1, "bypass": false, "master": 1.0, "layers": {"3": {"multiplier": 0.5, "temperature": 1.0,
            "mute": [2], "solo": [], "force": null}, "out": {"absolute": 0.2}}, "ranges": []})");
    SteeringSettings expected;
    expected.layers[2].multiplier = 0.5;
    expected.layers[2].mute = {1};
    expected.layers[kOutLayer].absolute = 0.2;
    CHECK(settings == expected);
}

TEST_CASE("what is written comes back exactly")
{
    SteeringSettings settings;
    settings.bypass = true;
    settings.master = 0.1; // no exact binary fraction
    settings.layers[0].multiplier = -1.0 / 3.0;
    settings.layers[11].absolute = 0.0;
    settings.layers[11].temperature = 1e-3;
    settings.layers[31].mute = {0, 7};
    settings.layers[31].solo = {3};
    settings.layers[kOutLayer].force = 0;
    settings.layers[5] = {}; // named and as trained
    CHECK(steeringSettingsFromJson(steeringSettingsToJson(settings)) == settings);
    CHECK(steeringSettingsFromJson(steeringSettingsToJson(settings, 2)) == settings);
    CHECK(steeringSettingsFromJson(R"({"version": 1})") == SteeringSettings{});
}

TEST_CASE("layers and experts count from 1 in the text, and out comes last")
{
    SteeringSettings settings;
    settings.layers[kOutLayer].force = 1;
    settings.layers[2].mute = {0};
    CHECK(steeringSettingsToJson(settings)
        == R"({"version":1,"bypass":false,"master":1.0,"layers":{"3":{"mute":[1]},"out":{"force":2}},"ranges":[]})");
}

TEST_CASE("what is not understood is refused by name")
{
    CHECK(refusedNaming("{", "not JSON"));
    CHECK(refusedNaming("[]", "object"));
    CHECK(refusedNaming("{}", "version"));
    CHECK(refusedNaming(R"({"version": 2})", "version"));
    CHECK(refusedNaming(R"({"version": 1, "mster": 2})", "'mster'"));
    CHECK(refusedNaming(R"({"version": 1, "master": 2, "master": 3})", "'master' stands twice"));
    CHECK(refusedNaming(R"({"version": 1, "master": "2"})", "master"));
    CHECK(refusedNaming(R"({"version": 1, "master": true})", "master"));
    CHECK(refusedNaming(R"({"version": 1, "bypass": 0})", "bypass"));
    CHECK(refusedNaming(R"({"version": 1, "ranges": [{"start_s": 0}]})", "no time ranges yet"));
    CHECK(refusedNaming(R"({"version": 1, "layers": []})", "layers"));
    for (const char* label : {"0", "-1", "03", "last", "", "1.0", "4294967297"})
        CHECK(refusedNaming(
            std::string(R"({"version": 1, "layers": {")") + label + R"(": {}}})", "names no layer"));
    const auto layer
        = [](const std::string& fields) { return R"({"version": 1, "layers": {"3": {)" + fields + "}}}"; };
    CHECK(refusedNaming(layer(R"("scale": 1)"), "layers.3: correct"));
    CHECK(refusedNaming(layer(R"("multiplier": null)"), "layers.3.multiplier"));
    CHECK(refusedNaming(layer(R"("mute": 2)"), "layers.3.mute"));
    CHECK(refusedNaming(layer(R"("mute": [0])"), "counted from 1"));
    CHECK(refusedNaming(layer(R"("solo": [1.5])"), "layers.3.solo"));
    CHECK(refusedNaming(layer(R"("force": 18446744073709551615)"), "layers.3.force"));
    CHECK(refusedNaming(std::string(100000, '['), "nested too deeply"));
}
