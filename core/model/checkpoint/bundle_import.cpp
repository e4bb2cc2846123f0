// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/bundle.h"

#include "core/base/error.h"
#include "core/model/checkpoint/bundle_manifest.h"
#include "core/model/checkpoint/checkpoint_parts.h"
#include "core/model/checkpoint/encoder_config.h"
#include "core/model/checkpoint/hub_cache.h"
#include "core/model/checkpoint/import_output.h"
#include "core/model/checkpoint/steering_layout.h"
#include "core/model/checkpoint/tensor_check.h"
#include "core/model/checkpoint/training_config.h"
#include "core/model/decoder/decoder_config.h"

#include <functional>
#include <utility>

namespace steerscope {

namespace {

namespace fs = std::filesystem;

// A folder that the user or the YAML named, and how the manifest shall refer to it.
struct Source {
    fs::path folder;
    std::string reference;
};

Source findSource(const std::string& named, const fs::path& base, const fs::path& output, const char* part)
{
    if (named.empty())
        throw Failure(ErrorCode::Usage, std::string("the ") + part + " folder is not given", {},
            "name it, or give a configuration that does");
    const fs::path folder = fs::absolute(base / named).lexically_normal();
    std::error_code ignored;
    if (fs::is_directory(folder, ignored)) {
        if (fs::path(named).is_absolute())
            return {folder, folder.string()};
        // Given relatively: bundle and folder may move together.
        return {folder, folder.lexically_relative(fs::absolute(output).lexically_normal()).string()};
    }
    if (const auto found = findHubModel(named))
        return {found->folder, kHubPrefix + found->id + "@" + found->commit};
    throw Failure(ErrorCode::Model, std::string("there is no ") + part + " folder '" + named + "'",
        folder.string(), "give a folder, or the id of a model in the local Hugging Face cache");
}

Source sourceOf(
    const fs::path& given, const std::string& inConfig, const ImportOptions& options, const char* part)
{
    if (!given.empty())
        return findSource(given.string(), {}, options.output, part);
    return findSource(inConfig, options.config.parent_path(), options.output, part);
}

Pooling poolingOf(
    const ImportOptions& options, const TrainingConfig& config, int layers, std::vector<std::string>& notes)
{
    if (!options.pooling.empty())
        return parsePooling(options.pooling);
    if (!config.poolingKernel)
        return {};
    if (config.poolingPosition != layers) {
        notes.push_back("not pooled: the configuration pools after layer "
            + std::to_string(config.poolingPosition) + ", the encoder has " + std::to_string(layers));
        return {};
    }
    if (!config.poolingType.empty() && config.poolingType != "max")
        notes.push_back("the configuration says pooling_type '" + config.poolingType
            + "', but the reference's code always builds max pooling: max is taken");
    return {PoolingKind::Max, *config.poolingKernel, config.poolingPosition};
}

void checkPooling(const Pooling& pooling, int layers)
{
    if (pooling.kind != PoolingKind::None && pooling.kind != PoolingKind::Reshape
        && pooling.position > layers)
        throw Failure(ErrorCode::Usage,
            "pooling after layer " + std::to_string(pooling.position) + " is not possible",
            "the encoder has " + std::to_string(layers) + " layers", "choose a layer of the encoder");
}

// A frozen part (encoder or LLM): as in its folder, or as in the checkpoint where that has other numbers.
struct FrozenPart {
    const char* name; // "encoder", "llm"
    TensorMap kept; // of the checkpoint; empty: the folder's
};

FrozenPart compare(const char* name, const TensorMap& inCheckpoint, const TensorMap& inFolder,
    const std::string& where, const std::function<void(double)>& progress, std::vector<std::string>& notes)
{
    FrozenPart part{name, {}};
    if (inCheckpoint.empty())
        return part;
    ExpectedShapes shapes;
    for (const auto& [tensor, view] : inFolder)
        shapes[tensor] = view.shape;
    checkTensors(inCheckpoint, shapes, where, std::string("give the ") + name + " it was trained with");
    const auto differing = differingTensors(inCheckpoint, inFolder, 1, progress);
    if (differing.empty())
        return part;
    notes.push_back(std::string("the checkpoint's ") + name + " differs from the folder's ('"
        + differing.front() + "' is the first such tensor): the checkpoint's is kept in the bundle");
    part.kept = inCheckpoint;
    return part;
}

// A tied head is the embedding: the folder does not hold it, the checkpoint does.
void settleTiedHead(
    const DecoderConfig& config, TensorMap& inCheckpoint, TensorMap& inFolder, const std::string& where)
{
    if (!config.tiedHead)
        return;
    inFolder.erase("lm_head.weight");
    const auto head = inCheckpoint.find("lm_head.weight");
    const auto embedding = inCheckpoint.find("model.embed_tokens.weight");
    if (head == inCheckpoint.end() || embedding == inCheckpoint.end())
        return;
    if (!sameValues(head->second, embedding->second))
        throw Failure(ErrorCode::Model,
            "the checkpoint's llm_decoder.lm_head.weight differs from its embedding", where,
            "the LLM's config.json says that they are one: set tie_word_embeddings to false there");
    inCheckpoint.erase(head);
}

class Import {
public:
    Import(const ImportOptions& options, const ProgressFn& progress, const StopFlag& stop)
        : m_options(options)
        , m_progress(progress)
        , m_stop(stop)
    {
    }

    Bundle run()
    {
        step("reading checkpoint", 0.0);
        if (!m_options.config.empty())
            m_config = readTrainingConfig(m_options.config);
        m_encoder = sourceOf(m_options.encoder, m_config.encoder, m_options, "encoder");
        m_llm = sourceOf(m_options.llm, m_config.llm, m_options, "LLM");
        m_parts = takeApart(readTensorFile(m_options.checkpoint), m_options.checkpoint.string());
        checkSizes();
        const FrozenPart encoder = compareEncoder();
        const FrozenPart llm = compareLlm();
        write(encoder, llm);
        return readBundle(m_options.output);
    }

private:
    void step(const char* stage, double fraction) const
    {
        m_stop.throwIfStopped();
        if (m_progress)
            m_progress(stage, fraction);
    }

    void checkSizes()
    {
        const std::string where = m_options.checkpoint.string();
        const EncoderConfig encoder = readEncoderConfig(m_encoder.folder);
        const DecoderConfig llm = readDecoderConfig(m_llm.folder);
        const SteeringLayout layout = steeringLayout(m_parts.trained, where);
        m_bundle.variant = layout.variant;
        m_bundle.pooling = poolingOf(m_options, m_config, encoder.layers, m_bundle.notes);
        checkPooling(m_bundle.pooling, encoder.layers);
        const bool joined = m_bundle.pooling.kind == PoolingKind::Reshape;
        const int bridge = joined ? encoder.width * m_bundle.pooling.kernel : encoder.width;
        checkLayout(layout, encoder.layers, encoder.width, bridge, llm.width, where);
        for (const auto& [layer, experts] : layout.experts)
            if (m_config.experts && *m_config.experts != experts) {
                m_bundle.notes.push_back("the configuration says " + std::to_string(*m_config.experts)
                    + " experts, the checkpoint has " + std::to_string(experts)
                    + ": the checkpoint's are taken");
                break;
            }
    }

    FrozenPart compareEncoder()
    {
        const std::string where = m_encoder.folder.string();
        const TensorMap inFolder = encoderTensors(readWeightsFolder(m_encoder.folder));
        checkEncoderTensors(inFolder, readEncoderConfig(m_encoder.folder), where);
        return compare(
            "encoder", m_parts.encoder, inFolder, m_options.checkpoint.string(),
            [this](double fraction) { step("comparing encoder", fraction); }, m_bundle.notes);
    }

    FrozenPart compareLlm()
    {
        TensorMap inFolder = readWeightsFolder(m_llm.folder);
        std::erase_if(
            inFolder, [](const auto& item) { return item.first.ends_with(".rotary_emb.inv_freq"); });
        settleTiedHead(readDecoderConfig(m_llm.folder), m_parts.llm, inFolder, m_options.checkpoint.string());
        return compare(
            "llm", m_parts.llm, inFolder, m_options.checkpoint.string(),
            [this](double fraction) { step("comparing LLM", fraction); }, m_bundle.notes);
    }

    // The folder of a part in the bundle: not there, copied, or made of the checkpoint's tensors.
    std::string writePart(const ImportOutput& output, const FrozenPart& part, const Source& source,
        const std::string& prefix) const
    {
        if (part.kept.empty() && !m_options.copy)
            return source.reference;
        step("writing bundle", -1.0);
        const fs::path folder = output.makeFolder(part.name);
        copyModelFolder(source.folder, folder, part.kept.empty(), m_stop);
        if (!part.kept.empty())
            writeTensors(folder / "model.safetensors", part.kept, prefix);
        return part.name;
    }

    void write(const FrozenPart& encoder, const FrozenPart& llm)
    {
        step("writing bundle", 0.0);
        ImportOutput output(m_options.output);
        writeTensors(output.folder() / kSteeringFile, m_parts.trained);
        const fs::path name = fs::absolute(m_options.output).lexically_normal();
        m_bundle.name = m_options.name.empty()
            ? (name.has_filename() ? name : name.parent_path()).filename().string()
            : m_options.name;
        m_bundle.encoderReference = writePart(output, encoder, m_encoder, "model.encoder.");
        m_bundle.llmReference = writePart(output, llm, m_llm, "");
        m_bundle.prompt = m_config.prompt.value_or(m_bundle.prompt);
        m_bundle.maxPromptTokens = m_config.maxPromptTokens.value_or(m_bundle.maxPromptTokens);
        m_bundle.training["checkpoint"] = m_options.checkpoint.filename().string();
        if (!m_options.config.empty())
            m_bundle.training["config"] = m_options.config.filename().string();
        writeBundleManifest(m_bundle, output.folder());
        m_stop.throwIfStopped();
        output.commit();
    }

    const ImportOptions& m_options;
    const ProgressFn& m_progress;
    const StopFlag& m_stop;
    TrainingConfig m_config;
    Source m_encoder;
    Source m_llm;
    CheckpointParts m_parts;
    Bundle m_bundle;
};

} // namespace

Bundle importBundle(const ImportOptions& options, const ProgressFn& progress, const StopFlag& stop)
{
    return Import(options, progress, stop).run();
}

} // namespace steerscope
