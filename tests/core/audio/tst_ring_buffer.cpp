// SPDX-License-Identifier: MIT
// Checked by counting: every sample must come out once, in order.
#include "core/audio/ring_buffer.h"

#include <doctest/doctest.h>

#include <numeric>
#include <thread>

using namespace steerscope;

TEST_CASE("samples come out in order, across the end of the buffer")
{
    RingBuffer ring(5);
    CHECK(ring.capacity() == 8);
    std::vector<float> out(8);
    float next = 0.0F;
    float expected = 0.0F;
    for (int round = 0; round < 10; ++round) {
        std::vector<float> in(5);
        std::iota(in.begin(), in.end(), next);
        REQUIRE(ring.write(in) == 5);
        next += 5.0F;
        REQUIRE(ring.read(out) == 5);
        for (int i = 0; i < 5; ++i)
            CHECK(out[i] == expected++);
    }
    CHECK(ring.read(out) == 0);
}

TEST_CASE("a full ring takes what fits and says so")
{
    RingBuffer ring(8);
    const std::vector<float> in(6, 1.0F);
    CHECK(ring.write(in) == 6);
    CHECK(ring.write(in) == 2);
    CHECK(ring.write(in) == 0);
    std::vector<float> out(3);
    CHECK(ring.read(out) == 3);
    CHECK(ring.write(in) == 3);
}

TEST_CASE("two threads: everything arrives once and in order")
{
    constexpr std::size_t kCount = 400'000; // whole numbers that a float holds exactly
    RingBuffer ring(1000);
    std::thread writer([&] {
        std::vector<float> block(137);
        for (std::size_t sent = 0; sent < kCount;) {
            const std::size_t count = std::min(block.size(), kCount - sent);
            std::iota(block.begin(), block.end(), static_cast<float>(sent));
            const std::size_t wrote = ring.write(std::span(block).first(count));
            if (wrote == 0)
                std::this_thread::yield();
            sent += wrote;
        }
    });
    std::vector<float> out(211);
    std::size_t received = 0;
    std::size_t wrong = 0;
    while (received < kCount) {
        const std::size_t got = ring.read(out);
        if (got == 0)
            std::this_thread::yield();
        for (std::size_t i = 0; i < got; ++i)
            wrong += out[i] != static_cast<float>(received + i);
        received += got;
    }
    writer.join();
    CHECK(received == kCount);
    CHECK(wrong == 0);
}
