// SPDX-License-Identifier: MIT
// Opening, saving, copying.
#include "app/gui/actions.h"
#include "app/gui/audio_opener.h"
#include "app/gui/document.h"
#include "app/gui/exporter.h"
#include "app/gui/menus.h"
#include "app/gui/notices.h"
#include "app/gui/paths.h"
#include "app/gui/presets.h"
#include "app/gui/recent_files.h"
#include "app/gui/recording_controller.h"
#include "app/gui/run_controller.h"
#include "app/gui/status_fields.h"
#include "app/gui/track_area.h"
#include "app/gui/wiring.h"
#include "app/gui/workspace.h"
#include "widgets/steering/steering_model.h"
#include "widgets/time/time_view.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMainWindow>
#include <QStatusBar>
#include <QUrl>

#include <algorithm>

namespace steerscope {

namespace {

constexpr int kMessageMilliseconds = 5000;

QString phrase(const char* text)
{
    return QCoreApplication::translate("Files", text);
}

void askAudio(const WindowParts& parts)
{
    const QStringList recent = parts.recent->files();
    const QString folder = recent.isEmpty() ? QString() : QFileInfo(recent.constFirst()).path();
    const QString path = QFileDialog::getOpenFileName(parts.window,
        phrase(QT_TRANSLATE_NOOP("Files", "Open recording")), folder,
        phrase(QT_TRANSLATE_NOOP("Files",
            "Audio (*.wav *.flac *.ogg *.opus *.mp3 *.aiff *.aif *.w64 *.rf64 *.caf);;All files (*)")));
    if (!path.isEmpty())
        openPath(parts, path);
}

void wireOpening(const WindowParts& parts)
{
    const Actions& actions = *parts.actions;
    AudioOpener* opener = parts.opener;
    actions.on(ActionId::Open, parts.window, [parts] { askAudio(parts); });
    QObject::connect(parts.recent, &RecentFiles::chosen, parts.window,
        [parts](const QString& path) { openPath(parts, path); });
    QObject::connect(opener, &AudioOpener::started, parts.status, [parts](const QString& path) {
        parts.notices->clear();
        parts.status->setState(
            phrase(QT_TRANSLATE_NOOP("Files", "Reading %1")).arg(QFileInfo(path).fileName()));
        parts.status->setProgress(-1.0);
    });
    QObject::connect(opener, &AudioOpener::progress, parts.status, &StatusFields::setProgress);
    QObject::connect(opener, &AudioOpener::opened, parts.document,
        [parts](const QString& path, const std::shared_ptr<LoadedAudio>& audio) {
            parts.status->hideProgress();
            const std::vector<std::string> warnings = audio->warnings;
            parts.document->open(path, std::move(*audio));
            parts.recent->add(path);
            for (const std::string& warning : warnings)
                parts.notices->warn(QString::fromStdString(warning));
        });
    QObject::connect(
        opener, &AudioOpener::failed, parts.notices, [parts](const QString&, const Error& error) {
            parts.status->hideProgress();
            parts.notices->showErrorWith(error, ActionId::Open);
        });
    actions.on(ActionId::CloseRecording, parts.document, [parts] {
        parts.opener->cancel();
        parts.document->close();
    });
}

void wireSaving(const WindowParts& parts)
{
    const Actions& actions = *parts.actions;
    Exporter* exporter = parts.exporter;
    actions.on(ActionId::SaveTranscript, exporter, &Exporter::saveTranscript);
    actions.on(ActionId::SaveGates, exporter, &Exporter::saveGates);
    actions.on(ActionId::SaveSettings, exporter, &Exporter::saveSettings);
    actions.on(ActionId::SavePicture, exporter, [parts] {
        parts.exporter->savePicture(parts.workspace->gateView(), parts.workspace->tracks()->deepestOnTop(),
            parts.time->selection().value_or(parts.time->visible()));
    });
    QObject::connect(exporter, &Exporter::saved, parts.window, [parts](const QString& path) {
        parts.window->statusBar()->showMessage(
            phrase(QT_TRANSLATE_NOOP("Files", "Saved %1")).arg(path), kMessageMilliseconds);
    });
    QObject::connect(exporter, &Exporter::failed, parts.notices, &Notices::showError);
    actions.on(ActionId::OpenSettings, parts.window, [parts] {
        const QString path = QFileDialog::getOpenFileName(parts.window,
            phrase(QT_TRANSLATE_NOOP("Files", "Open steering settings")), {},
            phrase(QT_TRANSLATE_NOOP("Files", "Steering settings (*.steerscope.json *.json)")));
        if (!path.isEmpty())
            openPath(parts, path);
    });
    actions.on(ActionId::ShowRecordings, parts.window,
        [] { QDesktopServices::openUrl(QUrl::fromLocalFile(recordingsFolder())); });
    actions.on(ActionId::CopyTranscript, parts.document, [parts] {
        QGuiApplication::clipboard()->setText(
            QString::fromStdString(parts.document->lane(Document::Lane::Steered).transcript.text()));
    });
}

void enableForDocument(const WindowParts& parts)
{
    const LaneResult& steered = parts.document->lane(Document::Lane::Steered);
    const bool traces = std::any_of(
        steered.traces.begin(), steered.traces.end(), [](const auto& t) { return t != nullptr; });
    const bool text = !steered.transcript.text().empty();
    parts.actions->enable({ActionId::CloseRecording, ActionId::SelectAll}, parts.document->isOpen());
    parts.actions->enable({ActionId::SaveGates, ActionId::SavePicture}, traces);
    parts.actions->enable({ActionId::SaveTranscript, ActionId::CopyTranscript}, text);
}

} // namespace

void openPath(const WindowParts& parts, const QString& path)
{
    if (path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) {
        const auto settings = attempt([&] { return readSettingsFile(path); });
        if (settings)
            parts.steering->setSettings(settings.value(),
                phrase(QT_TRANSLATE_NOOP("Files", "settings from %1")).arg(QFileInfo(path).fileName()));
        else
            parts.notices->showErrorWith(settings.error(), ActionId::OpenSettings);
        return;
    }
    if (parts.recorder->active()) {
        parts.notices->warn(
            phrase(QT_TRANSLATE_NOOP("Files", "Stop the recording before opening another one")));
        return;
    }
    parts.opener->open(path);
}

void wireFile(const WindowParts& parts)
{
    wireOpening(parts);
    wireSaving(parts);
    parts.actions->on(ActionId::Quit, parts.window, &QWidget::close);
    const auto enable = [parts] { enableForDocument(parts); };
    QObject::connect(parts.document, &Document::opened, parts.actions, enable);
    QObject::connect(parts.document, &Document::closed, parts.actions, enable);
    QObject::connect(parts.document, &Document::traceChanged, parts.actions, enable);
    QObject::connect(parts.document, &Document::segmentChanged, parts.actions, enable);
    QObject::connect(parts.document, &Document::resultsForgotten, parts.actions, enable);
    enable();
}

} // namespace steerscope
