// SPDX-License-Identifier: MIT
#include "core/training/experiment/model_shape.h"

#include "core/model/checkpoint/bundle.h"
#include "core/model/checkpoint/encoder_config.h"
#include "core/model/checkpoint/steering_layout.h"
#include "core/model/decoder/decoder_config.h"

#include <algorithm>

namespace steerscope::experiment {

report::ModelShape bundleShape(const std::filesystem::path& folder)
{
    const Bundle bundle = readBundle(folder);
    const EncoderConfig encoder = readEncoderConfig(bundle.encoder);
    report::ModelShape shape;
    const bool pooled
        = bundle.pooling.kind == PoolingKind::Max || bundle.pooling.kind == PoolingKind::Average;
    shape.encoder = {encoder.layers, encoder.width, encoder.ffn, encoder.mels, encoder.melFrames(),
        bundle.pooling.kind == PoolingKind::None ? 1 : bundle.pooling.kernel,
        pooled ? bundle.pooling.position : 0, bundle.pooling.kind == PoolingKind::Reshape};
    const DecoderConfig llm = readDecoderConfig(bundle.llm);
    shape.decoder
        = {llm.layers, llm.width, llm.queryWidth(), llm.keyValueWidth(), llm.intermediate, llm.vocabulary};
    const SteeringLayout layout = steeringLayout(readSafetensors(bundle.steering), bundle.steering.string());
    for (const auto& [layer, experts] : layout.experts)
        shape.steered.push_back({layer, experts, layout.variant == Variant::LayerwiseShared});
    // The steering after the encoder sorts first by its number, but runs last.
    std::stable_partition(shape.steered.begin(), shape.steered.end(),
        [](const report::SteeredShape& steered) { return steered.layer >= 0; });
    shape.projection = layout.projectionIn > 0;
    shape.maxPromptTokens = bundle.maxPromptTokens;
    return shape;
}

} // namespace steerscope::experiment
