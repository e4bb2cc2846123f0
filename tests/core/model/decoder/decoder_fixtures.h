// SPDX-License-Identifier: MIT
// The small random models of tests/data/models and what Hugging Face transformers computes with them.
#pragma once

#include "core/model/checkpoint/tensor_file.h"
#include "core/model/checkpoint/weight_loader_p.h"
#include "core/model/decoder/decoder_p.h"
#include "tests/support/temporary_folder.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace steerscope::test {

inline const std::filesystem::path kData = STEERSCOPE_TEST_DATA;

inline nlohmann::json readJson(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    return nlohmann::json::parse(stream);
}

inline const nlohmann::json& goldens()
{
    static const nlohmann::json values = readJson(kData / "decoder" / "goldens.json");
    return values;
}

inline at::Tensor golden(const std::string& name)
{
    static const TensorMap tensors = readSafetensors(kData / "decoder" / "goldens.safetensors");
    return mappedTensor(tensors.at(name)).clone();
}

inline std::shared_ptr<const Decoder> fixture(const std::string& family, at::ScalarType dtype = at::kFloat)
{
    return loadDecoder(kData / "models" / ("llm-" + family), dtype, at::kCPU);
}

// Configuration of a fixture with some settings changed.
inline DecoderConfig changedConfig(const std::string& base, const nlohmann::json& changes)
{
    const TemporaryFolder folder;
    nlohmann::json config = readJson(kData / "models" / base / "config.json");
    config.update(changes);
    std::ofstream(folder.path() / "config.json") << config;
    return readDecoderConfig(folder.path());
}

inline TensorMap fixtureTensors(const std::string& base)
{
    return readWeightsFolder(kData / "models" / base);
}

// The prompt of goldens.json: see HOW_MADE.md there.
inline std::vector<int> promptIds(int count)
{
    std::vector<int> ids;
    for (int i = 0; i < count; ++i)
        ids.push_back((37 * i + 11) % 1200);
    return ids;
}

inline at::Tensor fixtureAudio(const std::string& family) // [40, 64]
{
    const TensorMap tensors
        = readSafetensors(kData / "models" / "expected" / ("llm-" + family + ".safetensors"));
    return mappedTensor(tensors.at("audio_embeds")).clone();
}

// Largest absolute difference over largest absolute value.
inline double relativeError(const at::Tensor& found, const at::Tensor& expected)
{
    const at::Tensor wide = expected.to(at::kDouble);
    return ((found.to(at::kDouble) - wide).abs().max() / wide.abs().max()).item<double>();
}

} // namespace steerscope::test
