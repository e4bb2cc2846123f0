// SPDX-License-Identifier: MIT
// Command palette, key sheet and texts, and what the right mouse button offers.
#include "app/gui/actions.h"
#include "app/gui/command_palette.h"
#include "app/gui/detail_panel.h"
#include "app/gui/key_sheet.h"
#include "app/gui/lane_stack.h"
#include "app/gui/text_dialogs.h"
#include "app/gui/track_area.h"
#include "app/gui/wiring.h"
#include "app/gui/workspace.h"
#include "core/session/engine_session.h"
#include "widgets/plots/detail_plot.h"
#include "widgets/steering/layer_menu.h"
#include "widgets/steering/steering_model.h"
#include "widgets/time/time_view.h"

#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include <functional>

namespace steerscope {

namespace {

using Id = ActionId;

QString engineLine(const EngineSession& session)
{
    const protocol::HelloReply* engine = session.engine();
    if (!engine)
        return {};
    return QStringLiteral("%1, LibTorch %2")
        .arg(QString::fromStdString(engine->program), QString::fromStdString(engine->libtorch));
}

void addActions(QMenu& menu, const Actions& actions, std::initializer_list<ActionId> ids)
{
    for (const ActionId id : ids)
        menu.addAction(actions[id]);
}

// A menu made when it is asked for, at the pointer; fill gets the position in the widget.
void offer(QWidget* widget, const std::function<void(QMenu& menu, const QPoint& position)>& fill)
{
    widget->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(
        widget, &QWidget::customContextMenuRequested, widget, [widget, fill](const QPoint& position) {
            auto* menu = new QMenu(widget);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            fill(*menu, position);
            menu->popup(widget->mapToGlobal(position));
        });
}

void addTimeActions(QMenu& menu, const WindowParts& parts, double seconds)
{
    QAction* here = menu.addAction((*parts.actions)[Id::Play]->icon(),
        QCoreApplication::translate("ContextMenu", "Put the cursor here"));
    QObject::connect(
        here, &QAction::triggered, parts.time, [time = parts.time, seconds] { time->requestSeek(seconds); });
    addActions(menu, *parts.actions, {Id::Play, Id::PlaySelection});
    menu.addSeparator();
    addActions(menu, *parts.actions, {Id::ZoomSelection, Id::Fit, Id::SelectAll, Id::ClearSelection});
}

double secondsUnder(const WindowParts& parts, const QWidget* lane, const QPoint& position)
{
    return parts.time->secondsAt(position.x(), lane->width());
}

void offerLanes(const WindowParts& parts)
{
    const LaneStack* lanes = parts.workspace->lanes();
    for (QWidget* lane : lanes->lanes()) {
        const bool words = lane == lanes->words();
        offer(lane, [parts, lane, words](QMenu& menu, const QPoint& position) {
            if (words) {
                addActions(menu, *parts.actions, {Id::CopyTranscript, Id::SaveTranscript});
                menu.addSeparator();
            }
            addTimeActions(menu, parts, secondsUnder(parts, lane, position));
        });
    }
}

void offerRows(const WindowParts& parts)
{
    TrackArea* tracks = parts.workspace->tracks();
    GateRows* rows = tracks->rows();
    offer(rows, [parts, tracks, rows](QMenu& menu, const QPoint& position) {
        const TrackLayout& layout = tracks->headers()->trackLayout();
        const int row = layout.rowAt(position.y());
        if (row >= 0) {
            const int layer = layout.layers[static_cast<std::size_t>(row)];
            fillLayerMenu(menu, *parts.steering, layer,
                [tracks, layer](LayerField field) { tracks->headers()->typeIn(layer, field); });
            menu.addSeparator();
        }
        QMenu* show = menu.addMenu(QCoreApplication::translate("ContextMenu", "Heatmap shows"));
        addActions(*show, *parts.actions,
            {Id::ShowStrongest, Id::ShowExpert, Id::ShowEntropy, Id::ShowPush, Id::ShowDeviation,
                Id::Cividis});
        addActions(menu, *parts.actions, {Id::SavePicture, Id::SaveGates});
        menu.addSeparator();
        addTimeActions(menu, parts, secondsUnder(parts, rows, position));
    });
    DetailPlot* plot = parts.detail->plot();
    offer(plot, [parts, plot, tracks](QMenu& menu, const QPoint& position) {
        if (const int layer = plot->layer(); layer != kNoLayer) {
            fillLayerMenu(menu, *parts.steering, layer,
                [tracks, layer](LayerField field) { tracks->headers()->typeIn(layer, field); });
            menu.addSeparator();
        }
        addTimeActions(menu, parts, secondsUnder(parts, plot, position));
    });
}

} // namespace

void wireHelp(const WindowParts& parts)
{
    const Actions& actions = *parts.actions;
    actions.on(Id::CommandPalette, parts.window, [parts] {
        auto* palette = new CommandPalette(parts.actions->all(), parts.window);
        palette->setAttribute(Qt::WA_DeleteOnClose);
        palette->show();
    });
    actions.on(Id::KeySheet, parts.window, [parts] {
        auto* sheet = new KeySheet(parts.window->menuBar(), parts.window);
        sheet->setAttribute(Qt::WA_DeleteOnClose);
        sheet->show();
    });
    actions.on(Id::QuickStart, parts.window, [parts] { showQuickStart(parts.window); });
    actions.on(
        Id::EngineLog, parts.window, [parts] { showEngineLog(parts.window, parts.session->engineLog()); });
    actions.on(Id::About, parts.window, [parts] { showAbout(parts.window, engineLine(*parts.session)); });
}

void wireContextMenus(const WindowParts& parts)
{
    offerLanes(parts);
    offerRows(parts);
}

} // namespace steerscope
