// SPDX-License-Identifier: MIT
// Panels, heights and view choices, kept between starts. Small values only (reliability of QSettings).
#pragma once

#include <QByteArray>

class QMainWindow;

namespace steerscope {

class DetailPanel;
class Workspace;

class WindowLayout {
public:
    WindowLayout(QMainWindow* window, Workspace* workspace, DetailPanel* detail);

    void rememberDefault(); // once everything is built
    void restore();
    void save() const;
    void reset();

private:
    QMainWindow* m_window;
    Workspace* m_workspace;
    DetailPanel* m_detail;
    QByteArray m_default;
};

} // namespace steerscope
