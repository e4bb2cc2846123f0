// SPDX-License-Identifier: MIT
#include "core/audio/audio_sniff.h"

#include "core/audio/chunk_walk.h"
#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace steerscope {

namespace {

using namespace std::string_view_literals;

constexpr auto kFormats = "wav, rf64, w64, flac, ogg, opus, mp3 and aiff can be read";

// `count` bytes from `offset`, fewer at the end of the file.
std::string bytesAt(std::ifstream& stream, std::uint64_t offset, std::size_t count)
{
    std::string bytes(count, '\0');
    stream.clear();
    stream.seekg(static_cast<std::streamoff>(offset));
    stream.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, stream.gcount())));
    return bytes;
}

// MPEG audio, layer III, with a bit rate and sample rate that exist.
bool isMp3Frame(std::string_view bytes)
{
    if (bytes.size() < 4)
        return false;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const bool sync = byte(0) == 0xFF && (byte(1) & 0xE0) == 0xE0;
    const bool version = (byte(1) & 0x18) != 0x08;
    const bool layer3 = (byte(1) & 0x06) == 0x02;
    return sync && version && layer3 && (byte(2) & 0xF0) != 0xF0 && (byte(2) & 0x0C) != 0x0C;
}

// Where the audio begins behind an ID3v2 tag; 0 without one.
std::uint64_t afterId3(std::string_view head)
{
    if (!head.starts_with("ID3") || head.size() < 10)
        return 0;
    std::uint64_t size = 0;
    for (std::size_t i = 6; i < 10; ++i)
        size = size << 7 | (static_cast<unsigned char>(head[i]) & 0x7F);
    const bool footer = (head[5] & 0x10) != 0;
    return size + (footer ? 20 : 10);
}

// Some encoders pad behind the tag.
bool mp3SyncWithin(std::string_view bytes)
{
    for (std::size_t i = 0; i + 4 <= bytes.size(); ++i)
        if (isMp3Frame(bytes.substr(i)))
            return true;
    return false;
}

bool isOggCodecKnown(std::string_view head)
{
    return head.find("\x01vorbis"sv) != head.npos || head.find("OpusHead"sv) != head.npos
        || head.find("\x7F"
                     "FLAC"sv)
        != head.npos;
}

// An Ogg stream ends in a whole page that carries the end-of-stream flag.
bool oggCutShort(std::ifstream& stream, std::uint64_t fileSize)
{
    constexpr std::uint64_t kLargestPage = 27 + 255 + 255 * 255;
    const std::uint64_t from = fileSize > kLargestPage ? fileSize - kLargestPage : 0;
    const std::string tail = bytesAt(stream, from, static_cast<std::size_t>(fileSize - from));
    const std::size_t page = tail.rfind("OggS");
    if (page == std::string::npos || page + 27 > tail.size())
        return true;
    const std::size_t segments = static_cast<unsigned char>(tail[page + 26]);
    std::size_t end = page + 27 + segments;
    if (end > tail.size())
        return true;
    for (std::size_t i = 0; i < segments; ++i)
        end += static_cast<unsigned char>(tail[page + 27 + i]);
    const bool lastPage = (tail[page + 5] & 0x04) != 0;
    return end > tail.size() || !lastPage;
}

std::uint64_t sizeOfAudioFile(const std::filesystem::path& file)
{
    std::error_code problem;
    const auto status = std::filesystem::status(file, problem);
    if (status.type() == std::filesystem::file_type::not_found)
        throw Failure(ErrorCode::Input, "the audio file does not exist", file.string(), "check the path");
    if (!std::filesystem::is_regular_file(status))
        throw Failure(ErrorCode::Input, "not an audio file (a folder or a device)", file.string(),
            "choose an audio file");
    const std::uint64_t size = std::filesystem::file_size(file, problem);
    if (problem)
        throw Failure(ErrorCode::Input, "the audio file cannot be read: " + problem.message(), file.string());
    if (size == 0)
        throw Failure(
            ErrorCode::Input, "the audio file is empty", file.string(), "record or export it again");
    return size;
}

std::optional<AudioContainer> containerOf(std::string_view head)
{
    const auto kind = head.size() >= 12 ? head.substr(8, 4) : ""sv;
    const auto starts = [&](std::string_view magic) { return head.starts_with(magic); };
    if ((starts("RIFF") || starts("RIFX") || starts("RF64")) && kind == "WAVE")
        return AudioContainer::Wav;
    if (starts("riff\x2E\x91\xCF\x11\xA5\xD6\x28\xDB"sv))
        return AudioContainer::W64;
    if (starts("FORM") && (kind == "AIFF" || kind == "AIFC"))
        return AudioContainer::Aiff;
    if (starts("fLaC"))
        return AudioContainer::Flac;
    if (starts("OggS") && isOggCodecKnown(head))
        return AudioContainer::Ogg;
    if (isMp3Frame(head))
        return AudioContainer::Mp3;
    return std::nullopt;
}

void requireCodec(const ChunkFindings& found, const std::filesystem::path& file)
{
    if (!found.hasFormat)
        throw Failure(ErrorCode::Input, "the audio file is damaged: it does not say its format",
            file.string(), "export it again");
    if (!found.codecAccepted)
        throw Failure(ErrorCode::Input, "the audio is coded as " + found.codec + ", which is not read here",
            file.string(), "convert it to 16-bit wav or flac");
}

} // namespace

SniffedAudio sniffAudio(const std::filesystem::path& file)
{
    const std::uint64_t size = sizeOfAudioFile(file);
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Failure(ErrorCode::Input,
            "the audio file cannot be opened: " + std::generic_category().message(errno), file.string(),
            "check its permissions");
    constexpr std::size_t kHead = 4096;
    std::string head = bytesAt(stream, 0, kHead);
    std::optional<AudioContainer> container;
    if (const std::uint64_t audio = afterId3(head)) {
        head = bytesAt(stream, audio, kHead);
        container = head.starts_with("fLaC") ? std::optional(AudioContainer::Flac)
            : mp3SyncWithin(head)            ? std::optional(AudioContainer::Mp3)
                                             : std::nullopt;
    } else {
        container = containerOf(head);
    }
    if (!container)
        throw Failure(ErrorCode::Input, "not an audio file that can be read", file.string(), kFormats);
    SniffedAudio sniffed{*container, false};
    if (sniffed.container == AudioContainer::Ogg) {
        sniffed.cutShort = oggCutShort(stream, size);
    } else if (sniffed.container <= AudioContainer::Aiff) {
        stream.clear();
        const ChunkFindings found = walkChunks(stream, size, sniffed.container);
        requireCodec(found, file);
        sniffed.cutShort = found.cutShort;
    }
    return sniffed;
}

} // namespace steerscope
