// SPDX-License-Identifier: MIT
#include "widgets/training/training_header.h"

#include "widgets/training/training_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPixmap>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace steerscope {

namespace {

constexpr int kMarkSize = 10; // px
constexpr int kProgressParts = 1000;

QPixmap markOf(TrainingState state, double ratio)
{
    QPixmap pixmap(QSize(kMarkSize, kMarkSize) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(trainingStateColour(state));
    painter.drawEllipse(0, 0, kMarkSize, kMarkSize);
    return pixmap;
}

bool works(TrainingState state)
{
    return state == TrainingState::Preparing || state == TrainingState::Running
        || state == TrainingState::Paused;
}

// A process that ended before its work did can be started again.
bool startable(TrainingState state)
{
    return state == TrainingState::Stopped || state == TrainingState::Failed || state == TrainingState::Lost;
}

void describe(QPushButton* button, const QString& text, const QString& tip)
{
    button->setText(text);
    button->setToolTip(tip);
    QString name = text;
    button->setAccessibleName(name.remove(QLatin1Char('&')));
}

} // namespace

bool commandIsDone(TrainingCommand command, TrainingState state)
{
    if (!works(state))
        return true;
    switch (command) {
    case TrainingCommand::Pause:
        return state == TrainingState::Paused;
    case TrainingCommand::Continue:
        return state == TrainingState::Running;
    case TrainingCommand::Stop:
        break;
    }
    return false;
}

TrainingHeader::TrainingHeader(QWidget* parent)
    : QWidget(parent)
    , m_mark(new QLabel(this))
    , m_stateText(new QLabel(this))
    , m_title(new QLabel(this))
    , m_figures(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_progressText(new QLabel(this))
    , m_go(new QPushButton(this))
    , m_stop(new QPushButton(this))
{
    m_stateText->setAccessibleName(tr("State"));
    QFont bold = m_stateText->font();
    bold.setBold(true);
    m_stateText->setFont(bold);
    m_title->setAccessibleName(tr("Training"));
    m_figures->setAccessibleName(tr("Figures of the training"));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_figures->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setAccessibleName(tr("Progress of the training"));
    m_progress->setFixedSize(fontMetrics().averageCharWidth() * 30, fontMetrics().height() / 2 + 2);
    m_progress->setTextVisible(false); // it would be half on the filling, half beside it
    describe(m_stop, tr("&Stop"), tr("End the training at its next step; it can be continued later"));

    auto* first = new QHBoxLayout;
    first->addWidget(m_mark);
    first->addWidget(m_stateText);
    first->addSpacing(8);
    first->addWidget(m_title, 1);
    first->addWidget(m_go);
    first->addWidget(m_stop);
    auto* second = new QHBoxLayout;
    second->addWidget(m_progress);
    second->addWidget(m_progressText);
    second->addSpacing(12);
    second->addWidget(m_figures, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 4);
    layout->setSpacing(4);
    layout->addLayout(first);
    layout->addLayout(second);
    connect(m_go, &QPushButton::clicked, this, &TrainingHeader::go);
    connect(m_stop, &QPushButton::clicked, this, [this] { Q_EMIT commandRequested(TrainingCommand::Stop); });
    showButtons();
}

void TrainingHeader::go()
{
    if (startable(m_state))
        Q_EMIT startRequested();
    else
        Q_EMIT commandRequested(
            m_state == TrainingState::Paused ? TrainingCommand::Continue : TrainingCommand::Pause);
}

void TrainingHeader::setPending(std::optional<TrainingCommand> command)
{
    m_pending = command;
    if (m_pending && commandIsDone(*m_pending, m_state))
        m_pending.reset();
    m_stateText->setText(stateText());
    showButtons();
}

void TrainingHeader::setStarting(bool starting)
{
    m_starting = starting;
    setPending(m_pending);
}

QString TrainingHeader::stateText() const
{
    if (m_starting)
        return tr("Starting");
    if (!m_pending)
        return trainingStateText(m_state);
    switch (*m_pending) {
    case TrainingCommand::Pause:
        return tr("Pausing at the next step");
    case TrainingCommand::Continue:
        return tr("Going on");
    case TrainingCommand::Stop:
        break;
    }
    return tr("Stopping at the next step");
}

void TrainingHeader::showTraining(const TrainingLog& log)
{
    m_open = !log.folder().isEmpty();
    m_state = log.state();
    m_mark->setPixmap(markOf(m_state, devicePixelRatioF()));
    m_title->setText(trainingTitle(log.run()));
    m_title->setToolTip(log.folder());
    const QString figures = trainingFigures(log.run(), log.status(), m_state);
    m_figures->setText(figures);
    m_figures->setToolTip(figures);
    showProgress(log);
    setPending(m_pending);
}

void TrainingHeader::showProgress(const TrainingLog& log)
{
    const QLocale locale;
    const TrainingStatus& status = log.status();
    if (m_state == TrainingState::Preparing) {
        const bool known = status.fraction >= 0.0;
        m_progress->setRange(0, known ? kProgressParts : 0);
        m_progress->setValue(static_cast<int>(status.fraction * kProgressParts));
        m_progressText->setText(known ? QStringLiteral("%1 %2 %").arg(
                                    status.stage, locale.toString(100.0 * status.fraction, 'f', 0))
                                      : status.stage);
    } else {
        // The log is ahead of the status, or behind, by a step; a status may be missing.
        const int steps = std::max(log.run().stepCount(), status.steps);
        const int step = log.run().steps.size() > 0 ? log.run().lastStep() : status.step;
        m_progress->setRange(0, std::max(steps, 1));
        m_progress->setValue(step);
        m_progressText->setText(tr("%1 of %2 steps").arg(locale.toString(step), locale.toString(steps)));
    }
    m_progress->setAccessibleDescription(m_progressText->text());
}

void TrainingHeader::showButtons()
{
    const bool again = startable(m_state);
    if (again)
        describe(m_go, tr("&Continue"), tr("Start the training again; it goes on from its last checkpoint"));
    else if (m_state == TrainingState::Paused)
        describe(m_go, tr("&Continue"), tr("Let the training go on"));
    else
        describe(m_go, tr("&Pause"), tr("Hold the training at its next step; its memory stays taken"));
    const bool working = works(m_state) && m_open && !m_starting;
    m_go->setEnabled(
        m_open && !m_starting && (again || (working && !m_pending && m_state != TrainingState::Preparing)));
    m_stop->setEnabled(working && m_pending != TrainingCommand::Stop);
    m_go->setVisible(m_state != TrainingState::Finished);
    m_stop->setVisible(m_state != TrainingState::Finished && !again);
}

} // namespace steerscope
