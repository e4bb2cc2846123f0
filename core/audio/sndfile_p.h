// SPDX-License-Identifier: MIT
// libsndfile handles that close themselves; for the .cpp files of this room.
#pragma once

#include <memory>

#include <sndfile.h>

namespace steerscope {

struct SndfileCloser {
    void operator()(SNDFILE* handle) const { sf_close(handle); }
};
using SndfilePtr = std::unique_ptr<SNDFILE, SndfileCloser>;

} // namespace steerscope
