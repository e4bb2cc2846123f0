// SPDX-License-Identifier: MIT
#include "core/training/tasks/speech_model_p.h"

#include "core/base/error.h"
#include "core/base/gating_trace.h"
#include "core/model/checkpoint/steering_layout.h"
#include "core/model/checkpoint/weight_loader_p.h"
#include "core/training/data/random.h"
#include "core/training/parameters/trainable_decoder_p.h"
#include "core/training/parameters/trainable_encoder_p.h"
#include "core/training/tasks/training_device_p.h"

#include <c10/core/GradMode.h>

namespace steerscope {

namespace {

namespace fs = std::filesystem;

std::map<std::string, at::Tensor> readTensors(const fs::path& file)
{
    std::map<std::string, at::Tensor> tensors;
    for (const auto& [name, view] : readSafetensors(file))
        tensors[name] = mappedTensor(view).to(at::kFloat).clone();
    return tensors;
}

SteeringShape shapeOf(const SteeringConfig& config, const EncoderConfig& encoder)
{
    SteeringShape shape;
    shape.variant = config.variant;
    shape.layers = encoder.layers;
    shape.width = encoder.width;
    shape.experts = config.experts;
    shape.initialScale = config.initialScale;
    shape.vectorDeviation = config.vectorDeviation;
    for (const int layer : config.layers) {
        if (layer > encoder.layers)
            throw Failure(ErrorCode::Input,
                "'steering.layers' names layer " + std::to_string(layer) + ", the encoder has "
                    + std::to_string(encoder.layers),
                {}, "name layers of the encoder");
        shape.steered.push_back(layer - 1);
    }
    return shape;
}

SteeringShape shapeOf(const Bundle& bundle, const EncoderConfig& encoder)
{
    const SteeringLayout layout = steeringLayout(readSafetensors(bundle.steering), bundle.steering.string());
    SteeringShape shape;
    shape.variant = layout.variant;
    shape.layers = encoder.layers;
    shape.width = encoder.width;
    shape.experts.clear();
    for (const auto& [layer, experts] : layout.experts) {
        if (layer != kOutLayer)
            shape.steered.push_back(layer);
        shape.experts.push_back(experts);
    }
    return shape;
}

} // namespace

SpeechModel::SpeechModel(const TrainConfig& config)
    : m_joint(config.task == TrainTask::Joint)
    , m_device(trainingDevice(config))
    , m_dtype(scalarTypeByName(config.compute.dtype))
    , m_parameters(m_device)
{
    if (config.model.bundle.empty())
        makeBundle(config);
    else
        openBundle(config);
    m_bundle.name = config.name;
    m_encoder = readEncoderFolder(m_bundle.encoder);
    m_decoder = loadDecoder(m_bundle.llm, m_joint ? at::kFloat : m_dtype, m_device);

    std::map<std::string, at::Tensor> trained;
    if (config.model.bundle.empty()) {
        m_shape = shapeOf(config.steering, m_encoder.config);
        const int joined = m_bundle.pooling.kind == PoolingKind::Reshape ? m_bundle.pooling.kernel : 1;
        trained = randomSteering(m_shape, config.seed);
        trained.merge(
            randomProjection(m_encoder.config.width * joined, m_decoder->config.width, mixBits(config.seed)));
    } else {
        m_shape = shapeOf(m_bundle, m_encoder.config);
        trained = readTensors(m_bundle.steering);
    }
    for (const auto& [name, tensor] : trained)
        if (name == "layer_scales" || name.ends_with(".scale"))
            m_scales[name] = tensor.to(m_device);
    addSteeringParameters(m_parameters, trained, {config.steering.trainScales, config.steering.sharedScale});
    if (m_joint) {
        addEncoderParameters(m_parameters, m_encoder);
        addDecoderParameters(m_parameters, *m_decoder);
        m_head = readCtcHead(m_bundle.encoder, m_encoder.config.width);
        if (config.ctcWeight > 0.0 && !m_head)
            throw Failure(ErrorCode::Model, "the encoder has no CTC head, so 'loss.ctc' must be 0",
                m_bundle.encoder.string(), "train the encoder with the task ctc");
        if (m_head) {
            m_parameters.add("ctc_head.weight", "head", m_head->weight);
            m_parameters.add("ctc_head.bias", "head", m_head->bias, /*decays=*/false);
        }
    } else {
        ParameterSet once(m_device); // the loader's cast, on what was read for training
        addEncoderParameters(once, m_encoder);
        const at::AutoGradMode noGrad(false);
        m_encoder = encoderFromParameters(once, m_encoder.config, m_encoder.positions.to(m_device), m_dtype);
    }
}

void SpeechModel::openBundle(const TrainConfig& config)
{
    m_bundle = readBundle(config.model.bundle);
    if (m_bundle.variant == Variant::EncoderOnly)
        throw Failure(ErrorCode::Model, "this is a bare encoder", config.model.bundle.string(),
            "name it as model.encoder, with model.llm");
}

void SpeechModel::makeBundle(const TrainConfig& config)
{
    m_bundle.encoder = config.model.encoder;
    m_bundle.llm = config.model.llm;
    m_bundle.tokenizer = config.model.llm;
    m_bundle.pooling = parsePooling(config.model.pooling);
    m_bundle.prompt = config.model.prompt;
    m_bundle.maxPromptTokens = config.model.maxPromptTokens;
    m_bundle.maxTokens = config.model.maxTokens;
}

SpeechParts SpeechModel::parts() const
{
    SpeechParts parts;
    parts.encoder.encoder = m_joint
        ? encoderFromParameters(m_parameters, m_encoder.config, m_encoder.positions.to(m_device), m_dtype)
        : m_encoder;
    parts.encoder.steering = steeringFromParameters(m_parameters, m_shape, m_scales, m_dtype);
    parts.encoder.pooling = m_bundle.pooling;
    parts.projection = projectionFromParameters(m_parameters, m_dtype);
    parts.decoder = m_joint ? decoderFromParameters(m_parameters, m_decoder->config, m_dtype) : *m_decoder;
    if (m_head && m_joint)
        parts.ctcHead = CtcHead{m_head->labels, m_parameters["ctc_head.weight"].to(m_dtype),
            m_parameters["ctc_head.bias"].to(m_dtype)};
    return parts;
}

std::vector<RowState> SpeechModel::rows() const
{
    return rowStates(m_parameters, m_shape, m_scales);
}

void SpeechModel::write(const fs::path& folder) const
{
    const at::AutoGradMode noGrad(false);
    Bundle bundle = m_bundle;
    bundle.root = folder;
    bundle.steering = folder / "steering.safetensors";
    bundle.encoderReference.clear(); // absolute, or inside the bundle
    bundle.llmReference.clear();
    bundle.tokenizerReference.clear();
    if (m_joint) {
        bundle.encoder = folder / "encoder";
        bundle.llm = folder / "llm";
        bundle.tokenizer = bundle.llm;
        writeEncoderFolder(
            encoderFromParameters(m_parameters, m_encoder.config, m_encoder.positions, at::kFloat),
            bundle.encoder);
        if (m_head)
            writeCtcHead({m_head->labels, m_parameters["ctc_head.weight"], m_parameters["ctc_head.bias"]},
                bundle.encoder);
        writeDecoderFolder(decoderFromParameters(m_parameters, m_decoder->config, at::kFloat),
            m_bundle.tokenizer, bundle.llm);
    }
    const auto tensors = bundleTensors(m_parameters, m_shape, m_scales);
    writeSafetensors(bundle.steering, tensorsToWrite(tensors));
    bundle.training["program"] = "steerscope " STEERSCOPE_VERSION;
    writeBundleManifest(bundle, folder);
}

std::string SpeechModel::frozenKey() const
{
    std::uint64_t key = 0;
    const auto mix = [&](const at::Tensor& tensor) {
        const at::Tensor whole = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
        const float* values = whole.const_data_ptr<float>();
        for (std::int64_t i = 0; i < whole.numel(); ++i)
            key = mixBits(key ^ std::bit_cast<std::uint32_t>(values[i]));
    };
    ParameterSet all;
    addEncoderParameters(all, m_encoder);
    for (const Parameter& parameter : all.all())
        mix(parameter.value);
    mix(m_encoder.positions);
    for (const char c : poolingText(m_bundle.pooling) + c10::toString(m_dtype))
        key = mixBits(key ^ static_cast<unsigned char>(c));
    return std::to_string(key);
}

} // namespace steerscope
