// SPDX-License-Identifier: MIT
#include "core/training/experiment/unit.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/training/data/fingerprint.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <sstream>

namespace steerscope::experiment {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kEnd = 1U << 20U;

void addFile(Fingerprint& fingerprint, const fs::path& file)
{
    std::error_code ignored;
    const std::uintmax_t size = fs::file_size(file, ignored);
    std::ifstream stream(file, std::ios::binary);
    if (ignored || !stream)
        throw Failure(ErrorCode::Input, "an input of the experiment cannot be read", file.string(),
            "check the recipe's variables (--set data=FOLDER)");
    fingerprint.add(static_cast<std::uint64_t>(size));
    std::string part(static_cast<std::size_t>(std::min(size, 2 * kEnd)), '\0');
    const auto half = static_cast<std::streamsize>(part.size() / 2);
    stream.read(part.data(), half);
    stream.seekg(-(static_cast<std::streamoff>(part.size()) - half), std::ios::end);
    stream.read(part.data() + half, static_cast<std::streamsize>(part.size()) - half);
    fingerprint.add(part);
}

void addInput(Fingerprint& fingerprint, const fs::path& input)
{
    if (!fs::is_directory(input))
        return addFile(fingerprint, input);
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(input))
        if (entry.is_regular_file())
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        fingerprint.add(fs::relative(file, input).string());
        addFile(fingerprint, file);
    }
}

std::string withoutFolder(std::string text, const fs::path& folder)
{
    const std::string name = folder.string();
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at))
        text.replace(at, name.size(), "${out}");
    return text;
}

std::string allText(const Unit& unit)
{
    std::string text = unit.settings;
    for (const std::string& word : unit.command)
        text += '\n' + word;
    for (const fs::path& input : unit.inputs)
        text += '\n' + input.string();
    return text;
}

} // namespace

std::optional<UnitRecord> readUnitRecord(const fs::path& file)
{
    std::ifstream stream(file);
    if (!stream)
        return std::nullopt;
    const auto json = nlohmann::json::parse(stream, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object())
        return std::nullopt; // of another program: as if it were not there
    return UnitRecord{json.value("fingerprint", ""), json.value("seconds", 0.0), json.value("failure", ""),
        json.value("started", false)};
}

void writeUnitRecord(const fs::path& file, const UnitRecord& record)
{
    const nlohmann::ordered_json json{{"fingerprint", record.fingerprint}, {"seconds", record.seconds},
        {"failure", record.failure}, {"started", record.started}};
    AtomicFile output(file);
    output.write(json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
    output.commit();
}

std::string unitFingerprint(const Unit& unit, const fs::path& output, const std::vector<std::string>& earlier)
{
    Fingerprint fingerprint;
    fingerprint.add(withoutFolder(unit.settings, output));
    for (std::size_t i = 1; i < unit.command.size(); ++i) // where the program lies does not matter
        fingerprint.add(withoutFolder(unit.command[i], output));
    for (const fs::path& input : unit.inputs)
        addInput(fingerprint, input);
    for (const std::string& other : earlier)
        fingerprint.add(other);
    return fingerprint.hex();
}

bool feeds(const Unit& a, const Unit& b, const fs::path& output)
{
    const std::string text = allText(b);
    const auto named = [&](const fs::path& path) { return text.find(path.string()) != std::string::npos; };
    return std::any_of(a.outputs.begin(), a.outputs.end(), [&](const fs::path& made) {
        const fs::path folder = made.parent_path();
        return named(made) || (folder != output && named(folder));
    });
}

} // namespace steerscope::experiment
