// SPDX-License-Identifier: MIT
#include "app/gui/window_layout.h"

#include "app/gui/detail_panel.h"
#include "app/gui/paths.h"
#include "app/gui/workspace.h"

#include <QMainWindow>

namespace steerscope {

namespace {

// Raised when panels are added or renamed: an older state is then ignored.
constexpr int kStateVersion = 2;

const QString kGeometry = QStringLiteral("window/geometry");
const QString kState = QStringLiteral("window/state");
const QString kHeights = QStringLiteral("window/heights");
const QString kLaneHeights = QStringLiteral("window/laneHeights");
const QString kStacked = QStringLiteral("view/stacked");
const QString kShow = QStringLiteral("view/show");
const QString kCividis = QStringLiteral("view/cividis");

} // namespace

WindowLayout::WindowLayout(QMainWindow* window, Workspace* workspace, DetailPanel* detail)
    : m_window(window)
    , m_workspace(workspace)
    , m_detail(detail)
{
}

void WindowLayout::rememberDefault()
{
    m_default = m_window->saveState(kStateVersion);
}

void WindowLayout::restore()
{
    const Preferences preferences;
    m_window->restoreGeometry(preferences.value(kGeometry).toByteArray());
    if (!m_window->restoreState(preferences.value(kState).toByteArray(), kStateVersion))
        m_window->restoreState(m_default, kStateVersion);
    m_workspace->restoreHeights(preferences.value(kHeights).toByteArray());
    m_workspace->lanes()->restoreHeights(preferences.value(kLaneHeights).toByteArray());
    m_detail->setStacked(preferences.value(kStacked, true).toBool());
    GateView view = m_workspace->gateView();
    view.show = static_cast<GateShow>(preferences.value(kShow, 0).toInt());
    if (view.show < GateShow::StrongestExpert || view.show > GateShow::Deviation)
        view.show = GateShow::StrongestExpert;
    view.map = preferences.value(kCividis).toBool() ? SequentialMap::Cividis : SequentialMap::Viridis;
    m_workspace->setGateView(view);
}

void WindowLayout::save() const
{
    Preferences preferences;
    preferences.setValue(kGeometry, m_window->saveGeometry());
    preferences.setValue(kState, m_window->saveState(kStateVersion));
    preferences.setValue(kHeights, m_workspace->heights());
    preferences.setValue(kLaneHeights, m_workspace->lanes()->heights());
    preferences.setValue(kStacked, m_detail->stacked());
    preferences.setValue(kShow, static_cast<int>(m_workspace->gateView().show));
    preferences.setValue(kCividis, m_workspace->gateView().map == SequentialMap::Cividis);
}

void WindowLayout::reset()
{
    m_window->restoreState(m_default, kStateVersion);
    m_workspace->resetHeights();
}

} // namespace steerscope
