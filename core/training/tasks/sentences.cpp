// SPDX-License-Identifier: MIT
#include "core/training/tasks/sentences.h"

#include "core/base/error.h"
#include "core/training/data/random.h"

#include <fstream>

namespace steerscope {

namespace {

constexpr std::uint64_t kDevShare = 250;

std::uint64_t hashOf(const std::string& text)
{
    std::uint64_t hash = text.size();
    for (const unsigned char c : text)
        hash = mixBits(hash ^ c);
    return hash;
}

} // namespace

Sentences readSentences(
    const std::vector<std::filesystem::path>& files, std::size_t longest, const StopFlag& stop)
{
    Sentences sentences;
    std::uint64_t key = 0;
    for (const std::filesystem::path& file : files) {
        std::ifstream stream(file);
        if (!stream)
            throw Failure(ErrorCode::Input, "the text cannot be read", file.string(), "check 'data.text'");
        for (std::string line; std::getline(stream, line);) {
            stop.throwIfStopped();
            if (!line.empty() && line.back() == '\r')
                line.pop_back();
            if (line.empty() || line.size() > longest)
                continue;
            const std::uint64_t hash = hashOf(line);
            key = mixBits(key ^ hash);
            (hash % kDevShare == 0 ? sentences.dev : sentences.train).push_back(std::move(line));
        }
    }
    if (sentences.train.empty())
        throw Failure(ErrorCode::Input, "there is no sentence to train on", files.front().string(),
            "a text file holds a sentence a line");
    sentences.key = std::to_string(key);
    return sentences;
}

} // namespace steerscope
