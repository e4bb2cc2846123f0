// SPDX-License-Identifier: MIT
#include "core/text/tokenizer_writer.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace steerscope {
namespace {

using Json = nlohmann::ordered_json;

Json addedTokens(const TokenizerDescription& description)
{
    Json tokens = Json::array();
    for (const AddedToken& token : description.addedTokens)
        tokens.push_back({{"id", token.id}, {"content", token.content}, {"single_word", token.singleWord},
            {"lstrip", token.leftStrip}, {"rstrip", token.rightStrip}, {"normalized", token.normalised},
            {"special", token.special}});
    return tokens;
}

Json byteLevel(bool prefixSpace, bool trimOffsets, bool regex)
{
    return {{"type", "ByteLevel"}, {"add_prefix_space", prefixSpace}, {"trim_offsets", trimOffsets},
        {"use_regex", regex}};
}

Json preTokeniser(const TokenizerDescription& description)
{
    Json parts = Json::array();
    for (const std::string& pattern : description.splits)
        parts.push_back({{"type", "Split"}, {"pattern", {{"Regex", pattern}}}, {"behavior", "Isolated"},
            {"invert", false}});
    parts.push_back(byteLevel(false, true, false));
    return {{"type", "Sequence"}, {"pretokenizers", std::move(parts)}};
}

// Entry of each id, by id.
std::vector<std::pair<std::string_view, int>> sortedVocabulary(const TokenizerDescription& description)
{
    std::vector<std::pair<std::string_view, int>> entries(
        description.vocabulary.begin(), description.vocabulary.end());
    std::sort(
        entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return entries;
}

Json model(const TokenizerDescription& description)
{
    const auto entries = sortedVocabulary(description);
    std::vector<std::string_view> entryOfId(static_cast<std::size_t>(description.idLimit));
    Json vocabulary = Json::object();
    auto& members = vocabulary.get_ref<Json::object_t&>();
    for (const auto& [entry, id] : entries) {
        members.emplace_back(std::string(entry), id); // emplace() looks through all there are each time
        entryOfId[static_cast<std::size_t>(id)] = entry;
    }
    Json merges = Json::array();
    for (const BpeMerges::Merge& merge : description.merges)
        merges.push_back({entryOfId[static_cast<std::size_t>(merge.left)],
            entryOfId[static_cast<std::size_t>(merge.right)]});
    return {{"type", "BPE"}, {"dropout", nullptr}, {"unk_token", nullptr},
        {"continuing_subword_prefix", nullptr}, {"end_of_word_suffix", nullptr}, {"fuse_unk", false},
        {"byte_fallback", false}, {"ignore_merges", description.ignoreMerges},
        {"vocab", std::move(vocabulary)}, {"merges", std::move(merges)}};
}

void writeFile(const std::filesystem::path& file, const std::string& content)
{
    AtomicFile output(file);
    output.write(content);
    output.commit();
}

} // namespace

std::string tokenizerJson(const TokenizerDescription& description)
{
    const Json json = {{"version", "1.0"}, {"truncation", nullptr}, {"padding", nullptr},
        {"added_tokens", addedTokens(description)},
        {"normalizer", description.nfc ? Json{{"type", "NFC"}} : Json()},
        {"pre_tokenizer", preTokeniser(description)}, {"post_processor", byteLevel(true, false, true)},
        {"decoder", byteLevel(true, true, true)}, {"model", model(description)}};
    return json.dump(1) + '\n';
}

std::string tokenizerConfigJson(const TokenizerDescription& description)
{
    Json pad;
    Json end;
    Json further = Json::array();
    for (const AddedToken& token : description.addedTokens) {
        if (!token.special)
            continue;
        if (pad.is_null())
            pad = token.content;
        else
            further.push_back(token.content);
        if (end.is_null() || token.content == "<|im_end|>")
            end = token.content;
    }
    const Json json
        = {{"tokenizer_class", "Qwen2Tokenizer"}, {"model_max_length", 32768}, {"bos_token", nullptr},
            {"eos_token", end}, {"pad_token", pad}, {"unk_token", nullptr}, {"add_prefix_space", false},
            {"clean_up_tokenization_spaces", false}, {"additional_special_tokens", further}};
    return json.dump(1) + '\n';
}

void writeTokenizer(const TokenizerDescription& description, const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Failure(ErrorCode::Output, "the folder cannot be made (" + error.message() + ")",
            folder.string(), "choose a folder that you may write to");
    writeFile(folder / "tokenizer_config.json", tokenizerConfigJson(description));
    writeFile(folder / "tokenizer.json", tokenizerJson(description));
}

} // namespace steerscope
