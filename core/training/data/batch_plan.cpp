// SPDX-License-Identifier: MIT
#include "core/training/data/batch_plan.h"

#include "core/base/error.h"
#include "core/training/data/fingerprint.h"
#include "core/training/data/random.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <utility>

namespace steerscope {

namespace {

constexpr std::int64_t kStretchBatches = 50; // sorted by length together
enum Purpose : std::uint64_t { OrderOfItems = 1, OrderOfBatches, FullWindow };

template <class T> void shuffle(std::vector<T>& items, PositionRandom random)
{
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[static_cast<std::size_t>(random.below(static_cast<int>(i)))]);
}

using Items = std::vector<int>;

// One batch of all ranks.
struct GlobalBatch {
    Items items;
    double seconds = 0.0;
};

class EpochPlan {
public:
    EpochPlan(const BatchPlanOptions& options, std::span<const double> seconds, int epoch,
        const PaddingRules& padding)
        : m_options(options)
        , m_seconds(seconds)
        , m_epoch(static_cast<std::uint64_t>(epoch))
        , m_padding(padding)
    {
    }

    std::vector<GlobalBatch> make()
    {
        Items order(m_seconds.size());
        std::iota(order.begin(), order.end(), 0);
        if (m_options.shuffle)
            shuffle(order, PositionRandom(m_options.seed, {OrderOfItems, m_epoch}));
        if (m_options.shuffle && m_options.maxBatchSeconds <= 0.0)
            for (std::size_t i = 0; order.size() % static_cast<std::size_t>(mostItems()) != 0; ++i)
                order.push_back(order[i]);
        const std::size_t stretch = stretchItems(order.size());
        for (std::size_t first = 0; first < order.size(); first += stretch)
            cut(Items(order.begin() + static_cast<std::ptrdiff_t>(first),
                order.begin() + static_cast<std::ptrdiff_t>(std::min(order.size(), first + stretch))));
        if (m_options.shuffle)
            shuffle(m_batches, PositionRandom(m_options.seed, {OrderOfBatches, m_epoch}));
        return std::move(m_batches);
    }

private:
    std::int64_t mostItems() const // of a batch of all ranks
    {
        return m_options.batchSize > 0 ? std::int64_t{m_options.batchSize} * m_options.ranks
                                       : std::int64_t{1} << 40;
    }
    std::size_t stretchItems(std::size_t all) const
    {
        if (!m_options.bucketByLength || !m_options.shuffle || m_options.batchSize == 0)
            return std::max<std::size_t>(1, all);
        return static_cast<std::size_t>(kStretchBatches * mostItems());
    }

    double padded(double longest, bool fullWindow) const
    {
        if (m_padding.multiple > 0.0)
            longest = std::ceil(longest / m_padding.multiple - 1e-9) * m_padding.multiple;
        const bool bounded = m_padding.window > 0.0;
        return bounded && (fullWindow || longest > m_padding.window) ? m_padding.window : longest;
    }
    bool fits(std::size_t items, double padded) const
    {
        const auto ranks = static_cast<std::size_t>(m_options.ranks);
        const std::size_t each = (items + ranks - 1) / ranks;
        return static_cast<std::int64_t>(items) <= mostItems()
            && (m_options.maxBatchSeconds <= 0.0 || each <= 1
                || static_cast<double>(each) * padded <= m_options.maxBatchSeconds);
    }

    // Into batches, from the first item on.
    void cut(Items items)
    {
        if (m_options.bucketByLength)
            std::stable_sort(
                items.begin(), items.end(), [this](int a, int b) { return m_seconds[a] < m_seconds[b]; });
        for (std::size_t next = 0; next < items.size();) {
            GlobalBatch batch;
            const bool full = PositionRandom(m_options.seed, {FullWindow, m_epoch, m_batches.size()})
                                  .chance(m_padding.fullWindowProbability);
            double longest = 0.0;
            while (next < items.size()) {
                const double length = std::max(longest, m_seconds[items[next]]);
                if (!batch.items.empty() && !fits(batch.items.size() + 1, padded(length, full)))
                    break;
                longest = length;
                batch.items.push_back(items[next++]);
            }
            batch.seconds = padded(longest, full);
            const auto ranks = static_cast<std::size_t>(m_options.ranks);
            for (std::size_t i = 0; m_options.shuffle && batch.items.size() % ranks != 0; ++i)
                batch.items.push_back(batch.items[i]);
            m_batches.push_back(std::move(batch));
        }
    }

    const BatchPlanOptions& m_options;
    std::span<const double> m_seconds;
    std::uint64_t m_epoch;
    const PaddingRules& m_padding;
    std::vector<GlobalBatch> m_batches;
};

} // namespace

void checkBatchPlan(const BatchPlanOptions& options)
{
    const auto refuse = [](const std::string& what) {
        throw Failure(ErrorCode::Usage, what, "batches", "correct the training's settings");
    };
    if (options.batchSize < 0 || (options.batchSize == 0 && !(options.maxBatchSeconds > 0.0)))
        refuse("a batch needs a size of 1 or more, or a limit in seconds");
    if (!(options.maxBatchSeconds >= 0.0))
        refuse("the limit of a batch in seconds is negative");
    if (options.ranks < 1 || options.rank < 0 || options.rank >= options.ranks)
        refuse("rank " + std::to_string(options.rank) + " of " + std::to_string(options.ranks)
            + " does not exist");
    if (!(options.share > 0.0 && options.share <= 1.0))
        refuse("the share of the data must be above 0 and at most 1");
}

std::vector<PlannedBatch> planEpoch(
    const BatchPlanOptions& options, std::span<const double> seconds, int epoch, const PaddingRules& padding)
{
    checkBatchPlan(options);
    std::vector<PlannedBatch> plan;
    for (const GlobalBatch& batch : EpochPlan(options, seconds, epoch, padding).make()) {
        const auto bound = [&](int rank) {
            return batch.items.begin()
                + static_cast<std::ptrdiff_t>(batch.items.size()) * rank / options.ranks;
        };
        plan.push_back({Items(bound(options.rank), bound(options.rank + 1)), batch.seconds});
    }
    return plan;
}

std::vector<int> chooseShare(const std::vector<Utterance>& utterances, double share)
{
    using Ranked = std::pair<std::uint64_t, int>; // hash, index
    std::map<std::string, std::vector<Ranked>> speakers;
    for (std::size_t i = 0; i < utterances.size(); ++i) {
        Fingerprint print;
        print.add(utterances[i].audio.filename().string());
        print.add(static_cast<std::uint64_t>(std::llround(utterances[i].offset * 1e6)));
        speakers[utterances[i].set + '\n' + utterances[i].speaker].emplace_back(
            print.word(), static_cast<int>(i));
    }
    // Where in its speaker's order an utterance stands, 0..1, plus an offset so that speakers with few
    // utterances do not all come in at once.
    std::vector<std::pair<double, int>> order;
    for (auto& [speaker, ranked] : speakers) {
        std::sort(ranked.begin(), ranked.end());
        Fingerprint print;
        print.add(speaker);
        const double offset = PositionRandom(print.word(), {}).uniform();
        for (std::size_t i = 0; i < ranked.size(); ++i)
            order.emplace_back(
                (static_cast<double>(i) + offset) / static_cast<double>(ranked.size()), ranked[i].second);
    }
    std::sort(order.begin(), order.end());
    const auto count = static_cast<std::size_t>(std::llround(share * static_cast<double>(order.size())));
    order.resize(std::clamp<std::size_t>(count, std::min<std::size_t>(1, order.size()), order.size()));
    std::vector<int> chosen;
    for (const auto& [position, index] : order)
        chosen.push_back(index);
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

BatchPosition batchPosition(std::int64_t number, const std::function<std::int64_t(int epoch)>& batchesOf)
{
    BatchPosition position{0, number};
    for (std::int64_t count = batchesOf(0); position.batch >= count; count = batchesOf(position.epoch)) {
        position.batch -= count;
        ++position.epoch;
    }
    return position;
}

} // namespace steerscope
