// SPDX-License-Identifier: MIT
#include "core/model/decoder/decoder_p.h"

namespace steerscope {

std::shared_ptr<const Decoder> loadDecoder(const std::filesystem::path& folder, at::ScalarType dtype,
    at::Device device, const ProgressFn& progress, const StopFlag& stop)
{
    DecoderConfig config = readDecoderConfig(folder);
    DecoderWeights weights = loadDecoderWeights(
        config, readWeightsFolder(folder), folder.string(), dtype, device, progress, stop);
    return std::make_shared<const Decoder>(Decoder{std::move(config), std::move(weights)});
}

} // namespace steerscope
