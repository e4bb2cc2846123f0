// SPDX-License-Identifier: MIT
// What one item of an epoch is made of. The recipe, drawn before any sample is touched, settles the item's
// length, so that batches can be planned; the sound is made from it later, on another thread.
#pragma once

#include "core/training/data/audio_store.h"
#include "core/training/data/augmentation.h"

#include <cstdint>
#include <span>
#include <vector>

namespace steerscope {

// The utterances that items are drawn from.
struct ClipPool {
    std::vector<int> utterances; // indices into the store
    std::vector<std::int64_t> samples; // of each
    std::vector<int> speaker; // of each
    std::vector<std::vector<int>> bySpeaker; // positions in `utterances`
};

struct RecipePart {
    int clip = 0; // position in the pool
    double speed = 1.0;
    double gainDb = 0.0;
    std::int64_t gap = 0; // samples of silence before it
    std::int64_t samples = 0; // after the change of speed
};

struct ItemRecipe {
    std::vector<RecipePart> parts; // none: no speech
    std::int64_t lead = 0; // samples of silence before the first part
    std::int64_t samples = 0; // in all
};

// An item is one of an epoch; items 0 .. pool size - 1 begin with the utterance of that number, those behind
// are no speech.
struct ItemPosition {
    std::uint64_t seed = 0;
    int epoch = 0;
    int item = 0;
};

int itemsOfEpoch(const AugmentOptions& options, std::size_t poolSize);

ItemRecipe makeRecipe(const AugmentOptions& options, const ClipPool& pool, const ItemPosition& position,
    std::int64_t windowSamples);

// The sound of a recipe, [recipe.samples].
std::vector<float> cook(const ItemRecipe& recipe, const AugmentOptions& options, const ClipPool& pool,
    const AudioStore& store, const ItemPosition& position);

} // namespace steerscope
