// SPDX-License-Identifier: MIT
#pragma once

#include "core/training/data/batch_loader.h"
#include "core/training/data/item_recipe.h"

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace steerscope {

// An epoch's recipes and batches, all drawn before it begins.
struct Epoch {
    std::vector<ItemRecipe> recipes; // by item
    std::vector<PlannedBatch> batches;
};

// Epochs by number, made when first asked for; the latest few are kept. May be used from several threads.
class EpochBook {
public:
    EpochBook(const LoaderOptions& options, const ClipPool& pool);

    std::shared_ptr<const Epoch> epoch(int number);
    BatchPosition position(std::int64_t batch); // counted over all epochs
    std::int64_t batchesOf(int epoch);

private:
    std::shared_ptr<const Epoch> make(int number) const;

    const LoaderOptions& m_options;
    const ClipPool& m_pool;
    std::mutex m_mutex;
    std::map<int, std::shared_ptr<const Epoch>> m_epochs;
    std::vector<std::int64_t> m_counts; // batches, by epoch
};

} // namespace steerscope
