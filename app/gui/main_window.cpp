// SPDX-License-Identifier: MIT
#include "app/gui/main_window.h"

#include "app/gui/actions.h"
#include "app/gui/ask_panel.h"
#include "app/gui/detail_panel.h"
#include "app/gui/device_list.h"
#include "app/gui/empty_page.h"
#include "app/gui/expert_names.h"
#include "app/gui/exporter.h"
#include "app/gui/history_controller.h"
#include "app/gui/languages.h"
#include "app/gui/live_controller.h"
#include "app/gui/model_controller.h"
#include "app/gui/notices.h"
#include "app/gui/paths.h"
#include "app/gui/playback_controller.h"
#include "app/gui/presets.h"
#include "app/gui/recent_files.h"
#include "app/gui/recording_controller.h"
#include "app/gui/run_controller.h"
#include "app/gui/screenshot_job.h"
#include "app/gui/status_fields.h"
#include "app/gui/theme.h"
#include "app/gui/top_bar.h"
#include "app/gui/trainings_window.h"
#include "app/gui/transcript_dock.h"
#include "app/gui/view_binding.h"
#include "app/gui/window_layout.h"
#include "app/gui/window_values.h"
#include "app/gui/workspace.h"
#include "widgets/controls/notice_bar.h"

#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace steerscope {

namespace {

constexpr QSize kFirstSize(1440, 900);
constexpr int kTranscriptWidth = 340;
constexpr int kDetailHeight = 230;

QString droppedFile(const QMimeData* data)
{
    for (const QUrl& url : data->urls())
        if (url.isLocalFile())
            return url.toLocalFile();
    return {};
}

} // namespace

MainWindow::MainWindow(WindowValues& values, const LaunchOptions& options, Theme* theme)
    : m_options(options)
    , m_values(values)
{
    m_parts.window = this;
    m_parts.theme = theme;
    m_parts.session = &m_values.session;
    m_parts.document = &m_values.document;
    m_parts.steering = &m_values.steering;
    m_parts.time = &m_values.time;
    setAcceptDrops(true);
    m_values.session.setCommand(options.engine);
    makeControllers();
    makeViews();
    m_layout = std::make_unique<WindowLayout>(this, m_parts.workspace, m_parts.detail);
    m_parts.layout = m_layout.get();
    fillMenus();
    wireFile(m_parts);
    wireTransport(m_parts);
    wireView(m_parts);
    wireSteering(m_parts);
    wireModel(m_parts);
    wireTranscript(m_parts);
    m_parts.history = new HistoryController(m_parts, this);
    wireKeptRuns(m_parts);
    wireAsk(m_parts);
    wireTraining(m_parts);
    wireHelp(m_parts);
    wireContextMenus(m_parts);
    connect(&m_values.document, &Document::opened, this, &MainWindow::showPage);
    connect(&m_values.document, &Document::closed, this, &MainWindow::showPage);
    connect(m_parts.recorder, &RecordingController::stateChanged, this, &MainWindow::showPage);
    connect(&m_values.session, &EngineSession::modelLoaded, this, &MainWindow::useFirstModel);
    showPage();
    m_emptyPage->setFocus();
    resize(kFirstSize);
    m_layout->rememberDefault();
    m_layout->restore();
    if (options.size)
        resize(*options.size);
}

MainWindow::~MainWindow() = default;

void MainWindow::makeControllers()
{
    m_parts.actions = new Actions(this);
    m_parts.opener = new AudioOpener(this);
    m_parts.devices = new DeviceList(this);
    m_parts.exporter = new Exporter(&m_values.document, &m_values.gates, &m_values.steering, this);
    m_parts.models = new ModelController(&m_values.session, this);
    m_parts.player = new PlaybackController(&m_values.time, this);
    m_parts.presets = new Presets(&m_values.steering, this);
    m_parts.recent = new RecentFiles(this);
    m_parts.recorder = new RecordingController(this);
    m_parts.live = new LiveController(
        m_parts.recorder, &m_values.session, &m_values.document, &m_values.steering, this);
    m_parts.runs = new RunController(&m_values.session, &m_values.document, &m_values.steering, this);
}

void MainWindow::makeViews()
{
    m_menus = buildMenus(this, *m_parts.actions);
    m_parts.top = new TopBar(*m_parts.actions, m_menus, &m_values.time, this);
    addToolBar(m_parts.top);
    m_parts.status = new StatusFields(statusBar());

    auto* middle = new QWidget(this);
    auto* noticeBar = new NoticeBar(middle);
    m_parts.notices = new Notices(noticeBar, m_parts.actions, this);
    m_pages = new QStackedWidget(middle);
    m_emptyPage = new EmptyPage(*m_parts.actions, sampleFiles(), m_pages);
    m_parts.workspace = new Workspace(&m_values.time, &m_values.gates, &m_values.steering, m_pages);
    m_pages->addWidget(m_emptyPage);
    m_pages->addWidget(m_parts.workspace);
    auto* layout = new QVBoxLayout(middle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(noticeBar);
    layout->addWidget(m_pages, 1);
    setCentralWidget(middle);
    connect(m_emptyPage, &EmptyPage::sampleChosen, this,
        [this](const QString& path) { openPath(m_parts, path); });

    const auto addDock
        = [this](const QString& name, const QString& title, QWidget* content, Qt::DockWidgetArea area) {
              auto* dock = new QDockWidget(title, this);
              dock->setObjectName(name);
              dock->setWidget(content);
              addDockWidget(area, dock);
              return dock;
          };
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_parts.detail = new DetailPanel(&m_values.time, &m_values.gates, &m_values.steering, this);
    m_parts.detail->setGutters(m_parts.workspace->gutters());
    connect(m_parts.workspace, &Workspace::gutterChanged, m_parts.detail, &DetailPanel::setGutters);
    m_parts.expertNames = new ExpertNameKeeper(m_parts.detail->experts(), &m_values.gates, this);
    m_parts.transcript = new TranscriptDock(this);
    m_parts.detailDock
        = addDock(QStringLiteral("detail"), tr("Layer in detail"), m_parts.detail, Qt::BottomDockWidgetArea);
    m_parts.transcriptDock = addDock(
        QStringLiteral("transcript"), tr("Transcript"), m_parts.transcript, Qt::RightDockWidgetArea);
    m_parts.ask = new AskPanel(this);
    m_parts.askDock = addDock(QStringLiteral("ask"), tr("Ask why"), m_parts.ask, Qt::BottomDockWidgetArea);
    tabifyDockWidget(m_parts.detailDock, m_parts.askDock);
    m_parts.askDock->hide();
    resizeDocks({m_parts.transcriptDock}, {kTranscriptWidth}, Qt::Horizontal);
    resizeDocks({m_parts.detailDock}, {kDetailHeight}, Qt::Vertical);
    m_parts.binding = new ViewBinding(&m_values.document, &m_values.session, &m_values.steering,
        {.time = &m_values.time,
            .gates = &m_values.gates,
            .workspace = m_parts.workspace,
            .detail = m_parts.detail},
        this);
    connect(m_parts.binding, &ViewBinding::failed, m_parts.notices, &Notices::showError);
}

void MainWindow::fillMenus()
{
    m_parts.recent->attach(m_menus.recent);
    m_parts.presets->attach(m_menus.presets);
    m_parts.models->attachModels(m_menus.models);
    m_parts.models->attachDevices(m_menus.devices);
    m_parts.devices->attach(m_menus.inputs);
    for (const QString& sample : sampleFiles())
        connect(m_menus.samples->addAction(QFileInfo(sample).fileName()), &QAction::triggered, this,
            [this, sample] { openPath(m_parts, sample); });
    m_menus.samples->setEnabled(!m_menus.samples->isEmpty());
    auto* languages = new LanguageMenu(m_menus.languages);
    connect(languages, &LanguageMenu::chosen, this,
        [this](const QString& text) { statusBar()->showMessage(text, 6000); });
}

void MainWindow::startWork()
{
    if (m_started)
        return;
    m_started = true;
    const bool trainings = !m_options.training.isEmpty() || !m_options.report.isEmpty();
    if (trainings)
        showTrainings();
    if (trainings && !m_options.screenshot.isEmpty())
        return;
    m_parts.presets->load();
    applyViewOptions();
    m_parts.models->loadInitial(m_options.model);
    if (!m_options.open.isEmpty())
        openPath(m_parts, m_options.open);
    if (!m_options.screenshot.isEmpty()) {
        auto* job = new ScreenshotJob(
            this, m_parts.runs, m_parts.binding, m_options.screenshot, m_options.timeLimitSeconds);
        connect(m_parts.notices, &Notices::errorShown, job, &ScreenshotJob::fail);
        if (m_options.open.isEmpty())
            job->expectNoRun();
        return; // a picture needs neither devices nor questions
    }
    m_parts.history->open(historyFolder(), sessionIsReopened() && m_options.open.isEmpty());
    m_parts.theme->followDesktop();
    m_parts.devices->refresh();
    offerOrphans();
}

void MainWindow::showTrainings()
{
    TrainingsWindow* window = trainingsWindow(m_parts);
    if (m_options.size)
        window->resize(*m_options.size);
    window->show();
    if (!m_options.screenshot.isEmpty()) {
        auto* job = new ScreenshotJob(
            window, m_parts.runs, m_parts.binding, m_options.screenshot, m_options.timeLimitSeconds);
        connect(window, &TrainingsWindow::errorShown, job, &ScreenshotJob::fail);
        connect(window, &TrainingsWindow::loaded, job, &ScreenshotJob::expectNoRun);
        if (m_options.training.isEmpty())
            job->expectNoRun();
    }
    if (!m_options.report.isEmpty())
        window->openReport(m_options.report);
    if (!m_options.training.isEmpty())
        window->openRun(m_options.training);
}

// Settings and chosen layer of the command line need the model's layers.
void MainWindow::useFirstModel()
{
    if (m_modelSeen)
        return;
    m_modelSeen = true;
    if (!m_options.settings.isEmpty())
        openPath(m_parts, m_options.settings);
    if (m_options.selectLayer != kNoLayer)
        m_values.steering.selectLayer(m_options.selectLayer);
}

void MainWindow::applyViewOptions()
{
    if (m_options.show.isEmpty())
        return;
    GateView view = m_parts.workspace->gateView();
    const QString kind = m_options.show.section(QLatin1Char(':'), 0, 0);
    const QString expert = m_options.show.section(QLatin1Char(':'), 1);
    if (kind == QLatin1String("expert")) {
        view.show = GateShow::OneExpert;
        view.expert = expert.toInt() - 1;
    } else if (kind == QLatin1String("entropy")) {
        view.show = GateShow::Entropy;
    } else if (kind == QLatin1String("push")) {
        view.show = GateShow::Push;
    } else if (kind == QLatin1String("deviation")) {
        view.show = GateShow::Deviation;
    } else {
        view.show = GateShow::StrongestExpert;
    }
    m_parts.workspace->setGateView(view);
}

void MainWindow::offerOrphans()
{
    const QStringList orphans = RecordingController::orphans();
    if (orphans.isEmpty())
        return;
    QString newest;
    for (const QString& orphan : orphans)
        newest = RecordingController::adopt(orphan);
    m_parts.notices->offer(orphans.size() == 1
            ? tr("A recording was not ended properly; it was kept.")
            : tr("%1 recordings were not ended properly; they were kept.").arg(orphans.size()),
        tr("Open it"), [this, newest] { openPath(m_parts, newest); });
}

void MainWindow::showPage()
{
    const bool something = m_values.document.isOpen() || m_parts.recorder->active();
    QWidget* page = something ? static_cast<QWidget*>(m_parts.workspace) : m_emptyPage;
    if (page != m_pages->currentWidget()) {
        m_pages->setCurrentWidget(page);
        // Not to a button of the tool bar, where Space would press it in place of playing.
        something ? m_parts.workspace->tracks()->rows()->setFocus() : m_emptyPage->setFocus();
    }
    showTitle();
}

void MainWindow::showTitle()
{
    if (m_parts.recorder->active())
        setWindowTitle(tr("Recording"));
    else
        setWindowTitle(m_values.document.isOpen() ? m_values.document.name()
                                                  : QGuiApplication::applicationDisplayName());
    setWindowFilePath(m_values.document.isOpen() ? m_values.document.path() : QString());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_parts.player->stop();
    m_parts.recorder->stop();
    m_parts.history->end();
    if (m_options.screenshot.isEmpty())
        m_layout->save();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (droppedFile(event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    m_emptyPage->setDropHint(true);
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent* event)
{
    m_emptyPage->setDropHint(false);
    QMainWindow::dragLeaveEvent(event);
}

void MainWindow::dropEvent(QDropEvent* event)
{
    m_emptyPage->setDropHint(false);
    const QString path = droppedFile(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    openPath(m_parts, path);
}

} // namespace steerscope
