// SPDX-License-Identifier: MIT
// Assistive technology sees the headers as a list of sliders, one a layer, top to bottom.
#pragma once

namespace steerscope {

class TrackHeaders;

// Once a program; more calls do nothing.
void installTrackHeadersAccessibility();
// Says that the value of this layer's slider may have changed; nothing for a layer without a row.
void announceTrack(TrackHeaders* headers, int layer);

} // namespace steerscope
