// SPDX-License-Identifier: MIT
#include "widgets/training/training_curves.h"

#include "widgets/heatmap/colour_maps.h"
#include "widgets/heatmap/expert_colours.h"
#include "widgets/heatmap/gate_text.h"

#include <QCoreApplication>

#include <memory>

namespace steerscope {

namespace {

using Style = Curve::Style;

QString phrase(const char* text)
{
    return QCoreApplication::translate("TrainingCurves", text);
}

// The map's ends that stand out from the background: its yellow is lost on white, its violet on black.
QColor depthColour(std::size_t index, std::size_t count, const LaneColours& colours)
{
    const double share = count > 1 ? static_cast<double>(index) / static_cast<double>(count - 1) : 0.5;
    const double from = colours.dark ? 0.28 : 0.0;
    const double to = colours.dark ? 1.0 : 0.82;
    return QColor(sequentialColour(SequentialMap::Viridis, from + share * (to - from)));
}

// Hues that read on white and on black: the yellow of the eight does not.
QColor curveColour(std::size_t index, const LaneColours& colours)
{
    constexpr int kReadable[] = {4, 2, 5, 6, 0, 7, 1};
    return index == 0 ? colours.wave : expertHue(kReadable[index % std::size(kReadable)]);
}

Curve columnCurve(const TrainingRun& run, const QString& name, const QColor& colour, Style style,
    std::vector<float> StepColumns::*column)
{
    return {name, colour, style, [steps = &run.steps, column] {
                return CurveData{steps->step, steps->*column};
            }};
}

Curve groupCurve(const TrainingRun& run, const QString& name, const QColor& colour,
    std::vector<NamedColumn> StepColumns::*group)
{
    return {name, colour, Style::Line, [steps = &run.steps, group, name] {
                for (const NamedColumn& column : steps->*group)
                    if (column.name == name)
                        return CurveData{steps->step, column.values};
                return CurveData();
            }};
}

struct Drawn { // numbers made for drawing
    std::vector<int> steps;
    std::vector<float> values;
};

Curve devCurve(const TrainingRun& run, const QString& name, const QColor& colour, double DevPoint::*figure)
{
    return {name, colour, Style::Points, [&run, figure, drawn = std::make_shared<Drawn>()] {
                drawn->steps.clear();
                drawn->values.clear();
                for (const DevPoint& point : run.dev) {
                    drawn->steps.push_back(point.step);
                    drawn->values.push_back(static_cast<float>(point.*figure));
                }
                return CurveData{drawn->steps, drawn->values};
            }};
}

Curve waitingCurve(const TrainingRun& run, const QColor& colour)
{
    const QString name = phrase(QT_TRANSLATE_NOOP("TrainingCurves", "Share of waiting"));
    return {name, colour, Style::Banded, [&run, drawn = std::make_shared<Drawn>()] {
                const StepColumns& steps = run.steps;
                drawn->values.resize(steps.size());
                for (std::size_t i = 0; i < steps.size(); ++i)
                    drawn->values[i] = steps.waitSeconds[i] / steps.stepSeconds[i];
                return CurveData{steps.step, drawn->values};
            }};
}

std::vector<Curve> groupCurves(
    const TrainingRun& run, std::vector<NamedColumn> StepColumns::*group, const LaneColours& colours)
{
    std::vector<Curve> curves;
    for (const NamedColumn& column : run.steps.*group)
        curves.push_back(groupCurve(run, column.name, curveColour(curves.size(), colours), group));
    return curves;
}

} // namespace

std::vector<Curve> lossCurves(const TrainingRun& run, const LaneColours& colours)
{
    std::vector<Curve> curves;
    curves.push_back(columnCurve(run, phrase(QT_TRANSLATE_NOOP("TrainingCurves", "Training")),
        curveColour(0, colours), Style::Banded, &StepColumns::loss));
    curves.push_back(devCurve(run, phrase(QT_TRANSLATE_NOOP("TrainingCurves", "Dev set")),
        curveColour(2, colours), &DevPoint::loss));
    if (run.steps.parts.size() > 1)
        for (const NamedColumn& part : run.steps.parts)
            curves.push_back(
                groupCurve(run, part.name, curveColour(curves.size() + 1, colours), &StepColumns::parts));
    return curves;
}

std::vector<Curve> devCurves(const TrainingRun& run, const LaneColours& colours)
{
    return {devCurve(run, phrase(QT_TRANSLATE_NOOP("TrainingCurves", "WER")), curveColour(2, colours),
                &DevPoint::wer),
        devCurve(run, phrase(QT_TRANSLATE_NOOP("TrainingCurves", "CER")), curveColour(0, colours),
            &DevPoint::cer)};
}

std::vector<Curve> stepCurves(const TrainingRun& run, StepQuantity quantity, const LaneColours& colours)
{
    const QColor first = curveColour(0, colours);
    switch (quantity) {
    case StepQuantity::LearningRates:
        return groupCurves(run, &StepColumns::learningRates, colours);
    case StepQuantity::GradientNorms:
        return groupCurves(run, &StepColumns::gradientNorms, colours);
    case StepQuantity::Speed:
        return {columnCurve(run, phrase(QT_TRANSLATE_NOOP("TrainingCurves", "Tokens a second")), first,
            Style::Banded, &StepColumns::tokensPerSecond)};
    case StepQuantity::Waiting:
        return {waitingCurve(run, first)};
    case StepQuantity::Memory:
        return {columnCurve(run, phrase(QT_TRANSLATE_NOOP("TrainingCurves", "Bytes")), first, Style::Line,
            &StepColumns::memoryBytes)};
    }
    return {};
}

std::vector<Curve> layerCurves(const TrainingRun& run, LayerQuantity quantity, const LaneColours& colours)
{
    constexpr std::vector<float> LayerColumns::*kColumns[] = {&LayerColumns::scale, &LayerColumns::vectorNorm,
        &LayerColumns::usageEntropy, &LayerColumns::frameEntropy};
    const auto column = kColumns[static_cast<std::size_t>(quantity)];
    std::vector<Curve> curves;
    for (std::size_t i = 0; i < run.layers.size(); ++i) {
        const int number = run.layers[i].layer;
        curves.push_back({layerName(number), depthColour(i, run.layers.size(), colours), Style::Line,
            [&run, column, number] {
                const LayerColumns* layer = run.layer(number);
                return layer ? CurveData{run.steps.step, layer->*column} : CurveData();
            }});
    }
    return curves;
}

} // namespace steerscope
