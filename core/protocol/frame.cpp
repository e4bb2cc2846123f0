// SPDX-License-Identifier: MIT
#include "core/protocol/frame.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <string>

namespace steerscope::protocol {

namespace {

constexpr std::array<std::uint8_t, 4> kMagic{'S', 'S', 'c', 'p'};

std::size_t readLength(const std::uint8_t* bytes)
{
    return bytes[0] | std::size_t{bytes[1]} << 8 | std::size_t{bytes[2]} << 16 | std::size_t{bytes[3]} << 24;
}

[[noreturn]] void refuseLength(std::size_t bytes)
{
    throw Failure(ErrorCode::Protocol,
        "a message of " + std::to_string(bytes) + " bytes is beyond the limit of "
            + std::to_string(kMaxPayloadBytes),
        {}, "cut recordings of more than 4.6 hours into parts");
}

} // namespace

Bytes beginFrame()
{
    Bytes frame(kFrameHeaderBytes);
    std::copy(kMagic.begin(), kMagic.end(), frame.begin());
    return frame;
}

void finishFrame(Bytes& frame)
{
    const std::size_t length = frame.size() - kFrameHeaderBytes;
    if (length > kMaxPayloadBytes)
        refuseLength(length);
    for (std::size_t i = 0; i < 4; ++i)
        frame[kMagic.size() + i] = static_cast<std::uint8_t>(length >> (8 * i));
}

void FrameReader::push(const void* data, std::size_t bytes)
{
    if (m_begin > m_bytes.size() / 2) {
        m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(m_begin));
        m_begin = 0;
    }
    const auto* first = static_cast<const std::uint8_t*>(data);
    m_bytes.insert(m_bytes.end(), first, first + bytes);
}

std::optional<Bytes> FrameReader::next()
{
    const std::size_t available = m_bytes.size() - m_begin;
    const std::uint8_t* frame = m_bytes.data() + m_begin;
    if (!std::equal(frame, frame + std::min(available, kMagic.size()), kMagic.begin()))
        throw Failure(ErrorCode::Protocol, "bytes that are no message came from the other side", {},
            "check that nothing else writes to its standard output");
    if (available < kFrameHeaderBytes)
        return std::nullopt;
    const std::size_t length = readLength(frame + kMagic.size());
    if (length > kMaxPayloadBytes)
        refuseLength(length);
    if (available < kFrameHeaderBytes + length)
        return std::nullopt;

    Bytes payload(frame + kFrameHeaderBytes, frame + kFrameHeaderBytes + length);
    m_begin += kFrameHeaderBytes + length;
    if (idle()) {
        m_bytes.clear();
        m_begin = 0;
    }
    return payload;
}

} // namespace steerscope::protocol
