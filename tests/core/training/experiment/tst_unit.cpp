// SPDX-License-Identifier: MIT
#include "core/training/experiment/unit.h"

#include "core/base/error.h"
#include "tests/core/training/experiment/files.h"
#include "tests/support/temporary_folder.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::experiment;
namespace fs = std::filesystem;

TEST_CASE("a fingerprint follows settings, arguments, inputs' content and earlier units, and nothing else")
{
    const test::TemporaryFolder folder;
    const fs::path input = folder.path() / "data" / "a.txt";
    test::writeText(input, "one");
    const fs::path out = folder.path() / "out";
    Unit unit;
    unit.command = {"/usr/bin/tool", "--in", (out / "x").string()};
    unit.settings = "{\"output\": \"" + (out / "run").string() + "\"}";
    unit.inputs = {input.parent_path()};
    const std::string original = unitFingerprint(unit, out, {"e"});
    CHECK(unitFingerprint(unit, out, {"e"}) == original);
    CHECK(unitFingerprint(unit, out, {"f"}) != original);
    CHECK(unitFingerprint(unit, out, {}) != original);

    Unit moved = unit; // another folder for the experiment, another place of the program
    const fs::path elsewhere = "/somewhere/else";
    moved.command = {"/opt/tool", "--in", (elsewhere / "x").string()};
    moved.settings = "{\"output\": \"" + (elsewhere / "run").string() + "\"}";
    CHECK(unitFingerprint(moved, elsewhere, {"e"}) == original);

    Unit other = unit;
    other.command.push_back("--more");
    CHECK(unitFingerprint(other, out, {"e"}) != original);
    other = unit;
    other.settings += " ";
    CHECK(unitFingerprint(other, out, {"e"}) != original);
    test::writeText(input, "two");
    CHECK(unitFingerprint(unit, out, {"e"}) != original);
    test::writeText(input, "one");
    CHECK(unitFingerprint(unit, out, {"e"}) == original);
    test::writeText(input.parent_path() / "b.txt", "");
    CHECK(unitFingerprint(unit, out, {"e"}) != original);
}

TEST_CASE("of a long file its size and both ends count")
{
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "long";
    std::string content(5 << 20, 'x');
    const auto fingerprint = [&] {
        test::writeText(file, content);
        Unit unit;
        unit.command = {"tool"};
        unit.inputs = {file};
        return unitFingerprint(unit, "/out", {});
    };
    const std::string original = fingerprint();
    content.back() = 'y';
    CHECK(fingerprint() != original);
    content.back() = 'x';
    content.front() = 'y';
    CHECK(fingerprint() != original);
    content.front() = 'x';
    CHECK(fingerprint() == original);
    content.push_back('x');
    CHECK(fingerprint() != original);
}

TEST_CASE("an input that is missing is named")
{
    Unit unit;
    unit.command = {"tool"};
    unit.inputs = {"/no/such/file"};
    try {
        unitFingerprint(unit, "/out", {});
        FAIL("was read");
    } catch (const Failure& failure) {
        CHECK(failure.error().where == "/no/such/file");
    }
}

TEST_CASE("records come back; what is no record is none")
{
    const test::TemporaryFolder folder;
    const fs::path file = folder.path() / "unit.json";
    CHECK_FALSE(readUnitRecord(file));
    writeUnitRecord(file, {"ab", 1.5, "why \"it\" failed", false});
    const auto record = readUnitRecord(file);
    REQUIRE(record);
    CHECK(record->fingerprint == "ab");
    CHECK(record->seconds == 1.5);
    CHECK(record->failure == "why \"it\" failed");
    CHECK_FALSE(record->done());
    CHECK(UnitRecord{"ab", 1.0, "", false}.done());
    CHECK_FALSE(UnitRecord{"ab", 1.0, "", true}.done());
    test::writeText(file, "{\"fing");
    CHECK_FALSE(readUnitRecord(file));
}

TEST_CASE("a unit depends on those whose outputs it names")
{
    Unit tokenizer;
    tokenizer.outputs = {"/out/tokenizer/tokenizer.json"};
    Unit encoder;
    encoder.settings = R"({"tokenizer": "/out/tokenizer", "output": "/out/encoder"})";
    encoder.outputs = {"/out/encoder/model"};
    Unit text;
    text.outputs = {"/out/text.txt"};
    Unit score;
    score.command = {"cli", "evaluate", "--model", "/out/encoder/model"};
    CHECK(feeds(tokenizer, encoder, "/out"));
    CHECK_FALSE(feeds(encoder, tokenizer, "/out"));
    CHECK(feeds(encoder, score, "/out"));
    CHECK_FALSE(feeds(text, score, "/out")); // that both lie in the experiment's folder is nothing
    score.inputs = {"/out/text.txt"};
    CHECK(feeds(text, score, "/out"));
}
