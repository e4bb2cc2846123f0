// SPDX-License-Identifier: MIT
#include "core/base/error.h"

#include "core/base/stop_flag.h"

#include <doctest/doctest.h>

#include <new>
#include <set>
#include <stdexcept>

using namespace steerscope;

TEST_CASE("every code has a name of its own that leads back to it")
{
    std::set<std::string> names;
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        const std::string name = errorCodeName(code);
        CAPTURE(name);
        CHECK(names.insert(name).second);
        CHECK(errorCodeFromName(name) == code);
    }
    // Part of the wire format and of JSON output.
    CHECK(std::string(errorCodeName(ErrorCode::OutOfMemory)) == "out_of_memory");
    CHECK(std::string(errorCodeName(ErrorCode::EngineLost)) == "engine_lost");
    CHECK(!errorCodeFromName("nonsense"));
    CHECK(!errorCodeFromName(""));
    CHECK(!errorCodeFromName("Usage"));
}

TEST_CASE("a message leaves empty parts out")
{
    CHECK(Error{ErrorCode::Input, "w", "f", "r"}.message() == "w: f: r");
    CHECK(Error{ErrorCode::Input, "w", "", "r"}.message() == "w: r");
    CHECK(Error{ErrorCode::Input, "w", "f", ""}.message() == "w: f");
    CHECK(Error{ErrorCode::Input, "w", "", ""}.message() == "w");
}

TEST_CASE("a failure carries its error and says its message")
{
    const Failure failure(ErrorCode::Model, "w", "f");
    CHECK(failure.error().code == ErrorCode::Model);
    CHECK(std::string(failure.what()) == "w: f");
    const Failure copy = failure; // exceptions are copied
    CHECK(std::string(copy.what()) == "w: f");
}

TEST_CASE("attempt gives the value or describes what was thrown")
{
    const auto value = attempt([] { return 7; });
    REQUIRE(value);
    CHECK(value.value() == 7);

    const auto failed = attempt([]() -> int { throw Failure(ErrorCode::Device, "w", "d", "r"); });
    REQUIRE(!failed);
    CHECK(failed.error().code == ErrorCode::Device);
    CHECK(failed.error().where == "d");

    const auto foreign = attempt([]() -> int { throw std::runtime_error("boom"); });
    CHECK(foreign.error().code == ErrorCode::Internal);
    CHECK(foreign.error().what == "boom");

    const auto memory = attempt([]() -> int { throw std::bad_alloc(); });
    CHECK(memory.error().code == ErrorCode::OutOfMemory);
    CHECK(!memory.error().remedy.empty());

    const auto unknown = attempt([]() -> int { throw 42; });
    CHECK(unknown.error().code == ErrorCode::Internal);
}

TEST_CASE("copies of a stop flag share the request")
{
    const StopFlag flag;
    const StopFlag copy = flag;
    const StopFlag other;
    copy.throwIfStopped();
    flag.stop();
    CHECK(copy.stopped());
    CHECK(!other.stopped());
    const auto stopped = attempt([&] {
        copy.throwIfStopped();
        return 0;
    });
    REQUIRE(!stopped);
    CHECK(stopped.error().code == ErrorCode::Cancelled);
}
