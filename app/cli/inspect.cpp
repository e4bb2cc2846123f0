// SPDX-License-Identifier: MIT
#include "app/cli/choice.h"
#include "app/cli/command.h"
#include "app/cli/inspection_format.h"
#include "app/cli/text_output.h"
#include "core/model/checkpoint/bundle.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace steerscope::cli {
namespace {

struct InspectOptions {
    std::string path;
    std::string format = "table";
};

// A zip (torch.save) or a safetensors header: a length and an opening brace, which no audio file begins with.
bool holdsTensors(const std::filesystem::path& file)
{
    std::array<char, 9> begin{};
    std::ifstream(file, std::ios::binary).read(begin.data(), begin.size());
    const bool zip = begin[0] == 'P' && begin[1] == 'K';
    return zip || (begin[5] == 0 && begin[6] == 0 && begin[7] == 0 && begin[8] == '{');
}

void inspect(const InspectOptions& options, Environment&)
{
    TextOutput output;
    const bool json = options.format == "json";
    if (std::filesystem::is_regular_file(options.path) && !holdsTensors(options.path)) {
        const AudioFileInfo info = inspectAudio(options.path);
        return output.write(json ? audioJson(info) : audioTable(info));
    }
    const std::filesystem::path model = std::filesystem::exists(options.path)
        ? std::filesystem::path(options.path)
        : resolveModel(options.path);
    std::vector<std::string> problems;
    const ModelInfo info = inspectModel(model, problems);
    output.write(json ? modelJson(info, problems) : modelTable(info, problems));
    if (!problems.empty())
        throw Failure(ErrorCode::Model, "the model cannot be used: " + problems.front(), model.string(),
            "replace the file or import the model again");
}

} // namespace

Command addInspect(CLI::App& program)
{
    const auto options = std::make_shared<InspectOptions>();
    CLI::App* arguments = program.add_subcommand(
        "inspect", "What a model, a checkpoint or a recording holds, without running it");
    arguments->add_option("PATH", options->path, "Folder or file, or the name of a model")
        ->type_name("")
        ->required();
    addChoice(*arguments, "--format", options->format, {"table", "json"}, "Default: table");
    arguments->footer("Example:\n  steerscope-cli inspect my-model --format json");
    return {arguments, [options](Environment& environment) { inspect(*options, environment); }};
}

} // namespace steerscope::cli
