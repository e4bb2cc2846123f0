// SPDX-License-Identifier: MIT
#include "app/engine/protocol_pipes.h"

#include "core/base/error.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace steerscope {

namespace {

int duplicate(int descriptor)
{
    const int copy = ::fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (copy < 0)
        throw Failure(
            ErrorCode::Internal, std::string("cannot use the standard pipes: ") + std::strerror(errno));
    return copy;
}

} // namespace

ProtocolPipes::ProtocolPipes()
    : m_input(duplicate(STDIN_FILENO))
    , m_output(duplicate(STDOUT_FILENO))
{
    if (const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC); nothing >= 0) {
        ::dup2(nothing, STDIN_FILENO);
        ::close(nothing);
    }
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    std::signal(SIGPIPE, SIG_IGN); // a window that is gone shows as a failed write
}

ProtocolPipes::~ProtocolPipes()
{
    ::close(m_input);
    ::close(m_output);
}

std::optional<protocol::Bytes> ProtocolPipes::read()
{
    std::array<std::uint8_t, 1 << 16> buffer; // what a pipe holds
    for (;;) {
        if (auto payload = m_reader.next())
            return payload;
        const ssize_t count = ::read(m_input, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            if (!m_reader.idle())
                throw Failure(ErrorCode::Protocol, "the stream ended inside a message");
            return std::nullopt;
        }
        m_reader.push(buffer.data(), static_cast<std::size_t>(count));
    }
}

bool ProtocolPipes::write(const protocol::Bytes& frame)
{
    const std::lock_guard lock(m_writing);
    std::size_t done = 0;
    while (done < frame.size() && !m_outputGone) {
        const ssize_t count = ::write(m_output, frame.data() + done, frame.size() - done);
        if (count >= 0)
            done += static_cast<std::size_t>(count);
        else if (errno != EINTR)
            m_outputGone = true;
    }
    return !m_outputGone;
}

} // namespace steerscope
