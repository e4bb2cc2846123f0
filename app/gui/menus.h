// SPDX-License-Identifier: MIT
#pragma once

class QMainWindow;
class QMenu;

namespace steerscope {

class Actions;

// Menus whose entries change while the program runs; whoever owns the entries fills them when they are about
// to show.
struct ChangingMenus {
    QMenu* recent = nullptr;
    QMenu* samples = nullptr;
    QMenu* presets = nullptr;
    QMenu* models = nullptr;
    QMenu* devices = nullptr;
    QMenu* inputs = nullptr;
    QMenu* languages = nullptr;
};

// The whole menu bar.
ChangingMenus buildMenus(QMainWindow* window, const Actions& actions);

} // namespace steerscope
