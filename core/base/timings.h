// SPDX-License-Identifier: MIT
#pragma once

namespace steerscope {

// Wall-clock seconds of the stages of one run, and what the caches saved.
struct Timings {
    double load = 0.0;
    double features = 0.0;
    double encode = 0.0;
    double prefill = 0.0;
    double decode = 0.0;
    double total = 0.0;
    int decodedTokens = 0;
    int confirmedTokens = 0; // of them only checked: the text of the run before still stood
    int layersRun = 0; // encoder layers computed, summed over windows
    int layersReused = 0; // encoder layers taken from the activation cache
    int firstLayerRun = 0; // of the first window, from 0; equals the depth when everything was reused
    int promptReused = 0; // LLM positions taken from the kept prompt part

    double tokensPerSecond() const { return decode > 0.0 ? decodedTokens / decode : 0.0; }
};

} // namespace steerscope
