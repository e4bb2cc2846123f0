// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/protocol/frame.h"

#include <doctest/doctest.h>

#include <random>
#include <string_view>

using namespace steerscope;
using namespace steerscope::protocol;

namespace {

Bytes frameOf(const Bytes& payload)
{
    Bytes frame = beginFrame();
    frame.insert(frame.end(), payload.begin(), payload.end());
    finishFrame(frame);
    return frame;
}

bool refuses(FrameReader& reader)
{
    try {
        reader.next();
    } catch (const Failure& failure) {
        return failure.error().code == ErrorCode::Protocol;
    }
    return false;
}

} // namespace

TEST_CASE("the bytes of a frame are magic, little-endian length, payload")
{
    CHECK(frameOf({7, 8, 9}) == Bytes{'S', 'S', 'c', 'p', 3, 0, 0, 0, 7, 8, 9});
    CHECK(frameOf(Bytes(0x010203)).at(6) == 1);
    CHECK(frameOf(Bytes(0x010203)).at(5) == 2);
}

TEST_CASE("payloads come out whole however the stream was cut")
{
    std::mt19937 random(1);
    for (int round = 0; round < 200; ++round) {
        std::vector<Bytes> sent;
        Bytes stream;
        for (int i = 0; i < 20; ++i) {
            Bytes payload(random() % 100);
            for (std::uint8_t& byte : payload)
                byte = static_cast<std::uint8_t>(random());
            const Bytes frame = frameOf(payload);
            stream.insert(stream.end(), frame.begin(), frame.end());
            sent.push_back(std::move(payload));
        }
        FrameReader reader;
        std::vector<Bytes> received;
        for (std::size_t at = 0; at < stream.size();) {
            const std::size_t part = std::min<std::size_t>(1 + random() % 150, stream.size() - at);
            reader.push(stream.data() + at, part);
            at += part;
            while (auto payload = reader.next())
                received.push_back(std::move(*payload));
        }
        CHECK(received == sent);
        CHECK(reader.idle());
    }
}

TEST_CASE("an unfinished frame is waited for and seen at the end of the stream")
{
    const Bytes frame = frameOf({1, 2, 3});
    for (std::size_t length = 1; length < frame.size(); ++length) {
        FrameReader reader;
        reader.push(frame.data(), length);
        CHECK_FALSE(reader.next());
        CHECK_FALSE(reader.idle());
    }
}

TEST_CASE("a wrong magic is refused at its first wrong byte and the reader stays broken")
{
    for (const std::string_view text : {"X", "SX", "SSX", "SScX", "Segmentation fault\n"}) {
        FrameReader reader;
        reader.push(text.data(), text.size());
        CHECK(refuses(reader));
        const Bytes good = frameOf({1});
        reader.push(good.data(), good.size());
        CHECK(refuses(reader));
    }
}

TEST_CASE("a length beyond the limit is refused before any of its bytes have come")
{
    FrameReader reader;
    const Bytes header{'S', 'S', 'c', 'p', 1, 0, 0, 0x40}; // 2^30 + 1
    reader.push(header.data(), header.size());
    CHECK(refuses(reader));
}
