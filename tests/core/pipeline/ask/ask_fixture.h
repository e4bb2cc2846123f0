// SPDX-License-Identifier: MIT
// The trained model of tests/data/demo and a sample on which its steering changes words.
#pragma once

#include "tests/core/pipeline/model_fixture.h"

namespace steerscope::test {

inline std::unique_ptr<Transcriber> loadTrained()
{
    LoadOptions options;
    options.model = (dataFolder() / "demo/models/spoken-words").string();
    options.device = "cpu";
    options.dtype = "float32";
    options.threads = 2;
    return Transcriber::load(options);
}

inline Waveform sample(const std::string& name)
{
    return readAudio(dataFolder() / "../../resources/samples" / (name + ".wav")).waveform;
}

} // namespace steerscope::test
