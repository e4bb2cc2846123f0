// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/fingerprint.h"

#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>

using namespace steerscope;
namespace fs = std::filesystem;

namespace {

fs::path copyOfModel(const fs::path& to)
{
    fs::copy(fs::path(STEERSCOPE_TEST_DATA) / "demo/models/spoken-words", to, fs::copy_options::recursive);
    return to;
}

void changeByte(const fs::path& file, std::streamoff fromEnd)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(-fromEnd, std::ios::end);
    const auto byte = static_cast<char>(stream.get() ^ 1);
    stream.seekp(-fromEnd, std::ios::end);
    stream.put(byte);
}

std::string fingerprintOf(const fs::path& folder)
{
    return modelFingerprint(readBundle(folder));
}

} // namespace

TEST_CASE("fingerprint: of the model, not of its place or notes")
{
    const test::TemporaryFolder folder;
    const fs::path a = copyOfModel(folder.path() / "a");
    const fs::path b = copyOfModel(folder.path() / "elsewhere");
    std::ofstream(b / "CARD.md") << "other words";
    CHECK(fingerprintOf(a).size() == 64);
    CHECK(fingerprintOf(a) == fingerprintOf(b));
}

TEST_CASE("fingerprint: a changed weight, trained or frozen, or prompt is another model")
{
    const test::TemporaryFolder folder;
    const fs::path a = copyOfModel(folder.path() / "a");
    const std::string before = fingerprintOf(a);
    for (const char* file : {"steering.safetensors", "encoder/model.safetensors", "llm/model.safetensors",
             "llm/tokenizer.json", "llm/config.json"}) {
        changeByte(a / file, 2);
        CHECK(fingerprintOf(a) != before);
        changeByte(a / file, 2);
        CHECK(fingerprintOf(a) == before);
    }
    Bundle prompted = readBundle(a);
    prompted.prompt += "x";
    CHECK(modelFingerprint(prompted) != before);
}
