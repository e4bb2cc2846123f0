// SPDX-License-Identifier: MIT
#include "core/training/experiment/child_process.h"

#include "core/base/error.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace steerscope::experiment {
namespace {

constexpr int kNotStarted = 127;

// Between fork and exec: only what is safe there.
[[noreturn]] void become(char* const* arguments, int input, int output, int log, pid_t parent)
{
    ::setpgid(0, 0); // the terminal's Ctrl-C is for the experiment, which passes it on
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) // died in between
        ::_exit(kNotStarted);
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    ::execvp(arguments[0], arguments);
    ::_exit(kNotStarted);
}

int openOrThrow(const std::filesystem::path& file, int flags)
{
    const int descriptor = ::open(file.c_str(), flags | O_CLOEXEC, 0644);
    if (descriptor < 0)
        throw Failure(ErrorCode::Output,
            std::string("the file cannot be opened (") + std::strerror(errno) + ")", file.string(),
            "make room on the disk or choose another folder");
    return descriptor;
}

class Descriptor {
public:
    Descriptor(const std::filesystem::path& file, int flags)
        : m_descriptor(openOrThrow(file, flags))
    {
    }
    ~Descriptor() { ::close(m_descriptor); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

} // namespace

ChildResult runChild(const std::vector<std::string>& command, const std::filesystem::path& output,
    const std::filesystem::path& log, const std::function<void()>& watch, const StopFlag& stop)
{
    const Descriptor input("/dev/null", O_RDONLY);
    const Descriptor out(output, O_WRONLY | O_CREAT | O_TRUNC);
    const Descriptor err(log, O_WRONLY | O_CREAT | O_APPEND);
    std::vector<std::string> words = command;
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0)
        throw Failure(ErrorCode::Output,
            std::string("no process can be started (") + std::strerror(errno) + ")", command.front(),
            "close other programs");
    if (child == 0)
        become(arguments.data(), input.get(), out.get(), err.get(), parent);
    bool interrupted = false;
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        if (stop.stopped() && !interrupted) {
            ::kill(-child, SIGINT); // the whole group: a script's own children too
            interrupted = true;
        }
        if (watch)
            watch();
        const timespec pause{0, 200'000'000};
        ::nanosleep(&pause, nullptr);
    }
    stop.throwIfStopped();
    if (WIFEXITED(status) && WEXITSTATUS(status) == kNotStarted)
        throw Failure(ErrorCode::Output, "the program cannot be started", command.front(),
            "install it, or name it with its path");
    if (WIFEXITED(status))
        return {WEXITSTATUS(status), 0};
    return {-1, WTERMSIG(status)};
}

} // namespace steerscope::experiment
