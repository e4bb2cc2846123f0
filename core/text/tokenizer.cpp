// SPDX-License-Identifier: MIT
#include "core/text/tokenizer.h"

#include "core/text/byte_alphabet.h"
#include "core/text/regex.h"
#include "core/text/tokenizer_file.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

namespace steerscope {
namespace {

std::vector<AddedToken> looking(std::vector<AddedToken> tokens, bool inNormalised, bool nfc)
{
    std::erase_if(tokens, [&](const AddedToken& token) { return token.normalised != inNormalised; });
    if (inNormalised && nfc)
        for (AddedToken& token : tokens)
            token.content = unicode::normalised(token.content, unicode::Form::Nfc);
    return tokens;
}

std::array<int, 256> byteIds(const TokenizerDescription& description)
{
    std::array<int, 256> ids{};
    for (int byte = 0; byte < 256; ++byte) {
        std::string entry;
        unicode::append(entry, characterOfByte(static_cast<unsigned char>(byte)));
        const auto found = description.vocabulary.find(entry);
        ids[byte] = found == description.vocabulary.end() ? -1 : found->second;
    }
    return ids;
}

} // namespace

struct Tokenizer::Impl {
    explicit Impl(const TokenizerDescription& description);
    void encodePiece(std::string_view bytes, std::size_t splitter, std::vector<int>& ids) const;
    bool exists(int id) const { return id >= 0 && id < static_cast<int>(tokens.size()) && tokens[id].exists; }

    struct Entry {
        std::string bytes;
        bool exists = false;
        bool special = false;
    };
    std::vector<Entry> tokens; // by id
    AddedTokenMatcher rawTokens;
    AddedTokenMatcher normalisedTokens;
    bool nfc = false;
    std::vector<Regex> splitters;
    BpeMerges merges;
    std::unordered_map<std::string, int> wholePieces; // bytes -> id; filled when merges are ignored
};

Tokenizer::Impl::Impl(const TokenizerDescription& description)
    : tokens(static_cast<std::size_t>(description.idLimit))
    , rawTokens(looking(description.addedTokens, false, description.nfc))
    , normalisedTokens(looking(description.addedTokens, true, description.nfc))
    , nfc(description.nfc)
    , splitters(description.splits.begin(), description.splits.end())
    , merges(description.merges, byteIds(description))
{
    for (const auto& [entry, id] : description.vocabulary) {
        const std::optional<std::string> bytes = bytesOfEntry(entry);
        tokens[static_cast<std::size_t>(id)] = {bytes.value_or(entry), true, false};
        if (bytes && description.ignoreMerges)
            wholePieces.emplace(*bytes, id);
    }
    for (const AddedToken& token : description.addedTokens)
        tokens[static_cast<std::size_t>(token.id)]
            = {bytesOfEntry(token.content).value_or(token.content), true, token.special};
}

void Tokenizer::Impl::encodePiece(std::string_view bytes, std::size_t splitter, std::vector<int>& ids) const
{
    if (bytes.empty())
        return;
    if (splitter < splitters.size()) {
        std::size_t done = 0;
        splitters[splitter].forEachMatch(bytes, [&](std::size_t begin, std::size_t end) {
            encodePiece(bytes.substr(done, begin - done), splitter + 1, ids);
            encodePiece(bytes.substr(begin, end - begin), splitter + 1, ids);
            done = end;
        });
        encodePiece(bytes.substr(done), splitter + 1, ids);
        return;
    }
    if (!wholePieces.empty())
        if (const auto whole = wholePieces.find(std::string(bytes)); whole != wholePieces.end()) {
            ids.push_back(whole->second);
            return;
        }
    merges.encode(bytes, ids);
}

std::shared_ptr<const Tokenizer> Tokenizer::load(const std::filesystem::path& folder)
{
    const TokenizerDescription description = readTokenizerFile(folder / "tokenizer.json");
    return std::shared_ptr<const Tokenizer>(new Tokenizer(std::make_unique<Impl>(description)));
}

Tokenizer::Tokenizer(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

Tokenizer::~Tokenizer() = default;

std::vector<int> Tokenizer::encode(std::string_view text) const
{
    const std::string whole = unicode::repaired(text);
    std::vector<int> ids;
    for (const auto& raw : m_impl->rawTokens.split(whole)) {
        if (raw.id) {
            ids.push_back(*raw.id);
            continue;
        }
        const std::string normalised
            = m_impl->nfc ? unicode::normalised(raw.text, unicode::Form::Nfc) : std::string(raw.text);
        for (const auto& piece : m_impl->normalisedTokens.split(normalised)) {
            if (piece.id)
                ids.push_back(*piece.id);
            else
                m_impl->encodePiece(piece.text, 0, ids);
        }
    }
    return ids;
}

std::string Tokenizer::decode(const std::vector<int>& ids, bool skipSpecial) const
{
    std::string bytes;
    for (const int id : ids)
        if (m_impl->exists(id) && !(skipSpecial && isSpecial(id)))
            bytes += m_impl->tokens[static_cast<std::size_t>(id)].bytes;
    return unicode::repaired(bytes);
}

std::string Tokenizer::tokenBytes(int id) const
{
    return m_impl->exists(id) ? m_impl->tokens[static_cast<std::size_t>(id)].bytes : std::string();
}

bool Tokenizer::isSpecial(int id) const
{
    return m_impl->exists(id) && m_impl->tokens[static_cast<std::size_t>(id)].special;
}

int Tokenizer::vocabularySize() const
{
    return static_cast<int>(m_impl->tokens.size());
}

} // namespace steerscope
