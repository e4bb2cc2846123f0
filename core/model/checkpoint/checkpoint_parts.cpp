// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/checkpoint_parts.h"

#include "core/base/error.h"
#include "core/model/checkpoint/encoder_config.h"
#include "core/model/checkpoint/tensor_bytes.h"
#include "core/model/checkpoint/tensor_check.h"

#include <array>
#include <cstring>
#include <deque>
#include <optional>

namespace steerscope {

namespace {

constexpr std::array kEncoderPrefixes{"whisper_encoder.original_encoder.speech_encoder.",
    "whisper_encoder.original_encoder.", "whisper_encoder.speech_encoder."};
constexpr const char* kLlmPrefix = "llm_decoder.";
constexpr std::array kTrainedPrefixes{"whisper_encoder.", "aligner.", ""};
constexpr std::array kTrainedStarts{"steering_vectors", "router.", "routers.", "shared_router.",
    "layer_weights", "layer_scales", "prompt_proj.", "layers."};

template <std::size_t N>
std::optional<std::string> without(const std::string& name, const std::array<const char*, N>& prefixes)
{
    for (const char* prefix : prefixes)
        if (name.starts_with(prefix))
            return name.substr(std::strlen(prefix));
    return std::nullopt;
}

bool isTrained(const std::string& name)
{
    for (const char* start : kTrainedStarts)
        if (name.starts_with(start))
            return true;
    return false;
}

[[noreturn]] void refuseName(const std::string& name, const std::string& where)
{
    const bool lora = name.find("lora_") != std::string::npos;
    throw Failure(ErrorCode::Model, "tensor '" + name + "' is not part of a SteerMoE checkpoint", where,
        lora ? "merge the LoRA weights into the LLM before saving"
             : "give a checkpoint that the reference saved");
}

std::vector<std::byte> packed(const TensorView& view)
{
    const auto item = itemSize(view.dtype);
    std::vector<std::byte> bytes(static_cast<std::size_t>(view.elements()) * item);
    std::vector<std::int64_t> index(view.shape.size(), 0);
    for (std::size_t at = 0; at < bytes.size(); at += item) {
        std::int64_t offset = 0;
        for (std::size_t d = 0; d < index.size(); ++d)
            offset += index[d] * view.strides[d];
        std::memcpy(bytes.data() + at, view.data + offset * static_cast<std::int64_t>(item), item);
        for (std::size_t d = index.size(); d-- > 0 && ++index[d] == view.shape[d];)
            index[d] = 0;
    }
    return bytes;
}

} // namespace

CheckpointParts takeApart(const TensorMap& checkpoint, const std::string& where)
{
    CheckpointParts parts;
    for (const auto& [name, view] : checkpoint) {
        if (name.ends_with(".rotary_emb.inv_freq")) // a constant that old files hold
            continue;
        if (const auto encoder = without(name, kEncoderPrefixes)) {
            parts.encoder.emplace(*encoder, view);
        } else if (name.starts_with(kLlmPrefix)) {
            const std::string bare = name.substr(std::strlen(kLlmPrefix));
            if (!bare.starts_with("model.") && bare != "lm_head.weight")
                refuseName(name, where);
            parts.llm.emplace(bare, view);
        } else {
            const std::string bare = *without(name, kTrainedPrefixes);
            if (!isTrained(bare) || !parts.trained.emplace(bare, view).second)
                refuseName(name, where);
        }
    }
    return parts;
}

std::vector<std::string> differingTensors(
    const TensorMap& a, const TensorMap& b, std::size_t most, const std::function<void(double)>& progress)
{
    std::vector<std::string> names;
    double done = 0.0;
    for (const auto& [name, view] : a) {
        progress(done++ / static_cast<double>(a.size()));
        const auto other = b.find(name);
        if (other != b.end() && !sameValues(view, other->second))
            names.push_back(name);
        if (names.size() >= most)
            break;
    }
    return names;
}

void writeTensors(const std::filesystem::path& file, const TensorMap& tensors, const std::string& prefix)
{
    std::vector<TensorToWrite> entries;
    std::deque<std::vector<std::byte>> copies;
    for (const auto& [name, view] : tensors) {
        const void* data = view.data;
        if (!isContiguous(view))
            data = copies.emplace_back(packed(view)).data();
        entries.push_back({prefix + name, view.dtype, view.shape, data});
    }
    writeSafetensors(file, entries, {{"format", "pt"}});
}

} // namespace steerscope
