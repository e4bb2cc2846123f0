// SPDX-License-Identifier: MIT
#include "core/audio/recording_file.h"

#include "core/audio/sndfile_p.h"
#include "core/base/error.h"

#include <cstdio>

namespace steerscope {

namespace {

ByteStore& storeOf(void* user)
{
    return *static_cast<ByteStore*>(user);
}

sf_count_t storeSeek(sf_count_t offset, int whence, void* user)
{
    ByteStore& store = storeOf(user);
    const sf_count_t origin = whence == SEEK_CUR ? store.position() : whence == SEEK_END ? store.size() : 0;
    store.seek(origin + offset);
    return store.position();
}

SF_VIRTUAL_IO callbacks()
{
    SF_VIRTUAL_IO io{};
    io.get_filelen = [](void* user) -> sf_count_t { return storeOf(user).size(); };
    io.seek = storeSeek;
    io.read = [](void*, sf_count_t, void*) -> sf_count_t { return 0; }; // never asked while writing
    io.write = [](const void* bytes, sf_count_t count, void* user) -> sf_count_t {
        return storeOf(user).write(bytes, count);
    };
    io.tell = [](void* user) -> sf_count_t { return storeOf(user).position(); };
    return io;
}

} // namespace

struct RecordingFile::Handle {
    SF_VIRTUAL_IO io = callbacks();
    SndfilePtr sound;
};

RecordingFile::RecordingFile(const std::filesystem::path& file, int sampleRate)
    : RecordingFile(std::make_unique<FileStore>(file), file.string(), sampleRate)
{
}

RecordingFile::RecordingFile(std::unique_ptr<ByteStore> store, std::string name, int sampleRate)
    : m_store(std::move(store))
    , m_name(std::move(name))
    , m_sampleRate(sampleRate)
    , m_handle(std::make_unique<Handle>())
{
    SF_INFO info{};
    info.samplerate = sampleRate;
    info.channels = 1;
    info.format = SF_FORMAT_RF64 | SF_FORMAT_FLOAT;
    m_handle->sound.reset(sf_open_virtual(&m_handle->io, SFM_WRITE, &info, m_store.get()));
    SNDFILE* sound = m_handle->sound.get();
    if (!sound)
        throw Failure(ErrorCode::Output,
            std::string("the recording cannot be started: ") + sf_strerror(nullptr), m_name,
            "choose another folder");
    sf_command(sound, SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
    sf_command(sound, SFC_RF64_AUTO_DOWNGRADE, nullptr, SF_TRUE);
    sf_command(sound, SFC_SET_UPDATE_HEADER_AUTO, nullptr, SF_TRUE);
}

RecordingFile::~RecordingFile()
{
    close();
}

void RecordingFile::append(std::span<const float> samples)
{
    const auto count = static_cast<sf_count_t>(samples.size());
    const sf_count_t wrote = sf_writef_float(m_handle->sound.get(), samples.data(), count);
    m_frames += static_cast<std::uint64_t>(std::max<sf_count_t>(0, wrote));
    if (wrote == count)
        return;
    const std::string why = m_store->problem();
    throw Failure(ErrorCode::Output, "the recording cannot go on: " + (why.empty() ? "a write failed" : why),
        m_name, "make room on the disk; what was recorded so far is kept");
}

void RecordingFile::sync()
{
    m_store->sync();
}

void RecordingFile::close()
{
    if (!m_handle)
        return;
    m_handle.reset();
    m_store->sync();
}

} // namespace steerscope
