// SPDX-License-Identifier: MIT
#include "app/cli/steering_options.h"

#include "app/cli/text_input.h"
#include "core/base/error.h"
#include "core/base/gating_trace.h"
#include "core/protocol/settings_json.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <string_view>

namespace steerscope::cli {
namespace {

constexpr int kMaxLayers = 4096; // bounds a mistyped range; models check the rest

[[noreturn]] void notUnderstood(const char* option, const std::string& text, const char* form)
{
    throw Failure(ErrorCode::Usage, std::string("'") + text + "' is not understood", option,
        std::string("write it like ") + option + " " + form);
}

std::vector<std::string> splitAt(const std::string& text, char separator)
{
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

template <class Number> std::optional<Number> number(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

// "3", "out" or "17-24"; empty when it is none of these.
std::vector<int> layers(const std::string& text)
{
    const std::size_t dash = text.find('-');
    if (dash == std::string::npos) {
        const int layer = layerFromLabel(text);
        return layer == kNoLayer ? std::vector<int>() : std::vector<int>{layer};
    }
    const int first = layerFromLabel(text.substr(0, dash));
    const int last = layerFromLabel(text.substr(dash + 1));
    std::vector<int> all;
    if (first >= 0 && last < kMaxLayers)
        for (int layer = first; layer <= last; ++layer)
            all.push_back(layer);
    return all;
}

using SetNumber = std::function<void(LayerSettings&, double)>;
using SetExpert = std::function<void(LayerSettings&, int)>;

void applyNumbers(SteeringSettings& settings, const char* option, const std::vector<std::string>& typed,
    const SetNumber& set)
{
    for (const std::string& list : typed)
        for (const std::string& item : splitAt(list, ',')) {
            const std::size_t equals = std::min(item.find('='), item.size());
            const std::vector<int> where = layers(item.substr(0, equals));
            const auto value = number<double>(item.substr(std::min(equals + 1, item.size())));
            if (where.empty() || !value)
                notUnderstood(option, item, "3=0.5,17-24=0,out=1");
            for (const int layer : where)
                set(settings.layers[layer], *value);
        }
}

void applyExperts(SteeringSettings& settings, const char* option, const std::vector<std::string>& typed,
    const SetExpert& set)
{
    for (const std::string& list : typed)
        for (const std::string& item : splitAt(list, ',')) {
            const std::size_t colon = std::min(item.find(':'), item.size());
            const std::vector<int> where = layers(item.substr(0, colon));
            const auto expert = number<int>(item.substr(std::min(colon + 1, item.size())));
            if (where.empty() || !expert || *expert < 1)
                notUnderstood(option, item, "3:2,out:1");
            for (const int layer : where)
                set(settings.layers[layer], *expert - 1);
        }
}

} // namespace

std::vector<int> layersFromText(const char* option, const std::string& text)
{
    const std::vector<int> all = layers(text);
    if (all.empty())
        notUnderstood(option, text, "3,17-24,out");
    return all;
}

SteeringSettings steeringSettings(const SteeringOptions& options)
{
    SteeringSettings settings;
    if (!options.file.empty())
        settings = steeringSettingsFromJson(readText(options.file));
    settings.bypass = settings.bypass || options.off;
    settings.master = options.scale.value_or(settings.master);
    applyNumbers(settings, "--layer-scale", options.layerScale,
        [](LayerSettings& layer, double value) { layer.multiplier = value; });
    applyNumbers(settings, "--layer-absolute", options.layerAbsolute,
        [](LayerSettings& layer, double value) { layer.absolute = value; });
    applyNumbers(settings, "--temperature", options.temperature,
        [](LayerSettings& layer, double value) { layer.temperature = value; });
    applyExperts(settings, "--mute", options.mute,
        [](LayerSettings& layer, int expert) { layer.mute.insert(expert); });
    applyExperts(settings, "--solo", options.solo,
        [](LayerSettings& layer, int expert) { layer.solo.insert(expert); });
    applyExperts(
        settings, "--force", options.force, [](LayerSettings& layer, int expert) { layer.force = expert; });
    return settings;
}

} // namespace steerscope::cli
