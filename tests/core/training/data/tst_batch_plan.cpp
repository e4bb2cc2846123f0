// SPDX-License-Identifier: MIT
#include "core/training/data/batch_plan.h"

#include "tests/core/audio/audio_test_support.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

using namespace steerscope;
using namespace steerscope::test;

namespace {

// 0.3 to 10 s, in no order.
std::vector<double> lengths(int count)
{
    std::vector<double> seconds;
    for (int i = 0; i < count; ++i)
        seconds.push_back(0.3 + 0.01 * (i * 367 % 971));
    return seconds;
}

std::map<int, int> timesUsed(const std::vector<PlannedBatch>& plan)
{
    std::map<int, int> used;
    for (const PlannedBatch& batch : plan)
        for (const int item : batch.items)
            ++used[item];
    return used;
}

double paddedSeconds(const std::vector<PlannedBatch>& plan)
{
    return std::accumulate(plan.begin(), plan.end(), 0.0, [](double sum, const PlannedBatch& batch) {
        return sum + batch.seconds * static_cast<double>(batch.items.size());
    });
}

} // namespace

TEST_CASE("a plan is a function of options and epoch; every item comes, and in each epoch elsewhere")
{
    BatchPlanOptions options;
    options.batchSize = 8;
    options.seed = 7;
    const std::vector<double> seconds = lengths(803);
    const auto plan = planEpoch(options, seconds, 3);
    CHECK(plan.size() == 101);
    CHECK(plan == planEpoch(options, seconds, 3));
    CHECK_FALSE(plan == planEpoch(options, seconds, 4));
    options.seed = 8;
    CHECK_FALSE(plan == planEpoch(options, seconds, 3));
    const auto used = timesUsed(plan);
    CHECK(used.size() == 803);
    int extra = 0; // 101 * 8 - 803 = 5 places are filled with items that are there already
    for (const auto& [item, times] : used)
        extra += times - 1;
    CHECK(extra == 5);
    for (const PlannedBatch& batch : plan) {
        CHECK(batch.items.size() == 8);
        for (const int item : batch.items)
            CHECK(seconds[item] <= batch.seconds);
    }
}

TEST_CASE("two ranks see what one rank with the doubled batch sees")
{
    for (const int count : {100, 101, 103, 3}) {
        for (const bool bucket : {true, false}) {
            BatchPlanOptions one;
            one.batchSize = 6;
            one.bucketByLength = bucket;
            const std::vector<double> seconds = lengths(count);
            const PaddingRules padding{0.16, 12.0, 0.3};
            const auto whole = planEpoch(one, seconds, 1, padding);
            BatchPlanOptions half = one;
            half.batchSize = 3;
            half.ranks = 2;
            const auto first = planEpoch(half, seconds, 1, padding);
            half.rank = 1;
            const auto second = planEpoch(half, seconds, 1, padding);
            REQUIRE(first.size() == whole.size());
            REQUIRE(second.size() == whole.size());
            for (std::size_t i = 0; i < whole.size(); ++i) {
                std::vector<int> both = first[i].items;
                both.insert(both.end(), second[i].items.begin(), second[i].items.end());
                CHECK(both == whole[i].items);
                CHECK(first[i].items.size() == 3);
                CHECK(first[i].seconds == whole[i].seconds);
                CHECK(second[i].seconds == whole[i].seconds);
            }
        }
    }
}

TEST_CASE("buckets keep padding small")
{
    BatchPlanOptions options;
    options.batchSize = 8;
    const std::vector<double> seconds = lengths(2000);
    const double audio = std::accumulate(seconds.begin(), seconds.end(), 0.0);
    CHECK(paddedSeconds(planEpoch(options, seconds, 0)) < 1.05 * audio);
    options.bucketByLength = false;
    CHECK(paddedSeconds(planEpoch(options, seconds, 0)) > 1.5 * audio);
}

TEST_CASE("a limit in seconds holds for the padded batch")
{
    const std::vector<double> seconds = lengths(500);
    for (const int ranks : {1, 3}) {
        BatchPlanOptions options;
        options.batchSize = 0;
        options.maxBatchSeconds = 40.0;
        options.ranks = ranks;
        options.rank = ranks - 1;
        const PaddingRules padding{0.16, 10.24, 0.1};
        std::set<std::size_t> sizes;
        for (const PlannedBatch& batch : planEpoch(options, seconds, 0, padding)) {
            CHECK(batch.seconds * static_cast<double>(batch.items.size()) <= 40.0);
            CHECK(batch.items.size() >= 1);
            sizes.insert(batch.items.size());
        }
        CHECK(sizes.size() > 5);
    }
    BatchPlanOptions options; // both limits; an item above the limit stands alone
    options.batchSize = 4;
    options.maxBatchSeconds = 8.0;
    const auto plan = planEpoch(options, seconds, 0);
    CHECK(timesUsed(plan).size() == 500);
    for (const PlannedBatch& batch : plan) {
        CHECK(batch.items.size() <= 4);
        CHECK((batch.seconds <= 8.0 || batch.items.size() == 1));
    }
}

TEST_CASE("all ranks have equally many batches of equal size, whatever the limit")
{
    const std::vector<double> seconds = lengths(257);
    BatchPlanOptions options;
    options.maxBatchSeconds = 30.0;
    options.ranks = 3;
    std::vector<std::vector<PlannedBatch>> plans;
    std::set<int> all;
    for (options.rank = 0; options.rank < 3; ++options.rank) {
        plans.push_back(planEpoch(options, seconds, 2));
        for (const auto& [item, times] : timesUsed(plans.back()))
            all.insert(item);
    }
    CHECK(all.size() == 257);
    for (std::size_t i = 0; i < plans[0].size(); ++i)
        for (const auto& plan : plans) {
            REQUIRE(plan.size() == plans[0].size());
            CHECK(plan[i].items.size() == plans[0][i].items.size());
        }
}

TEST_CASE("without shuffle nothing is repeated and the order is the data's, or by length")
{
    BatchPlanOptions options;
    options.shuffle = false;
    options.bucketByLength = false;
    const std::vector<double> seconds = {3, 1, 2, 5, 4};
    const auto plan = planEpoch(options, seconds, 9);
    REQUIRE(plan.size() == 2);
    CHECK(plan[0].items == std::vector<int>{0, 1, 2, 3});
    CHECK(plan[1].items == std::vector<int>{4});
    CHECK(plan[0].seconds == 5.0);
    options.bucketByLength = true;
    CHECK(planEpoch(options, seconds, 9)[0].items == std::vector<int>{1, 2, 0, 4});
    options.batchSize = 2;
    options.ranks = 2;
    options.rank = 0; // the last batch has one item, of the last rank
    CHECK(planEpoch(options, seconds, 9)[1].items.empty());
}

TEST_CASE("padding: multiples, the window, and whole windows as often as asked")
{
    BatchPlanOptions options;
    options.batchSize = 1;
    const std::vector<double> seconds(2000, 1.0);
    CHECK(planEpoch(options, seconds, 0, {0.16, 30.0, 0.0})[0].seconds == doctest::Approx(1.12));
    CHECK(planEpoch(options, seconds, 0, {0.25, 30.0, 0.0})[0].seconds == 1.0);
    CHECK(planEpoch(options, seconds, 0, {0.75, 1.2, 0.0})[0].seconds == 1.2);
    const auto plan = planEpoch(options, seconds, 0, {0.25, 30.0, 0.2});
    const auto full = std::count_if(
        plan.begin(), plan.end(), [](const PlannedBatch& batch) { return batch.seconds == 30.0; });
    CHECK(std::abs(static_cast<double>(full) - 400.0) < 4.0 * std::sqrt(2000 * 0.2 * 0.8));
}

TEST_CASE("a share of the data: exact, nested, from all speakers alike, whatever the order")
{
    std::vector<Utterance> utterances;
    for (int i = 0; i < 1000; ++i) {
        Utterance utterance;
        utterance.audio = "clip" + std::to_string(i) + ".wav";
        utterance.speaker = std::to_string(i % 25);
        utterances.push_back(utterance);
    }
    const std::vector<int> tenth = chooseShare(utterances, 0.1);
    const std::vector<int> third = chooseShare(utterances, 0.3);
    CHECK(tenth.size() == 100);
    CHECK(third.size() == 300);
    CHECK(chooseShare(utterances, 1.0).size() == 1000);
    CHECK(std::includes(third.begin(), third.end(), tenth.begin(), tenth.end()));
    std::map<std::string, int> perSpeaker;
    for (const int index : tenth)
        ++perSpeaker[utterances[index].speaker];
    CHECK(perSpeaker.size() == 25);
    for (const auto& [speaker, count] : perSpeaker)
        CHECK(count == 4);

    std::vector<Utterance> reversed(utterances.rbegin(), utterances.rend());
    std::set<std::string> names;
    std::set<std::string> reversedNames;
    for (const int index : tenth)
        names.insert(utterances[index].audio.string());
    for (const int index : chooseShare(reversed, 0.1))
        reversedNames.insert(reversed[index].audio.string());
    CHECK(names == reversedNames);
    CHECK(chooseShare(utterances, 1e-9).size() == 1);
    CHECK(chooseShare({}, 0.5).empty());
}

TEST_CASE("a batch's position follows from its number")
{
    const auto sizes = [](int epoch) { return std::int64_t{3} + epoch % 2; };
    std::int64_t number = 0;
    for (int epoch = 0; epoch < 5; ++epoch)
        for (std::int64_t batch = 0; batch < sizes(epoch); ++batch)
            CHECK(batchPosition(number++, sizes) == BatchPosition{epoch, batch});
}

TEST_CASE("settings that make no sense are refused")
{
    const auto refused = [](auto change) {
        BatchPlanOptions options;
        change(options);
        return errorOf([&] { checkBatchPlan(options); }).code == ErrorCode::Usage;
    };
    CHECK(refused([](auto& o) { o.batchSize = -1; }));
    CHECK(refused([](auto& o) { o.batchSize = 0; }));
    CHECK(refused([](auto& o) { o.maxBatchSeconds = -1.0; }));
    CHECK(refused([](auto& o) { o.rank = 1; }));
    CHECK(refused([](auto& o) { o.ranks = 0; }));
    CHECK(refused([](auto& o) { o.share = 0.0; }));
    CHECK(refused([](auto& o) { o.share = 1.5; }));
}
