// SPDX-License-Identifier: MIT
// Plays a waveform; the cursor comes from the audio device's clock.
#pragma once

#include "core/base/error.h"
#include "core/base/waveform.h"

#include <memory>
#include <optional>
#include <string>

namespace steerscope {

class Player {
public:
    Player();
    ~Player();

    // Plays audio from startSeconds to endSeconds (clipped to its length). Throws Failure(Audio).
    void play(std::shared_ptr<const Waveform> audio, double startSeconds, double endSeconds,
        const std::string& device = {});
    void stop();
    bool playing() const; // false once the end has been heard or the device is gone
    double position() const; // seconds in the recording being heard now; any thread
    std::optional<Error> failure() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace steerscope
