// SPDX-License-Identifier: MIT
// `analyze --manifest`: what each layer does, over recordings whose texts and speakers are known.
#pragma once

#include "app/cli/manifest_input.h"
#include "app/cli/model_options.h"

#include <string>
#include <vector>

namespace steerscope::cli {

struct ManifestStudy {
    std::vector<std::string> manifests;
    ManifestChoice choice;
    std::string report; // folder
    std::string lexicon; // cmudict; empty: nothing is said about phones and words
    std::string alignModel; // empty: the model itself
    std::string nulls; // folder for the bundles with frozen gates and random vectors; empty: none
    double noiseDb = 5.0;
    int draws = 1000;
};

void addManifestStudy(CLI::App& command, ManifestStudy& study);
void analyzeManifests(const ManifestStudy& study, const ModelOptions& model, Environment& environment);

} // namespace steerscope::cli
