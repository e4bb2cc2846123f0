// SPDX-License-Identifier: MIT
// Runs the real steerscope-cli.
#pragma once

#include "tests/support/temporary_folder.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace steerscope::test {

inline std::string contentOf(const std::filesystem::path& file)
{
    std::ostringstream content;
    content << std::ifstream(file, std::ios::binary).rdbuf();
    return content.str();
}

inline void writeFile(const std::filesystem::path& file, const std::string& content)
{
    std::ofstream(file, std::ios::binary) << content;
}

struct Finished {
    int code = -1; // exit code; -1: ended by a signal
    std::string out;
    std::string err;
};

// A started program, behind a launcher where one is named. stdin is a file, stdout and stderr are kept in
// files.
class Program {
public:
    explicit Program(const std::vector<std::string>& arguments, const std::string& input = {},
        const std::string& standardOutput = {}, const std::vector<std::string>& launcher = {})
    {
        const std::filesystem::path out
            = standardOutput.empty() ? m_folder.path() / "out" : std::filesystem::path(standardOutput);
        writeFile(m_folder.path() / "in", input);
        std::vector<std::string> all = launcher;
        all.emplace_back(STEERSCOPE_BIN "/steerscope-cli");
        all.insert(all.end(), arguments.begin(), arguments.end());
        m_process = ::fork();
        if (m_process < 0)
            throw std::runtime_error("fork failed");
        if (m_process == 0)
            become(all, out);
    }
    ~Program()
    {
        if (m_process > 0) {
            ::kill(m_process, SIGKILL);
            ::waitpid(m_process, nullptr, 0);
        }
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void interrupt() const { ::kill(m_process, SIGINT); }
    pid_t id() const { return m_process; }
    std::string errorsSoFar() const { return contentOf(m_folder.path() / "err"); }
    Finished wait()
    {
        int status = 0;
        ::waitpid(m_process, &status, 0);
        m_process = -1;
        return {
            WIFEXITED(status) ? WEXITSTATUS(status) : -1, contentOf(m_folder.path() / "out"), errorsSoFar()};
    }

private:
    [[noreturn]] void become(std::vector<std::string>& arguments, const std::filesystem::path& out) const
    {
        const auto redirect = [](const std::filesystem::path& file, int flags, int descriptor) {
            ::dup2(::open(file.c_str(), flags, 0600), descriptor);
        };
        redirect(m_folder.path() / "in", O_RDONLY, STDIN_FILENO);
        redirect(out, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
        redirect(m_folder.path() / "err", O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
        std::vector<char*> pointers;
        for (std::string& argument : arguments)
            pointers.push_back(argument.data());
        pointers.push_back(nullptr);
        ::execv(pointers[0], pointers.data());
        ::_exit(127);
    }

    TemporaryFolder m_folder;
    pid_t m_process = -1;
};

inline Finished run(const std::vector<std::string>& arguments, const std::string& input = {})
{
    return Program(arguments, input).wait();
}

// The tiny layer-wise model on the CPU in float32, and one of its two recordings.
inline std::string modelPath(const std::string& name)
{
    return STEERSCOPE_TEST_DATA "/models/" + name;
}

inline std::string clip(const std::string& name)
{
    return modelPath("audio/" + name + ".wav");
}

inline std::vector<std::string> withModel(
    const std::vector<std::string>& arguments, const std::string& model = "bundles/layerwise-single")
{
    std::vector<std::string> all = arguments;
    for (const std::string& more :
        {std::string("--model"), modelPath(model), std::string("--device"), std::string("cpu"),
            std::string("--dtype"), std::string("float32"), std::string("--threads"), std::string("2")})
        all.push_back(more);
    return all;
}

} // namespace steerscope::test
