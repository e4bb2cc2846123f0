// SPDX-License-Identifier: MIT
#include "core/training/tasks/ctc_head_p.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/checkpoint/strict_json.h"
#include "core/model/checkpoint/weight_loader_p.h"
#include "core/training/parameters/initial_values_p.h"

#include <ATen/ops/argmax.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/zeros.h>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace steerscope {

namespace {

constexpr const char* kFile = "ctc_head.safetensors";
constexpr const char* kLabelsFile = "ctc_labels.json";

} // namespace

CtcHead randomCtcHead(CtcLabels labels, int width, std::uint64_t seed)
{
    InitialValues values(seed);
    const std::int64_t count = labels.size();
    return {std::move(labels), values.linearWeight({count, width}), at::zeros({count})};
}

CtcHead withLabels(const CtcHead& head, const CtcLabels& labels, std::uint64_t seed)
{
    CtcHead result = randomCtcHead(labels, static_cast<int>(head.weight.size(1)), seed);
    const auto copyRow = [&](std::int64_t to, std::int64_t from) {
        result.weight[to].copy_(head.weight[from]);
        result.bias[to].copy_(head.bias[from]);
    };
    copyRow(0, 0); // the blank
    for (const std::string& character : labels.characters())
        if (const auto known = head.labels.encode(character); !known.empty())
            copyRow(labels.encode(character).front(), known.front());
    return result;
}

void writeCtcHead(const CtcHead& head, const std::filesystem::path& encoderFolder)
{
    const std::map<std::string, at::Tensor> tensors{
        {"weight", head.weight.detach().to(at::kCPU, at::kFloat).contiguous()},
        {"bias", head.bias.detach().to(at::kCPU, at::kFloat).contiguous()}};
    writeSafetensors(encoderFolder / kFile, tensorsToWrite(tensors));
    AtomicFile labels(encoderFolder / kLabelsFile);
    labels.write(nlohmann::json(head.labels.characters()).dump() + "\n");
    labels.commit();
}

std::optional<CtcHead> readCtcHead(const std::filesystem::path& encoderFolder, int width)
{
    const std::filesystem::path file = encoderFolder / kFile;
    if (!std::filesystem::exists(file))
        return std::nullopt;
    const nlohmann::json list = readStrictJson(encoderFolder / kLabelsFile);
    if (!list.is_array()
        || !std::all_of(list.begin(), list.end(), [](const auto& item) { return item.is_string(); }))
        throw Failure(ErrorCode::Model, "this is no list of texts", (encoderFolder / kLabelsFile).string(),
            "train the encoder again, or remove the CTC head");
    CtcHead head{CtcLabels(list.get<std::vector<std::string>>()), {}, {}};
    WeightLoader loader(readSafetensors(file), file.string(), {""}, at::kCPU, at::kFloat);
    head.weight = loader.take("weight", {head.labels.size(), width});
    head.bias = loader.take("bias", {head.labels.size()});
    return head;
}

at::Tensor ctcLogits(const CtcHead& head, const at::Tensor& hidden)
{
    return at::linear(hidden, head.weight, head.bias);
}

std::vector<std::string> greedyTexts(const CtcLabels& labels, const at::Tensor& logits)
{
    const at::Tensor best = at::argmax(logits.detach(), -1).cpu().contiguous(); // [B, T] int64
    std::vector<std::string> texts;
    for (std::int64_t i = 0; i < best.size(0); ++i) {
        const std::int64_t* row = best[i].const_data_ptr<std::int64_t>();
        texts.push_back(labels.collapse({row, row + best.size(1)}));
    }
    return texts;
}

} // namespace steerscope
