// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/training_config.h"

#include "core/base/error.h"
#include "core/model/checkpoint/mapped_file.h"

#include <yaml-cpp/yaml.h>

namespace steerscope {

namespace {

constexpr std::size_t kMaxBytes = 1u << 20;

class Settings {
public:
    Settings(YAML::Node node, std::string where)
        : m_node(std::move(node))
        , m_where(std::move(where))
    {
    }

    Settings section(const char* key) const
    {
        const YAML::Node node = m_node.IsMap() ? m_node[key] : YAML::Node();
        return {node && node.IsMap() ? node : YAML::Node(YAML::NodeType::Map), m_where};
    }

    std::optional<std::string> text(const char* key) const
    {
        const YAML::Node node = m_node[key];
        if (!node || node.IsNull())
            return std::nullopt;
        if (!node.IsScalar())
            refuse(key, node, "a text is needed");
        return node.Scalar();
    }

    std::optional<int> whole(const char* key, int least, int most) const
    {
        if (!text(key))
            return std::nullopt;
        const YAML::Node node = m_node[key];
        int value = 0;
        if (!YAML::convert<int>::decode(node, value) || value < least || value > most)
            refuse(key, node,
                "a whole number from " + std::to_string(least) + " to " + std::to_string(most)
                    + " is needed");
        return value;
    }

private:
    [[noreturn]] void refuse(const char* key, const YAML::Node& node, const std::string& remedy) const
    {
        throw Failure(ErrorCode::Input, std::string("setting '") + key + "' makes no sense",
            m_where + ", line " + std::to_string(node.Mark().line + 1), remedy);
    }

    YAML::Node m_node;
    std::string m_where;
};

YAML::Node parse(const std::filesystem::path& file)
{
    const auto mapped = MappedFile::open(file);
    const auto bytes = mapped->bytes();
    if (bytes.size() > kMaxBytes)
        throw Failure(ErrorCode::Input, "the configuration has more than 1 MB", file.string());
    try {
        YAML::Node node = YAML::Load(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
        if (!node.IsMap())
            throw Failure(ErrorCode::Input, "the configuration is not a map of settings", file.string());
        return node;
    } catch (const YAML::Exception& error) {
        throw Failure(ErrorCode::Input, "not valid YAML: " + error.msg,
            file.string() + ", line " + std::to_string(error.mark.line + 1));
    }
}

} // namespace

TrainingConfig readTrainingConfig(const std::filesystem::path& file)
{
    const Settings root(parse(file), file.string());
    TrainingConfig config;
    config.prompt = root.text("textual_prompt");
    config.maxPromptTokens = root.whole("max_prompt_tokens", 1, 1 << 20);
    config.poolingKernel = root.whole("pooling_kernel_size", 1, 1000);
    config.poolingType = root.text("pooling_type").value_or("");
    config.poolingPosition = root.whole("pooling_position", 1, 1000).value_or(config.poolingPosition);
    config.experts = root.section("steering").whole("num_experts", 1, 4096);
    config.encoder = root.section("whisper_encoder").text("model_path").value_or("");
    config.llm = root.section("llm_decoder").text("model_name").value_or("");
    return config;
}

} // namespace steerscope
