// SPDX-License-Identifier: MIT
// Connects actions and controllers of one window. Each function is one theme of the menu bar; all objects
// belong to the window and live as long as it does.
#pragma once

class QDockWidget;
class QMainWindow;
class QString;

namespace steerscope {

class Actions;
class AskPanel;
class AudioOpener;
class DetailPanel;
class DeviceList;
class Document;
class EngineSession;
class ExpertNameKeeper;
class Exporter;
class HistoryController;
class LiveController;
class ModelController;
class Notices;
class PlaybackController;
class Presets;
class RecentFiles;
class RecordingController;
class RunController;
class StatusFields;
class SteeringModel;
class Theme;
class TimeView;
class TopBar;
class TrainingsWindow;
class TranscriptDock;
class ViewBinding;
class WindowLayout;
class Workspace;
struct ChangingMenus;

struct WindowParts {
    QMainWindow* window = nullptr;
    Actions* actions = nullptr;
    Theme* theme = nullptr;
    // values and engine
    EngineSession* session = nullptr;
    Document* document = nullptr;
    SteeringModel* steering = nullptr;
    TimeView* time = nullptr;
    // controllers
    AudioOpener* opener = nullptr;
    DeviceList* devices = nullptr;
    ExpertNameKeeper* expertNames = nullptr;
    Exporter* exporter = nullptr;
    LiveController* live = nullptr;
    HistoryController* history = nullptr;
    ModelController* models = nullptr;
    Notices* notices = nullptr;
    PlaybackController* player = nullptr;
    Presets* presets = nullptr;
    RecentFiles* recent = nullptr;
    RecordingController* recorder = nullptr;
    RunController* runs = nullptr;
    ViewBinding* binding = nullptr;
    WindowLayout* layout = nullptr;
    // what is seen
    TopBar* top = nullptr;
    StatusFields* status = nullptr;
    Workspace* workspace = nullptr;
    DetailPanel* detail = nullptr;
    TranscriptDock* transcript = nullptr;
    AskPanel* ask = nullptr;
    QDockWidget* detailDock = nullptr;
    QDockWidget* transcriptDock = nullptr;
    QDockWidget* askDock = nullptr;
};

// A recording, or steering settings if it is a *.json; dropped, chosen or given as an argument.
void openPath(const WindowParts& parts, const QString& path);

// Whether the window begins with what the last session ended with; chosen in the file menu.
bool sessionIsReopened();

// The window of trainings, made when it is first wanted.
TrainingsWindow* trainingsWindow(const WindowParts& parts);

void wireFile(const WindowParts& parts);
void wireTransport(const WindowParts& parts);
void wireView(const WindowParts& parts);
void wireSteering(const WindowParts& parts);
void wireModel(const WindowParts& parts);
void wireTranscript(const WindowParts& parts);
void wireKeptRuns(const WindowParts& parts);
void wireAsk(const WindowParts& parts);
void wireTraining(const WindowParts& parts);
void wireHelp(const WindowParts& parts);
void wireContextMenus(const WindowParts& parts);

} // namespace steerscope
