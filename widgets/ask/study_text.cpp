// SPDX-License-Identifier: MIT
#include "widgets/ask/study_text.h"

#include "core/base/gating_trace.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

struct StudyText { // the context of these texts' translations
    Q_DECLARE_TR_FUNCTIONS(StudyText)
};

QString number(double value, int digits)
{
    return QLocale().toString(value, 'f', digits);
}

QString change(double value, int digits)
{
    return (value > 0.0 ? QStringLiteral("+") : QString()) + number(value, digits);
}

QString percent(double rate)
{
    return number(100.0 * rate, 1) + QStringLiteral(" %");
}

QString quoted(const std::string& text)
{
    return StudyText::tr("\"%1\"").arg(QString::fromStdString(text).trimmed());
}

QString cellName(int layer, int expert)
{
    const QString name = QString::fromStdString(layerLabel(layer));
    return expert == kWholeLayer ? StudyText::tr("layer %1").arg(name)
                                 : StudyText::tr("layer %1, expert %2").arg(name).arg(expert + 1);
}

QString formName(AblationForm form)
{
    switch (form) {
    case AblationForm::Remove:
        return StudyText::tr("removed");
    case AblationForm::Renormalise:
        return StudyText::tr("removed, the rest renormalised");
    case AblationForm::Mean:
        break;
    }
    return StudyText::tr("at their mean gate");
}

QString summary(const SweepResult& result)
{
    int own = 0;
    int following = 0;
    for (const SweepWord& word : result.words)
        for (const WordFlip& flip : word.flips)
            ++(flip.own ? own : following);
    return StudyText::tr("log p of %1 over %2 scales; flips: %3 of words themselves, %4 that only follow")
        .arg(quoted(result.target))
        .arg(result.points.size())
        .arg(own)
        .arg(following);
}

QString summary(const AblationResult& result)
{
    QString text
        = StudyText::tr("Change of log p of %1 (%2): layers off, experts %3, %4 effect; *: other words")
              .arg(quoted(result.target), number(result.logprob, 3), formName(result.form),
                  result.effect == AblationEffect::Total ? StudyText::tr("total") : StudyText::tr("direct"));
    if (result.wordErrorRate)
        text += StudyText::tr("; word errors (%1) %2")
                    .arg(QString::fromStdString(result.normalizer), percent(*result.wordErrorRate));
    return text;
}

QString summary(const HeardResult&)
{
    return StudyText::tr(
        "Heard: log p of a word with the audio less the same with silence in its place; near 0 "
        "the words before it explain it");
}

QString summary(const AttributionResult& result)
{
    const QString what = result.word == 0 ? quoted(result.target)
                                          : quoted(result.words[static_cast<std::size_t>(result.word) - 1]);
    return StudyText::tr("Parts of what steering does to log p of %1: from %2 to %3 (completeness error %4)")
        .arg(what, number(result.plainLogprob, 3), number(result.logprob, 3),
            number(result.completenessError, 4));
}

QString summary(const FitResult& result)
{
    const QString what = result.says ? StudyText::tr("With this proposal the model says %1")
                                     : StudyText::tr("The model does not come to say %1; the nearest:");
    return what.arg(quoted(result.target))
        + StudyText::tr(" (log p %1, before %2)")
              .arg(number(result.course.back().logprob, 3), number(result.course.front().logprob, 3));
}

} // namespace

QString studySummary(const StudyResult& result)
{
    return std::visit([](const auto& content) { return summary(content); }, result);
}

QString sweepPointText(const SweepResult& result, int point)
{
    const SweepPoint& at = result.points[static_cast<std::size_t>(point)];
    QString text = StudyText::tr("scale %1: log p %2").arg(number(at.scale, 2), number(at.logprob, 3));
    if (at.wordErrorRate)
        text += StudyText::tr(", word errors %1").arg(percent(*at.wordErrorRate));
    return text + QStringLiteral(": ") + QString::fromStdString(at.text).trimmed();
}

std::vector<MapCell> mapCells(const AblationResult& result)
{
    std::vector<MapCell> cells;
    for (const AblationCell& cell : result.cells) {
        const bool quiet = std::abs(cell.logprobChange) <= result.logprobNoise;
        QString text = StudyText::tr("%1: log p %2")
                           .arg(cellName(cell.layer, cell.expert), change(cell.logprobChange, 3));
        if (quiet)
            text += StudyText::tr(" (within the noise of the arithmetic)");
        if (cell.wordErrorRateChange)
            text += StudyText::tr(", word errors %1").arg(change(100.0 * *cell.wordErrorRateChange, 1))
                + QStringLiteral(" %");
        const bool other = cell.text != result.text;
        text += QStringLiteral(": ") + QString::fromStdString(cell.text).trimmed();
        cells.push_back({cell.layer, cell.expert, cell.logprobChange, quiet, other, text});
    }
    return cells;
}

std::vector<MapCell> mapCells(const AttributionResult& result)
{
    std::vector<MapCell> cells;
    for (const LayerAttribution& layer : result.layers) {
        cells.push_back({layer.layer, kWholeLayer, layer.integral, false, false,
            StudyText::tr("%1: part %2, gradient by the multiplier %3, scale %4")
                .arg(cellName(layer.layer, kWholeLayer), change(layer.integral, 3), change(layer.gradient, 3),
                    number(layer.effectiveScale, 3))});
        for (std::size_t e = 0; e < layer.expertIntegrals.size(); ++e) {
            const int expert = static_cast<int>(e);
            cells.push_back({layer.layer, expert, layer.expertIntegrals[e], false, false,
                StudyText::tr("%1: part %2, gradient by the gate %3")
                    .arg(cellName(layer.layer, expert), change(layer.expertIntegrals[e], 3),
                        change(layer.expertGradients[e], 3))});
        }
    }
    return cells;
}

bool canApply(const AblationResult& result, int expert)
{
    return result.effect == AblationEffect::Total
        && (expert == kWholeLayer || result.form == AblationForm::Remove);
}

} // namespace steerscope
