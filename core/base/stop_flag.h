// SPDX-License-Identifier: MIT
// A request to stop, shared between the thread that asks and the one that works. Copies share one flag.
#pragma once

#include "core/base/error.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace steerscope {

class StopFlag {
public:
    StopFlag()
        : m_stopped(std::make_shared<std::atomic<bool>>(false))
    {
    }
    void stop() const { m_stopped->store(true, std::memory_order_relaxed); }
    bool stopped() const { return m_stopped->load(std::memory_order_relaxed); }
    // Called between operators by whatever takes long. Throws Failure(Cancelled).
    void throwIfStopped() const
    {
        if (stopped())
            throw Failure(ErrorCode::Cancelled, "stopped on request");
    }

private:
    std::shared_ptr<std::atomic<bool>> m_stopped;
};

// Progress of something long: a stage's name ("loading weights", "encoding") and a fraction 0..1 of that
// stage; a negative fraction means that the length is not known. Called on the working thread.
using ProgressFn = std::function<void(const std::string& stage, double fraction)>;

} // namespace steerscope
