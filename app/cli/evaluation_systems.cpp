// SPDX-License-Identifier: MIT
#include "app/cli/evaluation_systems.h"

#include "core/base/error.h"
#include "core/model/checkpoint/bundle.h"
#include "core/protocol/settings_json.h"
#include "core/training/data/fingerprint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace steerscope::cli {
namespace {

namespace fs = std::filesystem;

// Weights of some GB are not read for this: the size and the first and last MB tell two trainings apart.
constexpr std::uintmax_t kPart = 1U << 20U;

void addFile(Fingerprint& fingerprint, const fs::path& file)
{
    std::error_code ignored;
    const std::uintmax_t size = fs::file_size(file, ignored);
    fingerprint.add(file.filename().string());
    fingerprint.add(static_cast<std::uint64_t>(size));
    std::ifstream stream(file, std::ios::binary);
    std::string part(static_cast<std::size_t>(std::min(size, kPart)), '\0');
    stream.read(part.data(), static_cast<std::streamsize>(part.size()));
    fingerprint.add(part);
    if (size > kPart) {
        stream.seekg(-static_cast<std::streamoff>(kPart), std::ios::end);
        stream.read(part.data(), static_cast<std::streamsize>(part.size()));
        fingerprint.add(part);
    }
}

void addFolder(Fingerprint& fingerprint, const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
        if (entry.is_regular_file(ignored))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files)
        addFile(fingerprint, file);
}

Fingerprint modelFingerprint(const ModelInfo& info)
{
    Fingerprint fingerprint;
    const Bundle bundle = readBundle(info.path);
    addFolder(fingerprint, bundle.root);
    addFolder(fingerprint, bundle.encoder);
    addFolder(fingerprint, bundle.llm);
    if (bundle.tokenizer != bundle.llm)
        addFolder(fingerprint, bundle.tokenizer);
    return fingerprint;
}

std::string shortNumber(double value)
{
    std::array<char, 32> buffer{};
    return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr};
}

} // namespace

std::vector<double> masterScales(const std::string& list)
{
    std::vector<double> scales;
    const char* next = list.data();
    const char* const end = list.data() + list.size();
    while (next <= end && !list.empty()) {
        double value = 0.0;
        const auto [stopped, error] = std::from_chars(next, end, value);
        const bool whole = error == std::errc() && (stopped == end || *stopped == ',');
        if (!whole || !std::isfinite(value))
            throw Failure(ErrorCode::Usage, "'" + list + "' is not a list of scales", "--master",
                "write it like --master -1,0,0.5,1");
        scales.push_back(value);
        next = stopped + 1;
    }
    return scales;
}

std::vector<EvaluationSystem> systemsOf(
    const ReadyModel& model, const RunOptions& run, const std::vector<double>& masters)
{
    const ModelInfo& info = model.transcriber->info();
    Fingerprint base = modelFingerprint(info);
    base.add(info.dtype);
    base.add(run.prompt.value_or(info.prompt));
    base.add(static_cast<std::uint64_t>(run.maxTokens));
    base.add(static_cast<std::uint64_t>(run.sampling));
    base.add(run.seed);
    std::vector<EvaluationSystem> systems;
    for (const double master : masters.empty() ? std::vector<double>{model.settings.master} : masters) {
        EvaluationSystem system;
        system.settings = model.settings;
        system.settings.master = master;
        system.label = masters.empty() ? info.name : info.name + " x " + shortNumber(master);
        Fingerprint own = base;
        own.add(steeringSettingsToJson(system.settings));
        system.fingerprint = own.hex();
        systems.push_back(std::move(system));
    }
    return systems;
}

std::size_t referenceSystem(const std::vector<EvaluationSystem>& systems)
{
    const auto found = std::find_if(systems.begin(), systems.end(),
        [](const EvaluationSystem& system) { return system.settings.master == 1.0; });
    return found == systems.end() ? 0 : static_cast<std::size_t>(found - systems.begin());
}

} // namespace steerscope::cli
