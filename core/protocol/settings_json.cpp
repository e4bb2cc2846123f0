// SPDX-License-Identifier: MIT
#include "core/protocol/settings_json.h"

#include "core/base/error.h"
#include "core/base/gating_trace.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <set>
#include <vector>

namespace steerscope {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr int kMaxDepth = 8;

[[noreturn]] void refuse(const std::string& what, const std::string& where, const std::string& remedy = {})
{
    throw Failure(
        ErrorCode::Usage, what, where.empty() ? "steering settings" : "steering settings, " + where, remedy);
}

std::string join(const std::string& path, const std::string& key)
{
    return path.empty() ? key : path + "." + key;
}

// nlohmann keeps the last of two equal keys without a word; a setting that is silently ignored is worse than
// an error.
Json parse(std::string_view text)
{
    std::vector<std::set<std::string>> keys;
    const auto check = [&keys](int depth, Json::parse_event_t event, Json& value) {
        if (depth > kMaxDepth)
            refuse("the JSON is nested too deeply", {});
        if (event == Json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == Json::parse_event_t::key && !keys.back().insert(value.get<std::string>()).second)
            refuse("the key '" + value.get<std::string>() + "' stands twice", {}, "keep one of them");
        return true;
    };
    try {
        return Json::parse(text, check);
    } catch (const Json::parse_error& error) {
        refuse("this is not JSON (byte " + std::to_string(error.byte) + ")", {}, "correct the text");
    }
}

const Json& requireObject(
    const Json& value, const std::string& path, std::initializer_list<std::string_view> known)
{
    if (!value.is_object())
        refuse("an object {...} is expected", path);
    for (const auto& [key, ignored] : value.items())
        if (known.size() > 0 && std::find(known.begin(), known.end(), key) == known.end())
            refuse("unknown key '" + key + "'", path, "correct the name or remove it");
    return value;
}

void read(const Json& object, const char* key, const std::string& path, double& target)
{
    if (!object.contains(key))
        return;
    if (!object[key].is_number())
        refuse("a number is expected", join(path, key));
    target = object[key].get<double>();
}

int expertFrom(const Json& value, const std::string& path)
{
    if (!value.is_number_integer() || value.get<double>() < 1 || value.get<double>() > 1e6)
        refuse("an expert's number is expected, counted from 1", path);
    return value.get<int>() - 1;
}

void read(const Json& object, const char* key, const std::string& path, std::set<int>& target)
{
    if (!object.contains(key))
        return;
    if (!object[key].is_array())
        refuse("a list of experts such as [1, 2] is expected", join(path, key));
    for (const Json& entry : object[key])
        target.insert(expertFrom(entry, join(path, key)));
}

LayerSettings layerFrom(const Json& value, const std::string& path)
{
    requireObject(value, path, {"multiplier", "absolute", "temperature", "mute", "solo", "force"});
    LayerSettings layer;
    read(value, "multiplier", path, layer.multiplier);
    read(value, "temperature", path, layer.temperature);
    if (value.contains("absolute") && !value["absolute"].is_null())
        read(value, "absolute", path, layer.absolute.emplace());
    read(value, "mute", path, layer.mute);
    read(value, "solo", path, layer.solo);
    if (value.contains("force") && !value["force"].is_null())
        layer.force = expertFrom(value["force"], join(path, "force"));
    return layer;
}

std::vector<int> countedFromOne(const std::set<int>& experts)
{
    std::vector<int> result;
    result.reserve(experts.size());
    for (const int expert : experts)
        result.push_back(expert + 1);
    return result;
}

// JSON has no NaN or infinity; nlohmann would write null.
double finite(double value, const std::string& path)
{
    if (!std::isfinite(value))
        refuse("a finite number is expected", path, "give a number such as 0.5");
    return value;
}

Json layerJson(const LayerSettings& layer, const std::string& path)
{
    const LayerSettings trained;
    Json result = Json::object();
    if (layer.multiplier != trained.multiplier)
        result["multiplier"] = finite(layer.multiplier, join(path, "multiplier"));
    if (layer.absolute)
        result["absolute"] = finite(*layer.absolute, join(path, "absolute"));
    if (layer.temperature != trained.temperature)
        result["temperature"] = finite(layer.temperature, join(path, "temperature"));
    if (!layer.mute.empty())
        result["mute"] = countedFromOne(layer.mute);
    if (!layer.solo.empty())
        result["solo"] = countedFromOne(layer.solo);
    if (layer.force)
        result["force"] = *layer.force + 1;
    return result;
}

} // namespace

std::string steeringSettingsToJson(const SteeringSettings& settings, int indent)
{
    Json layers = Json::object();
    const auto add = [&layers](int layer, const LayerSettings& setting) {
        layers[layerLabel(layer)] = layerJson(setting, "layers." + layerLabel(layer));
    };
    for (const auto& [layer, setting] : settings.layers)
        if (layer != kOutLayer)
            add(layer, setting);
    if (const auto out = settings.layers.find(kOutLayer); out != settings.layers.end())
        add(kOutLayer, out->second);
    const Json result = {{"version", kVersion}, {"bypass", settings.bypass},
        {"master", finite(settings.master, "master")}, {"layers", layers}, {"ranges", Json::array()}};
    return result.dump(indent);
}

SteeringSettings steeringSettingsFromJson(std::string_view text)
{
    const Json root = parse(text);
    requireObject(root, {}, {"version", "bypass", "master", "layers", "ranges"});
    if (!root.contains("version") || root["version"] != kVersion)
        refuse("only version 1 of the settings is known", "version", "write \"version\": 1");
    if (root.contains("ranges") && (!root["ranges"].is_array() || !root["ranges"].empty()))
        refuse("this version of SteerScope has no time ranges yet", "ranges", "leave the list empty");

    SteeringSettings settings;
    if (root.contains("bypass")) {
        if (!root["bypass"].is_boolean())
            refuse("true or false is expected", "bypass");
        settings.bypass = root["bypass"].get<bool>();
    }
    read(root, "master", {}, settings.master);
    if (!root.contains("layers"))
        return settings;
    for (const auto& [label, value] : requireObject(root["layers"], "layers", {}).items()) {
        const int layer = layerFromLabel(label);
        if (layer == kNoLayer || layerLabel(layer) != label)
            refuse("'" + label + "' names no layer", "layers", "use \"out\" or a number counted from 1");
        settings.layers[layer] = layerFrom(value, "layers." + label);
    }
    return settings;
}

} // namespace steerscope
