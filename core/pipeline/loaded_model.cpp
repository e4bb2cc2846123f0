// SPDX-License-Identifier: MIT
#include "core/pipeline/loaded_model_p.h"

#include "core/model/checkpoint/fingerprint.h"
#include "core/model/device.h"
#include "core/pipeline/memory_p.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <thread>

namespace steerscope {

namespace {

std::int64_t parameterSum(const ParameterCounts& p)
{
    return p.encoder + p.vectors + p.routers + p.scales + p.projection + p.llm;
}

// The sizes, before anything is allocated; what is wrong with the folder is an error here.
ModelInfo inspected(const Bundle& bundle)
{
    std::vector<std::string> problems;
    ModelInfo info = inspectModel(bundle.root, problems);
    if (!problems.empty())
        throw Failure(ErrorCode::Model, problems.front(), bundle.root.string(),
            problems.size() > 1 ? std::to_string(problems.size() - 1) + " more problems; inspect the model"
                                : "mend or import it again");
    return info;
}

void requireMemory(const ModelInfo& info, std::int64_t parameters, std::size_t itemSize)
{
    const std::int64_t needed = parameters * static_cast<std::int64_t>(itemSize);
    const std::int64_t available = freeBytes(info.device);
    if (needed > available)
        throw outOfMemory(needed, available, info.device, info.dtype);
}

SteeredEncoder loadSteeredEncoder(
    const LoadedModel& model, const ProgressFn& progress, const StopFlag& stop, std::int64_t& bytes)
{
    const Bundle& bundle = model.bundle;
    SteeredEncoder steered;
    const EncoderConfig config = readEncoderConfig(bundle.encoder);
    TensorMap tensors = encoderTensors(readWeightsFolder(bundle.encoder));
    checkEncoderTensors(tensors, config, bundle.encoder.string());
    WeightLoader loader(std::move(tensors), bundle.encoder.string(), {""}, model.device, model.dtype);
    steered.encoder = loadEncoder(config, loader, progress, stop);
    steered.pooling = bundle.pooling;
    bytes += loader.bytes();
    return steered;
}

void loadTrained(LoadedModel& model, std::int64_t& bytes)
{
    const Bundle& bundle = model.bundle;
    WeightLoader loader(
        readSafetensors(bundle.steering), bundle.steering.string(), {""}, model.device, model.dtype);
    model.encoder.steering
        = loadSteering(bundle.variant, model.encoder.depth(), model.encoder.encoder.config.width, loader);
    model.projection = loadProjection(model.encoder.outputWidth(), model.decoder->config.width, loader);
    if (const auto extra = loader.untaken(); !extra.empty())
        throw Failure(ErrorCode::Model,
            "tensor '" + extra.front() + "' does not belong to the variant " + variantName(bundle.variant),
            bundle.steering.string(), "import the checkpoint again");
    bytes += loader.bytes();
}

LogMelOptions logMelOptions(const EncoderConfig& config)
{
    LogMelOptions options;
    options.mels = config.mels;
    options.fftSize = config.fftSize;
    options.hop = config.hop;
    options.windowSamples = config.windowSamples;
    options.sampleRate = config.sampleRate;
    return options;
}

void describe(LoadedModel& model, std::int64_t bytes)
{
    ModelInfo& info = model.info;
    const EncoderConfig& config = model.encoder.encoder.config;
    info.windowSeconds = config.windowSeconds();
    info.windowFrames = config.melFrames() / 2;
    info.steered.clear();
    for (const LayerSteering& row : model.encoder.steering.rows)
        info.steered.push_back(row.info());
    info.decodesText = model.decoder != nullptr;
    if (model.decoder)
        info.sampling = model.decoder->config.sampling;
    info.threads = at::get_num_threads();
    info.weightBytes = bytes;
}

} // namespace

LoadedModel loadModel(const LoadOptions& options, const ProgressFn& progress, const StopFlag& stop)
{
    LoadedModel model;
    model.bundle = readBundle(resolveModel(options.model));
    model.info = inspected(model.bundle);
    model.info.fingerprint = modelFingerprint(model.bundle);
    const std::int64_t parameters = parameterSum(model.info.parameters);
    const DeviceChoice choice = chooseDevice(options.device, options.dtype, parameters);
    model.info.device = choice.device;
    model.info.deviceReason = choice.reason;
    model.info.dtype = choice.dtype;
    model.device = at::Device(choice.device);
    model.dtype = scalarTypeByName(choice.dtype);
    requireMemory(model.info, parameters, c10::elementSize(model.dtype));
    at::set_num_threads(
        options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency()));

    std::int64_t bytes = 0;
    model.encoder = loadSteeredEncoder(model, progress, stop, bytes);
    model.ctc = CtcReader::load(model.bundle.encoder);
    if (model.ctc && model.encoder.outputWidth() % model.ctc->width() != 0)
        throw Failure(ErrorCode::Model,
            "the CTC head is " + std::to_string(model.ctc->width()) + " wide, the encoder's output "
                + std::to_string(model.encoder.outputWidth()),
            model.bundle.encoder.string(), "remove ctc_head.safetensors, or train the head again");
    model.logMel = std::make_unique<LogMel>(logMelOptions(model.encoder.encoder.config));
    if (model.bundle.variant != Variant::EncoderOnly) {
        model.decoder = loadDecoder(model.bundle.llm, model.dtype, model.device, progress, stop);
        model.tokenizer = Tokenizer::load(model.bundle.tokenizer);
        loadTrained(model, bytes);
        bytes += model.decoder->weights.bytes;
    }
    describe(model, bytes);
    return model;
}

} // namespace steerscope
