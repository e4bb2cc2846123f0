// SPDX-License-Identifier: MIT
// Checked by an invariant: both halves of a mark always belong together.
#include "core/audio/playback_clock.h"

#include <doctest/doctest.h>

#include <thread>

using namespace steerscope;

TEST_CASE("a mark is read whole while another thread writes")
{
    PlaybackClock clock;
    CHECK(!clock.started());
    std::thread writer([&] {
        for (int i = 1; i <= 100'000; ++i)
            clock.set({static_cast<double>(i), 2.0 * i});
    });
    bool whole = true;
    double last = 0.0;
    while (last < 100'000.0) {
        const PlaybackClock::Mark mark = clock.mark();
        whole = whole && mark.frame == 2.0 * mark.time && mark.time >= last;
        last = mark.time;
    }
    writer.join();
    CHECK(whole);
    CHECK(clock.started());
}
