// SPDX-License-Identifier: MIT
#include "core/training/tasks/batch_tensors_p.h"

#include "core/training/data/random.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/from_blob.h>

namespace steerscope {

at::Tensor logMelTensor(const AudioBatch& batch, at::Device device, at::ScalarType dtype)
{
    auto* values
        = const_cast<float*>(batch.logMel.data()); // from_blob wants it so; the copy below only reads
    return at::from_blob(values, {batch.size(), batch.mels, batch.frames}, at::kFloat)
        .to(device, dtype, /*non_blocking=*/false, /*copy=*/true);
}

at::Generator passGenerator(std::uint64_t seed, std::int64_t step, int micro, int rank)
{
    PositionRandom random(seed,
        {static_cast<std::uint64_t>(step), static_cast<std::uint64_t>(micro),
            static_cast<std::uint64_t>(rank)});
    return at::detail::createCPUGenerator(random.bits());
}

std::vector<std::string> itemNames(const AudioBatch& batch, const std::vector<Utterance>& utterances)
{
    std::vector<std::string> names;
    for (const std::vector<int>& joined : batch.utterances) {
        std::string name;
        for (const int index : joined)
            name += (name.empty() ? "" : " + ") + utterances[index].audio.string();
        names.push_back(name.empty() ? "synthetic non-speech" : name);
    }
    return names;
}

std::string setOf(const AudioBatch& batch, int item, const std::vector<Utterance>& utterances)
{
    const std::vector<int>& joined = batch.utterances[item];
    return joined.empty() ? "non-speech" : utterances[joined.front()].set;
}

} // namespace steerscope
