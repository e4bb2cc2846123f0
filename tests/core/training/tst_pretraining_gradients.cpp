// SPDX-License-Identifier: MIT
// Gradients of all weights of encoder (CTC) and LLM (next token) against transformers and PyTorch
// (tests/data/training/HOW_MADE.md).
#include "tests/core/training/training_golden.h"

#include "core/model/decoder/decoder_forward_p.h"
#include "core/training/forward/training_pass_p.h"
#include "core/training/parameters/trainable_decoder_p.h"
#include "core/training/parameters/trainable_encoder_p.h"
#include "core/training/tasks/teacher_forcing_p.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

constexpr double kTolerance = 1e-4;

// [2, mels, frames] of clip1 and clip2.
at::Tensor clipLogMel()
{
    const TensorMap known = readSafetensors(dataFolder() / "models/expected/features.safetensors");
    return at::stack({mappedTensor(known.at("clip1/log_mel")), mappedTensor(known.at("clip2/log_mel"))});
}

// One tensor of ours that is several of the checkpoints', stacked by rows: their names in order.
struct Merged {
    std::string name;
    std::vector<std::pair<std::string, std::int64_t>> parts; // and rows
};

std::map<std::string, at::Tensor> gradientsOf(const ParameterSet& set, const std::vector<Merged>& merged)
{
    std::map<std::string, at::Tensor> gradients;
    for (const Parameter& parameter : set.all()) {
        REQUIRE(parameter.value.grad().defined());
        const auto whole = std::find_if(merged.begin(), merged.end(),
            [&](const Merged& one) { return parameter.name.ends_with(one.name); });
        if (whole == merged.end()) {
            gradients[parameter.name] = parameter.value.grad();
            continue;
        }
        const std::string stem = parameter.name.substr(0, parameter.name.size() - whole->name.size());
        std::int64_t row = 0;
        for (const auto& [name, rows] : whole->parts) {
            gradients[stem + name] = parameter.value.grad().narrow(0, row, rows);
            row += rows;
        }
        REQUIRE(row == parameter.value.size(0));
    }
    return gradients;
}

// The elements that were kept of a large gradient.
at::Tensor sampled(const at::Tensor& gradient, std::int64_t count)
{
    const std::int64_t step = gradient.numel() / count;
    return gradient.flatten().slice(0, 0, {}, step % 2 == 1 ? step : step - 1).narrow(0, 0, count);
}

void check(const std::string& part, const std::map<std::string, at::Tensor>& gradients,
    const TrainingGoldens& goldens, const std::vector<std::string>& frozen = {})
{
    const nlohmann::json& norms = goldens.json.at(part).at("grad_norms");
    CHECK(gradients.size() + frozen.size() == norms.size());
    for (const auto& [name, norm] : norms.items()) {
        if (std::find(frozen.begin(), frozen.end(), name) != frozen.end())
            continue;
        CAPTURE(name);
        REQUIRE(gradients.contains(name));
        const at::Tensor& gradient = gradients.at(name);
        CHECK(at::linalg_vector_norm(gradient).item<double>()
            == doctest::Approx(norm.get<double>()).epsilon(kTolerance));
        if (goldens.has(part + "/grad/" + name)) {
            CHECK(distance(gradient, goldens.at(part + "/grad/" + name)) <= kTolerance);
        } else {
            const at::Tensor expected = goldens.at(part + "/grad_sample/" + name);
            CHECK(distance(sampled(gradient, expected.numel()), expected) <= kTolerance);
        }
    }
}

} // namespace

TEST_CASE("CTC: loss and the gradient of every weight of the encoder")
{
    const TrainingGoldens goldens("pretraining");
    const nlohmann::json& expected = goldens.json.at("ctc");
    const EncoderWeights weights = readEncoderFolder(dataFolder() / "models/whisper");
    ParameterSet set;
    addEncoderParameters(set, weights);
    const at::Tensor headWeight = set.add("head.weight", "head", goldens.at("ctc/head.weight"));
    const at::Tensor headBias = set.add("head.bias", "head", goldens.at("ctc/head.bias"));

    const SteeredEncoder model{
        encoderFromParameters(set, weights.config, weights.positions, at::kFloat), {}, {}};
    const at::Tensor hidden = trainingPass(model, clipLogMel(), -1, {}).hidden;
    const at::Tensor logits = at::linear(hidden, headWeight, headBias);
    const std::vector<std::int64_t> frames = expected.at("frames");
    const std::vector<std::vector<std::int64_t>> targets = expected.at("targets");
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const at::Tensor one = logits.narrow(0, static_cast<std::int64_t>(i), 1);
        CHECK(ctcLoss(one, {frames[i]}, {targets[i]}).sum.item<double>()
            == doctest::Approx(expected["losses"][i].get<double>()).epsilon(1e-5));
    }
    const LossSum loss = ctcLoss(logits, frames, targets);
    CHECK(loss.targets == 17);
    (loss.sum / static_cast<double>(loss.targets)).backward();
    const std::int64_t width = weights.config.width;
    check("ctc",
        gradientsOf(set,
            {{"qkv.weight", {{"q_proj.weight", width}, {"k_proj.weight", width}, {"v_proj.weight", width}}},
                {"qv.bias", {{"q_proj.bias", width}, {"v_proj.bias", width}}}}),
        goldens, {"embed_positions.weight"});
}

TEST_CASE("next token: loss and the gradient of every weight of the LLM")
{
    const TrainingGoldens goldens("pretraining");
    const nlohmann::json& expected = goldens.json.at("language");
    const auto loaded = loadDecoder(dataFolder() / "models/llm-qwen2", at::kFloat, at::kCPU);
    const DecoderConfig& config = loaded->config;
    ParameterSet set;
    addDecoderParameters(set, *loaded);
    const Decoder decoder = decoderFromParameters(set, config, at::kFloat);

    const std::vector<std::vector<int>> sequences = expected.at("sequences");
    std::vector<at::Tensor> rows;
    std::vector<Answer> answers;
    for (const std::vector<int>& ids : sequences) {
        const at::Tensor given = embedTokens(decoder, {ids.begin(), ids.end() - 1});
        const std::int64_t missing = std::ssize(sequences[0]) - std::ssize(ids); // the first is the longest
        rows.push_back(at::cat({given, at::zeros({missing, config.width})}));
        answers.push_back({1, {ids.begin() + 1, ids.end()}});
    }
    const LossSum loss = answerLoss(decoder, at::stack(rows), answers, {});
    const at::Tensor mean = loss.sum / static_cast<double>(loss.targets);
    CHECK(mean.item<double>() == doctest::Approx(expected["loss"].get<double>()).epsilon(1e-5));
    mean.backward();
    const std::int64_t q = config.queryWidth(), kv = config.keyValueWidth(), mlp = config.intermediate;
    check("language",
        gradientsOf(set,
            {{"qkv.weight", {{"q_proj.weight", q}, {"k_proj.weight", kv}, {"v_proj.weight", kv}}},
                {"qkv.bias", {{"q_proj.bias", q}, {"k_proj.bias", kv}, {"v_proj.bias", kv}}},
                {"gate_up.weight", {{"gate_proj.weight", mlp}, {"up_proj.weight", mlp}}}}),
        goldens);
}
