// SPDX-License-Identifier: MIT
// How the ranks' side connections come about: the first rank listens, the others call it.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace steerscope {

class Socket {
public:
    Socket() = default;
    explicit Socket(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    ~Socket() { close(); }
    Socket(Socket&& other) noexcept;
    Socket& operator=(Socket&& other) noexcept;
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    int descriptor() const { return m_descriptor; }
    bool open() const { return m_descriptor >= 0; }
    void close();

private:
    int m_descriptor = -1;
};

// Where the first rank listens, as bytes for the others.
struct MeetingPlace {
    std::array<std::uint8_t, 16> secret{}; // who does not know it is sent away
    std::array<std::uint32_t, 16> addresses{}; // IPv4, network byte order; 0: none
    std::uint16_t port = 0; // host byte order; 0: the first rank cannot listen
};

using ShareFn = std::function<void(void* bytes, std::size_t count)>; // the first rank's bytes for everyone

// On the first rank the sockets to all others, [r - 1]; on the others the one to the first. oneMachine: only
// this machine is listened to. Throws Failure(EngineLost) naming the ranks that did not meet in `seconds`.
std::vector<Socket> meet(int rank, int size, bool oneMachine, const ShareFn& share, double seconds);

} // namespace steerscope
