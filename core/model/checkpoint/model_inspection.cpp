// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/bundle.h"

#include "core/base/error.h"
#include "core/base/gating_trace.h"
#include "core/model/checkpoint/bundle_manifest.h"
#include "core/model/checkpoint/checkpoint_parts.h"
#include "core/model/checkpoint/encoder_config.h"
#include "core/model/checkpoint/model_folders.h"
#include "core/model/checkpoint/steering_layout.h"
#include "core/model/checkpoint/tensor_check.h"
#include "core/model/decoder/decoder_config.h"
#include "core/model/decoder/decoder_tensors.h"

#include <algorithm>
#include <functional>
#include <map>

namespace steerscope {

namespace {

namespace fs = std::filesystem;

class Inspection {
public:
    Inspection(const fs::path& path, std::vector<std::string>& problems)
        : m_path(path)
        , m_problems(problems)
    {
        m_info.name = path.filename().string();
        m_info.path = path.string();
        m_info.variant = "none";
        m_info.pooling = "none";
    }

    ModelInfo folder()
    {
        switch (folderKind(m_path)) {
        case FolderKind::Bundle:
            m_info.kind = "bundle";
            guard([&] { bundle(readBundle(m_path)); });
            break;
        case FolderKind::Whisper:
            m_info.kind = "whisper";
            m_info.variant = variantName(Variant::EncoderOnly);
            inspectEncoder(m_path);
            break;
        case FolderKind::Llm:
            m_info.kind = "llm";
            inspectLlm(m_path);
            inspectTokenizer(m_path);
            break;
        case FolderKind::Checkpoint:
            m_path /= "pytorch_model.bin";
            return file();
        case FolderKind::Other:
            guard([&] { readBundle(m_path); });
        }
        finish();
        return m_info;
    }

    ModelInfo file()
    {
        m_info.kind = "tensors";
        guard([&] {
            const TensorMap tensors = readTensorFile(m_path);
            addWeights(tensors);
            const auto parts = attempt([&] { return takeApart(tensors, m_path.string()); });
            if (parts && !parts.value().trained.empty()) {
                m_info.kind = "checkpoint";
                checkpoint(parts.value());
            }
        });
        finish();
        return m_info;
    }

private:
    // What one file or folder has wrong must not hide the others'.
    void guard(const std::function<void()>& look)
    {
        try {
            look();
        } catch (...) {
            const std::string message = currentError().message();
            if (std::find(m_problems.begin(), m_problems.end(), message) == m_problems.end())
                m_problems.push_back(message);
        }
    }

    void addWeights(const TensorMap& tensors)
    {
        m_info.weightBytes += byteCount(tensors);
        for (const auto& [name, view] : tensors)
            m_dtypes[dtypeName(view.dtype)] += view.elements();
    }

    void finish()
    {
        std::int64_t most = 0;
        for (const auto& [dtype, count] : m_dtypes)
            if (count > most) {
                most = count;
                m_info.dtype = dtype;
            }
    }

    void inspectEncoder(const fs::path& folder)
    {
        guard([&] {
            const EncoderConfig config = readEncoderConfig(folder);
            m_info.encoderLayers = config.layers;
            m_info.width = config.width;
            m_info.heads = config.heads;
            m_info.mels = config.mels;
            m_info.windowSeconds = config.windowSeconds();
            m_info.windowFrames = config.positions;
            const TensorMap tensors = encoderTensors(readWeightsFolder(folder));
            checkEncoderTensors(tensors, config, folder.string());
            m_info.parameters.encoder = elementCount(tensors);
            addWeights(tensors);
        });
    }

    void inspectLlm(const fs::path& folder)
    {
        guard([&] {
            const DecoderConfig config = readDecoderConfig(folder);
            m_info.llmFamily = config.family;
            m_info.llmLayers = config.layers;
            m_info.llmWidth = config.width;
            m_info.vocabulary = config.vocabulary;
            m_info.sampling = config.sampling;
            TensorMap tensors = readWeightsFolder(folder);
            if (config.tiedHead)
                tensors.erase("lm_head.weight");
            checkDecoderTensors(tensors, config, folder.string());
            m_info.parameters.llm = elementCount(tensors);
            addWeights(tensors);
        });
    }

    void inspectTokenizer(const fs::path& folder)
    {
        std::error_code ignored;
        if (!fs::is_regular_file(folder / "tokenizer.json", ignored))
            m_problems.push_back("the tokenizer is missing: " + (folder / "tokenizer.json").string()
                + ": copy the LLM's tokenizer.json there");
    }

    void trained(const TensorMap& tensors, const std::string& where)
    {
        const SteeringLayout layout = steeringLayout(tensors, where);
        m_info.variant = variantName(layout.variant);
        m_info.steered = steeredLayers(tensors, layout);
        const ParameterCounts counts = trainedCounts(tensors);
        m_info.parameters.vectors = counts.vectors;
        m_info.parameters.routers = counts.routers;
        m_info.parameters.scales = counts.scales;
        m_info.parameters.projection = counts.projection;
    }

    void checkpoint(const CheckpointParts& parts)
    {
        m_info.parameters.encoder = elementCount(parts.encoder);
        m_info.parameters.llm = elementCount(parts.llm);
        trained(parts.trained, m_path.string());
        const SteeringLayout layout = steeringLayout(parts.trained, m_path.string());
        m_info.width = layout.width;
        m_info.encoderLayers = layout.depth();
        m_info.llmWidth = layout.projectionOut;
    }

    void bundle(const Bundle& bundle)
    {
        m_info.name = bundle.name;
        m_info.variant = variantName(bundle.variant);
        m_info.pooling = poolingText(bundle.pooling);
        m_info.prompt = bundle.prompt;
        m_info.maxPromptTokens = bundle.maxPromptTokens;
        m_info.maxTokens = bundle.maxTokens;
        m_info.notes = bundle.notes;
        m_info.decodesText = true;
        inspectEncoder(bundle.encoder);
        inspectLlm(bundle.llm);
        inspectTokenizer(bundle.tokenizer);
        guard([&] {
            const TensorMap tensors = readSafetensors(bundle.steering);
            trained(tensors, bundle.steering.string());
            addWeights(tensors);
            if (m_info.encoderLayers == 0 || m_info.llmWidth == 0)
                return;
            const bool joined = bundle.pooling.kind == PoolingKind::Reshape;
            checkLayout(steeringLayout(tensors, bundle.steering.string()), m_info.encoderLayers, m_info.width,
                joined ? m_info.width * bundle.pooling.kernel : m_info.width, m_info.llmWidth,
                bundle.steering.string());
        });
        guard([&] {
            if (bundle.pooling.position > m_info.encoderLayers && m_info.encoderLayers > 0)
                throw Failure(ErrorCode::Model,
                    "pooling after layer " + std::to_string(bundle.pooling.position) + " is not possible",
                    (bundle.root / kManifestFile).string(),
                    "the encoder has " + std::to_string(m_info.encoderLayers) + " layers");
        });
    }

    fs::path m_path;
    std::vector<std::string>& m_problems;
    ModelInfo m_info;
    std::map<std::string, std::int64_t> m_dtypes; // scalars of each
};

} // namespace

ModelInfo inspectModel(const fs::path& path, std::vector<std::string>& problems)
{
    problems.clear();
    const fs::path absolute = fs::absolute(path).lexically_normal();
    Inspection inspection(absolute.has_filename() ? absolute : absolute.parent_path(), problems);
    std::error_code ignored;
    return fs::is_directory(absolute, ignored) ? inspection.folder() : inspection.file();
}

} // namespace steerscope
