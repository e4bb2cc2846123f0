// SPDX-License-Identifier: MIT
#include "core/training/data/epoch_book.h"

#include <iterator>

namespace steerscope {

namespace {

constexpr std::size_t kKept = 3; // epochs in memory: threads may still be in the one before

PaddingRules paddingRules(const LoaderOptions& options)
{
    const double frame = static_cast<double>(options.logMel.hop) / options.logMel.sampleRate;
    const int window = options.logMel.windowSamples / options.logMel.hop;
    return {frame * options.padMultiple, frame * window,
        options.fullWindow ? 1.0 : options.fullWindowProbability};
}

} // namespace

EpochBook::EpochBook(const LoaderOptions& options, const ClipPool& pool)
    : m_options(options)
    , m_pool(pool)
{
}

std::shared_ptr<const Epoch> EpochBook::make(int number) const
{
    auto epoch = std::make_shared<Epoch>();
    const int items = itemsOfEpoch(m_options.augment, m_pool.utterances.size());
    std::vector<double> seconds;
    for (int item = 0; item < items; ++item) {
        epoch->recipes.push_back(makeRecipe(
            m_options.augment, m_pool, {m_options.plan.seed, number, item}, m_options.logMel.windowSamples));
        seconds.push_back(static_cast<double>(epoch->recipes.back().samples) / m_options.logMel.sampleRate);
    }
    epoch->batches = planEpoch(m_options.plan, seconds, number, paddingRules(m_options));
    return epoch;
}

std::shared_ptr<const Epoch> EpochBook::epoch(int number)
{
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<const Epoch>& entry = m_epochs[number];
    if (!entry)
        entry = make(number);
    const std::shared_ptr<const Epoch> result = entry;
    if (m_epochs.size() > kKept)
        m_epochs.erase(m_epochs.begin()->first == number ? std::prev(m_epochs.end()) : m_epochs.begin());
    return result;
}

std::int64_t EpochBook::batchesOf(int number)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_options.plan.maxBatchSeconds <= 0.0 && !m_counts.empty())
            return m_counts.front(); // batches of fixed size: all epochs have as many
        if (number < static_cast<int>(m_counts.size()))
            return m_counts[static_cast<std::size_t>(number)];
    }
    const auto count = static_cast<std::int64_t>(epoch(number)->batches.size());
    const std::lock_guard lock(m_mutex);
    if (number == static_cast<int>(m_counts.size()))
        m_counts.push_back(count);
    return count;
}

BatchPosition EpochBook::position(std::int64_t batch)
{
    if (m_options.plan.maxBatchSeconds <= 0.0) {
        const std::int64_t count = batchesOf(0);
        return {static_cast<int>(batch / count), batch % count};
    }
    return batchPosition(batch, [this](int number) { return batchesOf(number); });
}

} // namespace steerscope
