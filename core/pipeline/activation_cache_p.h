// SPDX-License-Identifier: MIT
// Encoder tapes of recently run audio windows within a byte budget; never needed for correctness.
#pragma once

#include "core/model/steered_encoder_p.h"

#include <cstdint>
#include <list>
#include <span>

namespace steerscope {

// Names an audio window by its content. The plain encoder has a tape of its own, so that a run with
// everything bypassed
// ("steering removed") does not cost the next steered one its restart.
struct WindowKey {
    std::uint64_t hash = 0;
    std::uint64_t samples = 0;
    bool bypass = false;

    bool operator==(const WindowKey&) const = default;
};
WindowKey windowKey(std::span<const float> samples, bool bypass);

class ActivationCache {
public:
    explicit ActivationCache(std::int64_t budgetBytes);

    // The tape of this window, an empty one if there is none; it becomes the most recent. Valid until the
    // next call.
    EncoderTape& open(const WindowKey& key);
    // Drops least recently used tapes beyond the budget; the newest goes too when it alone is larger.
    void trim();
    void clear();
    std::int64_t bytes() const;
    // How many slots of a pass a tape may keep: every n-th, so that one window fits the budget; 0: none.
    int keepEvery(std::int64_t bytesPerSlot, int slots) const;

private:
    struct Entry {
        WindowKey key;
        EncoderTape tape;
    };
    std::int64_t m_budget;
    std::list<Entry> m_entries; // most recent first
};

} // namespace steerscope
