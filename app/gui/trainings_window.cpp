// SPDX-License-Identifier: MIT
#include "app/gui/trainings_window.h"

#include "app/gui/icons.h"
#include "app/gui/paths.h"
#include "app/gui/report_view.h"
#include "app/gui/run_list.h"
#include "app/gui/start_training_dialog.h"
#include "core/base/error.h"
#include "core/session/engine_command.h"
#include "widgets/controls/notice_bar.h"
#include "widgets/training/training_header.h"
#include "widgets/training/training_view.h"

#include <QCloseEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <ctime>

namespace steerscope {

namespace {

constexpr QSize kFirstSize(1280, 860);
constexpr int kListWidth = 220;
constexpr int kWatchMilliseconds = 300;
constexpr qint64 kConsoleBytes = 4096;
constexpr qsizetype kConsoleLines = 4;

QString geometryKey()
{
    return QStringLiteral("trainings/geometry");
}

double now()
{
    return static_cast<double>(std::time(nullptr));
}

} // namespace

QString consoleTail(const QString& folder)
{
    QFile file(trainingConsoleFile(folder));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - kConsoleBytes));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    return lines.mid(std::max<qsizetype>(0, lines.size() - kConsoleLines)).join(QLatin1Char('\n'));
}

TrainingsWindow::TrainingsWindow(QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_tabs(new QTabWidget(this))
    , m_notice(new NoticeBar(this))
    , m_runs(new RunList(this))
    , m_pages(new QStackedWidget(this))
    , m_view(new TrainingView(&m_log, this))
    , m_reports(new ReportView(this))
{
    setWindowTitle(tr("Trainings"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Trainings and reports"));
    m_tabs->setToolTip(tr("Trainings that run or ran, and reports of experiments"));
    m_tabs->tabBar()->setAccessibleName(m_tabs->accessibleName());
    m_tabs->tabBar()->setToolTip(m_tabs->toolTip());
    m_tabs->addTab(makeTrainings(), symbolIcon(QStringLiteral("training")), tr("Trainings"));
    m_tabs->addTab(m_reports, symbolIcon(QStringLiteral("report")), tr("Reports"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_tabs, 1);
    resize(kFirstSize);
    restoreGeometry(Preferences().value(geometryKey()).toByteArray());
    m_startWatch.setInterval(kWatchMilliseconds);
    connect(&m_startWatch, &QTimer::timeout, this, &TrainingsWindow::watchStart);
    connect(m_runs, &RunList::chosen, this, &TrainingsWindow::showRun);
    connect(m_view, &TrainingView::commandRequested, this, &TrainingsWindow::command);
    connect(m_view, &TrainingView::startRequested, this, &TrainingsWindow::startAgain);
    connect(m_reports, &ReportView::openRequested, this, &TrainingsWindow::askReport);
    connect(&m_log, &TrainingLog::caughtUpFirst, this, &TrainingsWindow::loaded);
}

QWidget* TrainingsWindow::makeTrainings()
{
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 6);
    column->setSpacing(4);
    column->addWidget(m_runs, 1);
    const auto add = [&](const QString& text, const QString& tip, void (TrainingsWindow::*slot)()) {
        auto* button = new QPushButton(text, left);
        button->setToolTip(tip);
        auto* margin = new QHBoxLayout;
        margin->setContentsMargins(6, 0, 6, 0);
        margin->addWidget(button);
        column->addLayout(margin);
        connect(button, &QPushButton::clicked, this, slot);
    };
    add(tr("Start &training..."), tr("Start a training from a configuration; it outlives the window"),
        &TrainingsWindow::askStart);
    add(tr("Open run &folder..."), tr("Open the folder of a training that runs or ran"),
        &TrainingsWindow::askRun);

    auto* invitation = new QLabel(
        tr("Choose a training at the left, open a run folder, or start a training.\nIt runs in a process of "
           "its own: closing this window does not end it."),
        this);
    invitation->setAlignment(Qt::AlignCenter);
    invitation->setWordWrap(true);
    m_pages->addWidget(invitation);
    m_pages->addWidget(m_view);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kListWidth, 4 * kListWidth});
    return splitter;
}

void TrainingsWindow::openRun(const QString& folder)
{
    if (isRunFolder(folder))
        addRun(folder);
    else
        showError({ErrorCode::Input, tr("There is no training in this folder").toStdString(),
            folder.toStdString(), tr("choose the folder that holds log.jsonl").toStdString()});
}

void TrainingsWindow::addRun(const QString& folder)
{
    m_tabs->setCurrentIndex(0);
    m_runs->open(folder);
}

void TrainingsWindow::showRun(const QString& folder)
{
    m_notice->dismiss();
    m_pages->setCurrentWidget(m_view);
    m_view->header()->setPending(std::nullopt);
    m_view->header()->setStarting(folder == m_startedFolder && m_startedPid != 0);
    setWindowTitle(tr("%1 - Trainings").arg(QFileInfo(folder).fileName()));
    m_log.open(folder);
}

void TrainingsWindow::openReport(const QString& folder)
{
    m_tabs->setCurrentWidget(m_reports);
    m_reports->open(folder);
}

void TrainingsWindow::askRun()
{
    const QString current = m_runs->current();
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Open run folder"), current.isEmpty() ? trainingsFolder() : QFileInfo(current).path());
    if (!folder.isEmpty())
        openRun(folder);
}

void TrainingsWindow::askReport()
{
    const QString folder
        = QFileDialog::getExistingDirectory(this, tr("Open report folder"), m_reports->folder());
    if (!folder.isEmpty())
        openReport(folder);
}

void TrainingsWindow::askStart()
{
    auto* dialog = new StartTrainingDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &StartTrainingDialog::started, this, &TrainingsWindow::followStart);
    dialog->open();
}

void TrainingsWindow::followStart(const QString& folder, qint64 pid)
{
    m_startedFolder = folder;
    m_startedPid = pid;
    m_startedAt = now();
    m_startWatch.start();
    if (m_log.folder() == folder)
        showRun(folder);
    else
        addRun(folder);
}

// Until the process has written its own status only its life and its last words tell how it does.
void TrainingsWindow::watchStart()
{
    const bool seen = m_log.folder() == m_startedFolder;
    if (seen)
        m_log.look();
    const TrainingStatus& status = m_log.status();
    const bool speaks = seen && (status.pid == m_startedPid || status.updated > m_startedAt + 1.0);
    const bool lives = processLives(m_startedPid, now());
    if (!speaks && lives)
        return;
    m_startWatch.stop();
    m_startedPid = 0;
    m_view->header()->setStarting(false);
    if (!speaks)
        showError({ErrorCode::Internal, tr("The training ended before it began").toStdString(),
            consoleTail(m_startedFolder).toStdString(),
            tr("see %1").arg(trainingConsoleFile(m_startedFolder)).toStdString()});
}

void TrainingsWindow::command(TrainingCommand command)
{
    const auto written = attempt([&] {
        commandTraining(m_log.folder(), command);
        return true;
    });
    if (!written)
        return showError(written.error());
    m_view->header()->setPending(command);
}

void TrainingsWindow::startAgain()
{
    const QString folder = m_log.folder();
    const auto pid = attempt([&] { return resumeTraining(defaultCliCommand(), folder); });
    if (pid)
        followStart(folder, pid.value());
    else
        showError(pid.error());
}

void TrainingsWindow::showError(const Error& error)
{
    m_notice->showNotice({.kind = Notice::Kind::Failed,
        .what = QString::fromStdString(error.what),
        .where = QString::fromStdString(error.where),
        .remedy = QString::fromStdString(error.remedy)});
    Q_EMIT errorShown(QString::fromStdString(error.message()));
}

void TrainingsWindow::closeEvent(QCloseEvent* event)
{
    Preferences().setValue(geometryKey(), saveGeometry());
    QWidget::closeEvent(event);
}

} // namespace steerscope
