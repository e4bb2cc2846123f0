// SPDX-License-Identifier: MIT
#include "core/base/transcript.h"

namespace steerscope {

std::string Transcript::text() const
{
    std::string joined;
    for (const Segment& segment : segments) {
        if (segment.text.empty())
            continue;
        if (!joined.empty() && joined.back() != ' ' && segment.text.front() != ' ')
            joined += ' ';
        joined += segment.text;
    }
    return joined;
}

} // namespace steerscope
