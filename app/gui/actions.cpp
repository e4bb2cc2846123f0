// SPDX-License-Identifier: MIT
#include "app/gui/actions.h"

#include "app/gui/icons.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QRegularExpression>
#include <QWidget>

#include <array>

namespace steerscope {

namespace {

enum class Kind { Plain, Toggle, ToggleOn };

struct Spec {
    ActionId id;
    const char* text; // with mnemonic
    const char* shortcuts; // portable, separated by blanks
    const char* icon; // empty: none
    const char* tip; // one sentence, without full stop
    Kind kind = Kind::Plain;
};

// clang-format off
constexpr auto kSpecs = std::to_array<Spec>({
    {ActionId::Open, QT_TRANSLATE_NOOP("Actions", "&Open..."), "Ctrl+O", "open", QT_TRANSLATE_NOOP("Actions", "Open an audio file")},
    {ActionId::CloseRecording, QT_TRANSLATE_NOOP("Actions", "&Close recording"), "Ctrl+W", "close", QT_TRANSLATE_NOOP("Actions", "Close the recording; its file stays")},
    {ActionId::SaveTranscript, QT_TRANSLATE_NOOP("Actions", "Save &transcript as..."), "Ctrl+S", "save", QT_TRANSLATE_NOOP("Actions", "Save the transcript as text, subtitles or JSON")},
    {ActionId::SaveGates, QT_TRANSLATE_NOOP("Actions", "Save &gates as..."), "Ctrl+Shift+G", "gates", QT_TRANSLATE_NOOP("Actions", "Save the expert gates as safetensors or CSV")},
    {ActionId::SavePicture, QT_TRANSLATE_NOOP("Actions", "Save &picture as..."), "Ctrl+Shift+P", "picture", QT_TRANSLATE_NOOP("Actions", "Save the heatmap as PNG or SVG")},
    {ActionId::SaveSettings, QT_TRANSLATE_NOOP("Actions", "Save steering &settings as..."), "Ctrl+Shift+S", "export", QT_TRANSLATE_NOOP("Actions", "Save the steering of this moment as JSON")},
    {ActionId::OpenSettings, QT_TRANSLATE_NOOP("Actions", "Open steering s&ettings..."), "Ctrl+Shift+O", "import", QT_TRANSLATE_NOOP("Actions", "Take the steering from a JSON file")},
    {ActionId::ShowRecordings, QT_TRANSLATE_NOOP("Actions", "Show recordings &folder"), "Ctrl+Alt+R", "folder", QT_TRANSLATE_NOOP("Actions", "Open the folder that keeps what was recorded here")},
    {ActionId::ExportSession, QT_TRANSLATE_NOOP("Actions", "&Export session..."), "Ctrl+E", "export", QT_TRANSLATE_NOOP("Actions", "Put runs with their recordings, words and gates into one file")},
    {ActionId::ImportSession, QT_TRANSLATE_NOOP("Actions", "&Import session..."), "Ctrl+Shift+I", "import", QT_TRANSLATE_NOOP("Actions", "Take the runs of a session file into the history")},
    {ActionId::ReopenSession, QT_TRANSLATE_NOOP("Actions", "Reo&pen last session"), "Ctrl+Alt+O", "reset", QT_TRANSLATE_NOOP("Actions", "Begin with the recording, steering and view of the last time"), Kind::ToggleOn},
    {ActionId::Quit, QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q", "quit", QT_TRANSLATE_NOOP("Actions", "Close the window; a recording under way is kept")},

    {ActionId::Undo, QT_TRANSLATE_NOOP("Actions", "&Undo"), "Ctrl+Z", "undo", QT_TRANSLATE_NOOP("Actions", "Take back the last change of the steering")},
    {ActionId::Redo, QT_TRANSLATE_NOOP("Actions", "&Redo"), "Ctrl+Shift+Z Ctrl+Y", "redo", QT_TRANSLATE_NOOP("Actions", "Bring back the change that was undone")},
    {ActionId::CopyTranscript, QT_TRANSLATE_NOOP("Actions", "&Copy transcript"), "Ctrl+Shift+C", "copy", QT_TRANSLATE_NOOP("Actions", "Copy the whole transcript to the clipboard")},
    {ActionId::Find, QT_TRANSLATE_NOOP("Actions", "&Find in transcript"), "Ctrl+F", "search", QT_TRANSLATE_NOOP("Actions", "Look for words in the transcript")},
    {ActionId::SelectAll, QT_TRANSLATE_NOOP("Actions", "Select &all"), "Ctrl+A", "select-all", QT_TRANSLATE_NOOP("Actions", "Select the whole recording in every view")},
    {ActionId::ClearSelection, QT_TRANSLATE_NOOP("Actions", "C&lear selection"), "Esc", "cancel", QT_TRANSLATE_NOOP("Actions", "Clear the selection of time and layer; without one, stop the run")},
    {ActionId::CommandPalette, QT_TRANSLATE_NOOP("Actions", "Command &palette..."), "Ctrl+K", "palette", QT_TRANSLATE_NOOP("Actions", "Find any action by typing a part of its name")},

    {ActionId::Fit, QT_TRANSLATE_NOOP("Actions", "&Fit recording"), "F", "fit", QT_TRANSLATE_NOOP("Actions", "Show the whole recording")},
    {ActionId::ZoomIn, QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "Up Ctrl+= Ctrl++", "zoom-in", QT_TRANSLATE_NOOP("Actions", "Come closer in time")},
    {ActionId::ZoomOut, QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "Down Ctrl+-", "zoom-out", QT_TRANSLATE_NOOP("Actions", "See more time")},
    {ActionId::ZoomSelection, QT_TRANSLATE_NOOP("Actions", "Zoom to &selection"), "Z", "zoom-selection", QT_TRANSLATE_NOOP("Actions", "Fill the view with the selected time")},
    {ActionId::ScrollLeft, QT_TRANSLATE_NOOP("Actions", "Scroll &left"), "Left", "step-back", QT_TRANSLATE_NOOP("Actions", "Move the view a tenth of its width back")},
    {ActionId::ScrollRight, QT_TRANSLATE_NOOP("Actions", "Scroll &right"), "Right", "step-forward", QT_TRANSLATE_NOOP("Actions", "Move the view a tenth of its width on")},
    {ActionId::PageBack, QT_TRANSLATE_NOOP("Actions", "Page &back"), "PgUp", "page-back", QT_TRANSLATE_NOOP("Actions", "Move the view by its width back")},
    {ActionId::PageForward, QT_TRANSLATE_NOOP("Actions", "Page for&ward"), "PgDown", "page-forward", QT_TRANSLATE_NOOP("Actions", "Move the view by its width on")},
    {ActionId::FollowCursor, QT_TRANSLATE_NOOP("Actions", "Follow the &cursor"), "Shift+F", "follow", QT_TRANSLATE_NOOP("Actions", "Keep the play position in view"), Kind::ToggleOn},
    {ActionId::ShowPadding, QT_TRANSLATE_NOOP("Actions", "Show all padd&ing"), "Shift+P", "select-all", QT_TRANSLATE_NOOP("Actions", "Show the whole silence the encoder adds to fill its last window"), Kind::Toggle},
    {ActionId::ShowStrongest, QT_TRANSLATE_NOOP("Actions", "&Strongest expert"), "Alt+1", "layers", QT_TRANSLATE_NOOP("Actions", "Colour the rows by the strongest expert and its margin"), Kind::ToggleOn},
    {ActionId::ShowExpert, QT_TRANSLATE_NOOP("Actions", "Gate of &one expert"), "Alt+2", "expert", QT_TRANSLATE_NOOP("Actions", "Colour the rows by the gate of the chosen expert"), Kind::Toggle},
    {ActionId::ShowEntropy, QT_TRANSLATE_NOOP("Actions", "&Entropy"), "Alt+3", "sample", QT_TRANSLATE_NOOP("Actions", "Colour the rows by how undecided the router is"), Kind::Toggle},
    {ActionId::ShowPush, QT_TRANSLATE_NOOP("Actions", "&Push"), "Alt+4", "page-forward", QT_TRANSLATE_NOOP("Actions", "Colour the rows by how far steering moves the signal"), Kind::Toggle},
    {ActionId::ShowDeviation, QT_TRANSLATE_NOOP("Actions", "&Deviation from 1/E"), "Alt+5", "swap", QT_TRANSLATE_NOOP("Actions", "Colour the rows by how far the chosen expert is from its equal share"), Kind::Toggle},
    {ActionId::Cividis, QT_TRANSLATE_NOOP("Actions", "Cividis colours"), "Alt+6", "theme", QT_TRANSLATE_NOOP("Actions", "Use cividis in place of viridis for single quantities"), Kind::Toggle},
    {ActionId::DeepestOnTop, QT_TRANSLATE_NOOP("Actions", "&Deepest layer on top"), "Shift+D", "up", QT_TRANSLATE_NOOP("Actions", "From sound, below, to words, above; off turns it round"), Kind::ToggleOn},
    {ActionId::ShowTranscript, QT_TRANSLATE_NOOP("Actions", "&Transcript panel"), "F6", "text", QT_TRANSLATE_NOOP("Actions", "Show or hide the transcript panel"), Kind::ToggleOn},
    {ActionId::ShowCompare, QT_TRANSLATE_NOOP("Actions", "&Comparison"), "F8", "compare", QT_TRANSLATE_NOOP("Actions", "Show the runs that were laid side by side")},
    {ActionId::ShowHistory, QT_TRANSLATE_NOOP("Actions", "&History"), "F9", "log", QT_TRANSLATE_NOOP("Actions", "Show the runs that were kept")},
    {ActionId::ShowDetail, QT_TRANSLATE_NOOP("Actions", "&Layer detail panel"), "F7", "expert", QT_TRANSLATE_NOOP("Actions", "Show or hide the experts of the chosen layer"), Kind::ToggleOn},
    {ActionId::ShowAsk, QT_TRANSLATE_NOOP("Actions", "Ask &why panel"), "F12", "search", QT_TRANSLATE_NOOP("Actions", "Show or hide the panel that asks why: sweep, ablation, attribution, fitted scales"), Kind::Toggle},
    {ActionId::ThemeSystem, QT_TRANSLATE_NOOP("Actions", "&As the desktop"), "Ctrl+Alt+D", "device", QT_TRANSLATE_NOOP("Actions", "Light or dark as the desktop says"), Kind::ToggleOn},
    {ActionId::ThemeLight, QT_TRANSLATE_NOOP("Actions", "&Light"), "Ctrl+Alt+L", "theme", QT_TRANSLATE_NOOP("Actions", "Light colours"), Kind::Toggle},
    {ActionId::ThemeDark, QT_TRANSLATE_NOOP("Actions", "&Dark"), "Ctrl+Alt+K", "theme", QT_TRANSLATE_NOOP("Actions", "Dark colours"), Kind::Toggle},
    {ActionId::FullScreen, QT_TRANSLATE_NOOP("Actions", "F&ull screen"), "F11", "fullscreen", QT_TRANSLATE_NOOP("Actions", "Fill the screen with the window"), Kind::Toggle},
    {ActionId::ResetLayout, QT_TRANSLATE_NOOP("Actions", "&Reset layout"), "Ctrl+Shift+L", "layout", QT_TRANSLATE_NOOP("Actions", "Put every panel back where it was at first")},

    {ActionId::Record, QT_TRANSLATE_NOOP("Actions", "&Record"), "Ctrl+R", "record", QT_TRANSLATE_NOOP("Actions", "Record from the microphone; again ends the recording"), Kind::Toggle},
    {ActionId::PauseRecording, QT_TRANSLATE_NOOP("Actions", "&Pause recording"), "Ctrl+Shift+R", "pause", QT_TRANSLATE_NOOP("Actions", "Hold the recording; again goes on"), Kind::Toggle},
    {ActionId::Live, QT_TRANSLATE_NOOP("Actions", "Li&ve transcription"), "Ctrl+Alt+V", "text", QT_TRANSLATE_NOOP("Actions", "Write the words and draw the gates while recording"), Kind::ToggleOn},
    {ActionId::Play, QT_TRANSLATE_NOOP("Actions", "P&lay"), "Space Ctrl+Space", "play", QT_TRANSLATE_NOOP("Actions", "Play from the cursor; again stops")},
    {ActionId::PlaySelection, QT_TRANSLATE_NOOP("Actions", "Play &selection"), "S", "play-selection", QT_TRANSLATE_NOOP("Actions", "Play the selected time")},
    {ActionId::Loop, QT_TRANSLATE_NOOP("Actions", "L&oop"), "L", "loop", QT_TRANSLATE_NOOP("Actions", "Play again and again"), Kind::Toggle},
    {ActionId::GoToStart, QT_TRANSLATE_NOOP("Actions", "Go to s&tart"), "Home", "to-start", QT_TRANSLATE_NOOP("Actions", "Put the cursor at the start")},
    {ActionId::GoToEnd, QT_TRANSLATE_NOOP("Actions", "Go to &end"), "End", "to-end", QT_TRANSLATE_NOOP("Actions", "Put the cursor at the end")},
    {ActionId::StepBack, QT_TRANSLATE_NOOP("Actions", "Step &back"), "Alt+Left", "step-back", QT_TRANSLATE_NOOP("Actions", "Move the cursor a tenth of a second back")},
    {ActionId::StepForward, QT_TRANSLATE_NOOP("Actions", "Step &forward"), "Alt+Right", "step-forward", QT_TRANSLATE_NOOP("Actions", "Move the cursor a tenth of a second on")},

    {ActionId::Bypass, QT_TRANSLATE_NOOP("Actions", "Steering &off"), "B", "bypass", QT_TRANSLATE_NOOP("Actions", "Switch all steering off: the plain encoder"), Kind::Toggle},
    {ActionId::SwitchSlot, QT_TRANSLATE_NOOP("Actions", "S&witch A and B"), "X", "compare", QT_TRANSLATE_NOOP("Actions", "Look at the other of the two steering settings")},
    {ActionId::CopySlot, QT_TRANSLATE_NOOP("Actions", "Copy to the o&ther of A and B"), "Shift+X", "copy", QT_TRANSLATE_NOOP("Actions", "Make the other setting equal to this one")},
    {ActionId::ResetSteering, QT_TRANSLATE_NOOP("Actions", "&Reset all"), "Ctrl+0", "reset", QT_TRANSLATE_NOOP("Actions", "Everything as trained")},
    {ActionId::LayerUp, QT_TRANSLATE_NOOP("Actions", "Choose the row &above"), "Shift+Up", "up", QT_TRANSLATE_NOOP("Actions", "Open the layer of the next row above in detail")},
    {ActionId::LayerDown, QT_TRANSLATE_NOOP("Actions", "Choose the row &below"), "Shift+Down", "down", QT_TRANSLATE_NOOP("Actions", "Open the layer of the next row below in detail")},
    {ActionId::MuteLayer, QT_TRANSLATE_NOOP("Actions", "&Mute layer"), "M", "mute", QT_TRANSLATE_NOOP("Actions", "Switch the chosen layer's steering off, or on again")},
    {ActionId::SoloLayer, QT_TRANSLATE_NOOP("Actions", "&Solo layer"), "Shift+M", "solo", QT_TRANSLATE_NOOP("Actions", "Steer the chosen layer alone, or all again")},
    {ActionId::ResetLayer, QT_TRANSLATE_NOOP("Actions", "R&eset layer"), "Del", "reset", QT_TRANSLATE_NOOP("Actions", "The chosen layer as trained")},
    {ActionId::CopyLayerToAll, QT_TRANSLATE_NOOP("Actions", "&Copy layer to all"), "Shift+A", "layers", QT_TRANSLATE_NOOP("Actions", "Give every layer the chosen layer's multiplier and temperature")},
    {ActionId::ResetEarly, QT_TRANSLATE_NOOP("Actions", "Reset &early layers"), "Ctrl+1", "reset", QT_TRANSLATE_NOOP("Actions", "The first quarter of the layers as trained")},
    {ActionId::ResetMiddle, QT_TRANSLATE_NOOP("Actions", "Reset m&iddle layers"), "Ctrl+2", "reset", QT_TRANSLATE_NOOP("Actions", "The second quarter of the layers as trained")},
    {ActionId::ResetLate, QT_TRANSLATE_NOOP("Actions", "Reset &late layers"), "Ctrl+3", "reset", QT_TRANSLATE_NOOP("Actions", "The third quarter of the layers as trained")},
    {ActionId::ResetFinal, QT_TRANSLATE_NOOP("Actions", "Reset &final layers"), "Ctrl+4", "reset", QT_TRANSLATE_NOOP("Actions", "The last quarter of the layers as trained")},
    {ActionId::SavePreset, QT_TRANSLATE_NOOP("Actions", "Save &preset..."), "Ctrl+D", "preset", QT_TRANSLATE_NOOP("Actions", "Keep the steering of this moment under a name")},

    {ActionId::Run, QT_TRANSLATE_NOOP("Actions", "&Run"), "Ctrl+Return F5", "run", QT_TRANSLATE_NOOP("Actions", "Encode and decode the recording again")},
    {ActionId::CancelRun, QT_TRANSLATE_NOOP("Actions", "&Stop the run"), "Ctrl+.", "stop", QT_TRANSLATE_NOOP("Actions", "Stop encoding and decoding; what is there stays")},
    {ActionId::Baseline, QT_TRANSLATE_NOOP("Actions", "&Compare with steering removed"), "Ctrl+B", "compare", QT_TRANSLATE_NOOP("Actions", "Also run with all steering off and mark the differences"), Kind::ToggleOn},
    {ActionId::Probabilities, QT_TRANSLATE_NOOP("Actions", "Token &probabilities"), "Ctrl+P", "expert", QT_TRANSLATE_NOOP("Actions", "Show how sure the model was of each token"), Kind::Toggle},
    {ActionId::PinRun, QT_TRANSLATE_NOOP("Actions", "Pi&n this run"), "Ctrl+Shift+D", "preset", QT_TRANSLATE_NOOP("Actions", "Mark the run that is shown as one to keep")},
    {ActionId::Models, QT_TRANSLATE_NOOP("Actions", "&Models..."), "Ctrl+M", "model", QT_TRANSLATE_NOOP("Actions", "List, inspect, load and unload models")},
    {ActionId::ImportModel, QT_TRANSLATE_NOOP("Actions", "&Import model..."), "Ctrl+I", "import", QT_TRANSLATE_NOOP("Actions", "Make a model from an encoder, an LLM and a checkpoint")},
    {ActionId::UnloadModel, QT_TRANSLATE_NOOP("Actions", "&Unload model"), "Ctrl+U", "unload", QT_TRANSLATE_NOOP("Actions", "Give the model's memory back")},
    {ActionId::RestartEngine, QT_TRANSLATE_NOOP("Actions", "R&estart engine"), "Ctrl+Alt+E", "run", QT_TRANSLATE_NOOP("Actions", "Start the engine process afresh and load the model again")},

    {ActionId::Trainings, QT_TRANSLATE_NOOP("Actions", "&Trainings"), "Ctrl+T", "training", QT_TRANSLATE_NOOP("Actions", "Watch trainings that run or ran: curves, scales, expert loads, transcripts")},
    {ActionId::StartTraining, QT_TRANSLATE_NOOP("Actions", "&Start training..."), "Ctrl+Shift+T", "run", QT_TRANSLATE_NOOP("Actions", "Start a training from a configuration; it outlives the window")},
    {ActionId::OpenTraining, QT_TRANSLATE_NOOP("Actions", "Open run &folder..."), "Ctrl+Alt+T", "folder", QT_TRANSLATE_NOOP("Actions", "Open the folder of a training that runs or ran")},
    {ActionId::OpenReport, QT_TRANSLATE_NOOP("Actions", "Open &report..."), "Ctrl+Alt+P", "report", QT_TRANSLATE_NOOP("Actions", "Open the report folder of an experiment")},

    {ActionId::QuickStart, QT_TRANSLATE_NOOP("Actions", "&Quick start"), "F1", "help", QT_TRANSLATE_NOOP("Actions", "What the window shows and how to begin")},
    {ActionId::KeySheet, QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"), "F2", "keyboard", QT_TRANSLATE_NOOP("Actions", "All shortcuts on one sheet")},
    {ActionId::EngineLog, QT_TRANSLATE_NOOP("Actions", "Engine &log"), "Ctrl+L", "log", QT_TRANSLATE_NOOP("Actions", "The last lines the engine wrote, to copy into a report")},
    {ActionId::About, QT_TRANSLATE_NOOP("Actions", "&About SteerScope"), "Ctrl+F1", "about", QT_TRANSLATE_NOOP("Actions", "Version and licences")},
});
// clang-format on
static_assert(kSpecs.size() == static_cast<std::size_t>(ActionId::Count));

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kSpecs.size(); ++i)
        if (kSpecs[i].id != static_cast<ActionId>(i))
            return false;
    return true;
}
static_assert(inOrder(), "the table is indexed by ActionId");

QString translated(const char* text)
{
    return QCoreApplication::translate("Actions", text);
}

QAction* makeAction(const Spec& spec, QObject* parent)
{
    auto* action = new QAction(parent);
    setActionText(action, translated(spec.text));
    QList<QKeySequence> shortcuts;
    for (const QString& text : QString::fromLatin1(spec.shortcuts).split(QLatin1Char(' ')))
        shortcuts.append(QKeySequence::fromString(text, QKeySequence::PortableText));
    action->setShortcuts(shortcuts);
    action->setIcon(symbolIcon(QString::fromLatin1(spec.icon)));
    const QString tip = translated(spec.tip);
    action->setStatusTip(tip);
    action->setToolTip(
        QStringLiteral("%1 (%2)").arg(tip, shortcuts.constFirst().toString(QKeySequence::NativeText)));
    if (spec.kind != Kind::Plain) {
        action->setCheckable(true);
        action->setChecked(spec.kind == Kind::ToggleOn);
    }
    return action;
}

} // namespace

QString plainActionName(const QString& text)
{
    static const QRegularExpression bracketed(QStringLiteral("\\s*\\(&.\\)"));
    QString name = text;
    name.remove(bracketed);
    name.remove(QLatin1Char('&'));
    if (name.endsWith(QLatin1String("...")))
        name.chop(3);
    return name;
}

void setActionText(QAction* action, const QString& text)
{
    action->setText(text);
    action->setIconText(plainActionName(text));
}

Actions::Actions(QWidget* window)
    : QObject(window)
{
    for (const Spec& spec : kSpecs) {
        m_actions.push_back(makeAction(spec, this));
        window->addAction(m_actions.back());
    }
    (*this)[ActionId::Quit]->setMenuRole(QAction::QuitRole);
    (*this)[ActionId::About]->setMenuRole(QAction::AboutRole);
    const auto group = [this](std::initializer_list<ActionId> ids) {
        auto* together = new QActionGroup(this);
        for (const ActionId id : ids)
            together->addAction((*this)[id]);
    };
    group({ActionId::ShowStrongest, ActionId::ShowExpert, ActionId::ShowEntropy, ActionId::ShowPush,
        ActionId::ShowDeviation});
    group({ActionId::ThemeSystem, ActionId::ThemeLight, ActionId::ThemeDark});
}

void Actions::enable(std::initializer_list<ActionId> ids, bool enabled) const
{
    for (const ActionId id : ids)
        (*this)[id]->setEnabled(enabled);
}

} // namespace steerscope
