// SPDX-License-Identifier: MIT
#include "widgets/lanes/segment_blocks.h"

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kMargin = 2.0; // px above and below a block
constexpr double kPadding = 4.0; // px between a block's edge and its letters
constexpr double kNarrowest = 12.0; // px that letters need

// The first segment that ends after a time.
auto firstAfter(const std::vector<Segment>& segments, double seconds)
{
    return std::partition_point(segments.begin(), segments.end(),
        [seconds](const Segment& segment) { return segment.end <= seconds; });
}

} // namespace

std::vector<SegmentBlock> layoutSegments(
    const std::vector<Segment>& segments, const TimeSpan& visible, const QSizeF& lane)
{
    const double scale = lane.width() / visible.length();
    std::vector<SegmentBlock> blocks;
    for (auto at = firstAfter(segments, visible.start); at != segments.end() && at->start < visible.end;
         ++at) {
        const double left = std::max(std::round((at->start - visible.start) * scale), 0.0);
        const double right = std::min(std::round((at->end - visible.start) * scale) - 1.0, lane.width());
        SegmentBlock block;
        block.segment = static_cast<int>(at - segments.begin());
        block.frame = QRectF(left, kMargin, std::max(right - left, 1.0), lane.height() - 2.0 * kMargin);
        if (block.frame.width() >= kNarrowest + 2.0 * kPadding)
            block.text = block.frame.adjusted(kPadding, 0.0, -kPadding, 0.0);
        blocks.push_back(block);
    }
    return blocks;
}

int segmentAt(const std::vector<Segment>& segments, double seconds)
{
    const auto found = firstAfter(segments, seconds);
    return found != segments.end() && found->start <= seconds ? static_cast<int>(found - segments.begin())
                                                              : -1;
}

} // namespace steerscope
