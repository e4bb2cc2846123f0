// SPDX-License-Identifier: MIT
// Which curves show what of a training. The run they are made for must outlive them; its columns are looked
// up whenever a curve is drawn.
#pragma once

#include "core/session/training_run.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/time/lane_colours.h"

#include <vector>

namespace steerscope {

enum class StepQuantity { LearningRates, GradientNorms, Speed, Waiting, Memory };
enum class LayerQuantity { Scale, VectorNorm, UsageEntropy, FrameEntropy };

// The loss, its parts where there are several, and the loss on the dev set.
std::vector<Curve> lossCurves(const TrainingRun& run, const LaneColours& colours);
// Word and character error rate on the dev set.
std::vector<Curve> devCurves(const TrainingRun& run, const LaneColours& colours);
std::vector<Curve> stepCurves(const TrainingRun& run, StepQuantity quantity, const LaneColours& colours);
// A curve for each steered layer, from dark, the lowest, to light.
std::vector<Curve> layerCurves(const TrainingRun& run, LayerQuantity quantity, const LaneColours& colours);

} // namespace steerscope
