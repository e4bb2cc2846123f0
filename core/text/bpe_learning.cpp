// SPDX-License-Identifier: MIT
#include "core/text/bpe_learning.h"

#include "core/text/byte_alphabet.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <queue>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace steerscope {
namespace {

constexpr int kBytes = 256;

std::uint64_t key(int left, int right)
{
    return std::uint64_t{static_cast<std::uint32_t>(left)} << 32 | static_cast<std::uint32_t>(right);
}

std::vector<std::string> bytesByCharacter()
{
    std::vector<std::string> bytes;
    for (int byte = 0; byte < kBytes; ++byte)
        bytes.emplace_back(1, static_cast<char>(byte));
    std::sort(bytes.begin(), bytes.end(), [](const std::string& a, const std::string& b) {
        return characterOfByte(static_cast<unsigned char>(a[0]))
            < characterOfByte(static_cast<unsigned char>(b[0]));
    });
    return bytes;
}

struct Candidate {
    std::int64_t count = 0; // when it was found: it is stale once the count has changed
    int left = 0;
    int right = 0;

    // For a queue whose top is the highest count, then the lowest ids.
    bool operator<(const Candidate& other) const
    {
        return std::tie(count, other.left, other.right) < std::tie(other.count, left, right);
    }
};

class Learner {
public:
    Learner(const std::vector<CountedPiece>& pieces, const BpeLearningOptions& options);
    bool step(); // false: no pair is left
    LearnedBpe take() { return std::move(m_result); }

private:
    struct Piece {
        std::vector<int> symbols;
        std::int64_t count = 0;
    };
    struct Pair {
        std::int64_t count = 0;
        std::vector<std::size_t> pieces; // that hold it or once did; the last one never twice running
    };
    void add(int left, int right, std::size_t piece);
    void subtract(int left, int right, std::size_t piece);
    void offer(std::uint64_t ids);
    void offerGrown();
    void join(const Candidate& pair, int joined);
    void joinIn(std::size_t piece, const Candidate& pair, int joined);

    std::int64_t m_minCount;
    std::vector<Piece> m_pieces;
    std::unordered_map<std::uint64_t, Pair> m_pairs; // by both ids
    std::unordered_set<std::uint64_t> m_grown; // pairs that became more frequent since they were offered
    std::priority_queue<Candidate> m_queue;
    std::unordered_set<std::string> m_taken; // what no further token may spell
    LearnedBpe m_result;
};

Learner::Learner(const std::vector<CountedPiece>& pieces, const BpeLearningOptions& options)
    : m_minCount(std::max<std::int64_t>(1, options.minCount))
    , m_taken(options.reserved.begin(), options.reserved.end())
{
    m_result.tokens = bytesByCharacter();
    std::array<int, kBytes> ids{};
    for (int id = 0; id < kBytes; ++id)
        ids[static_cast<unsigned char>(m_result.tokens[static_cast<std::size_t>(id)][0])] = id;
    m_pieces.reserve(pieces.size());
    for (const CountedPiece& piece : pieces) {
        std::vector<int> symbols;
        for (const unsigned char byte : piece.bytes)
            symbols.push_back(ids[byte]);
        m_pieces.push_back({std::move(symbols), piece.count});
        const std::vector<int>& all = m_pieces.back().symbols;
        for (std::size_t i = 1; i < all.size(); ++i)
            add(all[i - 1], all[i], m_pieces.size() - 1);
    }
    offerGrown();
}

void Learner::add(int left, int right, std::size_t piece)
{
    Pair& pair = m_pairs[key(left, right)];
    pair.count += m_pieces[piece].count;
    if (pair.pieces.empty() || pair.pieces.back() != piece)
        pair.pieces.push_back(piece);
    m_grown.insert(key(left, right));
}

void Learner::subtract(int left, int right, std::size_t piece)
{
    m_pairs[key(left, right)].count -= m_pieces[piece].count;
}

void Learner::offer(std::uint64_t ids)
{
    const std::int64_t count = m_pairs[ids].count;
    if (count >= m_minCount)
        m_queue.push({count, static_cast<int>(ids >> 32U), static_cast<int>(ids & 0xFFFFFFFFU)});
}

void Learner::offerGrown()
{
    for (const std::uint64_t ids : m_grown)
        offer(ids);
    m_grown.clear();
}

// Every place of the pair in one piece, from the left.
void Learner::joinIn(std::size_t piece, const Candidate& pair, int joined)
{
    std::vector<int>& symbols = m_pieces[piece].symbols;
    std::size_t kept = 0; // the result is written over what has been read
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        if (i + 1 == symbols.size() || symbols[i] != pair.left || symbols[i + 1] != pair.right) {
            symbols[kept++] = symbols[i];
            continue;
        }
        if (kept > 0) {
            subtract(symbols[kept - 1], pair.left, piece);
            add(symbols[kept - 1], joined, piece);
        }
        if (i + 2 < symbols.size()) {
            subtract(pair.right, symbols[i + 2], piece);
            add(joined, symbols[i + 2], piece);
        }
        symbols[kept++] = joined;
        ++i;
    }
    symbols.resize(kept);
}

void Learner::join(const Candidate& pair, int joined)
{
    std::vector<std::size_t> pieces = std::move(m_pairs[key(pair.left, pair.right)].pieces);
    std::sort(pieces.begin(), pieces.end());
    pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
    for (const std::size_t piece : pieces)
        joinIn(piece, pair, joined);
    m_pairs.erase(key(pair.left, pair.right)); // no merge to come brings it back: their tokens are new
    offerGrown();
}

bool Learner::step()
{
    while (!m_queue.empty()) {
        const Candidate best = m_queue.top();
        m_queue.pop();
        if (best.count != m_pairs[key(best.left, best.right)].count) {
            offer(key(best.left, best.right));
            continue;
        }
        std::string bytes = m_result.tokens[static_cast<std::size_t>(best.left)]
            + m_result.tokens[static_cast<std::size_t>(best.right)];
        if (!m_taken.insert(bytes).second)
            continue;
        const int joined = static_cast<int>(m_result.tokens.size());
        m_result.tokens.push_back(std::move(bytes));
        m_result.merges.push_back({best.left, best.right, joined});
        join(best, joined);
        return true;
    }
    return false;
}

} // namespace

LearnedBpe learnBpe(const std::vector<CountedPiece>& pieces, const BpeLearningOptions& options,
    const ProgressFn& progress, const StopFlag& stop)
{
    Learner learner(pieces, options);
    for (int done = 0; done < options.merges; ++done) {
        stop.throwIfStopped();
        if (progress)
            progress("merging", static_cast<double>(done) / options.merges);
        if (!learner.step())
            break;
    }
    return learner.take();
}

} // namespace steerscope
