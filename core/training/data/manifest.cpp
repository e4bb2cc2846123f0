// SPDX-License-Identifier: MIT
#include "core/training/data/manifest.h"

#include "core/base/error.h"
#include "core/text/unicode.h"
#include "core/training/data/manifest_rows.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <utility>

namespace steerscope {

namespace {

std::string secondsText(double seconds)
{
    char text[48];
    std::snprintf(text, sizeof text, "%.3g s", seconds);
    return text;
}

std::string lowered(const std::string& text)
{
    std::string result;
    for (const char32_t character : unicode::codePoints(text))
        unicode::append(result, unicode::lowerCase(character));
    return result;
}

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Applies the rules to the rows of all files; remembers what it has seen, so that a row may not come twice.
class RowCheck {
public:
    RowCheck(const std::filesystem::path& file, bool json, const ManifestRules& rules)
        : m_rules(rules)
        , m_folders{file.parent_path() / "..", file.parent_path()}
    {
        if (json)
            std::swap(m_folders[0], m_folders[1]);
    }

    // The utterance, or why there is none.
    std::string take(const ManifestRow& row, Utterance& utterance) const
    {
        if (!row.problem.empty())
            return row.problem;
        for (const std::string* text : {&row.path, &row.text, &row.speaker})
            if (unicode::repaired(*text) != *text)
                return "it is not valid UTF-8";
        utterance.text = std::string(unicode::trimmed(row.text));
        if (m_rules.lowerCase)
            utterance.text = lowered(utterance.text);
        utterance.speaker = row.speaker;
        utterance.seconds = row.seconds;
        utterance.offset = row.offset;
        if (utterance.text.empty() && !m_rules.allowEmptyText)
            return "its text is empty";
        if (row.seconds < m_rules.shortestSeconds)
            return secondsText(row.seconds) + " are shorter than " + secondsText(m_rules.shortestSeconds);
        if (row.seconds > m_rules.longestSeconds)
            return secondsText(row.seconds) + " are longer than " + secondsText(m_rules.longestSeconds);
        if (row.offset < 0.0)
            return "its offset is negative";
        return find(row.path, utterance.audio) ? "" : "there is no audio file '" + row.path + "'";
    }

private:
    bool find(const std::string& name, std::filesystem::path& found) const
    {
        std::error_code ignored;
        for (const std::filesystem::path& folder : m_folders) {
            found = (folder / name).lexically_normal(); // an absolute name replaces the folder
            if (std::filesystem::is_regular_file(found, ignored))
                return true;
        }
        return false;
    }

    const ManifestRules& m_rules;
    std::filesystem::path m_folders[2]; // tried in this order
};

[[noreturn]] void refuseAsUseless(const std::filesystem::path& file, const std::vector<SkippedRow>& skipped)
{
    std::string what = "the manifest has no usable row";
    if (!skipped.empty() && skipped.back().manifest == file) {
        const auto first = std::find_if(
            skipped.begin(), skipped.end(), [&](const SkippedRow& row) { return row.manifest == file; });
        what += ": line " + std::to_string(first->line) + ": " + first->why;
    }
    throw Failure(ErrorCode::Input, what, file.string(), "see docs/training-data.md for what a row needs");
}

std::string setName(const std::filesystem::path& file)
{
    const std::string folder = std::filesystem::absolute(file).parent_path().filename().string();
    return folder.empty() ? file.stem().string() : folder + "/" + file.stem().string();
}

} // namespace

Manifest readManifests(
    const std::vector<std::filesystem::path>& files, const ManifestRules& rules, const StopFlag& stop)
{
    Manifest manifest;
    manifest.files = files;
    std::set<std::pair<std::string, double>> seen; // audio and offset
    for (std::size_t index = 0; index < files.size(); ++index) {
        const std::filesystem::path& file = files[index];
        const ManifestRows rows = readManifestRows(file);
        const RowCheck check(file, rows.json, rules);
        bool useless = true;
        for (const ManifestRow& row : rows.rows) {
            stop.throwIfStopped();
            Utterance utterance;
            std::string why = check.take(row, utterance);
            if (why.empty() && !seen.emplace(utterance.audio.string(), utterance.offset).second)
                why = "the same audio stands in an earlier row";
            if (!why.empty()) {
                manifest.skipped.push_back({file, row.line, std::move(why)});
                continue;
            }
            useless = false;
            if (contains(rules.excludeSpeakers, utterance.speaker)
                || (!rules.onlySpeakers.empty() && !contains(rules.onlySpeakers, utterance.speaker)))
                continue;
            utterance.set = setName(file);
            utterance.manifest = static_cast<int>(index);
            utterance.line = row.line;
            utterance.segment = rows.json;
            manifest.utterances.push_back(std::move(utterance));
        }
        if (useless)
            refuseAsUseless(file, manifest.skipped);
    }
    if (manifest.utterances.empty())
        throw Failure(ErrorCode::Input, "the manifests and the choice of speakers leave no utterance",
            files.empty() ? "no manifest given" : files.front().string(), "name other speakers or manifests");
    return manifest;
}

std::map<std::string, SpeakerInfo> readSpeakers(const std::filesystem::path& file)
{
    const std::string bytes = readWholeText(file);
    const TsvTable table(file, bytes, {"speaker"});
    std::map<std::string, SpeakerInfo> speakers;
    for (const TsvTable::Row& row : table.rows()) {
        const auto refuse = [&](const std::string& what) {
            throw Failure(ErrorCode::Input, what, file.string() + ", line " + std::to_string(row.line),
                "correct the row or remove it");
        };
        if (!row.complete)
            refuse("the row has not as many columns as the header");
        SpeakerInfo info;
        double age = 0.0;
        const std::string_view ageText = table.cell(row, "age");
        if (!ageText.empty() && (!parseNumber(ageText, age) || age < 0.0 || age > 150.0))
            refuse("'" + unicode::repaired(ageText) + "' is no age in years");
        info.age = static_cast<int>(age);
        info.gender = unicode::repaired(table.cell(row, "gender"));
        if (!speakers.emplace(table.cell(row, "speaker"), std::move(info)).second)
            refuse("the speaker stands in an earlier row");
    }
    return speakers;
}

} // namespace steerscope
