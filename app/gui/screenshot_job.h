// SPDX-License-Identifier: MIT
// --screenshot: waits until the runs are done and drawn, saves the window and ends the program with 0; on any
// failure says it on stderr and ends with 1.
#pragma once

#include "core/base/error.h"

#include <QObject>
#include <QString>
#include <QTimer>

class QWidget;

namespace steerscope {

class RunController;
class ViewBinding;

class ScreenshotJob : public QObject {
    Q_OBJECT

public:
    static constexpr int kFailed = 1;

    ScreenshotJob(QWidget* window, const RunController* runs, const ViewBinding* views, const QString& path,
        int timeLimitSeconds);

    void fail(const QString& why);
    // Nothing will be run: the picture is of the window as it stands.
    void expectNoRun();

private:
    void check();
    void take();

    QWidget* m_window;
    const RunController* m_runs;
    const ViewBinding* m_views;
    QString m_path;
    QTimer m_limit;
    QTimer m_settle;
    bool m_noRun = false;
};

} // namespace steerscope
