// SPDX-License-Identifier: MIT
// Where texts with times lie on a lane.
#pragma once

#include "core/base/transcript.h"
#include "widgets/time/time_view.h"

#include <QRectF>
#include <vector>

namespace steerscope {

struct SegmentBlock {
    int segment = 0; // index
    QRectF frame; // clipped to the lane
    QRectF text; // the part of it that letters may use; empty when there is no room
};

// Blocks of the segments that are visible. Segments are sorted by time.
std::vector<SegmentBlock> layoutSegments(
    const std::vector<Segment>& segments, const TimeSpan& visible, const QSizeF& lane);

// The segment at a time, -1 between segments.
int segmentAt(const std::vector<Segment>& segments, double seconds);

} // namespace steerscope
