// SPDX-License-Identifier: MIT
// The history and the comparison: what their buttons do.
#include "app/gui/actions.h"
#include "app/gui/history_controller.h"
#include "app/gui/notices.h"
#include "app/gui/paths.h"
#include "app/gui/session_archiver.h"
#include "app/gui/transcript_dock.h"
#include "app/gui/wiring.h"
#include "core/text/transcript_reader.h"
#include "widgets/history/history_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>
#include <QStatusBar>

#include <algorithm>

namespace steerscope {

namespace {

constexpr int kMessageMilliseconds = 5000;

QString phrase(const char* text)
{
    return QCoreApplication::translate("HistoryActions", text);
}

QString reopenKey()
{
    return QStringLiteral("session/reopen");
}

void showPage(const WindowParts& parts, QWidget* page)
{
    parts.transcriptDock->show();
    parts.transcriptDock->raise();
    parts.transcript->showPage(page);
}

ComparedRun compared(const OpenedRun& opened)
{
    RunSummary summary;
    summary.when = opened.run.when;
    summary.recording = QString::fromStdString(opened.run.recording.path);
    summary.settings = opened.run.settings;
    return {.label = runLabel(summary, QDateTime::currentDateTime()),
        .text = opened.run.transcript.text(),
        .seconds = opened.run.timings.total,
        .residentBytes = opened.run.residentBytes,
        .gates = opened.gates};
}

// The text of a file that the user chooses; empty when none was chosen or it cannot be read.
std::optional<ComparedRun> askText(const WindowParts& parts)
{
    const QString path = QFileDialog::getOpenFileName(parts.window,
        phrase(QT_TRANSLATE_NOOP("HistoryActions", "Open a text")), {},
        phrase(QT_TRANSLATE_NOOP("HistoryActions",
            "Texts (*.txt *.srt *.vtt *.tsv *.json *.ctm *.TextGrid *.textgrid);;All files (*)")));
    if (path.isEmpty())
        return std::nullopt;
    const auto read = attempt([&] { return readTranscript(path.toStdString()); });
    if (!read) {
        parts.notices->showError(read.error());
        return std::nullopt;
    }
    ComparedRun text;
    text.label = QFileInfo(path).fileName();
    text.text = read.value().transcript.text();
    return text;
}

void wireCompare(const WindowParts& parts)
{
    CompareView* view = parts.transcript->compare();
    HistoryController* history = parts.history;
    QObject::connect(
        history, &HistoryController::compared, view, [parts, view](const std::vector<OpenedRun>& runs) {
            std::vector<ComparedRun> shown;
            std::transform(runs.begin(), runs.end(), std::back_inserter(shown), compared);
            view->setRuns(std::move(shown));
            view->setReference(runs.empty() ? QString() : runs.front().reference);
            showPage(parts, view);
        });
    QObject::connect(view, &CompareView::referenceChanged, history, &HistoryController::setReference);
    QObject::connect(view, &CompareView::referenceFileWanted, view, [parts, view] {
        if (const auto text = askText(parts)) {
            view->setReference(QString::fromStdString(text->text));
            parts.history->setReference(view->reference());
        }
    });
    QObject::connect(view, &CompareView::textFileWanted, view, [parts, view] {
        if (const auto text = askText(parts))
            view->addText(*text);
    });
}

void wireKeeping(const WindowParts& parts)
{
    HistoryView* view = parts.transcript->history();
    HistoryController* history = parts.history;
    RunKeeper* keeper = history->keeper();
    QObject::connect(keeper, &RunKeeper::runsListed, view, &HistoryView::setRuns);
    QObject::connect(view, &HistoryView::restoreWanted, history, &HistoryController::restore);
    QObject::connect(view, &HistoryView::compareWanted, history, &HistoryController::compare);
    QObject::connect(view, &HistoryView::pinned, keeper, &RunKeeper::setPinned);
    QObject::connect(view, &HistoryView::tagsChanged, keeper, &RunKeeper::setTags);
    QObject::connect(view, &HistoryView::notesChanged, keeper, &RunKeeper::setNotes);
    QObject::connect(
        view, &HistoryView::removeWanted, keeper, [keeper](const std::vector<std::int64_t>& runs) {
            for (const std::int64_t run : runs)
                keeper->removeRun(run);
        });
}

void askExport(const WindowParts& parts, const std::vector<std::int64_t>& runs)
{
    if (runs.empty()) {
        parts.notices->warn(
            phrase(QT_TRANSLATE_NOOP("HistoryActions", "The history holds no run to export")));
        return;
    }
    QString file = QFileDialog::getSaveFileName(parts.window,
        phrase(QT_TRANSLATE_NOOP("HistoryActions", "Export session")), {},
        phrase(QT_TRANSLATE_NOOP("HistoryActions", "SteerScope sessions (*.steersession)")));
    if (file.isEmpty())
        return;
    if (!file.endsWith(QLatin1String(kSessionArchiveEnding)))
        file += QLatin1String(kSessionArchiveEnding);
    parts.history->exportRuns(runs, file);
}

void wireArchives(const WindowParts& parts)
{
    HistoryController* history = parts.history;
    HistoryView* view = parts.transcript->history();
    auto* archiver = new SessionArchiver(parts.window);
    QObject::connect(history, &HistoryController::exportReady, archiver, &SessionArchiver::write);
    QObject::connect(archiver, &SessionArchiver::failed, parts.notices, &Notices::showError);
    QObject::connect(archiver, &SessionArchiver::written, parts.window, [parts](const QString& file) {
        parts.window->statusBar()->showMessage(
            phrase(QT_TRANSLATE_NOOP("HistoryActions", "Exported %1")).arg(file), kMessageMilliseconds);
    });
    QObject::connect(view, &HistoryView::exportWanted, history,
        [parts](const std::vector<std::int64_t>& runs) { askExport(parts, runs); });
    // What is chosen, else all that the search leaves.
    parts.actions->on(ActionId::ExportSession, view, [parts, view] {
        const std::vector<std::int64_t> chosen = view->chosen();
        askExport(parts, chosen.empty() ? view->found() : chosen);
    });
    parts.actions->on(ActionId::ImportSession, archiver, [parts, archiver] {
        const QString file = QFileDialog::getOpenFileName(parts.window,
            phrase(QT_TRANSLATE_NOOP("HistoryActions", "Import session")), {},
            phrase(QT_TRANSLATE_NOOP("HistoryActions", "SteerScope sessions (*.steersession)")));
        if (!file.isEmpty())
            archiver->read(file, recordingsFolder());
    });
    QObject::connect(archiver, &SessionArchiver::readDone, history,
        [parts](const QString& file, const std::shared_ptr<const SessionArchive>& archive) {
            RunKeeper* keeper = parts.history->keeper();
            for (const ArchivedRun& run : archive->runs)
                if (const ArchivedRecording* recording = archive->recordingOf(run.run)) {
                    // Alias: the samples live as long as the archive does.
                    keeper->keepRun(
                        std::shared_ptr<const Waveform>(archive, &recording->audio), run.run, run.gates);
                    if (!recording->reference.empty())
                        keeper->setReference(QString::fromStdString(recording->recording.hash),
                            QString::fromStdString(recording->reference));
                }
            parts.window->statusBar()->showMessage(
                phrase(QT_TRANSLATE_NOOP("HistoryActions", "Imported %1")).arg(file), kMessageMilliseconds);
            showPage(parts, parts.transcript->history());
        });
}

} // namespace

bool sessionIsReopened()
{
    return Preferences().value(reopenKey(), true).toBool();
}

void wireKeptRuns(const WindowParts& parts)
{
    wireKeeping(parts);
    wireCompare(parts);
    wireArchives(parts);
    parts.actions->on(
        ActionId::ShowHistory, parts.transcript, [parts] { showPage(parts, parts.transcript->history()); });
    parts.actions->on(
        ActionId::ShowCompare, parts.transcript, [parts] { showPage(parts, parts.transcript->compare()); });
    parts.actions->on(ActionId::PinRun, parts.history, [parts] {
        if (const std::int64_t run = parts.history->shownRun(); run != 0)
            parts.history->keeper()->setPinned(run, true);
        else
            parts.notices->warn(
                phrase(QT_TRANSLATE_NOOP("HistoryActions", "A run can be pinned once its words stand")));
    });
    QAction* reopen = (*parts.actions)[ActionId::ReopenSession];
    reopen->setChecked(sessionIsReopened());
    parts.actions->onToggled(
        ActionId::ReopenSession, parts.history, [](bool on) { Preferences().setValue(reopenKey(), on); });
}

} // namespace steerscope
