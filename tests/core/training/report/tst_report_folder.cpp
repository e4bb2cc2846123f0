// SPDX-License-Identifier: MIT
#include "core/training/report/report_folder.h"

#include "core/base/error.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace steerscope;
using namespace steerscope::report;
namespace fs = std::filesystem;

namespace {

std::string contentOf(const fs::path& file)
{
    std::ostringstream content;
    content << std::ifstream(file).rdbuf();
    return content.str();
}

std::size_t entries(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

TEST_CASE("a report appears whole")
{
    const test::TemporaryFolder place;
    const fs::path folder = place.path() / "deep" / "report";
    {
        ReportFolder report(folder);
        report.heading(1, "Comparison");
        report.paragraph("What follows.");
        report.table("scores", {{"a", "b"}, {{"x", 1}}});
        report.picture("curve", "<svg/>", "loss over steps");
        report.file("raw.jsonl", "{}\n");
        CHECK_FALSE(fs::exists(folder));
        report.commit();
    }
    CHECK(contentOf(folder / "report.md")
        == "# Comparison\n\nWhat follows.\n\n| a | b |\n|---|---:|\n| x | 1 |\n\n[scores.csv](scores.csv)\n"
           "\n![loss over steps](curve.svg)\n");
    CHECK(contentOf(folder / "scores.csv") == "a,b\nx,1\n");
    CHECK(contentOf(folder / "curve.svg") == "<svg/>");
    CHECK(contentOf(folder / "raw.jsonl") == "{}\n");
    CHECK(entries(folder) == 4);
    CHECK(entries(folder.parent_path()) == 1);
}

TEST_CASE("an unfinished report leaves the earlier one as it was")
{
    const test::TemporaryFolder place;
    const fs::path folder = place.path() / "report";
    {
        ReportFolder first(folder);
        first.paragraph("first");
        first.file("old.csv", "1");
        first.commit();
        ReportFolder second(folder);
        second.paragraph("second");
    }
    CHECK(contentOf(folder / "report.md") == "\nfirst\n");
    ReportFolder third(folder / ""); // a slash at the end changes nothing
    third.paragraph("third");
    third.commit();
    CHECK(contentOf(folder / "report.md") == "\nthird\n");
    CHECK_FALSE(fs::exists(folder / "old.csv"));
    CHECK(entries(place.path()) == 1);
}

TEST_CASE("what is not a report is never replaced")
{
    const test::TemporaryFolder place;
    std::ofstream(place.path() / "letter.txt") << "dear";
    try {
        ReportFolder report(place.path());
        FAIL("a folder of other files was taken");
    } catch (const Failure& failure) {
        CHECK(failure.error().code == ErrorCode::Output);
        CHECK(failure.error().where == place.path().string());
    }
    CHECK(contentOf(place.path() / "letter.txt") == "dear");
}
