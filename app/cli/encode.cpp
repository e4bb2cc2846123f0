// SPDX-License-Identifier: MIT
#include "app/cli/audio_input.h"
#include "app/cli/command.h"
#include "app/cli/model_options.h"
#include "app/cli/text_output.h"
#include "core/model/checkpoint/tensor_file.h"

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct EncodeOptions {
    ModelOptions model;
    std::string audio;
    std::string output;
};

void encode(const EncodeOptions& options, Environment& environment)
{
    checkAudio({options.audio});
    ReadyModel model = loadModel(options.model, environment);
    const LoadedAudio audio = loadAudio(options.audio, environment);
    const std::size_t windows = model.transcriber->windows(audio.waveform).size();
    if (windows > 1)
        environment.console.warning(
            options.audio + ": only the first of " + std::to_string(windows) + " audio windows is encoded");
    const EncodeTensors result = model.transcriber->encode(
        audio.waveform, model.settings, runOptions(options.model), environment.stop);
    std::vector<TensorToWrite> tensors;
    for (const EncodeTensors::Tensor& tensor : result.tensors) {
        tensors.push_back({tensor.name, DType::Float32, tensor.shape, tensor.values.data()});
        environment.console.detail(tensor.name + ": " + std::to_string(tensor.values.size()) + " values");
    }
    writeSafetensors(outputPath(options.output), tensors);
}

} // namespace

Command addEncode(CLI::App& program)
{
    const auto options = std::make_shared<EncodeOptions>();
    CLI::App* arguments
        = program.add_subcommand("encode", "The tensors of one pass, as safetensors in float32");
    arguments->add_option("AUDIO", options->audio, "Recording; - is stdin")->type_name("")->required();
    arguments
        ->add_option("--output", options->output,
            "log_mel, encoder_out, audio_embeds, gates.N (layers from 0), first_logits; - is stdout")
        ->type_name("FILE.safetensors")
        ->required();
    addModelOptions(*arguments, options->model);
    arguments->footer("Example:\n  steerscope-cli encode --dtype float32 --output pass.safetensors left.wav");
    return {arguments, [options](Environment& environment) { encode(*options, environment); }};
}

} // namespace steerscope::cli
