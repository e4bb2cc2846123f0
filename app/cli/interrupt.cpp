// SPDX-License-Identifier: MIT
#include "app/cli/interrupt.h"

#include <csignal>

namespace steerscope::cli {
namespace {

const StopFlag* g_stop = nullptr; // a signal handler reaches nothing else

void onSignal(int number)
{
    g_stop->stop(); // a lock-free store
    std::signal(number, SIG_DFL);
}

} // namespace

void stopOnInterrupt(const StopFlag& stop)
{
    static const StopFlag kept = stop; // shares its flag
    g_stop = &kept;
    struct sigaction action = {};
    action.sa_handler = onSignal;
    sigemptyset(&action.sa_mask);
    // Without SA_RESTART, so that a read from a terminal or pipe ends too.
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace steerscope::cli
