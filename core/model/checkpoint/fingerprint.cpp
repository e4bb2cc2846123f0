// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/fingerprint.h"

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/model/checkpoint/weights_folder.h"

#include <algorithm>
#include <fstream>

namespace steerscope {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kWhole = 8 << 20; // bytes: smaller files are read in whole
constexpr std::uintmax_t kFirst = 1 << 20;
constexpr std::uintmax_t kPiece = 4096;
constexpr std::uintmax_t kPieces = 256;

class FileHash {
public:
    explicit FileHash(Sha256& hash)
        : m_hash(hash)
    {
    }

    void text(const std::string& text)
    {
        m_hash.add(text.data(), text.size());
        m_hash.add("", 1); // the terminating zero parts it from what follows
    }

    void file(const fs::path& file, bool whole)
    {
        m_input.open(file, std::ios::binary);
        std::error_code error;
        const std::uintmax_t size = fs::file_size(file, error);
        if (!m_input || error)
            throw Failure(
                ErrorCode::Input, "the file cannot be read", file.string(), "mend the model's folder");
        text(file.filename().string() + " " + std::to_string(size));
        if (whole || size <= kWhole) {
            piece(file, 0, size);
        } else {
            piece(file, 0, kFirst);
            for (std::uintmax_t i = 0; i < kPieces; ++i)
                piece(file, (size - kPiece) * i / (kPieces - 1), kPiece); // the last one ends the file
        }
        m_input.close();
    }

private:
    void piece(const fs::path& file, std::uintmax_t at, std::uintmax_t bytes)
    {
        m_buffer.resize(static_cast<std::size_t>(std::min(bytes, kFirst)));
        m_input.seekg(static_cast<std::streamoff>(at));
        while (bytes > 0) {
            const std::uintmax_t taken = std::min<std::uintmax_t>(bytes, m_buffer.size());
            if (!m_input.read(m_buffer.data(), static_cast<std::streamsize>(taken)))
                throw Failure(ErrorCode::Input, "the file is shorter than it was", file.string(),
                    "mend the model's folder");
            m_hash.add(m_buffer.data(), static_cast<std::size_t>(taken));
            bytes -= taken;
        }
    }

    Sha256& m_hash;
    std::ifstream m_input;
    std::string m_buffer;
};

std::vector<fs::path> configurations(const fs::path& folder)
{
    std::vector<fs::path> files;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
        if (entry.is_regular_file() && entry.path().extension() == ".json")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

void addFolder(FileHash& hash, const fs::path& folder, bool weights)
{
    if (folder.empty())
        return hash.text("none");
    for (const fs::path& file : configurations(folder))
        hash.file(file, true);
    if (!weights)
        return;
    for (const fs::path& file : weightFiles(folder))
        hash.file(file, false);
}

} // namespace

std::string modelFingerprint(const Bundle& bundle)
{
    Sha256 sum;
    FileHash hash(sum);
    hash.text(variantName(bundle.variant));
    hash.text(poolingText(bundle.pooling));
    hash.text(bundle.prompt);
    hash.text(std::to_string(bundle.maxPromptTokens) + " " + std::to_string(bundle.maxTokens));
    if (!bundle.steering.empty())
        hash.file(bundle.steering, true);
    addFolder(hash, bundle.encoder, true);
    addFolder(hash, bundle.llm, true);
    if (bundle.tokenizer != bundle.llm)
        addFolder(hash, bundle.tokenizer, false);
    return sum.hex();
}

} // namespace steerscope
