// SPDX-License-Identifier: MIT
// The one window: makes values, controllers and views, puts them in their places and lets wiring.h connect
// them. Nothing slow happens before the first paint; the engine starts after it.
#pragma once

#include "app/gui/command_line.h"
#include "app/gui/menus.h"
#include "app/gui/wiring.h"

#include <QMainWindow>

#include <memory>

class QStackedWidget;

namespace steerscope {

class EmptyPage;
struct WindowValues;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(WindowValues& values, const LaunchOptions& options, Theme* theme);
    ~MainWindow() override;

    // Engine, devices and the file to open; called once the window has been painted.
    void startWork();
    const WindowParts& parts() const { return m_parts; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeControllers();
    void makeViews();
    void fillMenus();
    void showPage();
    void showTitle();
    void useFirstModel();
    void applyViewOptions();
    void offerOrphans();
    void showTrainings();

    LaunchOptions m_options;
    WindowParts m_parts;
    ChangingMenus m_menus;
    WindowValues& m_values;
    std::unique_ptr<WindowLayout> m_layout;
    QStackedWidget* m_pages = nullptr;
    EmptyPage* m_emptyPage = nullptr;
    bool m_started = false;
    bool m_modelSeen = false;
};

} // namespace steerscope
