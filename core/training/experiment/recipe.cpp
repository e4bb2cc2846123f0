// SPDX-License-Identifier: MIT
#include "core/training/experiment/recipe.h"

#include "core/base/error.h"
#include "core/model/checkpoint/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <utility>

namespace steerscope::experiment {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

class Reader {
public:
    Reader(fs::path file, const RecipeOptions& options)
        : m_file(std::move(file))
        , m_options(options)
    {
    }

    Recipe read()
    {
        const Json json = readStrictJson(m_file);
        checkKeys(json, "the recipe", {"format", "version", "name", "about", "variables", "stages"});
        if (json.value("format", "") != "steerscope recipe" || json.value("version", 0) != 1)
            refuse("this is no recipe of version 1", "");
        Recipe recipe;
        recipe.name = json.value("name", m_file.stem().string());
        recipe.file = m_file;
        recipe.output
            = fs::absolute(m_options.output.empty() ? m_file.parent_path() / recipe.name : m_options.output)
                  .lexically_normal();
        readVariables(json.value("variables", Json::object()), recipe.output);
        std::set<std::string> names;
        for (const Json& stage : json.at("stages")) {
            recipe.stages.push_back(readStage(substituted(stage)));
            if (!names.insert(recipe.stages.back().name).second)
                refuse("two stages have this name", recipe.stages.back().name);
        }
        return recipe;
    }

private:
    [[noreturn]] void refuse(const std::string& what, const std::string& stage) const
    {
        throw Failure(ErrorCode::Input, what, m_file.string() + (stage.empty() ? "" : ", stage " + stage),
            "see docs/experiments.md");
    }

    void checkKeys(const Json& json, const std::string& place, std::initializer_list<const char*> known) const
    {
        if (!json.is_object())
            refuse(place + " is no JSON object", "");
        for (const auto& [key, value] : json.items())
            if (std::find(known.begin(), known.end(), key) == known.end())
                refuse("there is no key '" + key + "'", place);
    }

    // What names a file or folder, or begins with "." as paths do, becomes absolute.
    static Json asPath(const Json& value, const fs::path& folder)
    {
        if (!value.is_string() || value.get<std::string>().empty())
            return value;
        const std::string text = value.get<std::string>();
        std::error_code ignored;
        if (!text.starts_with('.') && !fs::exists(folder / text, ignored))
            return value;
        return (folder / text).lexically_normal().string();
    }

    void readVariables(const Json& variables, const fs::path& output)
    {
        m_variables = variables;
        for (auto& [name, value] : m_variables.items())
            value = asPath(value, fs::absolute(m_file).parent_path());
        for (const auto& [name, text] : m_options.variables) {
            if (!m_variables.contains(name))
                refuse("the recipe has no variable '" + name + "'", "");
            Json value = Json::parse(text, nullptr, /*allow_exceptions=*/false);
            m_variables[name] = asPath(value.is_discarded() ? Json(text) : value, fs::current_path());
        }
        m_variables["out"] = output.string();
        m_variables["recipe"] = fs::absolute(m_file).parent_path().lexically_normal().string();
    }

    std::string variableText(const std::string& name) const
    {
        if (!m_variables.contains(name))
            refuse("there is no variable '" + name + "'", "");
        const Json& value = m_variables[name];
        return value.is_string() ? value.get<std::string>() : value.dump();
    }

    Json substitutedText(const std::string& text) const
    {
        const bool whole = text.starts_with("${") && text.find('}') == text.size() - 1;
        if (whole && m_variables.contains(text.substr(2, text.size() - 3)))
            return m_variables[text.substr(2, text.size() - 3)];
        std::string result;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t begin = text.find("${", at);
            const std::size_t end = begin == std::string::npos ? begin : text.find('}', begin);
            result += text.substr(at, begin - at);
            if (end == std::string::npos)
                break;
            result += variableText(text.substr(begin + 2, end - begin - 2));
            at = end + 1;
        }
        return result;
    }

    Json substituted(const Json& json) const
    {
        if (json.is_string())
            return substitutedText(json.get<std::string>());
        if (!json.is_structured())
            return json;
        Json result = json.is_array() ? Json::array() : Json::object();
        for (const auto& [key, value] : json.items()) {
            if (json.is_array())
                result.push_back(substituted(value));
            else
                result[key] = substituted(value);
        }
        return result;
    }

    fs::path resolved(const std::string& path) const
    {
        return (fs::absolute(m_file).parent_path() / path).lexically_normal();
    }

    std::vector<fs::path> paths(const Json& list) const
    {
        std::vector<fs::path> result;
        for (const Json& path : list)
            result.push_back(resolved(path.get<std::string>()));
        return result;
    }

    // Numbers may stand among the words of a command line.
    static std::vector<std::string> words(const Json& list)
    {
        std::vector<std::string> result;
        for (const Json& word : list)
            result.push_back(word.is_string() ? word.get<std::string>() : word.dump());
        return result;
    }

    Stage readStage(const Json& json) const
    {
        checkKeys(json, "a stage", {"name", "about", "run", "shell", "train", "grid", "inputs", "outputs"});
        Stage stage;
        try {
            stage.name = json.at("name").get<std::string>();
            if (json.contains("run") + json.contains("shell") + json.contains("train") + json.contains("grid")
                != 1)
                refuse("a stage has one of run, shell, train and grid", stage.name);
            stage.inputs = paths(json.value("inputs", Json::array()));
            stage.outputs = paths(json.value("outputs", Json::array()));
            if (json.contains("run")) {
                stage.arguments = words(json["run"]);
            } else if (json.contains("shell")) {
                stage.kind = StageKind::Shell;
                stage.arguments = words(json["shell"]);
            } else if (json.contains("train")) {
                stage.kind = StageKind::Train;
                stage.config = json["train"].dump();
            } else {
                stage.kind = StageKind::Grid;
                stage.grid = readGrid(json["grid"], stage.name);
            }
        } catch (const Json::exception& problem) {
            refuse(std::string("the stage is not understood (") + problem.what() + ")", stage.name);
        }
        if (stage.kind == StageKind::Run || stage.kind == StageKind::Shell) {
            if (stage.arguments.empty())
                refuse("the stage runs nothing", stage.name);
            if (stage.outputs.empty())
                refuse("the stage names no outputs, so it could never be known to be done", stage.name);
        }
        return stage;
    }

    GridRow readRow(const Json& json, const Grid& grid, const std::vector<int>& seeds,
        const std::vector<double>& shares, const std::string& stage) const
    {
        checkKeys(json, "a row of stage " + stage, {"name", "set", "seeds", "shares", "sweep"});
        GridRow row;
        row.name = json.at("name").get<std::string>();
        for (const GridRow& other : grid.rows)
            if (fileName(other.name) == fileName(row.name))
                refuse("two rows are called '" + row.name + "'", stage);
        const Json set = json.value("set", Json::object());
        for (const auto& [key, value] : set.items())
            row.set[key] = value.dump();
        row.seeds = json.value("seeds", seeds);
        row.shares = json.value("shares", shares);
        row.sweep = json.value("sweep", false);
        return row;
    }

    void requireRow(const Grid& grid, const std::string& name, const std::string& stage) const
    {
        for (const GridRow& row : grid.rows)
            if (row.name == name)
                return;
        refuse("'" + name + "' is no row", stage);
    }

    Grid readGrid(const Json& json, const std::string& stage) const
    {
        checkKeys(json, "the grid of stage " + stage,
            {"base", "rows", "seeds", "shares", "reference", "manifests", "train_manifests", "train_limit",
                "arguments", "masters", "target_loss", "ctc"});
        Grid grid;
        grid.base = json.at("base").dump();
        const auto seeds = json.value("seeds", std::vector<int>{1, 2, 3});
        const auto shares = json.value("shares", std::vector<double>{1.0});
        for (const Json& row : json.at("rows"))
            grid.rows.push_back(readRow(row, grid, seeds, shares, stage));
        if (grid.rows.empty())
            refuse("the grid has no rows", stage);
        grid.reference = json.value("reference", grid.rows.front().name);
        requireRow(grid, grid.reference, stage);
        grid.ctc = json.value("ctc", "");
        if (!grid.ctc.empty())
            requireRow(grid, grid.ctc, stage);
        grid.manifests = words(json.at("manifests"));
        grid.trainManifests = words(json.value("train_manifests", Json::array()));
        grid.trainLimit = json.value("train_limit", grid.trainLimit);
        grid.arguments = words(json.value("arguments", Json::array()));
        grid.masters = json.value("masters", grid.masters);
        grid.targetLoss = json.value("target_loss", 0.0);
        return grid;
    }

    fs::path m_file;
    const RecipeOptions& m_options;
    Json m_variables;
};

} // namespace

std::string fileName(const std::string& name)
{
    std::string result;
    for (const char c : name) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (kept)
            result += c;
        else if (c >= 'A' && c <= 'Z')
            result += static_cast<char>(c - 'A' + 'a');
        else if (!result.empty() && result.back() != '-')
            result += '-';
    }
    while (result.ends_with('-'))
        result.pop_back();
    return result;
}

Recipe readRecipe(const fs::path& file, const RecipeOptions& options)
{
    try {
        return Reader(file, options).read();
    } catch (const Json::exception& problem) {
        throw Failure(ErrorCode::Input, std::string("the recipe is not understood (") + problem.what() + ")",
            file.string(), "see docs/experiments.md");
    }
}

} // namespace steerscope::experiment
