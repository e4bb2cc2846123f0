// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/tensor_bytes.h"

#include "core/base/error.h"

#include <cstring>
#include <string_view>

namespace steerscope {

namespace {

using namespace std::string_view_literals;

struct ForeignFormat {
    std::size_t offset;
    std::string_view magic;
    const char* what;
    const char* remedy;
};

constexpr const char* kSaveAgain = "load it in Python and save it again: torch.save(state_dict, file) of "
                                   "PyTorch 1.6 or later, or safetensors";

constexpr ForeignFormat kForeignFormats[] = {
    {0, "version https://git-lfs"sv, "this is a Git LFS pointer, not the file itself",
        "fetch the file with 'git lfs pull'"},
    {0, "<!DOCTYPE"sv, "this is a web page, not a tensor file", "fetch the file itself"},
    {0, "<html"sv, "this is a web page, not a tensor file", "fetch the file itself"},
    {0, "\x80\x02\x8a\x0al\xfc\x9c\x46\xf9 j\xa8P\x19"sv,
        "this is a checkpoint in PyTorch's legacy format (before 1.6)", kSaveAgain},
    {257, "ustar"sv, "this is a tar archive: PyTorch's oldest format, or something else", kSaveAgain},
    {0, "\x80\x02"sv, "this is a bare pickle", kSaveAgain},
    {0, "\x80\x03"sv, "this is a bare pickle", kSaveAgain},
    {0, "\x80\x04"sv, "this is a bare pickle", kSaveAgain},
    {0, "\x80\x05"sv, "this is a bare pickle", kSaveAgain},
    {0, "GGUF"sv, "this is a GGUF file", "use the model's safetensors"},
    {0, "\x1f\x8b"sv, "this is a gzip file", "unpack it first"},
};

bool startsAt(const FileBytes& file, std::size_t offset, std::string_view magic)
{
    if (file.bytes.size() < offset + magic.size())
        return false;
    const char* text = reinterpret_cast<const char*>(file.bytes.data()) + offset;
    return std::string_view(text, magic.size()) == magic;
}

// The length of a header may look like any other format's first bytes, but no other format's first eight
// bytes make a number that small.
bool mayBeSafetensors(const FileBytes& file)
{
    std::uint64_t length = 0;
    if (file.bytes.size() < sizeof length)
        return false;
    std::memcpy(&length, file.bytes.data(), sizeof length);
    return length <= file.bytes.size() - sizeof length;
}

} // namespace

bool isZip(const FileBytes& file)
{
    return startsAt(file, 0, "PK\x03\x04"sv);
}

void refuseForeignFormat(const FileBytes& file)
{
    if (mayBeSafetensors(file))
        return;
    for (const ForeignFormat& format : kForeignFormats)
        if (startsAt(file, format.offset, format.magic))
            throw Failure(ErrorCode::Input, format.what, file.where, format.remedy);
}

} // namespace steerscope
