// SPDX-License-Identifier: MIT
// A SteerMoE model in training: what is trained of it are leaves, the rest is loaded once and frozen.
#pragma once

#include "core/model/decoder/decoder_p.h"
#include "core/model/steered_encoder_p.h"
#include "core/training/config/train_config.h"
#include "core/training/parameters/trainable_steering_p.h"
#include "core/training/tasks/ctc_head_p.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace steerscope {

// The parts of one step: casts of the leaves, and what is frozen.
struct SpeechParts {
    SteeredEncoder encoder;
    Projection projection;
    Decoder decoder;
    std::optional<CtcHead> ctcHead;
};

class SpeechModel {
public:
    // From config.model: a bundle, or folders of an encoder and an LLM with new steering and projection
    // between them. Trains steering and projection (task steering), or everything (task joint). Throws
    // Failure(Model), Failure(Input).
    explicit SpeechModel(const TrainConfig& config);

    const ParameterSet& parameters() const { return m_parameters; }
    const SteeringShape& shape() const { return m_shape; }
    const EncoderConfig& encoderConfig() const { return m_encoder.config; }
    const std::filesystem::path& tokenizerFolder() const { return m_bundle.tokenizer; }
    const std::string& prompt() const { return m_bundle.prompt; }
    int maxPromptTokens() const { return m_bundle.maxPromptTokens; }
    int maxTokens() const { return m_bundle.maxTokens; }
    at::Device device() const { return m_device; }
    at::ScalarType dtype() const { return m_dtype; }

    SpeechParts parts() const;
    std::vector<RowState> rows() const;
    // A bundle in `folder`: of the task steering it refers to the frozen folders where they are, of joint it
    // holds its own.
    void write(const std::filesystem::path& folder) const;
    // Changes with any number of the frozen encoder and with where it pools.
    std::string frozenKey() const;

private:
    void openBundle(const TrainConfig& config);
    void makeBundle(const TrainConfig& config);

    bool m_joint;
    at::Device m_device;
    at::ScalarType m_dtype;
    ParameterSet m_parameters;
    Bundle m_bundle; // folders, prompt, limits
    SteeringShape m_shape;
    EncoderWeights m_encoder; // frozen ones in m_dtype; of a joint training its sizes and positions
    std::shared_ptr<const Decoder> m_decoder;
    std::optional<CtcHead> m_head;
    std::map<std::string, at::Tensor> m_scales; // as they were at the start, for those that are not trained
};

} // namespace steerscope
