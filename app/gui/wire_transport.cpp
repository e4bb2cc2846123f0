// SPDX-License-Identifier: MIT
// Recording and playing.
#include "app/gui/actions.h"
#include "app/gui/audio_opener.h"
#include "app/gui/device_list.h"
#include "app/gui/document.h"
#include "app/gui/icons.h"
#include "app/gui/live_controller.h"
#include "app/gui/notices.h"
#include "app/gui/playback_controller.h"
#include "app/gui/recording_controller.h"
#include "app/gui/status_fields.h"
#include "app/gui/time_readout.h"
#include "app/gui/top_bar.h"
#include "app/gui/view_binding.h"
#include "app/gui/wiring.h"
#include "app/gui/workspace.h"
#include "widgets/controls/level_meter.h"
#include "widgets/time/time_view.h"

#include <QCoreApplication>

namespace steerscope {

namespace {

constexpr double kStepSeconds = 0.1;

void showRecordingState(const WindowParts& parts)
{
    const Actions& actions = *parts.actions;
    const bool active = parts.recorder->active();
    actions[ActionId::Record]->setChecked(active);
    setActionText(actions[ActionId::Record],
        active ? QCoreApplication::translate("Transport", "&Stop recording")
               : QCoreApplication::translate("Transport", "&Record"));
    actions[ActionId::PauseRecording]->setEnabled(active);
    actions[ActionId::PauseRecording]->setChecked(parts.recorder->state() == Recorder::State::Paused);
    actions.enable({ActionId::Play, ActionId::PlaySelection, ActionId::Open}, !active);
    if (active)
        parts.status->setState(QCoreApplication::translate("Transport", "Recording"));
    else
        parts.top->readout()->setRecorded(-1.0);
}

void wireRecording(const WindowParts& parts)
{
    const Actions& actions = *parts.actions;
    RecordingController* recorder = parts.recorder;
    recorder->setDevice(parts.devices->input());
    QObject::connect(parts.devices, &DeviceList::inputChanged, recorder, &RecordingController::setDevice);
    QObject::connect(parts.devices, &DeviceList::failed, parts.notices, &Notices::showError);
    const auto nameInput = [parts] { parts.top->setInputName(parts.devices->inputName()); };
    QObject::connect(parts.devices, &DeviceList::listChanged, parts.top, nameInput);
    QObject::connect(parts.devices, &DeviceList::inputChanged, parts.top, nameInput);

    actions.on(ActionId::Record, recorder, [parts] {
        if (parts.recorder->active()) {
            parts.recorder->stop();
            return;
        }
        parts.player->stop();
        parts.opener->cancel();
        parts.recorder->start();
    });
    actions.on(ActionId::PauseRecording, recorder, &RecordingController::setPaused);
    QObject::connect(recorder, &RecordingController::started, parts.binding, [parts](int sampleRate) {
        parts.document->close();
        parts.binding->startRecording(sampleRate);
    });
    QObject::connect(
        recorder, &RecordingController::samplesArrived, parts.binding, &ViewBinding::showRecorded);
    QObject::connect(recorder, &RecordingController::levelsChanged, parts.top,
        [parts](float peak, float rms, double seconds) {
            parts.top->meter()->setLevels(peak, rms);
            if (parts.recorder->active())
                parts.top->readout()->setRecorded(seconds);
        });
    QObject::connect(
        recorder, &RecordingController::stateChanged, parts.top, [parts] { showRecordingState(parts); });
    QObject::connect(recorder, &RecordingController::failed, parts.notices, &Notices::showError);
    showRecordingState(parts);
}

void wireLive(const WindowParts& parts)
{
    LiveController* live = parts.live;
    parts.actions->onToggled(ActionId::Live, live, &LiveController::setWanted);
    QObject::connect(live, &LiveController::started, parts.binding, &ViewBinding::startLive);
    QObject::connect(live, &LiveController::soundArrived, parts.binding, &ViewBinding::showLiveSound);
    const auto showCourse = [parts](const std::vector<CoursePoint>& course) {
        std::vector<TimeMark> marks;
        for (const CoursePoint& point : course)
            if (point.seconds > 0.0 || !point.settings.asTrained())
                marks.push_back({point.seconds, courseText(point.settings)});
        parts.workspace->lanes()->ruler()->setMarks(std::move(marks));
    };
    QObject::connect(live, &LiveController::courseChanged, parts.workspace, showCourse);
    QObject::connect(parts.document, &Document::opened, parts.workspace,
        [parts, showCourse] { showCourse(readCourse(courseFile(parts.document->path()))); });
    QObject::connect(parts.document, &Document::closed, parts.workspace, [showCourse] { showCourse({}); });
    QObject::connect(live, &LiveController::failed, parts.notices, &Notices::showError);
    QObject::connect(live, &LiveController::finished, parts.opener, &AudioOpener::open);
}

void wirePlaying(const WindowParts& parts)
{
    const Actions& actions = *parts.actions;
    PlaybackController* player = parts.player;
    actions.on(ActionId::Play, player, &PlaybackController::toggle);
    actions.on(ActionId::PlaySelection, player, &PlaybackController::playSelection);
    actions.onToggled(ActionId::Loop, player, &PlaybackController::setLoop);
    actions.on(ActionId::GoToStart, player, [player] { player->seek(0.0); });
    actions.on(ActionId::GoToEnd, player, [parts] { parts.player->seek(parts.document->seconds()); });
    actions.on(ActionId::StepBack, player, [player] { player->step(-kStepSeconds); });
    actions.on(ActionId::StepForward, player, [player] { player->step(kStepSeconds); });
    QObject::connect(parts.workspace->lanes()->words(), &WordsLane::wordClicked, player,
        &PlaybackController::playSelection);
    QObject::connect(player, &PlaybackController::failed, parts.notices, &Notices::showError);
    QObject::connect(player, &PlaybackController::stateChanged, parts.actions, [parts](bool playing) {
        QAction* play = (*parts.actions)[ActionId::Play];
        setActionText(play,
            playing ? QCoreApplication::translate("Transport", "&Stop")
                    : QCoreApplication::translate("Transport", "P&lay"));
        play->setIcon(symbolIcon(playing ? QStringLiteral("stop") : QStringLiteral("play")));
    });
    QObject::connect(parts.time, &TimeView::cursorChanged, parts.actions, [parts] {
        const std::optional<double> cursor = parts.time->cursor();
        const bool follow = parts.player->playing() && (*parts.actions)[ActionId::FollowCursor]->isChecked();
        if (!follow || !cursor || parts.time->visible().contains(*cursor))
            return;
        parts.time->setVisible(*cursor, *cursor + parts.time->visible().length()); // turn the page
    });
    const auto takeAudio = [parts] {
        parts.player->setAudio(parts.document->audio());
        parts.top->readout()->setLength(parts.document->seconds());
        parts.actions->enable({ActionId::Play, ActionId::PlaySelection, ActionId::GoToStart,
                                  ActionId::GoToEnd, ActionId::StepBack, ActionId::StepForward},
            parts.document->isOpen());
    };
    QObject::connect(parts.document, &Document::opened, player, takeAudio);
    QObject::connect(parts.document, &Document::closed, player, takeAudio);
    takeAudio();
}

} // namespace

void wireTransport(const WindowParts& parts)
{
    wireRecording(parts);
    wireLive(parts);
    wirePlaying(parts);
}

} // namespace steerscope
