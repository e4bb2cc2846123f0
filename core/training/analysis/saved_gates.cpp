// SPDX-License-Identifier: MIT
#include "core/training/analysis/saved_gates.h"

#include "core/base/error.h"
#include "core/model/checkpoint/strict_json.h"
#include "core/model/checkpoint/tensor_check.h"
#include "core/model/checkpoint/tensor_file.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fstream>
#include <map>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace steerscope::analysis {
namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(const std::string& what, const std::filesystem::path& file)
{
    throw Failure(ErrorCode::Input, what, file.string(), "write the gates again with transcribe --gates");
}

// The metadata of a file that readSafetensors() has already checked.
Json metadataOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::uint64_t length = 0;
    stream.read(reinterpret_cast<char*>(&length), sizeof length);
    std::string header(static_cast<std::size_t>(length), '\0');
    stream.read(header.data(), static_cast<std::streamsize>(header.size()));
    const Json json = parseStrictJson(header, file.string());
    return json.value("__metadata__", Json::object());
}

// "gates.3" of prefix "gates." -> 3; "gates.out" -> kOutLayer.
std::optional<int> layerOfName(const std::string& name, const std::string& prefix)
{
    if (!name.starts_with(prefix))
        return std::nullopt;
    const std::string rest = name.substr(prefix.size());
    if (rest == "out")
        return kOutLayer;
    int layer = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), layer);
    if (error != std::errc() || end != rest.data() + rest.size() || layer < 0)
        return std::nullopt;
    return layer;
}

struct Stored { // one layer over all windows
    int experts = 0;
    int frames = 0;
    std::vector<float> gates; // [T, E]
    std::map<std::string, std::vector<float>> pushes; // "push", "push_constant", "push_routed": [T]
};

std::map<int, Stored> storedLayers(const std::filesystem::path& file)
{
    const TensorMap tensors = readSafetensors(file);
    std::map<int, Stored> layers;
    for (const auto& [name, view] : tensors) {
        const auto layer = layerOfName(name, "gates.");
        if (!layer)
            continue;
        if (view.shape.size() != 2 || view.shape[1] < 1)
            refuse("tensor '" + name + "' is not [frames, experts] but " + view.shapeText(), file);
        Stored& stored = layers[*layer];
        stored.frames = static_cast<int>(view.shape[0]);
        stored.experts = static_cast<int>(view.shape[1]);
        stored.gates = floatValues(view);
        for (const char* kind : {"push", "push_constant", "push_routed"}) {
            const auto push = tensors.find(std::string(kind) + name.substr(5));
            if (push != tensors.end() && push->second.elements() == stored.frames)
                stored.pushes[kind] = floatValues(push->second);
        }
    }
    if (layers.empty())
        refuse("there are no gates (gates.N) in the file", file);
    return layers;
}

std::vector<float> rows(const std::vector<float>& values, int begin, int frames, int width)
{
    if (values.empty())
        return {};
    const auto first = values.begin() + std::ptrdiff_t{begin} * width;
    return {first, first + std::ptrdiff_t{frames} * width};
}

LayerTrace cut(const Stored& stored, int layer, int begin, int frames)
{
    LayerTrace trace;
    trace.layer = layer;
    trace.experts = stored.experts;
    trace.frames = trace.countedFrames = frames;
    trace.trainedScale = trace.effectiveScale = 0.0; // not known, unless the metadata say
    trace.gates = rows(stored.gates, begin, frames, stored.experts);
    const auto push = [&](const char* kind) {
        const auto found = stored.pushes.find(kind);
        return found == stored.pushes.end() ? std::vector<float>() : rows(found->second, begin, frames, 1);
    };
    trace.push = push("push");
    trace.pushConstant = push("push_constant");
    trace.pushRouted = push("push_routed");
    return trace;
}

// Which stored layer a label of the metadata means: "out" is gates.0 where the first layer is not steered.
int numberOf(const std::string& label, const std::map<int, Stored>& layers)
{
    const int layer = layerFromLabel(label);
    return layer == kOutLayer && !layers.contains(kOutLayer) ? 0 : layer;
}

GatingTrace windowOf(const Json& window, const std::map<int, Stored>& layers, std::map<int, int>& taken,
    const std::filesystem::path& file)
{
    GatingTrace trace;
    trace.startSeconds = window.at("start").get<double>();
    trace.endSeconds = window.at("end").get<double>();
    std::vector<LayerTrace> out;
    for (const auto& [label, about] : window.at("layers").items()) {
        const auto stored = layers.find(numberOf(label, layers));
        const int frames = about.at("frames").get<int>();
        if (stored == layers.end() || frames < 0 || frames > stored->second.frames - taken[stored->first])
            refuse("the windows in the metadata do not fit the gates of layer " + label, file);
        LayerTrace layer = cut(stored->second, layerFromLabel(label), taken[stored->first], frames);
        taken[stored->first] += frames;
        layer.countedFrames = about.at("counted_frames").get<int>();
        layer.frameSeconds = about.at("frame_seconds").get<double>();
        layer.trainedScale = about.value("scale", 0.0);
        layer.effectiveScale = about.value("effective_scale", 0.0);
        layer.meanVectorNorm = about.value("vector_norm", 0.0);
        if (layer.countedFrames < 0 || layer.countedFrames > frames)
            refuse("more frames of layer " + label + " are counted than there are", file);
        (layer.layer == kOutLayer ? out : trace.layers).push_back(std::move(layer));
    }
    std::sort(trace.layers.begin(), trace.layers.end(),
        [](const LayerTrace& a, const LayerTrace& b) { return a.layer < b.layer; });
    trace.layers.insert(trace.layers.end(), out.begin(), out.end());
    return trace;
}

} // namespace

std::vector<GatingTrace> readSavedGates(const std::filesystem::path& file)
{
    const std::map<int, Stored> layers = storedLayers(file);
    const Json metadata = metadataOf(file);
    std::vector<GatingTrace> traces;
    if (!metadata.contains("windows")) {
        GatingTrace trace;
        const bool onlyOut = layers.size() == 1 && layers.begin()->first == 0;
        for (const auto& [number, stored] : layers)
            trace.layers.push_back(cut(stored, onlyOut ? kOutLayer : number, 0, stored.frames));
        return {trace};
    }
    try {
        std::map<int, int> taken; // frames of each stored layer
        for (const Json& window : parseStrictJson(metadata["windows"].get<std::string>(), file.string())) {
            traces.push_back(windowOf(window, layers, taken, file));
            traces.back().window = static_cast<int>(traces.size()) - 1;
        }
    } catch (const Json::exception& problem) {
        refuse(std::string("the metadata of the windows are not understood (") + problem.what() + ")", file);
    }
    return traces;
}

} // namespace steerscope::analysis
