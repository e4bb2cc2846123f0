// SPDX-License-Identifier: MIT
#include "core/training/config/train_config.h"

#include "core/base/error.h"
#include "core/model/checkpoint/strict_json.h"
#include "core/training/config/config_check.h"
#include "core/training/config/config_fields.h"

#include <nlohmann/json.hpp>

#include <limits>
#include <set>

namespace steerscope {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::pair<TrainTask, const char*> kTasks[] = {{TrainTask::Ctc, "ctc"},
    {TrainTask::Language, "language"}, {TrainTask::Steering, "steering"}, {TrainTask::Joint, "joint"}};

nlohmann::json::json_pointer pointerTo(std::string key)
{
    for (char& c : key)
        if (c == '.')
            c = '/';
    return nlohmann::json::json_pointer("/" + key);
}

// Takes each key's value out of the object; what is left at the end is unknown.
class Reader {
public:
    Reader(nlohmann::json& json, std::string file, fs::path folder)
        : m_json(json)
        , m_file(std::move(file))
        , m_folder(std::move(folder))
    {
    }

    template <class T> void operator()(const std::string& key, T& field)
    {
        m_known.insert(key);
        const auto pointer = pointerTo(key);
        if (!hasKey(key))
            return;
        const nlohmann::json value = m_json.at(pointer);
        take(key, value, field);
    }

    void refuseUnknown() const { refuseUnknown(m_json, ""); }

private:
    bool hasKey(const std::string& key) const
    {
        const nlohmann::json* at = &m_json;
        std::size_t begin = 0;
        while (true) {
            const std::size_t end = key.find('.', begin);
            const std::string part = key.substr(begin, end - begin);
            if (!at->is_object() || !at->contains(part))
                return false;
            at = &(*at)[part];
            if (end == std::string::npos)
                return true;
            begin = end + 1;
        }
    }

    [[noreturn]] void refuse(const std::string& key, const std::string& why) const
    {
        throw Failure(ErrorCode::Input, "'" + key + "' " + why, m_file, "docs/training.md lists every key");
    }

    void refuseUnknown(const nlohmann::json& object, const std::string& prefix) const
    {
        for (const auto& [name, value] : object.items()) {
            const std::string key = prefix + name;
            if (m_known.contains(key))
                continue;
            if (!value.is_object() || value.empty())
                refuse(key, "is not a key of a training's configuration");
            refuseUnknown(value, key + ".");
        }
    }

    void take(const std::string& key, const nlohmann::json& value, bool& field) const
    {
        if (!value.is_boolean())
            refuse(key, "must be true or false");
        field = value.get<bool>();
    }
    void take(const std::string& key, const nlohmann::json& value, double& field) const
    {
        if (!value.is_number())
            refuse(key, "must be a number");
        field = value.get<double>();
    }
    void take(const std::string& key, const nlohmann::json& value, std::int64_t& field) const
    {
        if (!value.is_number_integer() || value.get<std::int64_t>() < 0)
            refuse(key, "must be a whole number from 0");
        field = value.get<std::int64_t>();
    }
    void take(const std::string& key, const nlohmann::json& value, std::uint64_t& field) const
    {
        std::int64_t whole = 0;
        take(key, value, whole);
        field = static_cast<std::uint64_t>(whole);
    }
    void take(const std::string& key, const nlohmann::json& value, int& field) const
    {
        std::int64_t whole = 0;
        take(key, value, whole);
        if (whole > std::numeric_limits<int>::max())
            refuse(key, "is too large");
        field = static_cast<int>(whole);
    }
    void take(const std::string& key, const nlohmann::json& value, std::string& field) const
    {
        if (!value.is_string())
            refuse(key, "must be a text");
        field = value.get<std::string>();
    }
    void take(const std::string& key, const nlohmann::json& value, fs::path& field) const
    {
        std::string text;
        take(key, value, text);
        field = text.empty() ? fs::path() : fs::absolute(m_folder / text).lexically_normal();
    }
    template <class T>
    void take(const std::string& key, const nlohmann::json& value, std::vector<T>& field) const
    {
        field.clear();
        if (!value.is_array()) // one value may stand for a list of one
            return take(key, value, field.emplace_back());
        for (std::size_t i = 0; i < value.size(); ++i)
            take(key + "[" + std::to_string(i) + "]", value[i], field.emplace_back());
    }
    template <class T>
    void take(const std::string& key, const nlohmann::json& value, std::map<std::string, T>& field) const
    {
        if (!value.is_object())
            refuse(key, "must be an object");
        for (const auto& [name, item] : value.items()) // names that are given change, the others stay
            take(key + "." + name, item, field[name]);
    }
    template <class Enum, class Names>
    void takeNamed(const std::string& key, const nlohmann::json& value, const Names& names, Enum& field) const
    {
        std::string text;
        std::string all;
        take(key, value, text);
        for (const auto& [known, name] : names) {
            if (text == name) {
                field = known;
                return;
            }
            all += all.empty() ? name : std::string(", ") + name;
        }
        refuse(key, "is '" + text + "'; it can be " + all);
    }
    void take(const std::string& key, const nlohmann::json& value, TrainTask& field) const
    {
        takeNamed(key, value, kTasks, field);
    }
    void take(const std::string& key, const nlohmann::json& value, Variant& field) const
    {
        std::vector<std::pair<Variant, std::string>> names;
        for (const Variant variant : {Variant::Static, Variant::PostEncoder, Variant::LayerwiseRouters,
                 Variant::LayerwiseSingle, Variant::LayerwiseShared, Variant::Hybrid})
            names.emplace_back(variant, variantName(variant));
        takeNamed(key, value, names, field);
    }
    void take(const std::string& key, const nlohmann::json& value, Schedule& field) const
    {
        std::vector<std::pair<Schedule, std::string>> names;
        for (const Schedule schedule : {Schedule::Linear, Schedule::Cosine, Schedule::Constant})
            names.emplace_back(schedule, scheduleName(schedule));
        takeNamed(key, value, names, field);
    }

    nlohmann::json& m_json;
    std::string m_file;
    fs::path m_folder;
    std::set<std::string> m_known;
};

class Writer {
public:
    template <class T> void operator()(const std::string& key, const T& field)
    {
        std::string pointer = "/" + key;
        for (char& c : pointer)
            if (c == '.')
                c = '/';
        m_json[Json::json_pointer(pointer)] = value(field);
    }
    std::string text() const { return m_json.dump(2) + "\n"; }

private:
    template <class T> static Json value(const T& field) { return field; }
    static Json value(const fs::path& field) { return field.string(); }
    static Json value(TrainTask field) { return trainTaskName(field); }
    static Json value(Variant field) { return variantName(field); }
    static Json value(Schedule field) { return scheduleName(field); }
    static Json value(const std::vector<fs::path>& field)
    {
        Json list = Json::array();
        for (const fs::path& path : field)
            list.push_back(path.string());
        return list;
    }
    template <class T> static Json value(const std::map<std::string, T>& field)
    {
        Json object = Json::object();
        for (const auto& [name, item] : field)
            object[name] = item;
        return object;
    }

    Json m_json = Json::object();
};

void applyOverride(nlohmann::json& json, const std::string& text)
{
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos)
        throw Failure(ErrorCode::Usage, "'" + text + "' is not KEY=VALUE", "--set",
            "for example --set optimizer.steps=2000");
    const std::string value = text.substr(equals + 1);
    nlohmann::json parsed = nlohmann::json::parse(value, nullptr, /*allow_exceptions=*/false);
    if (parsed.is_discarded())
        parsed = value;
    try {
        json[pointerTo(text.substr(0, equals))] = parsed;
    } catch (const nlohmann::json::exception&) {
        throw Failure(ErrorCode::Usage,
            "'" + text.substr(0, equals) + "' goes through a value that is no object", "--set",
            "docs/training.md lists every key");
    }
}

} // namespace

const char* trainTaskName(TrainTask task)
{
    for (const auto& [known, name] : kTasks)
        if (known == task)
            return name;
    return "unknown";
}

TrainConfig readTrainConfig(const fs::path& file, const std::vector<std::string>& overrides)
{
    nlohmann::json json = readStrictJson(file);
    if (!json.is_object())
        throw Failure(ErrorCode::Input, "a training's configuration is one JSON object", file.string());
    for (const std::string& text : overrides)
        applyOverride(json, text);
    TrainConfig config;
    Reader reader(json, file.string(), fs::absolute(file).parent_path());
    visitConfig(reader, config);
    reader.refuseUnknown();
    if (config.name.empty())
        config.name = config.output.filename().string();
    if (config.data.cache.empty())
        config.data.cache = config.output.parent_path() / "cache";
    checkTrainConfig(config, file.string());
    return config;
}

std::string trainConfigJson(const TrainConfig& config)
{
    Writer writer;
    TrainConfig copy = config; // the visitor is one for both ways
    visitConfig(writer, copy);
    return writer.text();
}

} // namespace steerscope
