// SPDX-License-Identifier: MIT
#include "core/text/textgrid.h"

#include "core/text/seconds.h"

#include <algorithm>
#include <cstddef>

namespace steerscope {
namespace {

constexpr double kShortest = 0.001; // s

std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text)
        result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + '"';
}

std::vector<TextGridInterval> byTime(std::vector<TextGridInterval> intervals)
{
    std::stable_sort(
        intervals.begin(), intervals.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
    return intervals;
}

// In order, none over another.
std::vector<TextGridInterval> apart(const TextGridTier& tier, double start)
{
    std::vector<TextGridInterval> result = byTime(tier.intervals);
    double free = start;
    for (TextGridInterval& interval : result) {
        interval.start = std::max(interval.start, free);
        free = interval.end
            = tier.points ? interval.start : std::max(interval.end, interval.start + kShortest);
    }
    return result;
}

std::vector<TextGridInterval> withoutGaps(
    const std::vector<TextGridInterval>& intervals, double start, double end)
{
    std::vector<TextGridInterval> result;
    double free = start;
    for (const TextGridInterval& interval : intervals) {
        if (interval.start > free)
            result.push_back({free, interval.start, {}});
        result.push_back(interval);
        free = interval.end;
    }
    if (end > free)
        result.push_back({free, end, {}});
    return result;
}

std::string line(int depth, const std::string& what)
{
    return std::string(static_cast<std::size_t>(depth) * 4, ' ') + what + " \n"; // Praat's own blank
}

std::string span(int depth, double start, double end)
{
    return line(depth, "xmin = " + secondsText(start)) + line(depth, "xmax = " + secondsText(end));
}

} // namespace

std::string textGridText(const TextGrid& grid)
{
    std::vector<std::vector<TextGridInterval>> tiers;
    double end = std::max(grid.end, grid.start + kShortest);
    for (const TextGridTier& tier : grid.tiers) {
        tiers.push_back(apart(tier, grid.start));
        if (!tiers.back().empty())
            end = std::max(end, tiers.back().back().end);
    }
    std::string text = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n"
        + span(0, grid.start, end) + line(0, "tiers? <exists>")
        + line(0, "size = " + std::to_string(grid.tiers.size())) + line(0, "item []:");
    for (std::size_t i = 0; i < tiers.size(); ++i) {
        const TextGridTier& tier = grid.tiers[i];
        const auto intervals = tier.points ? tiers[i] : withoutGaps(tiers[i], grid.start, end);
        const std::string kind = tier.points ? "points" : "intervals";
        text += line(1, "item [" + std::to_string(i + 1) + "]:")
            + line(2, tier.points ? "class = \"TextTier\"" : "class = \"IntervalTier\"")
            + line(2, "name = " + quoted(tier.name)) + span(2, grid.start, end)
            + line(2, kind + ": size = " + std::to_string(intervals.size()));
        for (std::size_t k = 0; k < intervals.size(); ++k) {
            text += line(2, kind + " [" + std::to_string(k + 1) + "]:");
            if (tier.points)
                text += line(3, "number = " + secondsText(intervals[k].start))
                    + line(3, "mark = " + quoted(intervals[k].text));
            else
                text += span(3, intervals[k].start, intervals[k].end)
                    + line(3, "text = " + quoted(intervals[k].text));
        }
    }
    return text;
}

} // namespace steerscope
