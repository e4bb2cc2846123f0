// SPDX-License-Identifier: MIT
#include "core/text/tokenizer_file.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

namespace steerscope {
namespace {

using Json = nlohmann::json;

constexpr std::uintmax_t kMaxFileBytes = 64U << 20U;
constexpr int kMaxDepth = 32;
constexpr std::int64_t kMaxIds = 1 << 21; // of vocabulary and merges too
constexpr std::size_t kMaxTokenBytes = 65536;

// GPT-2's own pattern, which a ByteLevel pre-tokeniser with use_regex means.
constexpr const char* kGpt2Pattern
    = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

class Reader {
public:
    explicit Reader(const std::filesystem::path& file)
        : m_file(file)
    {
    }
    TokenizerDescription read();

private:
    [[noreturn]] void fail(const std::string& what) const
    {
        throw Failure(ErrorCode::Model, what, m_file.string(),
            "SteerScope reads byte-level BPE in Hugging Face's tokenizer.json (Qwen, Llama 3, GPT-2)");
    }
    std::string bytes() const;
    Json parse() const;
    void checkDepth(std::string_view text) const;
    const Json& member(const Json& object, const char* name) const;
    bool flag(const Json& object, const char* name, bool fallback) const;
    std::string text(const Json& object, const char* name) const;
    std::string typeOf(const Json& part, const char* whose) const;
    int id(const Json& value, const std::string& token) const;

    void readModel(const Json& model);
    void readVocabulary(const Json& vocabulary);
    void readMerges(const Json& merges);
    int mergePart(std::string_view token, std::size_t rank) const;
    void readAddedTokens(const Json& tokens);
    void readNormaliser(const Json& normaliser);
    void readPreTokeniser(const Json& part);
    void readDecoder(const Json& decoder) const;
    void claim(int id, const std::string& token);

    std::filesystem::path m_file;
    TokenizerDescription m_result;
    std::vector<std::string> m_owners; // by id; empty: the id is free
};

std::string Reader::bytes() const
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(m_file, error);
    if (error)
        fail("the tokenizer cannot be read (" + error.message() + ")");
    if (size > kMaxFileBytes)
        fail("the tokenizer is too large: " + std::to_string(size) + " bytes, at most "
            + std::to_string(kMaxFileBytes) + " are accepted");
    std::string content(size, '\0');
    std::ifstream stream(m_file, std::ios::binary);
    if (!stream.read(content.data(), static_cast<std::streamsize>(size)))
        fail("the tokenizer cannot be read");
    return content;
}

// Before any parser sees it.
void Reader::checkDepth(std::string_view content) const
{
    int depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < content.size(); ++i) {
        const char c = content[i];
        if (inString) {
            i += c == '\\';
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > kMaxDepth)
                fail("the tokenizer's JSON is nested deeper than " + std::to_string(kMaxDepth) + " levels");
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
}

Json Reader::parse() const
{
    const std::string content = bytes();
    checkDepth(content);
    Json json = Json::parse(content, nullptr, false);
    if (json.is_discarded())
        fail("the tokenizer is not valid JSON");
    if (!json.is_object())
        fail("the tokenizer's JSON is not an object");
    return json;
}

const Json& Reader::member(const Json& object, const char* name) const
{
    static const Json nothing;
    const auto found = object.find(name);
    return found == object.end() ? nothing : *found;
}

bool Reader::flag(const Json& object, const char* name, bool fallback) const
{
    const Json& value = member(object, name);
    if (value.is_null())
        return fallback;
    if (!value.is_boolean())
        fail(std::string("'") + name + "' is not true or false");
    return value.get<bool>();
}

std::string Reader::text(const Json& object, const char* name) const
{
    const Json& value = member(object, name);
    if (!value.is_string())
        fail(std::string("'") + name + "' is missing or not a string");
    return value.get<std::string>();
}

std::string Reader::typeOf(const Json& part, const char* whose) const
{
    if (!part.is_object())
        fail(std::string(whose) + " is not an object");
    return text(part, "type");
}

int Reader::id(const Json& value, const std::string& token) const
{
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() >= kMaxIds)
        fail("token '" + token.substr(0, 80) + "' has the id " + value.dump()
            + ", expected a number from 0 to " + std::to_string(kMaxIds - 1));
    return value.get<int>();
}

void Reader::claim(int id, const std::string& token)
{
    if (static_cast<std::size_t>(id) >= m_owners.size())
        m_owners.resize(static_cast<std::size_t>(id) + 1);
    std::string& owner = m_owners[static_cast<std::size_t>(id)];
    if (!owner.empty() && owner != token)
        fail("tokens '" + owner.substr(0, 80) + "' and '" + token.substr(0, 80) + "' share the id "
            + std::to_string(id));
    owner = token;
    m_result.idLimit = std::max(m_result.idLimit, id + 1);
}

void Reader::readModel(const Json& model)
{
    if (!model.is_object())
        fail("the tokenizer has no 'model'");
    // Files of before 0.8 name no type; only BPE has merges.
    const bool untypedBpe = !model.contains("type") && model.contains("merges");
    const std::string type = untypedBpe ? "BPE" : typeOf(model, "'model'");
    if (type != "BPE")
        fail("the tokenizer is " + type + ", not byte-level BPE");
    if (flag(model, "byte_fallback", false))
        fail("the tokenizer is BPE with byte_fallback (SentencePiece), not byte-level BPE");
    for (const char* name : {"continuing_subword_prefix", "end_of_word_suffix"}) {
        const Json& value = member(model, name);
        if (!value.is_null() && value != Json(std::string()))
            fail(std::string("the tokenizer's BPE uses ") + name + ", which byte-level BPE does not have");
    }
    const Json& dropout = member(model, "dropout");
    if (!dropout.is_null() && dropout != 0.0)
        fail("the tokenizer drops merges at random (dropout)");
    m_result.ignoreMerges = flag(model, "ignore_merges", false);
    readVocabulary(member(model, "vocab"));
    readMerges(member(model, "merges"));
}

void Reader::readVocabulary(const Json& vocabulary)
{
    if (!vocabulary.is_object() || vocabulary.empty())
        fail("the tokenizer's 'vocab' is missing or empty");
    if (vocabulary.size() > static_cast<std::size_t>(kMaxIds))
        fail("the tokenizer's vocabulary has " + std::to_string(vocabulary.size()) + " tokens, at most "
            + std::to_string(kMaxIds) + " are accepted");
    m_result.vocabulary.reserve(vocabulary.size());
    m_owners.resize(vocabulary.size());
    for (const auto& [token, value] : vocabulary.items()) {
        if (token.size() > kMaxTokenBytes)
            fail("the token '" + token.substr(0, 80) + "...' is longer than " + std::to_string(kMaxTokenBytes)
                + " bytes");
        const int number = id(value, token);
        claim(number, token);
        m_result.vocabulary.emplace(token, number);
    }
}

// Both tokens of "a b" or ["a", "b"]; empty when it is neither.
std::pair<std::string_view, std::string_view> mergeParts(const Json& merge)
{
    if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
        return {merge[0].get_ref<const std::string&>(), merge[1].get_ref<const std::string&>()};
    if (!merge.is_string())
        return {};
    const std::string_view both = merge.get_ref<const std::string&>();
    const std::size_t space = both.find(' ');
    if (space == std::string_view::npos || both.find(' ', space + 1) != std::string_view::npos)
        return {};
    return {both.substr(0, space), both.substr(space + 1)};
}

int Reader::mergePart(std::string_view token, std::size_t rank) const
{
    const auto found = m_result.vocabulary.find(token);
    if (found == m_result.vocabulary.end())
        fail("merge " + std::to_string(rank + 1) + " uses '" + std::string(token.substr(0, 80))
            + "', which is not in the vocabulary");
    return found->second;
}

void Reader::readMerges(const Json& merges)
{
    if (!merges.is_array())
        fail("the tokenizer's 'merges' is missing or not a list");
    if (merges.size() > static_cast<std::size_t>(kMaxIds))
        fail("the tokenizer has too many merges: " + std::to_string(merges.size()));
    m_result.merges.reserve(merges.size());
    std::string joined;
    for (std::size_t rank = 0; rank < merges.size(); ++rank) {
        const Json& entry = merges[rank];
        if (entry.is_string() && entry.get_ref<const std::string&>().starts_with("#version"))
            continue;
        const auto [left, right] = mergeParts(entry);
        if (left.empty() || right.empty())
            fail("merge " + std::to_string(rank + 1) + " is not two tokens: " + entry.dump().substr(0, 80));
        joined.assign(left).append(right);
        m_result.merges.push_back({mergePart(left, rank), mergePart(right, rank), mergePart(joined, rank)});
    }
}

void Reader::readAddedTokens(const Json& tokens)
{
    if (tokens.is_null())
        return;
    if (!tokens.is_array())
        fail("the tokenizer's 'added_tokens' is not a list");
    for (const Json& entry : tokens) {
        if (!entry.is_object())
            fail("an added token is not an object");
        AddedToken token;
        token.content = text(entry, "content");
        if (token.content.empty() || token.content.size() > kMaxTokenBytes)
            fail("an added token is empty or longer than " + std::to_string(kMaxTokenBytes) + " bytes");
        token.id = id(member(entry, "id"), token.content);
        token.special = flag(entry, "special", false);
        token.normalised = flag(entry, "normalized", !token.special);
        token.leftStrip = flag(entry, "lstrip", false);
        token.rightStrip = flag(entry, "rstrip", false);
        token.singleWord = flag(entry, "single_word", false);
        const auto inVocabulary = m_result.vocabulary.find(token.content);
        if (inVocabulary != m_result.vocabulary.end() && inVocabulary->second != token.id)
            fail("the added token '" + token.content.substr(0, 80) + "' has the id "
                + std::to_string(token.id) + ", in the vocabulary " + std::to_string(inVocabulary->second));
        claim(token.id, token.content);
        m_result.addedTokens.push_back(std::move(token));
    }
}

void Reader::readNormaliser(const Json& normaliser)
{
    if (normaliser.is_null())
        return;
    const std::string type = typeOf(normaliser, "'normalizer'");
    if (type == "NFC")
        m_result.nfc = true;
    else if (type == "Sequence")
        for (const Json& part : member(normaliser, "normalizers"))
            readNormaliser(part);
    else
        fail("the tokenizer's normalizer " + type + " is not supported");
}

void Reader::readPreTokeniser(const Json& part)
{
    const std::string type = typeOf(part, "'pre_tokenizer'");
    if (type == "Sequence") {
        for (const Json& inner : member(part, "pretokenizers"))
            readPreTokeniser(inner);
    } else if (type == "Split") {
        const std::string behaviour = text(part, "behavior");
        if (behaviour != "Isolated" || flag(part, "invert", false))
            fail("the tokenizer splits with behavior " + behaviour
                + (flag(part, "invert", false) ? " inverted" : "") + ", only Isolated is supported");
        const Json& pattern = member(part, "pattern");
        if (!pattern.is_object() || !pattern.contains("Regex"))
            fail("the tokenizer's split pattern is not a regular expression");
        m_result.splits.push_back(text(pattern, "Regex"));
    } else if (type == "Digits") {
        m_result.splits.emplace_back(flag(part, "individual_digits", false) ? R"(\p{N})" : R"(\p{N}+)");
    } else if (type == "ByteLevel") {
        if (flag(part, "add_prefix_space", true))
            fail("the tokenizer adds a space before the text (add_prefix_space), which is not supported");
        if (flag(part, "use_regex", true))
            m_result.splits.emplace_back(kGpt2Pattern);
    } else {
        fail("the tokenizer's pre_tokenizer " + type + " is not supported");
    }
}

// True when the part is of this type or a sequence that ends with it.
bool endsWithByteLevel(const Json& part, const char* list)
{
    if (!part.is_object())
        return false;
    const std::string type = part.value("type", "");
    if (type != "Sequence")
        return type == "ByteLevel";
    const auto inner = part.find(list);
    return inner != part.end() && inner->is_array() && !inner->empty()
        && endsWithByteLevel(inner->back(), list);
}

void Reader::readDecoder(const Json& decoder) const
{
    if (!endsWithByteLevel(decoder, "decoders")
        || (decoder["type"] == "Sequence" && decoder["decoders"].size() != 1))
        fail("the tokenizer's decoder is not ByteLevel");
}

TokenizerDescription Reader::read()
{
    const Json json = parse();
    readModel(member(json, "model"));
    readAddedTokens(member(json, "added_tokens"));
    readNormaliser(member(json, "normalizer"));
    if (!endsWithByteLevel(member(json, "pre_tokenizer"), "pretokenizers"))
        fail("the tokenizer's pre_tokenizer is not ByteLevel: it is not byte-level BPE");
    readPreTokeniser(member(json, "pre_tokenizer"));
    readDecoder(member(json, "decoder"));
    return std::move(m_result);
}

} // namespace

TokenizerDescription readTokenizerFile(const std::filesystem::path& file)
{
    return Reader(file).read();
}

} // namespace steerscope
