// SPDX-License-Identifier: MIT
// Frames on a byte stream: 4 bytes magic "SScp", the payload's length as 4 bytes little-endian, the payload.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace steerscope::protocol {

using Bytes = std::vector<std::uint8_t>;

inline constexpr std::size_t kFrameHeaderBytes = 8;
// 4.6 hours of audio.
inline constexpr std::size_t kMaxPayloadBytes = std::size_t{1} << 30;

// Room for the header; the payload is appended to it, then finishFrame() fills the header in.
Bytes beginFrame();
// Throws Failure(Protocol) for a payload beyond the limit.
void finishFrame(Bytes& frame);

// Cuts a stream into payloads. Memory grows with the bytes that came, never with a length that a header
// claims.
class FrameReader {
public:
    void push(const void* data, std::size_t bytes);
    // The next whole payload; nullopt until more bytes have come. Throws Failure(Protocol) for a wrong magic
    // or length: the stream has lost its place then, and every further call throws again.
    std::optional<Bytes> next();
    // Nothing of a frame is pending: the stream may end here.
    bool idle() const { return m_begin == m_bytes.size(); }

private:
    Bytes m_bytes;
    std::size_t m_begin = 0; // of the frame that comes next
};

} // namespace steerscope::protocol
