// SPDX-License-Identifier: MIT
#include "core/training/ranks/rank_lines_p.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include <poll.h>
#include <sys/socket.h>

namespace steerscope {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kTick = std::chrono::milliseconds(500);
constexpr double kBeatEvery = 1.0; // s
constexpr double kLongestTick = 1.0; // s; a longer one is this process's own pause, not the others' silence
constexpr char kBeat = 'b', kFailure = 'f', kParted = 'p';
constexpr std::size_t kHeader = 1 + sizeof(std::uint32_t);
constexpr std::size_t kLongestPayload = 1 << 16;

std::string errorBytes(const Error& error)
{
    const std::string text = std::string(errorCodeName(error.code)) + '\0' + error.what + '\0' + error.where
        + '\0' + error.remedy;
    return text.substr(0, kLongestPayload);
}

Error errorFromBytes(const std::string& bytes)
{
    std::string parts[4];
    std::size_t part = 0;
    for (const char c : bytes)
        if (c == '\0' && part < 3)
            ++part;
        else
            parts[part] += c;
    return {errorCodeFromName(parts[0]).value_or(ErrorCode::Internal), parts[1], parts[2], parts[3]};
}

double secondsBetween(Clock::time_point begin, Clock::time_point end)
{
    return std::chrono::duration<double>(end - begin).count();
}

} // namespace

RankLines::RankLines(
    int rank, int size, std::vector<Socket> sockets, JoinCallbacks callbacks, LineLimits limits)
    : m_rank(rank)
    , m_size(size)
    , m_callbacks(std::move(callbacks))
    , m_limits(limits)
{
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        Peer& peer = m_peers.emplace_back();
        peer.rank = rank == 0 ? static_cast<int>(i) + 1 : 0;
        peer.socket = std::move(sockets[i]);
    }
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before); // signals are for the thread that works
    m_thread = std::thread([this] { watch(); });
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

RankLines::~RankLines()
{
    part();
    m_end = true;
    m_thread.join();
}

std::optional<Error> RankLines::broken() const
{
    const std::lock_guard lock(m_mutex);
    return m_error;
}

std::uint64_t RankLines::workSeen() const
{
    return m_workSeen + m_work;
}

std::uint64_t RankLines::total() const
{
    std::uint64_t sum = m_work;
    for (const Peer& peer : m_peers)
        sum += peer.work;
    return sum;
}

void RankLines::part()
{
    const std::lock_guard lock(m_mutex);
    if (!m_parted.exchange(true))
        for (Peer& peer : m_peers)
            send(peer, kParted, {});
}

void RankLines::fail(const Error& error)
{
    const std::lock_guard lock(m_mutex);
    m_parted = true;
    for (Peer& peer : m_peers)
        send(peer, m_error && m_rank != 0 ? kParted : kFailure,
            m_error && m_rank != 0 ? "" : errorBytes(error));
}

bool RankLines::waitClosed(double seconds)
{
    std::unique_lock lock(m_mutex);
    return m_closed.wait_for(lock, std::chrono::duration<double>(seconds), [this] {
        return std::none_of(
            m_peers.begin(), m_peers.end(), [](const Peer& peer) { return peer.socket.open(); });
    });
}

void RankLines::watch()
{
    Clock::time_point last = Clock::now();
    double sinceBeat = kBeatEvery;
    while (!m_end) {
        std::vector<pollfd> wanted;
        {
            const std::lock_guard lock(m_mutex);
            for (const Peer& peer : m_peers)
                wanted.push_back({peer.socket.descriptor(), POLLIN, 0}); // a closed one's -1 is passed over
        }
        ::poll(wanted.data(), wanted.size(), static_cast<int>(kTick.count()));

        std::unique_lock lock(m_mutex);
        const Clock::time_point now = Clock::now();
        const double passed = std::min(secondsBetween(last, now), kLongestTick);
        last = now;
        for (std::size_t i = 0; i < m_peers.size(); ++i)
            if (wanted[i].revents != 0)
                receive(m_peers[i]);
        for (Peer& peer : m_peers) {
            peer.silence += passed;
            if (peer.socket.open() && !peer.parted && peer.silence > m_limits.silence)
                lose(peer,
                    "has given no sign of life for " + std::to_string(static_cast<int>(peer.silence)) + " s");
        }
        sinceBeat += passed;
        if (sinceBeat >= kBeatEvery) {
            sinceBeat = 0.0;
            const std::uint64_t work = total();
            for (Peer& peer : m_peers)
                send(peer, kBeat, {reinterpret_cast<const char*>(&work), sizeof work});
        }
        const bool late = m_error && !m_parted && m_error->code != ErrorCode::Cancelled
            && secondsBetween(m_errorSince, now) > m_limits.grace;
        if (late && m_callbacks.hopeless) {
            const Error error = *m_error;
            lock.unlock();
            m_callbacks.hopeless(error);
            return;
        }
    }
}

void RankLines::receive(Peer& peer)
{
    char bytes[4096];
    const ssize_t got = ::recv(peer.socket.descriptor(), bytes, sizeof bytes, MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK))
        return;
    if (got <= 0)
        return lose(peer, "has ended unexpectedly");
    peer.silence = 0.0;
    peer.received.append(bytes, static_cast<std::size_t>(got));
    takeMessages(peer);
}

void RankLines::takeMessages(Peer& peer)
{
    while (peer.received.size() >= kHeader) {
        std::uint32_t length = 0;
        std::memcpy(&length, peer.received.data() + 1, sizeof length);
        if (length > kLongestPayload)
            return lose(peer, "sends what no rank sends");
        if (peer.received.size() < kHeader + length)
            return;
        const char kind = peer.received[0];
        const std::string payload = peer.received.substr(kHeader, length);
        peer.received.erase(0, kHeader + length);
        if (kind == kBeat && length == sizeof peer.work) {
            std::memcpy(&peer.work, payload.data(), sizeof peer.work);
            m_workSeen = total() - m_work;
        } else if (kind == kParted) {
            peer.parted = true;
        } else if (kind == kFailure) {
            peer.parted = true;
            Error error = errorFromBytes(payload);
            if (m_rank == 0)
                error.what = "rank " + std::to_string(peer.rank) + ": " + error.what;
            breakOff(error, peer.rank, /*told=*/m_rank != 0);
        }
    }
}

void RankLines::lose(Peer& peer, const std::string& how)
{
    peer.socket.close();
    m_closed.notify_all();
    if (peer.parted)
        return;
    breakOff(
        {ErrorCode::EngineLost,
            "rank " + std::to_string(peer.rank) + " of " + std::to_string(m_size) + " " + how, {},
            "see what its machine says (memory, disk, power) and start again: a training goes on from its "
            "last checkpoint"},
        peer.rank, /*told=*/false);
    if (m_callbacks.lost && !m_parted && !m_told)
        m_callbacks.lost(*m_error);
}

void RankLines::breakOff(const Error& error, int from, bool told)
{
    if (m_error)
        return;
    m_error = error;
    m_errorSince = Clock::now();
    m_told = told;
    m_brokenFlag.stop();
    if (m_rank == 0)
        for (Peer& peer : m_peers)
            if (peer.rank != from)
                send(peer, kFailure, errorBytes(error));
    if (m_callbacks.broken)
        m_callbacks.broken();
}

// Never waits: what does not fit belongs to a rank that has not read for long, and is as good as lost.
void RankLines::send(Peer& peer, char kind, const std::string& payload)
{
    if (!peer.socket.open())
        return;
    const auto length = static_cast<std::uint32_t>(payload.size());
    std::string message(1, kind);
    message.append(reinterpret_cast<const char*>(&length), sizeof length);
    message += payload;
    (void)::send(peer.socket.descriptor(), message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

} // namespace steerscope
