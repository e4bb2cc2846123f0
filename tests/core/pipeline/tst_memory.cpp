// SPDX-License-Identifier: MIT
// Running out of memory: one retry after the caches went, then sizes and a proposal. The failing allocations
// are thrown as LibTorch and the C++ library throw them.
#include "core/pipeline/memory_p.h"

#include <c10/util/Exception.h>
#include <doctest/doctest.h>

#include <new>

using namespace steerscope;

namespace {

[[noreturn]] void cpuAllocatorFails()
{
    TORCH_CHECK(false,
        "[enforce fail at alloc_cpu.cpp:125] err == 0. DefaultCPUAllocator: can't allocate memory: you tried "
        "to allocate 8589934592 bytes. Error code 12 (Cannot allocate memory)");
}

} // namespace

TEST_CASE("the second try runs after the caches were dropped")
{
    int tries = 0;
    bool dropped = false;
    withMemoryRetry(
        "cpu", "float32",
        [&] {
            if (++tries == 1)
                throw std::bad_alloc();
            CHECK(dropped);
        },
        [&] { dropped = true; });
    CHECK(tries == 2);
}

TEST_CASE("a second failure says what is needed, what is free and what to do")
{
    int tries = 0;
    try {
        withMemoryRetry(
            "cpu", "float32",
            [&] {
                ++tries;
                cpuAllocatorFails();
            },
            [] {});
        FAIL("nothing was thrown");
    } catch (const Failure& failure) {
        CHECK(tries == 2);
        CHECK(failure.error().code == ErrorCode::OutOfMemory);
        CHECK(failure.error().where.find("8.59 GB needed") != std::string::npos);
        CHECK(failure.error().where.find("free") != std::string::npos);
        CHECK(failure.error().remedy.find("bfloat16") != std::string::npos);
    }
}

TEST_CASE("other LibTorch errors are not retried and carry no stack trace")
{
    int tries = 0;
    try {
        withMemoryRetry(
            "cpu", "float32",
            [&] {
                ++tries;
                TORCH_CHECK(false, "shapes do not fit");
            },
            [] {});
        FAIL("nothing was thrown");
    } catch (const Failure& failure) {
        CHECK(tries == 1);
        CHECK(failure.error().code == ErrorCode::Internal);
        CHECK(failure.error().message().find("frame #") == std::string::npos);
    }
}
