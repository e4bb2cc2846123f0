// SPDX-License-Identifier: MIT
// The small random models of tests/data/models, loaded on the CPU in float32.
#pragma once

#include "core/audio/audio_file.h"
#include "core/pipeline/transcriber.h"
#include "tests/support/golden.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace steerscope::test {

inline std::unique_ptr<Transcriber> loadSmall(
    const std::string& variant, std::int64_t cacheBytes = 1 << 28, const std::string& dtype = "float32")
{
    LoadOptions options;
    options.model = (dataFolder() / "models/bundles" / variant).string();
    options.device = "cpu";
    options.dtype = dtype;
    options.threads = 2;
    options.cacheBytes = cacheBytes;
    return Transcriber::load(options);
}

inline Waveform clip(const std::string& name)
{
    return readAudio(dataFolder() / "models/audio" / (name + ".wav")).waveform;
}

inline nlohmann::json readJson(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    return nlohmann::json::parse(stream);
}

// The settings under which the reference was run (tests/data/models/HOW_MADE.md).
inline SteeringSettings referenceSettings(const std::string& name)
{
    SteeringSettings settings;
    if (name == "off")
        settings.master = 0.0;
    else if (name == "half")
        settings.master = 0.5;
    else if (name == "negative")
        settings.master = -1.0;
    else if (name == "double-second-layer")
        settings.layers[1].multiplier = 2.0;
    return settings;
}

inline std::span<const float> find(const EncodeTensors& tensors, const std::string& name)
{
    for (const auto& tensor : tensors.tensors)
        if (tensor.name == name)
            return tensor.values;
    throw std::runtime_error("tensor missing: " + name);
}

} // namespace steerscope::test
