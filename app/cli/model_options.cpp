// SPDX-License-Identifier: MIT
#include "app/cli/model_options.h"

#include "app/cli/choice.h"
#include "app/cli/text_table.h"

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

void addLoadOptions(CLI::App& command, LoadOptions& load)
{
    command
        .add_option("--model", load.model,
            "Bundle or Whisper folder, name of a model, or hub id in the local Hugging Face cache (default: "
            "the "
            "shipped model)")
        ->type_name("PATH|NAME|HUB_ID");
    command.add_option("--device", load.device, "auto, cpu, cuda or cuda:N")->type_name("DEVICE");
    addChoice(command, "--dtype", load.dtype, {"auto", "float32", "bfloat16", "float16"}, "Default: auto");
    command.add_option("--threads", load.threads, "CPU threads (0: all cores)")
        ->check(CLI::Range(0, 4096).description(""))
        ->type_name("N");
}

// May be given several times.
void addRepeated(CLI::App& command, const std::string& name, std::vector<std::string>& values,
    const std::string& description, const std::string& form)
{
    command.add_option(name, values, description)
        ->type_name(form)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void addSteeringOptions(CLI::App& command, SteeringOptions& steering)
{
    command
        .add_option(
            "--settings", steering.file, "Saved steering settings; the options below change them further")
        ->type_name("FILE.json");
    command.add_option("--scale", steering.scale, "Multiplies every trained layer scale")->type_name("X");
    addRepeated(command, "--layer-scale", steering.layerScale,
        "Multiplies the trained scale of layers (out: after the encoder)", "L=X[,L-M=X...]");
    addRepeated(command, "--layer-absolute", steering.layerAbsolute, "Replaces the trained scale of layers",
        "L=X[,...]");
    addRepeated(
        command, "--temperature", steering.temperature, "Temperature of layers' routers", "L=X[,...]");
    addRepeated(command, "--mute", steering.mute, "Takes an expert of a layer out", "L:E[,...]");
    addRepeated(command, "--solo", steering.solo, "Leaves only this expert of a layer", "L:E[,...]");
    addRepeated(
        command, "--force", steering.force, "Gives this expert of a layer the whole gate", "L:E[,...]");
    command.add_flag("--no-steering", steering.off, "The plain encoder");
}

void addRunOptions(CLI::App& command, ModelOptions& options)
{
    RunOptions& run = options.run;
    command.add_option("--prompt", run.prompt, "Text after the audio (default: the model's own)")
        ->type_name("TEXT");
    command
        .add_option(
            "--max-tokens", run.maxTokens, "Tokens of an audio window at most (0: the model's own limit)")
        ->check(CLI::Range(0, 1 << 20).description(""))
        ->type_name("N");
    addChoice(command, "--sampling", options.sampling, {"greedy", "model"},
        "model: as its generation_config.json says");
    command.add_option("--seed", run.seed, "Seed of the sampling")->type_name("N");
}

} // namespace

void addModelOptions(CLI::App& command, ModelOptions& options)
{
    addLoadOptions(command, options.load);
    addSteeringOptions(command, options.steering);
    addRunOptions(command, options);
}

void addVoiceOptions(CLI::App& command, RunOptions& run)
{
    run.voiceActivity = true;
    command.add_flag_callback(
        "--no-vad", [&run] { run.voiceActivity = false; },
        "Take everything for speech: no voice activity detection, cuts at the quietest points");
    command
        .add_option("--vad-threshold", run.voiceThreshold,
            "Probability from which on a sound is speech (default: 0.5)")
        ->check(CLI::Range(0.0, 1.0).description(""))
        ->type_name("X");
}

RunOptions runOptions(const ModelOptions& options)
{
    RunOptions run = options.run;
    run.sampling = options.sampling == "model" ? Sampling::Model : Sampling::Greedy;
    return run;
}

ReadyModel loadModel(const ModelOptions& options, Environment& environment)
{
    ReadyModel ready;
    ready.settings = steeringSettings(options.steering);
    ready.transcriber = Transcriber::load(options.load, environment.console.progress(), environment.stop);
    const ModelInfo& info = ready.transcriber->info();
    validate(ready.settings, info.steered);
    ready.settings = ready.settings.normalised();
    environment.console.detail(info.name + ": " + info.variant + ", " + std::to_string(info.encoderLayers)
        + " layers, on " + info.device + " (" + info.deviceReason + ") in " + info.dtype + ", "
        + std::to_string(info.threads) + " threads, " + byteSize(static_cast<double>(info.weightBytes))
        + ", loaded in " + fixed(ready.transcriber->loadSeconds(), 2) + " s");
    for (const std::string& note : info.notes)
        environment.console.detail(info.name + ": " + note);
    return ready;
}

} // namespace steerscope::cli
