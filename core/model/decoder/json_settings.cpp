// SPDX-License-Identifier: MIT
#include "core/model/decoder/json_settings_p.h"

#include "core/base/error.h"
#include "core/model/checkpoint/strict_json.h"

#include <cmath>

namespace steerscope {

namespace {

std::string shown(const nlohmann::json& value)
{
    return value.is_structured() ? std::string("an ") + value.type_name() : value.dump();
}

} // namespace

void JsonSettings::refuse(const std::string& key, const std::string& finding, const std::string& remedy) const
{
    throw Failure(ErrorCode::Model, "setting '" + key + "' " + finding, m_file, remedy);
}

bool JsonSettings::has(const std::string& key) const
{
    return m_values.contains(key) && !m_values[key].is_null();
}

int JsonSettings::whole(const std::string& key, std::optional<int> absent, int least, int most) const
{
    const double value = number(key, absent, least, most);
    if (value != std::floor(value))
        refuse(key, "is " + shown(m_values[key]), "a whole number is needed");
    return static_cast<int>(value);
}

double JsonSettings::number(
    const std::string& key, std::optional<double> absent, double least, double most) const
{
    const auto range = [&] {
        return "a number from " + nlohmann::json(least).dump() + " to " + nlohmann::json(most).dump()
            + " is possible";
    };
    if (!has(key)) {
        if (!absent)
            refuse(key, "is missing", range());
        return *absent;
    }
    const nlohmann::json& value = m_values[key];
    // Compared as double: a JSON number may be far outside every integer type.
    const double number = value.is_number() ? value.get<double>() : NAN;
    if (!(number >= least && number <= most))
        refuse(key, "is " + shown(value), range());
    return number;
}

bool JsonSettings::flag(const std::string& key, bool absent) const
{
    if (!has(key))
        return absent;
    if (!m_values[key].is_boolean())
        refuse(key, "is " + shown(m_values[key]), "true or false is possible");
    return m_values[key].get<bool>();
}

std::string JsonSettings::text(const std::string& key, const std::optional<std::string>& absent) const
{
    if (!has(key)) {
        if (!absent)
            refuse(key, "is missing", "the file may be of another kind");
        return *absent;
    }
    if (!m_values[key].is_string())
        refuse(key, "is " + shown(m_values[key]), "a text is needed");
    return m_values[key].get<std::string>();
}

JsonSettings JsonSettings::object(const std::string& key) const
{
    if (!has(key) || !m_values[key].is_object())
        refuse(key, "is no object", "the file may be damaged");
    return {m_values[key], m_file + ": " + key};
}

JsonSettings readJsonSettings(const std::filesystem::path& file)
{
    JsonLimits limits;
    limits.bytes = 16u << 20; // real ones have a few kilobytes
    nlohmann::json values = readStrictJson(file, limits);
    if (!values.is_object())
        throw Failure(ErrorCode::Model, "configuration file is not a JSON object", file.string(),
            "take the file from the model's publisher again");
    return {std::move(values), file.string()};
}

} // namespace steerscope
