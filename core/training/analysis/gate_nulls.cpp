// SPDX-License-Identifier: MIT
#include "core/training/analysis/gate_nulls.h"

#include "core/base/error.h"
#include "core/base/gating_trace.h"
#include "core/model/checkpoint/steering_layout.h"
#include "core/model/checkpoint/tensor_check.h"
#include "core/training/report/counter_random.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace steerscope::analysis {
namespace {

struct HostTensor {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};
using HostTensors = std::map<std::string, HostTensor>;

HostTensors readTrained(const Bundle& bundle)
{
    HostTensors tensors;
    for (const auto& [name, view] : readSafetensors(bundle.steering))
        tensors[name] = {view.shape, floatValues(view)};
    return tensors;
}

void writeBundle(
    Bundle bundle, const std::string& what, const HostTensors& tensors, const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Failure(ErrorCode::Output, "the folder cannot be made (" + error.message() + ")",
            folder.string(), "choose another folder");
    std::vector<TensorToWrite> list;
    for (const auto& [name, tensor] : tensors)
        list.push_back({name, DType::Float32, tensor.shape, tensor.values.data()});
    writeSafetensors(folder / "steering.safetensors", list);
    // References are relative to another folder now: written anew.
    bundle.encoderReference.clear();
    bundle.llmReference.clear();
    bundle.tokenizerReference.clear();
    bundle.name += ", " + what;
    bundle.notes.push_back("a null for experiments: " + what);
    writeBundleManifest(bundle, folder);
}

// softmax(ln p) = p; an expert that was never heard keeps a gate too small to matter.
float logit(double gate)
{
    return static_cast<float>(std::log(std::max(gate, 1e-12)));
}

void fill(HostTensor& tensor, float value)
{
    std::fill(tensor.values.begin(), tensor.values.end(), value);
}

const std::vector<double>& gatesOf(const MeanGates& gates, int layer, int experts, const Bundle& bundle)
{
    const auto found = gates.find(layer);
    if (found == gates.end() || std::ssize(found->second) != experts)
        throw Failure(ErrorCode::Input, "there are no mean gates of layer " + layerLabel(layer),
            bundle.root.string(), "take them from a run of this very model");
    return found->second;
}

// A standard normal number (Box and Muller).
double normal(std::uint64_t seed, std::uint64_t draw, std::uint64_t place)
{
    const auto unit = [&](std::uint64_t part) { // 0 < u <= 1
        return (static_cast<double>(report::randomBits(seed, draw, 2 * place + part) >> 11U) + 1.0) * 0x1p-53;
    };
    return std::sqrt(-2.0 * std::log(unit(0))) * std::cos(2.0 * std::numbers::pi * unit(1));
}

void turnAnywhere(HostTensor& vectors, std::uint64_t seed, std::uint64_t which)
{
    const auto width = static_cast<std::size_t>(vectors.shape.back());
    for (std::size_t begin = 0; begin < vectors.values.size(); begin += width) {
        double squares = 0.0;
        double drawnSquares = 0.0;
        std::vector<double> drawn(width);
        for (std::size_t i = 0; i < width; ++i) {
            squares += static_cast<double>(vectors.values[begin + i]) * vectors.values[begin + i];
            drawn[i] = normal(seed, which, begin + i);
            drawnSquares += drawn[i] * drawn[i];
        }
        for (std::size_t i = 0; i < width; ++i)
            vectors.values[begin + i] = static_cast<float>(drawn[i] * std::sqrt(squares / drawnSquares));
    }
}

} // namespace

void writeFrozenGates(const Bundle& bundle, const MeanGates& gates, const std::filesystem::path& folder)
{
    const SteeringLayout layout = steeringLayout(readSafetensors(bundle.steering), bundle.steering.string());
    HostTensors tensors = readTrained(bundle);
    if (layout.variant == Variant::LayerwiseShared) { // logits = (0 + e_0) @ layer_weights[l]: its first row
        fill(tensors.at("shared_router.weight"), 0.0F);
        fill(tensors.at("shared_router.bias"), 0.0F);
        tensors.at("shared_router.bias").values.front() = 1.0F;
    }
    for (const auto& [layer, experts] : layout.experts) {
        const std::vector<double>& mean = gatesOf(gates, layer, experts, bundle);
        const auto e = static_cast<std::size_t>(experts);
        const auto l = static_cast<std::size_t>(std::max(layer, 0));
        std::string bias = "router.bias"; // post-encoder and single router
        std::size_t begin = layout.variant == Variant::LayerwiseSingle ? l * e : 0;
        if (layout.variant == Variant::LayerwiseRouters)
            bias = "routers." + std::to_string(layer) + ".bias";
        else if (layout.variant == Variant::Hybrid)
            bias = "layers." + std::to_string(layer) + ".router.bias";
        else if (layout.variant == Variant::LayerwiseShared) {
            bias = "layer_weights"; // [L, E, E]
            begin = l * e * e;
        }
        if (layout.variant != Variant::LayerwiseShared)
            fill(tensors.at(bias.substr(0, bias.size() - 4) + "weight"), 0.0F);
        for (std::size_t i = 0; i < e; ++i)
            tensors.at(bias).values[begin + i] = logit(mean[i]);
    }
    writeBundle(bundle, "gates frozen at their mean", tensors, folder);
}

void writeRandomVectors(const Bundle& bundle, std::uint64_t seed, const std::filesystem::path& folder)
{
    HostTensors tensors = readTrained(bundle);
    std::uint64_t which = 0;
    for (auto& [name, tensor] : tensors)
        if (name == "steering_vectors" || name.ends_with(".vectors"))
            turnAnywhere(tensor, seed, which++);
    writeBundle(bundle, "random vectors of equal norm", tensors, folder);
}

} // namespace steerscope::analysis
