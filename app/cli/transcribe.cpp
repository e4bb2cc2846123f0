// SPDX-License-Identifier: MIT
#include "app/cli/audio_input.h"
#include "app/cli/choice.h"
#include "app/cli/command.h"
#include "app/cli/json_text.h"
#include "app/cli/model_options.h"
#include "app/cli/text_output.h"
#include "app/cli/text_table.h"
#include "app/cli/transcript_json.h"
#include "core/protocol/gates_file.h"
#include "core/text/transcript_format.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct TranscribeOptions {
    ModelOptions model;
    std::vector<std::string> audio;
    std::string formatName = "txt";
    TranscriptFormat format = TranscriptFormat::Txt;
    std::string output;
    std::string gates;
};

bool isFolder(const std::string& output)
{
    return output.ends_with('/') || (!output.empty() && std::filesystem::is_directory(output));
}

std::string fileInFolder(const TranscribeOptions& options, const std::string& audio)
{
    const std::string name = audio == "-" ? "stdin" : std::filesystem::path(audio).stem().string();
    return (std::filesystem::path(options.output) / (name + "." + transcriptFormatEnding(options.format)))
        .string();
}

void prepareFolder(const TranscribeOptions& options)
{
    std::error_code error;
    std::filesystem::create_directories(options.output, error);
    if (error)
        throw Failure(ErrorCode::Output, "the folder cannot be made (" + error.message() + ")",
            options.output, "choose another folder");
    std::set<std::string> files;
    for (const std::string& audio : options.audio)
        if (!files.insert(fileInFolder(options, audio)).second)
            throw Failure(ErrorCode::Usage, "two recordings would be written to one file",
                fileInFolder(options, audio), "transcribe them into two folders");
}

void checkUsage(const TranscribeOptions& options)
{
    const bool several = options.audio.size() > 1;
    const bool joins = options.format == TranscriptFormat::Txt || options.format == TranscriptFormat::Json;
    if (several && !joins && !isFolder(options.output))
        throw Failure(ErrorCode::Usage,
            std::string("several recordings do not fit into one ") + transcriptFormatName(options.format)
                + " file",
            options.output, "give --output a folder (FOLDER/)");
    if (several && !options.gates.empty())
        throw Failure(ErrorCode::Usage, "--gates takes one recording", options.gates, "name one recording");
}

// Collects what each recording gives and writes it where it belongs: a file each, or all in one place.
class Results {
public:
    explicit Results(const TranscribeOptions& options)
        : m_options(options)
    {
        if (isFolder(options.output))
            prepareFolder(options);
        else
            m_shared.emplace(options.output);
    }

    void addText(const std::string& audio, const std::string& text)
    {
        if (m_shared)
            return m_shared->write(text);
        TextOutput file(fileInFolder(m_options, audio));
        file.write(text);
        file.finish();
    }

    void addJson(const std::string& audio, Json json)
    {
        if (m_shared)
            m_objects.push_back(std::move(json));
        else
            addText(audio, jsonText(json));
    }

    void finish()
    {
        if (!m_shared)
            return;
        if (m_options.format == TranscriptFormat::Json)
            m_shared->write(jsonText(m_options.audio.size() == 1 ? m_objects.front() : m_objects));
        m_shared->finish();
    }

private:
    const TranscribeOptions& m_options;
    std::optional<TextOutput> m_shared;
    Json m_objects = Json::array();
};

void transcribeOne(const TranscribeOptions& options, const std::string& path, ReadyModel& model,
    Results& results, Environment& environment)
{
    const LoadedAudio audio = loadAudio(path, environment);
    RunCallbacks callbacks;
    callbacks.progress = environment.console.progress(path);
    callbacks.warning = [&](const std::string& text) { environment.console.warning(path + ": " + text); };
    const RunResult result = model.transcriber->run(
        audio.waveform, model.settings, runOptions(options.model), callbacks, environment.stop);
    if (!options.gates.empty())
        writeGatesSafetensors(outputPath(options.gates), result.traces);
    if (options.format == TranscriptFormat::Json)
        results.addJson(path,
            transcriptJson(audio.info, result, model.transcriber->info(), model.transcriber->loadSeconds(),
                model.settings));
    else
        results.addText(path, formatTranscript(result.transcript, options.format));
    environment.console.detail(path + ": " + fixed(audio.info.seconds, 1) + " s in "
        + fixed(result.timings.total, 2) + " s, " + std::to_string(result.timings.decodedTokens) + " tokens");
}

void transcribe(const TranscribeOptions& options, Environment& environment)
{
    checkUsage(options);
    checkAudio(options.audio);
    Results results(options);
    ReadyModel model = loadModel(options.model, environment);
    if (!model.transcriber->info().decodesText)
        throw Failure(ErrorCode::Model, "this model has no language model, so it cannot transcribe",
            model.transcriber->info().path, "import a checkpoint with its LLM, or use encode");
    for (const std::string& path : options.audio)
        transcribeOne(options, path, model, results, environment);
    results.finish();
}

} // namespace

Command addTranscribe(CLI::App& program)
{
    const auto options = std::make_shared<TranscribeOptions>();
    CLI::App* arguments = program.add_subcommand("transcribe", "Speech to text");
    arguments->add_option("AUDIO", options->audio, "Recordings (wav, flac, ogg, opus, mp3, aiff); - is stdin")
        ->type_name("")
        ->required();
    addChoice(*arguments, "--format", options->formatName,
        {"txt", "json", "srt", "vtt", "tsv", "textgrid", "audacity"}, "Default: txt, one line a recording");
    arguments
        ->add_option("--output", options->output, "File, or folder for a file a recording (default: stdout)")
        ->type_name("FILE|FOLDER/");
    arguments->add_option("--gates", options->gates, "Also write the expert gates (gates.N [T, E])")
        ->type_name("FILE.safetensors");
    addModelOptions(*arguments, options->model);
    addVoiceOptions(*arguments, options->model.run);
    arguments->footer(
        "Example:\n  steerscope-cli transcribe --scale 0.5 --format srt --output talk.srt talk.flac");
    return {arguments, [options](Environment& environment) {
                options->format
                    = transcriptFormatFromName(options->formatName).value_or(TranscriptFormat::Txt);
                transcribe(*options, environment);
            }};
}

} // namespace steerscope::cli
