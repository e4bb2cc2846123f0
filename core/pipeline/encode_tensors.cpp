// SPDX-License-Identifier: MIT
#include "core/pipeline/transcriber_impl_p.h"

#include "core/audio/segmenter.h"

#include <c10/core/InferenceMode.h>

namespace steerscope {

namespace {

EncodeTensors::Tensor hostTensor(std::string name, const at::Tensor& tensor)
{
    const at::Tensor host = tensor.to(at::kCPU, at::kFloat).contiguous();
    const float* data = host.const_data_ptr<float>();
    return {std::move(name), host.sizes().vec(), {data, data + host.numel()}};
}

// gates.N by encoder layer from 0; the row after the encoder is gates.0 (docs/steering-and-analysis.md).
EncodeTensors::Tensor gatesTensor(LayerTrace& layer)
{
    const int number = layer.layer == kOutLayer ? 0 : layer.layer;
    return {"gates." + std::to_string(number), {layer.frames, layer.experts}, std::move(layer.gates)};
}

} // namespace

EncodeTensors Transcriber::Impl::encode(
    const Waveform& audio, const SteeringSettings& settings, const RunOptions& options, const StopFlag& stop)
{
    requireModelAudio(audio);
    validate(settings, model.info.steered);
    const c10::InferenceMode inference;
    std::vector<float> storage;
    std::size_t replaced = 0;
    const WindowSpan span = cutIntoWindows(audio, model.info.windowSeconds).front();
    const WindowInput input{0, span, finiteSamples(audio, span, storage, replaced)};
    const RunCallbacks silent;
    Timings timings;
    const WindowContext context{model, caches, settings, options, silent, stop, timings};
    EncodeTensors result;
    withMemory([&] {
        result.tensors.clear();
        MelSpectrogram mel = model.logMel->compute(input.samples);
        result.tensors.push_back({"log_mel", {mel.mels, mel.frames}, std::move(mel.values)});
        GatingTrace trace;
        const at::Tensor encoded = encodeWindow(context, input, trace);
        result.tensors.push_back(hostTensor("encoder_out", encoded[0]));
        for (LayerTrace& layer : trace.layers)
            result.tensors.push_back(gatesTensor(layer));
        if (!model.decoder)
            return;
        const at::Tensor embeddings = audioEmbeddings(model, encoded);
        result.tensors.push_back(hostTensor("audio_embeds", embeddings));
        GenerateOptions one;
        one.maxTokens = 1;
        const GenerateResult first = generate(
            *model.decoder, {embeddings, promptIds(model, options), 0}, one, caches.prompts, {}, stop);
        result.tensors.push_back(hostTensor("first_logits", first.firstLogits));
    });
    return result;
}

EncodeTensors Transcriber::encode(
    const Waveform& audio, const SteeringSettings& settings, const RunOptions& options, const StopFlag& stop)
{
    return m_impl->encode(audio, settings, options, stop);
}

} // namespace steerscope
