// SPDX-License-Identifier: MIT
// Byte-level BPE from Hugging Face's tokenizer.json. Immutable after loading; safe to use from several
// threads.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace steerscope {

class Tokenizer {
public:
    // folder: holds tokenizer.json. Throws Failure(Model): not byte-level BPE (named), bad merges, ids out of
    // range ...
    static std::shared_ptr<const Tokenizer> load(const std::filesystem::path& folder);
    ~Tokenizer();

    // text: UTF-8 (bad bytes become U+FFFD). Added tokens are recognised in the text; no BOS is added.
    std::vector<int> encode(std::string_view text) const;
    // Ids that do not exist are left out.
    std::string decode(const std::vector<int>& ids, bool skipSpecial = false) const;
    // The raw bytes of one token, which may be part of a character.
    std::string tokenBytes(int id) const;
    bool isSpecial(int id) const;
    int vocabularySize() const; // largest id + 1

private:
    struct Impl;
    explicit Tokenizer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

// Streaming decode that never shows half a character.
class StreamingDecoder {
public:
    explicit StreamingDecoder(std::shared_ptr<const Tokenizer> tokenizer);
    // The whole characters this token completed; may be empty.
    std::string push(int id);
    // What is left at the end, broken bytes as U+FFFD.
    std::string finish();

private:
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::string m_pending;
};

} // namespace steerscope
