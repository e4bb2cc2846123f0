// SPDX-License-Identifier: MIT
#include "core/audio/chunk_walk.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <span>
#include <string_view>

namespace steerscope {

namespace {

using Bytes = std::span<const unsigned char>;

std::uint64_t number(Bytes bytes, bool bigEndian)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value = value << 8 | bytes[bigEndian ? i : bytes.size() - 1 - i];
    return value;
}

// How chunks follow each other in one container.
struct ChunkRules {
    std::uint64_t first = 12; // offset of the first chunk
    std::size_t idSize = 4;
    std::size_t sizeSize = 4;
    bool bigEndian = false;
    bool sizeCountsHeader = false;
    std::uint64_t alignment = 2;
};

ChunkRules rulesOf(AudioContainer container, bool bigEndian)
{
    if (container == AudioContainer::W64)
        return {40, 16, 8, false, true, 8};
    ChunkRules rules;
    rules.bigEndian = bigEndian;
    return rules;
}

constexpr std::size_t kBodyBytes = 40; // of a chunk, enough for every field looked at

struct Chunk {
    std::string id; // four characters
    std::uint64_t bodyOffset = 0;
    std::uint64_t size = 0;
    std::array<unsigned char, kBodyBytes> body{};
    std::size_t bodyBytes = 0; // of `body` that were in the file

    Bytes at(std::size_t offset, std::size_t count) const { return Bytes(body).subspan(offset, count); }
};

bool readChunk(std::istream& stream, std::uint64_t offset, const ChunkRules& rules, Chunk& chunk)
{
    std::array<unsigned char, 24> header{};
    const std::size_t headerSize = rules.idSize + rules.sizeSize;
    stream.clear();
    stream.seekg(static_cast<std::streamoff>(offset));
    stream.read(reinterpret_cast<char*>(header.data()), static_cast<std::streamsize>(headerSize));
    if (stream.gcount() != static_cast<std::streamsize>(headerSize))
        return false;
    chunk.id.assign(header.begin(), header.begin() + 4);
    chunk.size = number(Bytes(header).subspan(rules.idSize, rules.sizeSize), rules.bigEndian);
    if (rules.sizeCountsHeader) {
        if (chunk.size < headerSize)
            return false;
        chunk.size -= headerSize;
    }
    chunk.bodyOffset = offset + headerSize;
    chunk.body.fill(0);
    stream.read(reinterpret_cast<char*>(chunk.body.data()), kBodyBytes);
    chunk.bodyBytes = std::min<std::uint64_t>(stream.gcount(), chunk.size);
    return true;
}

void noteWaveFormat(const Chunk& chunk, bool bigEndian, ChunkFindings& found)
{
    constexpr unsigned kPcm = 1;
    constexpr unsigned kFloat = 3;
    constexpr unsigned kALaw = 6;
    constexpr unsigned kMuLaw = 7;
    constexpr unsigned kExtensible = 0xFFFE;
    if (chunk.bodyBytes < 16)
        return;
    auto tag = static_cast<unsigned>(number(chunk.at(0, 2), bigEndian));
    if (tag == kExtensible && chunk.bodyBytes >= 26)
        tag = static_cast<unsigned>(number(chunk.at(24, 2), bigEndian));
    found.hasFormat = true;
    found.codecAccepted = tag == kPcm || tag == kFloat || tag == kALaw || tag == kMuLaw;
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "WAVE format 0x%04x", tag);
    found.codec = text.data();
}

void noteAiffFormat(const Chunk& chunk, ChunkFindings& found)
{
    constexpr std::array<std::string_view, 16> kPlain{"NONE", "twos", "sowt", "raw ", "in24", "42n1", "in32",
        "23ni", "fl32", "FL32", "fl64", "FL64", "alaw", "ALAW", "ulaw", "ULAW"};
    if (chunk.bodyBytes < 18)
        return;
    found.hasFormat = true;
    found.codec = "AIFF";
    found.codecAccepted = true;
    if (chunk.bodyBytes >= 22) {
        const std::string kind(chunk.body.begin() + 18, chunk.body.begin() + 22);
        found.codec = "AIFF-C " + kind;
        found.codecAccepted = std::find(kPlain.begin(), kPlain.end(), kind) != kPlain.end();
    }
}

// Writers that could not seek back leave a length of all ones or nearly 2 GiB: unknown, not cut short.
bool lengthUnknown(std::uint64_t size, std::size_t sizeSize)
{
    return sizeSize == 4 && size >= 0x7FFF0000U;
}

} // namespace

ChunkFindings walkChunks(std::istream& stream, std::uint64_t fileSize, AudioContainer container)
{
    constexpr int kMostChunks = 10000;
    std::array<char, 4> magic{};
    stream.clear();
    stream.seekg(0);
    stream.read(magic.data(), magic.size());
    const bool bigEndian = container == AudioContainer::Aiff || magic[3] == 'X';
    const ChunkRules rules = rulesOf(container, bigEndian);

    ChunkFindings found;
    std::uint64_t longDataSize = 0; // of RF64's ds64
    bool dataSeen = false;
    std::uint64_t offset = rules.first;
    Chunk chunk;
    for (int i = 0; i < kMostChunks && !(found.hasFormat && dataSeen); ++i) {
        if (!readChunk(stream, offset, rules, chunk))
            break;
        if (chunk.id == "fmt ")
            noteWaveFormat(chunk, bigEndian, found);
        else if (chunk.id == "COMM")
            noteAiffFormat(chunk, found);
        else if (chunk.id == "ds64" && chunk.bodyBytes >= 16)
            longDataSize = number(chunk.at(8, 8), false);
        const bool isData = chunk.id == "data" || chunk.id == "SSND";
        if (isData && chunk.size == 0xFFFFFFFFU && longDataSize > 0)
            chunk.size = longDataSize;
        const std::uint64_t left = fileSize - std::min(fileSize, chunk.bodyOffset);
        if (isData) {
            dataSeen = true;
            const bool unknown = longDataSize == 0 && lengthUnknown(chunk.size, rules.sizeSize);
            found.cutShort = !unknown && chunk.size > left;
        }
        if (chunk.size > left)
            break;
        offset = chunk.bodyOffset + (chunk.size + rules.alignment - 1) / rules.alignment * rules.alignment;
    }
    return found;
}

} // namespace steerscope
