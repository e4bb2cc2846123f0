// SPDX-License-Identifier: MIT
#include "widgets/history/history_text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace steerscope {

namespace {

QString phrase(const char* text)
{
    return QCoreApplication::translate("History", text);
}

} // namespace

QString steeringText(const SteeringSettings& settings)
{
    if (settings.bypass)
        return phrase(QT_TRANSLATE_NOOP("History", "steering removed"));
    if (settings.asTrained())
        return phrase(QT_TRANSLATE_NOOP("History", "as trained"));
    QStringList parts;
    if (settings.master != 1.0)
        parts.append(phrase(QT_TRANSLATE_NOOP("History", "master %1")).arg(settings.master, 0, 'f', 2));
    const auto turned = static_cast<int>(std::count_if(settings.layers.begin(), settings.layers.end(),
        [](const auto& layer) { return !layer.second.asTrained(); }));
    if (turned > 0)
        parts.append(QCoreApplication::translate("History", "%n layer(s) turned", nullptr, turned));
    return parts.join(QStringLiteral(", "));
}

QString runTimeText(std::int64_t when, const QDateTime& now)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(when);
    const QLocale locale;
    if (time.date() == now.date())
        return locale.toString(time.time(), QStringLiteral("HH:mm:ss"));
    const QString form = time.date().year() == now.date().year() ? QStringLiteral("d MMM HH:mm")
                                                                 : QStringLiteral("d MMM yyyy HH:mm");
    return locale.toString(time, form);
}

QString runLabel(const RunSummary& run, const QDateTime& now)
{
    return QStringList{
        QFileInfo(run.recording).fileName(), steeringText(run.settings), runTimeText(run.when, now)}
        .join(QStringLiteral(" · "));
}

bool matchesSearch(const RunSummary& run, const QString& search)
{
    const QString all = QStringList{run.text, run.notes, run.tags, QFileInfo(run.recording).fileName(),
        run.model, steeringText(run.settings)}
                            .join(QLatin1Char('\n'));
    const QStringList words = search.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
        [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace steerscope
