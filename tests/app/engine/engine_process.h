// SPDX-License-Identifier: MIT
#pragma once

#include "core/protocol/frame.h"
#include "core/protocol/messages.h"

#include <array>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace steerscope::test {

// A child with three pipes, for the engine's own tests (the window's side is core/session).
class Child {
public:
    explicit Child(std::vector<std::string> command)
    {
        std::array<std::array<int, 2>, 3> pipes{};
        for (auto& pipe : pipes)
            if (::pipe(pipe.data()) != 0)
                throw std::runtime_error("no pipe");
        m_pid = ::fork();
        if (m_pid == 0) {
            ::dup2(pipes[0][0], STDIN_FILENO);
            ::dup2(pipes[1][1], STDOUT_FILENO);
            ::dup2(pipes[2][1], STDERR_FILENO);
            for (const auto& pipe : pipes)
                for (const int end : pipe)
                    ::close(end);
            std::vector<char*> arguments;
            for (std::string& argument : command)
                arguments.push_back(argument.data());
            arguments.push_back(nullptr);
            ::execv(arguments[0], arguments.data());
            ::_exit(127);
        }
        ::close(pipes[0][0]);
        ::close(pipes[1][1]);
        ::close(pipes[2][1]);
        m_input = pipes[0][1];
        m_output = pipes[1][0];
        m_errors = pipes[2][0];
    }
    ~Child()
    {
        closeInput();
        ::close(m_output);
        ::close(m_errors);
        if (m_pid > 0)
            ::waitpid(m_pid, nullptr, 0);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    void write(const void* data, std::size_t bytes)
    {
        const auto* next = static_cast<const char*>(data);
        while (bytes > 0) {
            const ssize_t count = ::write(m_input, next, bytes);
            if (count <= 0)
                return; // the child is gone; the test sees it in what it answered
            next += count;
            bytes -= static_cast<std::size_t>(count);
        }
    }
    void send(const protocol::ToEngine& message)
    {
        const protocol::Bytes frame = protocol::encode(message);
        write(frame.data(), frame.size());
    }
    void closeInput()
    {
        if (m_input >= 0)
            ::close(m_input);
        m_input = -1;
    }
    // The next answer; throws at the end of the stream.
    protocol::FromEngine receive()
    {
        std::array<char, 65536> buffer;
        for (;;) {
            if (auto payload = m_reader.next())
                return protocol::decodeFromEngine(*payload);
            const ssize_t count = ::read(m_output, buffer.data(), buffer.size());
            if (count <= 0)
                throw std::runtime_error("the engine closed its output");
            m_reader.push(buffer.data(), static_cast<std::size_t>(count));
        }
    }
    // Skips what comes before.
    template <class Kind> Kind receiveKind()
    {
        for (;;) {
            protocol::FromEngine message = receive();
            if (auto* kind = std::get_if<Kind>(&message))
                return std::move(*kind);
            if (const auto* failed = std::get_if<protocol::Failed>(&message))
                throw Failure(failed->error);
        }
    }
    std::string restOfOutput() { return drain(m_output); }
    std::string restOfErrors() { return drain(m_errors); }
    // Its exit code, or -signal.
    int wait()
    {
        int status = 0;
        ::waitpid(std::exchange(m_pid, -1), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

private:
    static std::string drain(int descriptor)
    {
        std::string text;
        std::array<char, 4096> buffer;
        for (ssize_t count = 0; (count = ::read(descriptor, buffer.data(), buffer.size())) > 0;)
            text.append(buffer.data(), static_cast<std::size_t>(count));
        return text;
    }

    pid_t m_pid = -1;
    int m_input = -1;
    int m_output = -1;
    int m_errors = -1;
    protocol::FrameReader m_reader;
};

} // namespace steerscope::test
