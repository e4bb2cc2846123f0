// SPDX-License-Identifier: MIT
// A PulseAudio server of the test's own with a null sink: what is played into it comes out of its monitor,
// the default microphone. Without rewinds it moves in blocks of 50 ms, like a sound card; otherwise of two
// seconds. Needs the packages pulseaudio, pulseaudio-utils and libasound2-plugins.
#pragma once

#include "tests/core/audio/audio_test_support.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>

namespace steerscope::test {

class VirtualMicrophone {
public:
    static bool installed()
    {
        return std::system("command -v pulseaudio >/dev/null 2>&1 && command -v pactl >/dev/null 2>&1") == 0;
    }

    // Points this process's sound libraries at a server in a private folder; it is not running yet.
    VirtualMicrophone()
    {
        std::filesystem::create_directory(m_folder / "run");
        std::filesystem::permissions(m_folder / "run", std::filesystem::perms::owner_all);
        ::setenv("XDG_RUNTIME_DIR", (m_folder / "run").c_str(), 1);
        ::setenv("HOME", (m_folder / "").c_str(), 1);
        for (const char* name : {"PULSE_SERVER", "PULSE_RUNTIME_PATH", "XDG_CONFIG_HOME", "DISPLAY"})
            ::unsetenv(name);
        ::setenv("PULSE_CLIENTCONFIG", "/dev/null", 1); // no autospawn
    }
    ~VirtualMicrophone() { kill(); }

    void start()
    {
        m_server = ::fork();
        REQUIRE(m_server >= 0);
        if (m_server == 0) {
            const int nothing = ::open("/dev/null", O_WRONLY);
            ::dup2(nothing, 1);
            ::dup2(nothing, 2);
            ::execlp("pulseaudio", "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1",
                "--use-pid-file=no", "-L", "module-native-protocol-unix", "-L",
                "module-null-sink sink_name=vmic norewinds=1", nullptr);
            ::_exit(127);
        }
        for (int attempt = 0; attempt < 100; ++attempt) {
            if (std::system("pactl set-default-source vmic.monitor >/dev/null 2>&1") == 0)
                return;
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        FAIL("PulseAudio did not start");
    }

    // As if every sound device were pulled out at once.
    void kill()
    {
        if (m_server <= 0)
            return;
        ::kill(m_server, SIGKILL);
        ::waitpid(m_server, nullptr, 0);
        m_server = -1;
    }

private:
    TempFolder m_folder;
    pid_t m_server = -1;
};

} // namespace steerscope::test
