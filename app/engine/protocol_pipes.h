// SPDX-License-Identifier: MIT
// The engine's two pipes, taken away from standard input and output so that no library can read from or write
// into the stream: afterwards descriptor 0 is empty and descriptor 1 is standard error.
#pragma once

#include "core/protocol/frame.h"

#include <atomic>
#include <mutex>
#include <optional>

namespace steerscope {

class ProtocolPipes {
public:
    ProtocolPipes(); // throws Failure(Internal)
    ~ProtocolPipes();
    ProtocolPipes(const ProtocolPipes&) = delete;
    ProtocolPipes& operator=(const ProtocolPipes&) = delete;

    // The next payload; nullopt at the end of the stream. Throws Failure(Protocol) for a broken frame and for
    // a stream that ends inside one.
    std::optional<protocol::Bytes> read();
    // A whole frame, whole, from any thread. False once the other side is gone.
    bool write(const protocol::Bytes& frame);

private:
    int m_input = -1;
    int m_output = -1;
    protocol::FrameReader m_reader;
    std::mutex m_writing;
    std::atomic<bool> m_outputGone{false};
};

} // namespace steerscope
