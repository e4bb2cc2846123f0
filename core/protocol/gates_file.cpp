// SPDX-License-Identifier: MIT
#include "core/protocol/gates_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/protocol/safetensors_writer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <string>

namespace steerscope {

namespace {

struct Joined { // one layer over all windows
    int experts = 0;
    std::int64_t frames = 0;
    std::vector<float> gates; // [T, E]
    std::vector<float> push, pushConstant, pushRouted; // [T]
};

std::map<int, Joined> joinWindows(const std::vector<GatingTrace>& traces)
{
    std::map<int, Joined> layers;
    for (const GatingTrace& trace : traces)
        for (const LayerTrace& layer : trace.layers) {
            Joined& joined = layers[layer.layer];
            if (joined.experts != 0 && joined.experts != layer.experts)
                throw Failure(ErrorCode::Internal, "windows of different models cannot be written together");
            joined.experts = layer.experts;
            joined.frames += layer.frames;
            joined.gates.insert(joined.gates.end(), layer.gates.begin(), layer.gates.end());
            joined.push.insert(joined.push.end(), layer.push.begin(), layer.push.end());
            joined.pushConstant.insert(
                joined.pushConstant.end(), layer.pushConstant.begin(), layer.pushConstant.end());
            joined.pushRouted.insert(
                joined.pushRouted.end(), layer.pushRouted.begin(), layer.pushRouted.end());
        }
    if (layers.empty())
        throw Failure(ErrorCode::Usage, "there are no gates to write", {},
            "run a model with steering over a recording first");
    return layers;
}

std::string windowsJson(const std::vector<GatingTrace>& traces)
{
    nlohmann::ordered_json windows = nlohmann::ordered_json::array();
    for (const GatingTrace& trace : traces) {
        nlohmann::ordered_json layers = nlohmann::ordered_json::object();
        for (const LayerTrace& layer : trace.layers)
            layers[layerLabel(layer.layer)]
                = {{"frames", layer.frames}, {"counted_frames", layer.countedFrames},
                    {"frame_seconds", layer.frameSeconds}, {"scale", layer.trainedScale},
                    {"effective_scale", layer.effectiveScale}, {"vector_norm", layer.meanVectorNorm}};
        windows.push_back({{"start", trace.startSeconds}, {"end", trace.endSeconds}, {"layers", layers}});
    }
    return windows.dump();
}

void add(std::string& line, double value)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    line.append(text, end);
}

// Shortest text that reads back as the same float.
void add(std::string& line, float value)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    line.append(text, end);
}

void writeLayer(AtomicFile& output, const GatingTrace& trace, const LayerTrace& layer, int columns)
{
    const std::string head = std::to_string(trace.window + 1) + "," + layerLabel(layer.layer) + ",";
    std::string lines;
    for (int frame = 0; frame < layer.frames; ++frame) {
        lines += head + std::to_string(frame) + ",";
        add(lines, trace.startSeconds + frame * layer.frameSeconds);
        lines += frame < layer.countedFrames ? ",1," : ",0,";
        if (!layer.push.empty())
            add(lines, layer.push[frame]);
        for (int expert = 0; expert < columns; ++expert) {
            lines += ',';
            if (expert < layer.experts)
                add(lines, layer.gate(frame, expert));
        }
        lines += '\n';
    }
    output.write(lines);
}

} // namespace

void writeGatesSafetensors(const std::filesystem::path& file, const std::vector<GatingTrace>& traces)
{
    const std::map<int, Joined> layers = joinWindows(traces);
    std::vector<SafetensorsEntry> entries;
    for (const auto& [layer, joined] : layers) {
        const std::string number = layer != kOutLayer ? std::to_string(layer)
            : layers.contains(0)                      ? "out"
                                                      : "0";
        entries.push_back({"gates." + number, "F32", {joined.frames, joined.experts}, joined.gates.data(),
            joined.gates.size() * sizeof(float)});
        const auto addPush = [&](const char* name, const std::vector<float>& values) {
            if (!values.empty())
                entries.push_back(
                    {name + number, "F32", {joined.frames}, values.data(), values.size() * sizeof(float)});
        };
        addPush("push.", joined.push);
        addPush("push_constant.", joined.pushConstant);
        addPush("push_routed.", joined.pushRouted);
    }
    writeSafetensorsFile(file, entries, {{"format", "steerscope gates 1"}, {"windows", windowsJson(traces)}});
}

void writeGatesCsv(const std::filesystem::path& file, const std::vector<GatingTrace>& traces)
{
    int columns = 0;
    for (const auto& [layer, joined] : joinWindows(traces))
        columns = std::max(columns, joined.experts);
    AtomicFile output(file);
    std::string header = "window,layer,frame,seconds,counted,push";
    for (int expert = 1; expert <= columns; ++expert)
        header += ",expert_" + std::to_string(expert);
    output.write(header + "\n");
    for (const GatingTrace& trace : traces)
        for (const LayerTrace& layer : trace.layers)
            writeLayer(output, trace, layer, columns);
    output.commit();
}

} // namespace steerscope
