// SPDX-License-Identifier: MIT
#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

using namespace steerscope;

namespace {

std::string readAll(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

int filesIn(const std::filesystem::path& folder)
{
    return static_cast<int>(
        std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

} // namespace

TEST_CASE("the old file stands until commit, the new one afterwards, and nothing else stays")
{
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "out.txt";
    std::ofstream(file) << "old";
    {
        AtomicFile output(file);
        output.write("new");
        CHECK(readAll(file) == "old");
    }
    CHECK(readAll(file) == "old");
    CHECK(filesIn(folder.path()) == 1);
    {
        AtomicFile output(file);
        output.write("new");
        output.commit();
    }
    CHECK(readAll(file) == "new");
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("a link is followed, not replaced")
{
    const test::TemporaryFolder folder;
    std::filesystem::create_symlink("real.txt", folder.path() / "link.txt");
    std::ofstream(folder.path() / "real.txt") << "old";
    AtomicFile output(folder.path() / "link.txt");
    output.write("new");
    output.commit();
    CHECK(readAll(folder.path() / "real.txt") == "new");
    CHECK(std::filesystem::is_symlink(folder.path() / "link.txt"));
}

TEST_CASE("what cannot be written is said with its name")
{
    const test::TemporaryFolder folder;
    const auto messageOf = [](const std::filesystem::path& file) -> std::string {
        try {
            AtomicFile output(file);
            output.write(std::string(100, 'x'));
            output.commit();
        } catch (const Failure& failure) {
            CHECK(failure.error().code == ErrorCode::Output);
            return failure.error().message();
        }
        return {};
    };
    const std::string missing = messageOf(folder.path() / "no-such-folder" / "out.txt");
    CHECK(missing.find("no-such-folder/out.txt") != std::string::npos);
    CHECK(missing.find("make the folder first") != std::string::npos);
    CHECK(messageOf(folder.path()).find("directory") != std::string::npos);
    // /dev/full refuses every write as a full disk does; it is no ordinary file and written directly.
    CHECK(messageOf("/dev/full").find("make room on the disk") != std::string::npos);
}
