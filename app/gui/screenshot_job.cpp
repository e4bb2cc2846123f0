// SPDX-License-Identifier: MIT
#include "app/gui/screenshot_job.h"

#include "app/gui/picture.h"
#include "app/gui/run_controller.h"
#include "app/gui/view_binding.h"

#include <QCoreApplication>
#include <QPixmap>
#include <QWidget>

#include <cstdio>

namespace steerscope {

namespace {

// The last results are drawn, log-mel and labels included, and no later run has started.
constexpr int kSettleMilliseconds = 600;

} // namespace

ScreenshotJob::ScreenshotJob(QWidget* window, const RunController* runs, const ViewBinding* views,
    const QString& path, int timeLimitSeconds)
    : QObject(window)
    , m_window(window)
    , m_runs(runs)
    , m_views(views)
    , m_path(path)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMilliseconds);
    connect(&m_settle, &QTimer::timeout, this, &ScreenshotJob::take);
    connect(runs, &RunController::settledChanged, this, &ScreenshotJob::check);
    m_limit.setSingleShot(true);
    m_limit.start(timeLimitSeconds * 1000);
    connect(&m_limit, &QTimer::timeout, this,
        [this, timeLimitSeconds] { fail(tr("the runs were not done after %1 s").arg(timeLimitSeconds)); });
}

void ScreenshotJob::fail(const QString& why)
{
    std::fprintf(stderr, "steerscope: error: %s\n", qUtf8Printable(why));
    m_limit.stop();
    m_settle.stop();
    QCoreApplication::exit(kFailed);
}

void ScreenshotJob::expectNoRun()
{
    m_noRun = true;
    check();
}

void ScreenshotJob::check()
{
    if (m_noRun || m_runs->settled())
        m_settle.start();
    else
        m_settle.stop();
}

void ScreenshotJob::take()
{
    if (m_views->busy()) {
        m_settle.start();
        return;
    }
    const auto written = attempt([this] {
        writePng(m_path, m_window->grab().toImage());
        return true;
    });
    if (!written) {
        fail(QString::fromStdString(written.error().message()));
        return;
    }
    m_limit.stop();
    QCoreApplication::exit(0);
}

} // namespace steerscope
