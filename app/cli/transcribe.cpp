// SPDX-License-Identifier: MIT
#include "app/cli/audio_input.h"
#include "app/cli/choice.h"
#include "app/cli/command.h"
#include "app/cli/json_text.h"
#include "app/cli/kept_runs.h"
#include "app/cli/model_options.h"
#include "app/cli/ranks.h"
#include "app/cli/text_output.h"
#include "app/cli/text_table.h"
#include "app/cli/transcript_json.h"
#include "core/protocol/gates_file.h"
#include "core/protocol/session_archive.h"
#include "core/text/transcript_format.h"

#include <algorithm>
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

constexpr std::size_t kRound = 8; // recordings of each of several ranks, before their results are gathered

struct TranscribeOptions {
    ModelOptions model;
    std::vector<std::string> audio;
    std::string formatName = "txt";
    TranscriptFormat format = TranscriptFormat::Txt;
    std::string output;
    std::string gates;
    bool wordTimes = false;
    std::string session;
};

// Formats that have a place for the times of words.
bool takesWords(TranscriptFormat format)
{
    return format == TranscriptFormat::Json || format == TranscriptFormat::TextGrid
        || format == TranscriptFormat::Audacity || format == TranscriptFormat::Ctm;
}

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
    if (options.wordTimes && !takesWords(options.format))
        throw Failure(ErrorCode::Usage,
            std::string("the format ") + transcriptFormatName(options.format)
                + " has no place for times of words",
            "--word-times", "choose json, textgrid, audacity or ctm");
    const bool several = options.audio.size() > 1;
    const bool joins = options.format == TranscriptFormat::Txt || options.format == TranscriptFormat::Json;
    if (several && !joins && !isFolder(options.output))
        throw Failure(ErrorCode::Usage,
            std::string("several recordings do not fit into one ") + transcriptFormatName(options.format)
                + " file",
            options.output, "give --output a folder (FOLDER/)");
    if (several && !options.gates.empty())
        throw Failure(ErrorCode::Usage, "--gates takes one recording", options.gates, "name one recording");
    if (several && !options.session.empty())
        throw Failure(
            ErrorCode::Usage, "--session takes one recording", options.session, "name one recording");
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

    // What transcribeOne() made of the recording.
    void add(const std::string& audio, const std::string& result)
    {
        if (m_options.format == TranscriptFormat::Json)
            addJson(audio, Json::parse(result));
        else
            addText(audio, result);
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

    const TranscribeOptions& m_options;
    std::optional<TextOutput> m_shared;
    Json m_objects = Json::array();
};

void writeSession(const TranscribeOptions& options, const std::string& path, const LoadedAudio& audio,
    const ReadyModel& model, const RunOptions& run, const RunResult& result)
{
    SessionArchive archive;
    ArchivedRecording& recording = archive.recordings.emplace_back();
    recording.recording = {path, waveformHash(audio.waveform), audio.waveform.seconds()};
    recording.audio = audio.waveform;
    archive.runs.push_back(
        {keptRun(model.transcriber->info(), model.settings, run, result, recording.recording),
            keptGates(result.traces)});
    writeSessionArchive(outputPath(options.session), archive);
}

// Text in the chosen format, JSON as one object.
std::string transcribeOne(const TranscribeOptions& options, const std::string& path, const ReadyModel& model,
    const Ranks& ranks, Environment& environment)
{
    const LoadedAudio audio = loadAudio(path, environment);
    RunCallbacks callbacks;
    callbacks.progress
        = [&ranks, show = environment.console.progress(path)](const std::string& stage, double f) {
              ranks.working();
              if (show)
                  show(stage, f);
          };
    callbacks.warning = [&](const std::string& text) { environment.console.warning(path + ": " + text); };
    RunOptions run = runOptions(options.model);
    run.wordTimes = options.wordTimes || options.format == TranscriptFormat::Ctm;
    const RunResult result
        = model.transcriber->run(audio.waveform, model.settings, run, callbacks, environment.stop);
    if (run.wordTimes && result.transcript.wordSource() == WordSource::None
        && !result.transcript.text().empty())
        throw Failure(ErrorCode::Model, "this model cannot tell where its words are",
            model.transcriber->info().path,
            "use a model whose encoder has a CTC head, or leave the words out (txt, srt, vtt, tsv)");
    if (!options.gates.empty())
        writeGatesSafetensors(outputPath(options.gates), result.traces);
    if (!options.session.empty())
        writeSession(options, path, audio, model, run, result);
    environment.console.detail(path + ": " + fixed(audio.info.seconds, 1) + " s in "
        + fixed(result.timings.total, 2) + " s, " + std::to_string(result.timings.decodedTokens) + " tokens");
    if (options.format != TranscriptFormat::Json)
        return formatTranscript(result.transcript, options.format, result.transcript.alignedWords(),
            std::filesystem::path(path).stem().string());
    return jsonText(transcriptJson(
        audio.info, result, model.transcriber->info(), model.transcriber->loadSeconds(), model.settings));
}

void transcribe(TranscribeOptions options, const Ranks& ranks, Environment& environment)
{
    checkUsage(options);
    checkAudio(options.audio);
    const std::vector<std::string>& audio = options.audio;
    if (ranks.size() > 1 && std::find(audio.begin(), audio.end(), "-") != audio.end())
        throw Failure(ErrorCode::Usage, "several processes cannot share stdin", "-", "name files");
    std::optional<Results> results; // the first rank writes
    if (ranks.first())
        results.emplace(options);
    options.model.load.threads = threadsOf(ranks, options.model.load.threads);
    const ReadyModel model = loadModel(options.model, environment);
    if (!model.transcriber->info().decodesText)
        throw Failure(ErrorCode::Model, "this model has no language model, so it cannot transcribe",
            model.transcriber->info().path, "import a checkpoint with its LLM, or use encode");
    // Recordings are dealt out like cards; in rounds, so that what is done is written before the end.
    const auto size = static_cast<std::size_t>(ranks.size());
    const std::size_t round = size == 1 ? 1 : size * kRound;
    for (std::size_t begin = 0; begin < audio.size(); begin += round) {
        const std::size_t end = std::min(audio.size(), begin + round);
        Json mine = Json::array();
        for (std::size_t i = begin + static_cast<std::size_t>(ranks.rank()); i < end; i += size)
            mine.push_back(transcribeOne(options, audio[i], model, ranks, environment));
        std::vector<Json> dealt;
        for (const std::string& share : ranks.gather(jsonText(mine, -1)))
            dealt.push_back(Json::parse(share));
        for (std::size_t i = begin; results && i < end; ++i)
            results->add(audio[i], dealt[(i - begin) % size][(i - begin) / size].get<std::string>());
    }
    if (results)
        results->finish();
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
        {"txt", "json", "srt", "vtt", "tsv", "textgrid", "audacity", "ctm"},
        "Default: txt, one line a recording");
    arguments
        ->add_option("--output", options->output, "File, or folder for a file a recording (default: stdout)")
        ->type_name("FILE|FOLDER/");
    arguments->add_option("--gates", options->gates, "Also write the expert gates (gates.N [T, E])")
        ->type_name("FILE.safetensors");
    arguments->add_flag("--word-times", options->wordTimes,
        "Find each word in the sound (json, textgrid, audacity; always with ctm)");
    arguments
        ->add_option("--session", options->session,
            "Also write recording, steering, words and gates into one file that replay runs again")
        ->type_name("FILE.steersession");
    addModelOptions(*arguments, options->model);
    addVoiceOptions(*arguments, options->model.run);
    arguments->footer(
        "Example:\n  steerscope-cli transcribe --scale 0.5 --format srt --output talk.srt talk.flac");
    return {arguments, [options](Environment& environment) {
                options->format
                    = transcriptFormatFromName(options->formatName).value_or(TranscriptFormat::Txt);
                asRanks(environment, [&](const Ranks& ranks) { transcribe(*options, ranks, environment); });
            }};
}

} // namespace steerscope::cli
