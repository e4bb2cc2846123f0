// SPDX-License-Identifier: MIT
#include "core/training/tasks/feature_cache_p.h"

#include "core/base/error.h"
#include "core/model/checkpoint/mapped_file.h"
#include "core/training/forward/training_pass_p.h"
#include "core/training/tasks/batch_tensors_p.h"

#include <ATen/ops/empty.h>
#include <c10/core/GradMode.h>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace steerscope {

namespace {

namespace fs = std::filesystem;

constexpr int kBatch = 8;

// A file that is filled anywhere and appears when it is whole.
class PartialFile {
public:
    PartialFile(const fs::path& file, std::int64_t bytes)
        : m_file(file)
        , m_partial(file.string() + ".partial" + std::to_string(::getpid()))
        , m_descriptor(::open(m_partial.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644))
    {
        // Reserved at once: a full disk shows before hours of work, not after.
        const int error = m_descriptor < 0 ? errno : ::posix_fallocate(m_descriptor, 0, bytes);
        if (error != 0)
            fail(error);
    }
    ~PartialFile()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
        if (!m_done)
            ::unlink(m_partial.c_str());
    }
    PartialFile(const PartialFile&) = delete;
    PartialFile& operator=(const PartialFile&) = delete;

    void write(std::int64_t offset, const void* data, std::size_t bytes)
    {
        if (::pwrite(m_descriptor, data, bytes, offset) != static_cast<ssize_t>(bytes))
            fail(errno ? errno : ENOSPC);
    }
    void commit()
    {
        if (::fsync(m_descriptor) != 0 || ::rename(m_partial.c_str(), m_file.c_str()) != 0)
            fail(errno);
        m_done = true;
    }

private:
    [[noreturn]] void fail(int error) const
    {
        ::unlink(m_partial.c_str());
        throw Failure(ErrorCode::Output,
            std::string("the feature cache cannot be written (") + std::strerror(error) + ")",
            m_file.string(),
            "free some space, name another 'data.cache', or set compute.cache_features to false");
    }

    fs::path m_file, m_partial;
    int m_descriptor;
    bool m_done = false;
};

// The output of the slot before its steering. Nothing below it is steered.
at::Tensor frozenPart(const SteeredEncoder& model, int slot, const at::Tensor& logMel)
{
    SteeredEncoder lower{model.encoder, {}, model.pooling};
    if (slot == model.depth())
        return trainingPass(lower, logMel, -1, {}).hidden;
    lower.encoder.layers.resize(slot + 1);
    if (lower.pooling.position > slot) // pools after this slot's steering, or higher
        lower.pooling = {};
    return layersOnly(lower, logMel);
}

} // namespace

FeatureCache::FeatureCache(const fs::path& folder, const std::string& key, const SteeredEncoder& model,
    int slot, const AudioSet& audio, const ProgressFn& progress, const StopFlag& stop)
    : m_slot(slot)
    , m_width(model.encoder.config.width)
    , m_dtype(model.encoder.conv1.weight.scalar_type())
    , m_device(model.encoder.conv1.weight.device())
{
    const at::AutoGradMode noGrad(false);
    const auto itemBytes = static_cast<std::int64_t>(c10::elementSize(m_dtype));
    const auto count = static_cast<std::int64_t>(audio.utterances.size());
    m_frames = model.encoder.config.positions;
    if (model.pooling.position > 0 && model.pooling.position <= slot
        && (model.pooling.kind == PoolingKind::Max || model.pooling.kind == PoolingKind::Average))
        m_frames = (m_frames + model.pooling.kernel - 1) / model.pooling.kernel;
    const std::int64_t bytesEach = m_frames * m_width * itemBytes;
    const fs::path file = folder / ("features-" + key);

    std::error_code error;
    if (fs::file_size(file, error) != static_cast<std::uintmax_t>(bytesEach * count) || error) {
        PartialFile output(file, bytesEach * count);
        LoaderOptions options;
        options.logMel = logMelOptions(model.encoder.config);
        options.fullWindow = true;
        options.plan.batchSize = kBatch;
        options.plan.shuffle = false;
        BatchLoader loader(audio.store, audio.utterances, options);
        const std::int64_t batches = loader.stepsPerEpoch();
        for (std::int64_t i = 0; i < batches; ++i) {
            stop.throwIfStopped();
            const AudioBatch batch = loader.next();
            const at::Tensor features = frozenPart(model, slot, logMelTensor(batch, m_device, m_dtype))
                                            .cpu()
                                            .contiguous(); // [B, T, D]
            for (int item = 0; item < batch.size(); ++item)
                output.write(batch.utterances[item].front() * bytesEach, features[item].const_data_ptr(),
                    static_cast<std::size_t>(bytesEach));
            if (progress)
                progress("computing what the frozen layers give", (i + 1.0) / static_cast<double>(batches));
        }
        output.commit();
    }
    const auto mapping = MappedFile::open(file);
    m_bytes = mapping->bytes().data();
    m_mapping = mapping;
}

at::Tensor FeatureCache::batch(const std::vector<int>& utterances) const
{
    at::Tensor features
        = at::empty({static_cast<std::int64_t>(utterances.size()), m_frames, m_width}, m_dtype);
    const std::size_t bytesEach = features.nbytes() / utterances.size();
    auto* out = static_cast<std::byte*>(features.mutable_data_ptr());
    for (std::size_t i = 0; i < utterances.size(); ++i)
        std::memcpy(
            out + i * bytesEach, m_bytes + static_cast<std::size_t>(utterances[i]) * bytesEach, bytesEach);
    return features.to(m_device);
}

} // namespace steerscope
