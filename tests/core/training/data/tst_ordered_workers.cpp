// SPDX-License-Identifier: MIT
#include "core/training/data/ordered_workers.h"

#include "tests/core/audio/audio_test_support.h"

#include <atomic>
#include <chrono>

using namespace steerscope;
using namespace steerscope::test;

TEST_CASE("results come in order, and no more are made ahead than allowed")
{
    std::atomic<std::int64_t> highest = 0;
    std::int64_t taken = 5;
    OrderedWorkers<std::int64_t> workers(
        3, 4, OrderedWorkers<std::int64_t>::kEndless,
        [&](std::int64_t number) {
            std::this_thread::sleep_for(std::chrono::microseconds((number * 7919) % 500));
            for (std::int64_t seen = highest;
                 number > seen && !highest.compare_exchange_weak(seen, number);) { }
            return number * number;
        },
        5);
    for (; taken < 100; ++taken) {
        CHECK(workers.next() == taken * taken);
        CHECK(highest <= taken + 4);
    }
}

TEST_CASE("an error comes out at its place, and again after that")
{
    OrderedWorkers<int> workers(2, 8, 100, [](std::int64_t number) {
        if (number == 3)
            throw Failure(ErrorCode::Input, "number three");
        return static_cast<int>(number);
    });
    for (int i = 0; i < 3; ++i)
        CHECK(workers.next() == i);
    CHECK(errorOf([&] { workers.next(); }).what == "number three");
    CHECK(errorOf([&] { workers.next(); }).what == "number three");
}

TEST_CASE("workers that nobody asks end with their owner")
{
    std::atomic<int> made = 0;
    {
        OrderedWorkers<int> workers(2, 3, 100, [&](std::int64_t) { return ++made; });
        workers.next();
    }
    CHECK(made >= 1);
    CHECK(made <= 4);
}
