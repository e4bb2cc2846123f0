// SPDX-License-Identifier: MIT
#include "widgets/transcript/target_line.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace steerscope {

namespace {

constexpr double kSmallest = 0.0005; // what three places still show

} // namespace

QString formatLogprob(double logprob)
{
    return QLocale().toString(std::abs(logprob) < kSmallest ? 0.0 : logprob, 'f', 3);
}

QString formatChange(double change)
{
    const QString figure = formatLogprob(change);
    return change >= kSmallest ? QLatin1Char('+') + figure : figure;
}

TargetLine::TargetLine(QWidget* parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_follow(new QToolButton(this))
    , m_score(new QLabel(this))
    , m_change(new QLabel(this))
{
    auto* label = new QLabel(tr("Target"), this);
    label->setBuddy(m_edit);
    m_edit->setPlaceholderText(tr("The right words, to see how likely they are"));
    m_edit->setAccessibleName(tr("Target text"));
    m_edit->setToolTip(
        tr("How likely is this text under the steering of this moment? Type the right words."));
    m_follow->setText(tr("Transcript"));
    m_follow->setAutoRaise(true);
    m_follow->setFocusPolicy(Qt::TabFocus);
    m_follow->setAccessibleName(tr("Take the transcript as target"));
    m_follow->setToolTip(tr("Follow the last settled transcript again"));
    m_score->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_score->setToolTip(
        tr("Log-probability of the target: natural logarithm, summed over its tokens and the end"));
    m_score->setAccessibleName(tr("Log-probability of the target"));
    m_change->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_change->setToolTip(tr("Change to the value as trained; above 0: steering makes the target likelier"));
    m_change->setAccessibleName(tr("Change to as trained"));
    // Wide enough for any figure in sight: nothing moves while dragging.
    m_score->setMinimumWidth(fontMetrics().horizontalAdvance(tr("log p %1").arg(QStringLiteral("-000.000"))));
    m_change->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("Δ +000.000")));

    auto* typing = new QHBoxLayout;
    typing->setSpacing(4);
    typing->addWidget(label);
    typing->addWidget(m_edit, 1);
    typing->addWidget(m_follow);
    auto* figures = new QHBoxLayout;
    figures->addStretch(1);
    figures->addWidget(m_score);
    figures->addWidget(m_change);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 2, 4, 2);
    column->setSpacing(2);
    column->addLayout(typing);
    column->addLayout(figures);

    m_quiet.setSingleShot(true);
    m_quiet.setInterval(kQuietMilliseconds);
    connect(&m_quiet, &QTimer::timeout, this, &TargetLine::announce);
    connect(m_edit, &QLineEdit::textEdited, this, &TargetLine::edited);
    connect(m_follow, &QToolButton::clicked, this, &TargetLine::follow);
    clearScore();
    m_follow->setEnabled(false);
}

QString TargetLine::target() const
{
    return m_edit->text();
}

void TargetLine::setTranscript(const QString& text)
{
    m_transcript = text.simplified();
    if (!m_typed)
        follow();
}

void TargetLine::edited()
{
    m_typed = !m_edit->text().isEmpty(); // emptied by hand: the next settled transcript comes again
    m_follow->setEnabled(m_edit->text() != m_transcript);
    clearScore();
    m_quiet.start();
}

void TargetLine::follow()
{
    m_typed = false;
    m_follow->setEnabled(false);
    if (m_edit->text() == m_transcript)
        return;
    m_edit->setText(m_transcript);
    m_edit->setCursorPosition(0);
    clearScore();
    m_quiet.start();
}

void TargetLine::announce()
{
    m_quiet.stop();
    if (m_announced == target())
        return;
    m_announced = target();
    Q_EMIT targetChanged(m_announced);
}

void TargetLine::setScore(double logprob)
{
    m_logprob = logprob;
    showScore();
}

void TargetLine::setTrainedScore(std::optional<double> logprob)
{
    m_trained = logprob;
    showScore();
}

void TargetLine::clearScore()
{
    m_logprob.reset();
    m_trained.reset();
    showScore();
}

void TargetLine::showScore()
{
    m_score->setText(m_logprob ? tr("log p %1").arg(formatLogprob(*m_logprob)) : QString());
    m_change->setText(m_logprob && m_trained
            ? QStringLiteral("Δ %1").arg(formatChange(*m_logprob - *m_trained))
            : QString());
    setAccessibleDescription(m_score->text() + QLatin1Char(' ') + m_change->text());
}

} // namespace steerscope
