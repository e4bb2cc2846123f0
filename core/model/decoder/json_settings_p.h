// SPDX-License-Identifier: MIT
// Typed, range-checked reading of a Hugging Face configuration file. A value of null counts as absent, as
// there. Every failure is Failure(Model) that names the file, the setting and what was found.
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace steerscope {

inline constexpr int kMaxPositions = 1 << 28;
inline constexpr int kMaxVocabulary = 1 << 24;

class JsonSettings {
public:
    JsonSettings(nlohmann::json values, std::string file)
        : m_values(std::move(values))
        , m_file(std::move(file))
    {
    }

    const nlohmann::json& values() const { return m_values; }
    bool has(const std::string& key) const; // present and not null
    // Without a default the setting must be there.
    int whole(const std::string& key, std::optional<int> absent, int least, int most) const;
    double number(const std::string& key, std::optional<double> absent, double least, double most) const;
    bool flag(const std::string& key, bool absent) const;
    std::string text(const std::string& key, const std::optional<std::string>& absent = {}) const;
    JsonSettings object(const std::string& key) const;

    [[noreturn]] void refuse(
        const std::string& key, const std::string& finding, const std::string& remedy) const;

private:
    nlohmann::json m_values;
    std::string m_file;
};

JsonSettings readJsonSettings(const std::filesystem::path& file);

} // namespace steerscope
