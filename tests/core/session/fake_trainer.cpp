// SPDX-License-Identifier: MIT
// Stands for `steerscope-cli train CONFIG --set output=FOLDER`: writes a run folder as docs/training.md says
// and trains nothing. A step takes 10 ms. With no --set it goes on in the configuration's own folder, from
// the last step that is a multiple of 10. FAKE_TRAINER_STEPS: how many steps. Says its session on stderr.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

std::string contentOf(const fs::path& file)
{
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

void writeWhole(const fs::path& file, const std::string& text)
{
    const fs::path part = file.string() + ".part";
    std::ofstream(part) << text;
    fs::rename(part, file);
}

class Trainer {
public:
    explicit Trainer(fs::path folder)
        : m_folder(std::move(folder))
    {
        const char* steps = std::getenv("FAKE_TRAINER_STEPS");
        m_steps = steps ? std::atoi(steps) : 1000;
    }

    int run(const std::string& config)
    {
        fs::create_directories(m_folder);
        const int from = cutLog();
        writeWhole(m_folder / "config.json", config);
        m_log.open(m_folder / "log.jsonl", std::ios::app);
        m_log << R"({"type":"start","task":"ctc","steps":)" << m_steps << R"(,"resumed_from":)"
              << (from > 0 ? std::to_string(from) : "null") << "}" << std::endl;
        std::string state = "finished";
        for (int step = from + 1; step <= m_steps; ++step) {
            if (!allowed(step - 1)) {
                state = "stopped";
                break;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            m_log << R"({"type":"step","step":)" << step << R"(,"loss":)" << 1.0 / step << "}" << std::endl;
            say("running", step);
            m_last = step;
        }
        m_log << R"({"type":"end","step":)" << m_last << R"(,"state":")" << state << "\"}" << std::endl;
        say(state, m_last);
        return 0;
    }

private:
    // Lines of steps that are run again go; returns the step to go on from.
    int cutLog()
    {
        std::istringstream lines(contentOf(m_folder / "log.jsonl"));
        std::string kept;
        std::string since;
        int from = 0;
        for (std::string line; std::getline(lines, line);) {
            since += line + "\n";
            int step = 0;
            if (std::sscanf(line.c_str(), R"({"type":"step","step":%d)", &step) == 1 && step % 10 == 0) {
                kept += since;
                since.clear();
                from = step;
            }
        }
        m_last = from;
        writeWhole(m_folder / "log.jsonl", kept);
        return from;
    }
    bool allowed(int step)
    {
        for (;;) {
            const std::string wish = contentOf(m_folder / "control.json");
            if (wish.find("stop") != std::string::npos)
                return false;
            if (wish.find("pause") == std::string::npos)
                return true;
            say("paused", step);
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    void say(const std::string& state, int step)
    {
        writeWhole(m_folder / "status.json",
            "{\"state\":\"" + state + "\",\"pid\":" + std::to_string(::getpid())
                + ",\"step\":" + std::to_string(step) + ",\"steps\":" + std::to_string(m_steps)
                + ",\"updated\":" + std::to_string(std::time(nullptr)) + "}");
    }

    fs::path m_folder;
    int m_steps = 0;
    int m_last = 0;
    std::ofstream m_log;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3 || std::string(argv[1]) != "train") {
        std::cerr << "fake trainer: usage\n";
        return 2;
    }
    fs::path folder = fs::path(argv[2]).parent_path();
    for (int i = 3; i + 1 < argc; i += 2)
        if (const std::string set = argv[i + 1]; set.starts_with("output="))
            folder = set.substr(7);
    const std::string config = contentOf(argv[2]);
    std::cerr << "session leader: " << (::getsid(0) == ::getpid() || ::getsid(0) != ::getsid(::getppid()))
              << std::endl;
    if (config.find("refuse") != std::string::npos) {
        std::cerr << "steerscope-cli: error: key \"refuse\" is not known\n";
        return 2;
    }
    return Trainer(folder).run(config);
}
