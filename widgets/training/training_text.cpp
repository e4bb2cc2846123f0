// SPDX-License-Identifier: MIT
#include "widgets/training/training_text.h"

#include "widgets/heatmap/gate_text.h"
#include "widgets/transcript/transcript_marks.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace steerscope {

namespace {

constexpr std::size_t kRecentSteps = 100; // that speed and waiting are averaged over
constexpr std::size_t kListed = 50; // notes and skipped rows

QString phrase(const char* text)
{
    return QCoreApplication::translate("TrainingText", text);
}

double recentSum(const std::vector<float>& values)
{
    double sum = 0.0;
    for (std::size_t i = values.size() - std::min(values.size(), kRecentSteps); i < values.size(); ++i)
        sum += std::isfinite(values[i]) ? static_cast<double>(values[i]) : 0.0;
    return sum;
}

bool working(TrainingState state)
{
    return state == TrainingState::Running || state == TrainingState::Paused;
}

QString row(const QString& name, const QString& value)
{
    if (value.isEmpty())
        return {};
    return QStringLiteral("<tr><td style='padding-right:12px'>%1</td><td>%2</td></tr>")
        .arg(name, value.toHtmlEscaped());
}

QString listed(const QString& title, const QStringList& lines, qint64 all)
{
    if (lines.isEmpty())
        return {};
    QString html = QStringLiteral("<h4>%1</h4><ul>").arg(title);
    for (const QString& line : lines)
        html += QStringLiteral("<li>%1</li>").arg(line.toHtmlEscaped());
    if (all > lines.size())
        html += QStringLiteral("<li>%1</li>")
                    .arg(phrase(QT_TRANSLATE_NOOP("TrainingText", "and %1 more")).arg(all - lines.size()));
    return html + QStringLiteral("</ul>");
}

QString parametersText(const TrainingStart& start)
{
    QStringList parts;
    for (const auto& [group, count] : start.parameters)
        parts << QStringLiteral("%1 %2").arg(group, QLocale().toString(count));
    return parts.join(QStringLiteral(", "));
}

QString layersText(const TrainingStart& start)
{
    QStringList parts;
    for (const TrainedLayer& layer : start.layers)
        parts << phrase(QT_TRANSLATE_NOOP("TrainingText", "%1: %2 experts"))
                     .arg(layerName(layer.layer))
                     .arg(layer.experts);
    return parts.join(QStringLiteral(", "));
}

} // namespace

QString durationText(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0.0)
        return {};
    const auto whole = static_cast<qint64>(std::llround(seconds));
    const auto two = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    if (whole < 60)
        return phrase(QT_TRANSLATE_NOOP("TrainingText", "%1 s")).arg(whole);
    if (whole < 3600)
        return phrase(QT_TRANSLATE_NOOP("TrainingText", "%1 min %2 s")).arg(whole / 60).arg(two(whole % 60));
    if (whole < 48 * 3600)
        return phrase(QT_TRANSLATE_NOOP("TrainingText", "%1 h %2 min"))
            .arg(whole / 3600)
            .arg(two(whole / 60 % 60));
    return phrase(QT_TRANSLATE_NOOP("TrainingText", "%1 d %2 h")).arg(whole / 86400).arg(whole / 3600 % 24);
}

QString trainingStateText(TrainingState state)
{
    switch (state) {
    case TrainingState::None:
        return phrase(QT_TRANSLATE_NOOP("TrainingText", "Not begun"));
    case TrainingState::Preparing:
        return phrase(QT_TRANSLATE_NOOP("TrainingText", "Preparing"));
    case TrainingState::Running:
        return phrase(QT_TRANSLATE_NOOP("TrainingText", "Running"));
    case TrainingState::Paused:
        return phrase(QT_TRANSLATE_NOOP("TrainingText", "Paused"));
    case TrainingState::Stopped:
        return phrase(QT_TRANSLATE_NOOP("TrainingText", "Stopped"));
    case TrainingState::Finished:
        return phrase(QT_TRANSLATE_NOOP("TrainingText", "Finished"));
    case TrainingState::Failed:
        return phrase(QT_TRANSLATE_NOOP("TrainingText", "Failed"));
    case TrainingState::Lost:
        return phrase(QT_TRANSLATE_NOOP("TrainingText", "Process gone"));
    }
    return {};
}

QColor trainingStateColour(TrainingState state)
{
    switch (state) {
    case TrainingState::Preparing:
    case TrainingState::Running:
        return QColor(0, 158, 115);
    case TrainingState::Paused:
        return QColor(230, 159, 0);
    case TrainingState::Failed:
    case TrainingState::Lost:
        return QColor(213, 94, 0);
    case TrainingState::Finished:
        return QColor(0, 114, 178);
    case TrainingState::None:
    case TrainingState::Stopped:
        break;
    }
    return QColor(140, 140, 140);
}

QString trainingTitle(const TrainingRun& run)
{
    QStringList parts;
    for (const QString& part : {run.start.task, run.start.variant})
        if (!part.isEmpty())
            parts << part;
    const QString what = parts.join(QStringLiteral(", "));
    if (run.start.name.isEmpty())
        return what;
    return what.isEmpty() ? run.start.name : QStringLiteral("%1 (%2)").arg(run.start.name, what);
}

QString trainingFigures(const TrainingRun& run, const TrainingStatus& status, TrainingState state)
{
    const QLocale locale;
    QStringList parts;
    const double worked = recentSum(run.steps.stepSeconds);
    if (working(state)) {
        if (const QString left = durationText(status.etaSeconds); !left.isEmpty())
            parts << phrase(QT_TRANSLATE_NOOP("TrainingText", "time left %1")).arg(left);
        if (const auto& speed = run.steps.tokensPerSecond; !speed.empty())
            parts << phrase(QT_TRANSLATE_NOOP("TrainingText", "%1 tokens/s"))
                         .arg(locale.toString(
                             recentSum(speed) / static_cast<double>(std::min(speed.size(), kRecentSteps)),
                             'f', 0));
        if (worked > 0.0)
            parts << phrase(QT_TRANSLATE_NOOP("TrainingText", "waiting for data %1"))
                         .arg(formatProbability(recentSum(run.steps.waitSeconds) / worked));
    } else if (run.end && run.end->seconds > 0.0) {
        parts << phrase(QT_TRANSLATE_NOOP("TrainingText", "took %1")).arg(durationText(run.end->seconds));
    }
    if (!run.steps.loss.empty() && std::isfinite(run.steps.loss.back()))
        parts << phrase(QT_TRANSLATE_NOOP("TrainingText", "loss %1"))
                     .arg(locale.toString(static_cast<double>(run.steps.loss.back()), 'g', 4));
    const DevPoint* best = nullptr;
    for (const DevPoint& point : run.dev)
        if (std::isfinite(point.wer) && (!best || point.wer < best->wer))
            best = &point;
    if (best)
        parts << phrase(QT_TRANSLATE_NOOP("TrainingText", "best dev WER %1 at step %2"))
                     .arg(formatProbability(best->wer), locale.toString(best->step));
    return parts.join(QStringLiteral("  ·  "));
}

QString trainingDetails(const TrainingRun& run, const QString& folder)
{
    const QLocale locale;
    const TrainingStart& start = run.start;
    QString html = QStringLiteral("<table>");
    html += row(phrase(QT_TRANSLATE_NOOP("TrainingText", "Folder")), folder);
    html += row(phrase(QT_TRANSLATE_NOOP("TrainingText", "Task")), start.task);
    html += row(phrase(QT_TRANSLATE_NOOP("TrainingText", "Variant")), start.variant);
    html += row(phrase(QT_TRANSLATE_NOOP("TrainingText", "Layers")), layersText(start));
    html += row(phrase(QT_TRANSLATE_NOOP("TrainingText", "Trained parameters")), parametersText(start));
    if (start.utterances > 0)
        html += row(phrase(QT_TRANSLATE_NOOP("TrainingText", "Training data")),
            phrase(QT_TRANSLATE_NOOP("TrainingText", "%1 utterances, %2"))
                .arg(locale.toString(start.utterances), durationText(start.seconds)));
    if (!start.device.isEmpty())
        html += row(phrase(QT_TRANSLATE_NOOP("TrainingText", "Computed on")),
            phrase(QT_TRANSLATE_NOOP("TrainingText", "%1, %2, %3 threads, %4 processes, seed %5"))
                .arg(start.device, start.dtype)
                .arg(start.threads)
                .arg(start.ranks)
                .arg(start.seed));
    if (start.resumedFrom)
        html += row(phrase(QT_TRANSLATE_NOOP("TrainingText", "Continued from step")),
            locale.toString(*start.resumedFrom));
    if (!run.checkpoints.empty())
        html += row(phrase(QT_TRANSLATE_NOOP("TrainingText", "Last checkpoint at step")),
            locale.toString(run.checkpoints.back()));
    if (run.end)
        html += row(phrase(QT_TRANSLATE_NOOP("TrainingText", "Ended by")), run.end->reason);
    html += QStringLiteral("</table>");

    QStringList lines;
    for (std::size_t i = run.notes.size(); i > 0 && lines.size() < static_cast<qsizetype>(kListed); --i)
        lines << phrase(QT_TRANSLATE_NOOP("TrainingText", "step %1: %2"))
                     .arg(locale.toString(run.notes[i - 1].step), run.notes[i - 1].text);
    html += listed(
        phrase(QT_TRANSLATE_NOOP("TrainingText", "Notes, newest first")), lines, std::ssize(run.notes));
    lines.clear();
    for (std::size_t i = 0; i < std::min(start.skipped.size(), kListed); ++i)
        lines << QStringLiteral("%1:%2: %3")
                     .arg(start.skipped[i].manifest)
                     .arg(start.skipped[i].line)
                     .arg(start.skipped[i].why);
    html += listed(phrase(QT_TRANSLATE_NOOP("TrainingText", "Rows of manifests that were left out")), lines,
        std::ssize(start.skipped));
    lines.clear();
    for (const BrokenLine& broken : run.broken)
        lines << QStringLiteral("log.jsonl:%1: %2").arg(broken.line).arg(broken.why);
    return html
        + listed(phrase(QT_TRANSLATE_NOOP("TrainingText", "Lines of the log that cannot be read")), lines,
            run.brokenCount);
}

} // namespace steerscope
