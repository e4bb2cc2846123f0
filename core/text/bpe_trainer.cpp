// SPDX-License-Identifier: MIT
#include "core/text/bpe_trainer.h"

#include "core/base/error.h"
#include "core/text/bpe_learning.h"
#include "core/text/byte_alphabet.h"
#include "core/text/regex.h"
#include "core/text/tokenizer_writer.h"
#include "core/text/unicode.h"

#include <fstream>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace steerscope {
namespace {

constexpr int kBytes = 256;
constexpr int kMaxVocabulary = 1 << 20;
constexpr const char* kQwen2Pattern
    = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

std::string entryOfBytes(std::string_view bytes)
{
    std::string entry;
    for (const unsigned char byte : bytes)
        unicode::append(entry, characterOfByte(byte));
    return entry;
}

void check(const BpeTrainerOptions& options)
{
    std::unordered_set<std::string> seen;
    for (const std::string& token : options.special) {
        if (unicode::repaired(token) != token || unicode::codePoints(token).size() < 2)
            throw Failure(ErrorCode::Usage, "a special token is too short or not UTF-8", "'" + token + "'",
                "use something that no text holds, like <|endoftext|>");
        if (!seen.insert(token).second)
            throw Failure(ErrorCode::Usage, "a special token is given twice", token, "give it once");
    }
    const auto least = kBytes + static_cast<std::int64_t>(options.special.size());
    if (options.vocabulary < least || options.vocabulary > kMaxVocabulary)
        throw Failure(ErrorCode::Usage,
            "a vocabulary of " + std::to_string(options.vocabulary) + " tokens cannot be made", {},
            "give from " + std::to_string(least) + " (the bytes and the special tokens) to "
                + std::to_string(kMaxVocabulary));
    if (options.minCount < 1)
        throw Failure(ErrorCode::Usage, "a pair cannot be asked to occur less than once", {},
            "give a least count of 1 or more");
}

[[noreturn]] void unreadable(const std::filesystem::path& file)
{
    throw Failure(
        ErrorCode::Input, "the text cannot be read", file.string(), "check its name and permissions");
}

class PieceCounter {
public:
    PieceCounter(const ProgressFn& progress, const StopFlag& stop)
        : m_progress(progress)
        , m_stop(stop)
    {
    }
    void addAll(const std::vector<std::filesystem::path>& texts);
    std::int64_t lines() const { return m_lines; }
    std::vector<CountedPiece> pieces() const;

private:
    void add(std::string_view line);

    const ProgressFn& m_progress;
    const StopFlag& m_stop;
    Regex m_splitter{kQwen2Pattern};
    std::unordered_map<std::string, std::int64_t> m_counts;
    std::int64_t m_lines = 0;
};

// The pattern leaves nothing between its matches: every character is a letter, a number, a space or neither.
void PieceCounter::add(std::string_view line)
{
    const std::string text = unicode::normalised(unicode::repaired(line), unicode::Form::Nfc);
    m_splitter.forEachMatch(
        text, [&](std::size_t begin, std::size_t end) { ++m_counts[text.substr(begin, end - begin)]; });
    ++m_lines;
}

void PieceCounter::addAll(const std::vector<std::filesystem::path>& texts)
{
    std::uintmax_t allBytes = 0;
    for (const auto& file : texts) {
        std::error_code error;
        allBytes += std::filesystem::file_size(file, error);
        if (error)
            unreadable(file);
    }
    std::uintmax_t bytes = 0;
    for (const auto& file : texts) {
        std::ifstream stream(file, std::ios::binary);
        if (!stream)
            unreadable(file);
        for (std::string line; std::getline(stream, line);) {
            bytes += line.size() + 1;
            if (line.ends_with('\r'))
                line.pop_back();
            add(line);
            if (m_lines % 1000 != 0)
                continue;
            m_stop.throwIfStopped();
            if (m_progress)
                m_progress("counting words", static_cast<double>(bytes) / static_cast<double>(allBytes));
        }
        if (stream.bad())
            unreadable(file);
    }
}

std::vector<CountedPiece> PieceCounter::pieces() const
{
    std::vector<CountedPiece> result;
    result.reserve(m_counts.size());
    for (const auto& [piece, count] : m_counts)
        result.push_back({piece, count});
    return result;
}

TokenizerDescription describe(LearnedBpe learned, const std::vector<std::string>& special)
{
    TokenizerDescription result;
    for (const std::string& bytes : learned.tokens)
        result.vocabulary.emplace(entryOfBytes(bytes), result.idLimit++);
    result.merges = std::move(learned.merges);
    for (const std::string& content : special) {
        AddedToken token;
        token.id = result.idLimit++;
        token.content = content;
        token.special = true;
        result.addedTokens.push_back(std::move(token));
    }
    result.nfc = true;
    result.splits = {kQwen2Pattern};
    return result;
}

} // namespace

TrainedTokenizer trainTokenizer(const std::vector<std::filesystem::path>& texts,
    const std::filesystem::path& folder, const BpeTrainerOptions& options, const ProgressFn& progress,
    const StopFlag& stop)
{
    check(options);
    PieceCounter counter(progress, stop);
    counter.addAll(texts);
    const std::vector<CountedPiece> pieces = counter.pieces();
    if (pieces.empty())
        throw Failure(ErrorCode::Input, "there is no text to train on",
            texts.empty() ? std::string() : texts.front().string(), "give files with text");
    BpeLearningOptions learning;
    learning.merges = options.vocabulary - kBytes - static_cast<int>(options.special.size());
    learning.minCount = options.minCount;
    // An entry that reads like a special token would give two tokens one spelling in the file.
    for (const std::string& token : options.special)
        learning.reserved.push_back(bytesOfEntry(token).value_or(token));
    const TokenizerDescription description
        = describe(learnBpe(pieces, learning, progress, stop), options.special);
    writeTokenizer(description, folder);
    return {description.idLimit, counter.lines(), static_cast<std::int64_t>(pieces.size())};
}

} // namespace steerscope
