// SPDX-License-Identifier: MIT
#include "widgets/training/training_view.h"

#include "widgets/controls/notice_bar.h"
#include "widgets/heatmap/gate_text.h"
#include "widgets/training/curve_legend.h"
#include "widgets/training/load_rows.h"
#include "widgets/training/load_scale.h"
#include "widgets/training/sample_list.h"
#include "widgets/training/step_ruler.h"
#include "widgets/training/training_curves.h"
#include "widgets/training/training_header.h"
#include "widgets/training/training_text.h"

#include <QAction>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QSplitter>
#include <QTabWidget>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <limits>
#include <utility>

namespace steerscope {

namespace {

constexpr int kGutterCharacters = 30; // width of the controls at the left
constexpr int kSideWidth = 320;
constexpr double kRoom = 1.01; // of the axis, so that its last points are seen whole
constexpr double kFewestSteps = 8.0; // that are shown across a lane

QString columnNames(const TrainingRun& run)
{
    QStringList names;
    for (const auto* group : {&run.steps.parts, &run.steps.learningRates, &run.steps.gradientNorms}) {
        for (const NamedColumn& column : *group)
            names << column.name;
        names << QStringLiteral("|");
    }
    for (const LayerColumns& layer : run.layers)
        names << QStringLiteral("%1:%2").arg(layer.layer).arg(layer.experts);
    return names.join(QLatin1Char(' '));
}

const DevPoint* bestOf(const std::vector<DevPoint>& dev)
{
    const DevPoint* best = nullptr;
    for (const DevPoint& point : dev)
        if (std::isfinite(point.wer) && (!best || point.wer < best->wer))
            best = &point;
    return best;
}

} // namespace

TrainingView::TrainingView(TrainingLog* log, QWidget* parent)
    : QWidget(parent)
    , m_log(log)
    , m_header(new TrainingHeader(this))
    , m_notice(new NoticeBar(this))
    , m_again(new QAction(tr("Continue"), this))
    , m_lanes(new QSplitter(Qt::Vertical, this))
    , m_ruler(new StepRuler(&m_steps))
    , m_samples(new SampleList(this))
    , m_details(new QTextBrowser(this))
{
    m_again->setToolTip(tr("Start the training again; it goes on from its last checkpoint"));
    m_lanes->setChildrenCollapsible(false);
    m_lanes->setHandleWidth(3);
    makeLanes();

    auto* left = new QWidget(this);
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(0, 0, 0, 0);
    leftLayout->setSpacing(0);
    leftLayout->addWidget(m_lanes, 1);
    leftLayout->addWidget(addLane(new QLabel(tr("Steps"), this), m_ruler, tr("Steps"), {}).row);
    auto* across = new QSplitter(Qt::Horizontal, this);
    across->setChildrenCollapsible(false);
    across->addWidget(left);
    across->addWidget(makeSide());
    across->setStretchFactor(0, 1);
    across->setStretchFactor(1, 0);
    across->setSizes({3 * kSideWidth, kSideWidth});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_notice);
    layout->addWidget(across, 1);

    connect(m_header, &TrainingHeader::commandRequested, this, &TrainingView::commandRequested);
    connect(m_header, &TrainingHeader::startRequested, this, &TrainingView::startRequested);
    connect(m_again, &QAction::triggered, this, &TrainingView::startRequested);
    connect(log, &TrainingLog::changed, this, &TrainingView::follow);
    connect(&m_steps, &TimeView::hoverChanged, this, &TrainingView::showValues);
    connect(&m_steps, &TimeView::visibleChanged, this, [this] {
        const TimeSpan seen = m_steps.visible();
        if (seen.length() < kFewestSteps && m_steps.duration() > kFewestSteps)
            m_steps.setVisible(seen.start, seen.start + kFewestSteps);
    });
    makeCurves();
    follow();
}

QComboBox* TrainingView::addChoice(const QStringList& texts, const QString& name, const QString& tip)
{
    auto* choice = new QComboBox(this);
    choice->addItems(texts);
    choice->setAccessibleName(name);
    choice->setToolTip(tip);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(12);
    return choice;
}

TrainingView::Lane TrainingView::addLane(
    QWidget* controls, QWidget* lane, const QString& name, const QString& what)
{
    Lane made;
    made.row = new QWidget(this);
    made.plot = qobject_cast<CurvePlot*>(lane);
    lane->setParent(made.row);
    lane->setAccessibleName(name);
    if (!what.isEmpty()) {
        lane->setAccessibleDescription(what);
        lane->setToolTip(what);
    }
    auto* gutter = new QWidget(made.row);
    gutter->setFixedWidth(fontMetrics().averageCharWidth() * kGutterCharacters);
    auto* column = new QVBoxLayout(gutter);
    column->setContentsMargins(8, 2, 8, 2);
    column->setSpacing(2);
    column->addWidget(controls);
    if (lane != m_ruler) {
        made.legend = new CurveLegend(gutter);
        column->addWidget(made.legend, 1);
    }
    auto* line = new QHBoxLayout(made.row);
    line->setContentsMargins(0, 0, 0, 1);
    line->setSpacing(0);
    line->addWidget(gutter);
    line->addWidget(lane, 1);
    return made;
}

void TrainingView::makeLanes()
{
    auto* lossHead = new QWidget(this);
    m_logarithmic = new QToolButton(lossHead);
    m_logarithmic->setText(tr("log"));
    m_logarithmic->setCheckable(true);
    m_logarithmic->setFocusPolicy(Qt::StrongFocus);
    m_logarithmic->setAccessibleName(tr("Logarithmic loss"));
    m_logarithmic->setToolTip(tr("Show the loss on a logarithmic axis"));
    auto* lossLine = new QHBoxLayout(lossHead);
    lossLine->setContentsMargins(0, 0, 0, 0);
    lossLine->addWidget(new QLabel(tr("Loss"), lossHead), 1);
    lossLine->addWidget(m_logarithmic);
    m_stepChoice = addChoice({tr("Learning rates"), tr("Gradient norms"), tr("Tokens a second"),
                                 tr("Waiting for data"), tr("Memory")},
        tr("Quantity of each step"), tr("What this lane shows of each step"));
    m_layerChoice
        = addChoice({tr("Scales"), tr("Vector norms"), tr("Entropy of use"), tr("Entropy of frames")},
            tr("Quantity of each layer"), tr("What this lane shows of each steered layer"));
    m_loadChoice = addChoice({}, tr("Layer whose experts are shown"), tr("Whose experts this lane shows"));
    m_loadRows = new LoadRows(&m_steps);
    auto* loadHead = new QWidget(this);
    auto* loadColumn = new QVBoxLayout(loadHead);
    loadColumn->setContentsMargins(0, 0, 0, 0);
    loadColumn->setSpacing(3);
    loadColumn->addWidget(m_loadChoice);
    loadColumn->addWidget(new LoadScale(loadHead));

    m_loss = addLane(lossHead, new CurvePlot(&m_steps), tr("Loss"),
        tr("Loss of each step and its mean over the neighbouring steps; points: loss on the dev set"));
    m_dev = addLane(new QLabel(tr("Errors on the dev set"), this), new CurvePlot(&m_steps),
        tr("Errors on the dev set"), tr("Word and character error rate at each evaluation"));
    m_step = addLane(m_stepChoice, new CurvePlot(&m_steps), tr("Steps in detail"),
        tr("Means over neighbouring steps, by group of parameters"));
    m_layer = addLane(m_layerChoice, new CurvePlot(&m_steps), tr("Steered layers"),
        tr("A curve for each steered layer, the lowest the darkest"));
    m_load = addLane(loadHead, m_loadRows, tr("Expert load"),
        tr("A row an expert: its mean gate against the equal share 1/E; blue: less, orange: more"));
    m_dev.percent = true;
    for (const Lane* lane : {&m_loss, &m_dev, &m_step, &m_layer, &m_load})
        m_lanes->addWidget(lane->row);
    constexpr int kShares[] = {3, 2, 2, 3, 3}; // of the height
    for (int i = 0; i < m_lanes->count(); ++i)
        m_lanes->setStretchFactor(i, kShares[i]);

    m_loss.plot->setEmptyText(tr("The loss appears with the first step."));
    m_dev.plot->setPercent(true);
    m_dev.plot->setEmptyText(tr("No evaluation on the dev set yet."));
    m_loadRows->setSource([this] {
        const TrainingRun& run = m_log->run();
        return LayerLoad{run.layer(m_loadChoice->currentData().toInt()), &run.steps.step};
    });
    connect(m_logarithmic, &QToolButton::toggled, m_loss.plot, &CurvePlot::setLogarithmic);
    connect(m_stepChoice, &QComboBox::currentIndexChanged, this, &TrainingView::makeCurves);
    connect(m_layerChoice, &QComboBox::currentIndexChanged, this, &TrainingView::makeCurves);
    connect(m_loadChoice, &QComboBox::currentIndexChanged, this, [this] {
        m_loadRows->refresh(0);
        showValues();
    });
}

QWidget* TrainingView::makeSide()
{
    m_details->setFrameShape(QFrame::NoFrame);
    m_details->setAccessibleName(tr("Details of the training"));
    m_details->setToolTip(tr("What is trained, on what, and what was left out"));
    auto* tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    tabs->setAccessibleName(tr("Samples and details"));
    tabs->setToolTip(tr("What the training writes, and what it is"));
    tabs->tabBar()->setAccessibleName(tabs->accessibleName());
    tabs->tabBar()->setToolTip(tabs->toolTip());
    tabs->addTab(m_samples, tr("Samples"));
    tabs->addTab(m_details, tr("Details"));
    tabs->setMinimumWidth(kSideWidth / 2);
    return tabs;
}

void TrainingView::follow()
{
    const TrainingRun& run = m_log->run();
    m_header->showTraining(*m_log);
    showNotice();
    m_steps.setDuration(std::ceil(run.lastStep() * kRoom));
    const bool sameShape = columnNames(run) == m_shape;
    const bool grown = sameShape && run.lastStep() >= m_drawnStep;
    if (!sameShape) {
        fillLayerChoice();
        makeCurves();
    } else {
        for (const Lane* lane : {&m_loss, &m_dev, &m_step, &m_layer})
            lane->plot->refresh();
    }
    const QString nothing
        = run.steps.size() == 0 ? tr("Appears with the first step.") : tr("The log says nothing of this.");
    m_step.plot->setEmptyText(nothing);
    m_layer.plot->setEmptyText(nothing);
    m_loadRows->refresh(grown ? m_drawnStep + 1 : 0);
    m_drawnStep = run.lastStep();
    const DevPoint* best = bestOf(run.dev);
    m_ruler->setBest(best ? std::optional(best->step) : std::nullopt);
    m_samples->setEvaluations(run.dev);
    const QString details = m_log->folder().isEmpty() ? QString() : trainingDetails(run, m_log->folder());
    if (std::exchange(m_detailsShown, details) != details) // setHtml() scrolls to the beginning
        m_details->setHtml(details);
    showValues();
}

void TrainingView::showNotice()
{
    const TrainingStatus& status = m_log->status();
    Notice notice;
    if (m_log->state() == TrainingState::Failed) {
        notice.what = status.errorWhat.isEmpty() ? tr("The training failed") : status.errorWhat;
        notice.where = status.errorWhere;
        notice.remedy = status.errorRemedy;
    } else if (m_log->state() == TrainingState::Lost) {
        notice.kind = Notice::Kind::Warning;
        notice.what = tr("The training's process is gone without a word");
        notice.remedy = m_log->run().checkpoints.empty()
            ? tr("It can be started again; there is no checkpoint yet.")
            : tr("It can go on from its checkpoint at step %1.").arg(m_log->run().checkpoints.back());
    }
    const QString said = noticeText(notice);
    if (said == m_noticed)
        return; // one that was closed stays closed
    m_noticed = said;
    if (notice.what.isEmpty())
        m_notice->dismiss();
    else
        m_notice->showNotice(notice, m_again);
}

void TrainingView::fillLayerChoice()
{
    const TrainingRun& run = m_log->run();
    const QVariant before = m_loadChoice->currentData();
    const QSignalBlocker quiet(m_loadChoice);
    m_loadChoice->clear();
    // The deepest on top, as in the heatmap of the window.
    for (auto layer = run.layers.rbegin(); layer != run.layers.rend(); ++layer)
        if (layer->experts > 0)
            m_loadChoice->addItem(layerName(layer->layer), layer->layer);
    m_loadChoice->setCurrentIndex(std::max(0, m_loadChoice->findData(before)));
    m_layer.row->setVisible(!run.layers.empty());
    m_load.row->setVisible(m_loadChoice->count() > 0);
}

void TrainingView::makeCurves()
{
    const TrainingRun& run = m_log->run();
    const LaneColours colours = laneColours(palette());
    const auto quantity = static_cast<StepQuantity>(m_stepChoice->currentIndex());
    m_shape = columnNames(run);
    m_step.percent = quantity == StepQuantity::Waiting;
    m_step.plot->setPercent(m_step.percent);
    m_loss.plot->setCurves(lossCurves(run, colours));
    m_dev.plot->setCurves(devCurves(run, colours));
    m_step.plot->setCurves(stepCurves(run, quantity, colours));
    m_layer.plot->setCurves(
        layerCurves(run, static_cast<LayerQuantity>(m_layerChoice->currentIndex()), colours));
    fillLayerChoice();
    showValues();
}

// The values under the pointer, else the last ones.
void TrainingView::showValues()
{
    const double step
        = m_steps.hover() ? std::round(*m_steps.hover()) : std::numeric_limits<double>::infinity();
    for (const Lane* lane : {&m_loss, &m_dev, &m_step, &m_layer}) {
        std::vector<LegendEntry> entries;
        for (const Curve& curve : lane->plot->curves())
            entries.push_back(
                {curve.colour, curve.name, valueText(valueAt(curve.data(), step), lane->percent)});
        if (lane == &m_layer)
            std::reverse(entries.begin(), entries.end());
        lane->legend->setEntries(std::move(entries));
    }
    std::vector<LegendEntry> loads;
    const int last = m_log->run().lastStep();
    for (const double load : m_loadRows->loadAt(std::min<double>(step, last)))
        loads.push_back(
            {QColor(), QStringLiteral("E%1").arg(loads.size() + 1), QString::number(load, 'f', 3)});
    m_load.legend->setEntries(std::move(loads));
}

void TrainingView::zoomToSelection()
{
    if (const auto selection = m_steps.selection())
        m_steps.setVisible(selection->start, selection->end);
}

void TrainingView::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* closer = menu->addAction(
        tr("Zoom to the selected steps") + QStringLiteral("\tZ"), this, &TrainingView::zoomToSelection);
    QAction* clear = menu->addAction(
        tr("Clear the selection") + QStringLiteral("\tEsc"), this, [this] { m_steps.clearSelection(); });
    menu->addAction(tr("Show all steps") + QStringLiteral("\tF"), this, [this] { m_steps.fit(); });
    closer->setEnabled(m_steps.selection().has_value());
    clear->setEnabled(m_steps.selection().has_value());
    menu->popup(event->globalPos());
}

void TrainingView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Z && event->modifiers() == Qt::NoModifier && m_steps.selection())
        zoomToSelection();
    else
        QWidget::keyPressEvent(event);
}

void TrainingView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        makeCurves();
}

} // namespace steerscope
