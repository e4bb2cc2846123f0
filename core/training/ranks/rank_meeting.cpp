// SPDX-License-Identifier: MIT
#include "core/training/ranks/rank_meeting_p.h"

#include "core/base/error.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

namespace steerscope {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double kOneCall = 3.0; // s for one address
constexpr char kWelcome = 'w';

struct Greeting { // of a rank that calls
    std::array<std::uint8_t, 16> secret{};
    std::int32_t rank = 0;
};

[[noreturn]] void failMeeting(const std::string& what, const std::string& where)
{
    throw Failure(ErrorCode::EngineLost, what, where,
        "the machines must reach each other over TCP; allow it between them, or start all processes on one");
}

bool waitFor(int descriptor, short events, Clock::time_point until)
{
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd wanted{descriptor, events, 0};
        const int ready = ::poll(&wanted, 1, static_cast<int>(std::max<long>(0, left)));
        if (ready > 0)
            return true;
        if (ready == 0 || errno != EINTR)
            return false;
    }
}

bool sendAll(int descriptor, const void* bytes, std::size_t count)
{
    return ::send(descriptor, bytes, count, MSG_NOSIGNAL) == static_cast<ssize_t>(count);
}

bool receiveAll(int descriptor, void* bytes, std::size_t count, Clock::time_point until)
{
    auto* next = static_cast<char*>(bytes);
    while (count > 0) {
        if (!waitFor(descriptor, POLLIN, until))
            return false;
        const ssize_t got = ::recv(descriptor, next, count, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        next += got;
        count -= static_cast<std::size_t>(got);
    }
    return true;
}

sockaddr_in addressOf(std::uint32_t host, std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = host;
    address.sin_port = htons(port);
    return address;
}

void addInterfaces(MeetingPlace& place)
{
    ifaddrs* all = nullptr;
    if (::getifaddrs(&all) != 0)
        return;
    std::size_t count = 0;
    for (const ifaddrs* one = all; one && count < place.addresses.size(); one = one->ifa_next)
        if (one->ifa_addr && one->ifa_addr->sa_family == AF_INET && (one->ifa_flags & IFF_UP) != 0
            && (one->ifa_flags & IFF_LOOPBACK) == 0)
            place.addresses[count++] = reinterpret_cast<const sockaddr_in*>(one->ifa_addr)->sin_addr.s_addr;
    ::freeifaddrs(all);
}

// A listening socket and its place; a closed one where the machine does not allow it.
Socket listen(MeetingPlace& place, bool oneMachine)
{
    Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = addressOf(htonl(oneMachine ? INADDR_LOOPBACK : INADDR_ANY), 0);
    socklen_t length = sizeof address;
    auto* general = reinterpret_cast<sockaddr*>(&address);
    if (!socket.open() || ::bind(socket.descriptor(), general, length) != 0
        || ::listen(socket.descriptor(), SOMAXCONN) != 0
        || ::getsockname(socket.descriptor(), general, &length) != 0
        || ::getrandom(place.secret.data(), place.secret.size(), 0)
            != static_cast<ssize_t>(place.secret.size()))
        return {};
    place.port = ntohs(address.sin_port);
    if (oneMachine)
        place.addresses[0] = htonl(INADDR_LOOPBACK);
    else
        addInterfaces(place);
    return socket;
}

std::vector<Socket> welcomeAll(
    const Socket& door, const MeetingPlace& place, int size, Clock::time_point until)
{
    std::vector<Socket> sockets(static_cast<std::size_t>(size - 1));
    const auto missing = [&] {
        std::string names;
        for (int rank = 1; rank < size; ++rank)
            if (!sockets[static_cast<std::size_t>(rank - 1)].open())
                names += (names.empty() ? "" : ", ") + std::to_string(rank);
        return names;
    };
    while (!missing().empty()) {
        if (!waitFor(door.descriptor(), POLLIN, until))
            failMeeting("no connection from rank " + missing() + " of " + std::to_string(size), "rank 0");
        Socket caller(::accept4(door.descriptor(), nullptr, nullptr, SOCK_CLOEXEC));
        Greeting greeting;
        const Clock::time_point soon = Clock::now() + std::chrono::seconds(1);
        if (caller.open() && receiveAll(caller.descriptor(), &greeting, sizeof greeting, soon)
            && greeting.secret == place.secret && greeting.rank >= 1 && greeting.rank < size
            && sendAll(caller.descriptor(), &kWelcome, 1))
            sockets[static_cast<std::size_t>(greeting.rank - 1)] = std::move(caller);
    }
    return sockets;
}

Socket call(const MeetingPlace& place, std::uint32_t host, int rank, Clock::time_point until)
{
    Socket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const sockaddr_in address = addressOf(host, place.port);
    if (!socket.open()
        || (::connect(socket.descriptor(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0
            && errno != EINPROGRESS)
        || !waitFor(socket.descriptor(), POLLOUT, until))
        return {};
    const Greeting greeting{place.secret, rank};
    char answer = 0;
    if (!sendAll(socket.descriptor(), &greeting, sizeof greeting)
        || !receiveAll(socket.descriptor(), &answer, 1, until) || answer != kWelcome)
        return {};
    return socket;
}

} // namespace

Socket::Socket(Socket&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

Socket& Socket::operator=(Socket&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

void Socket::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

std::vector<Socket> meet(int rank, int size, bool oneMachine, const ShareFn& share, double seconds)
{
    const Clock::time_point until
        = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    MeetingPlace place;
    Socket door;
    if (rank == 0)
        door = listen(place, oneMachine);
    share(&place, sizeof place);
    if (place.port == 0)
        failMeeting("the first rank cannot listen for the others", "rank 0");
    if (rank == 0)
        return welcomeAll(door, place, size, until);
    std::vector<Socket> sockets;
    while (sockets.empty() && Clock::now() < until)
        for (const std::uint32_t host : place.addresses)
            if (host != 0 && sockets.empty()) {
                const Clock::time_point soon
                    = Clock::now() + std::chrono::milliseconds(static_cast<int>(1000 * kOneCall));
                if (Socket socket = call(place, host, rank, std::min(until, soon)); socket.open())
                    sockets.push_back(std::move(socket));
            }
    if (sockets.empty())
        failMeeting("there is no connection to the first rank", "rank " + std::to_string(rank));
    return sockets;
}

} // namespace steerscope
