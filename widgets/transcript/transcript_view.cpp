// SPDX-License-Identifier: MIT
#include "widgets/transcript/transcript_view.h"

#include "widgets/steering/switch_button.h"
#include "widgets/transcript/find_bar.h"
#include "widgets/transcript/segment_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace steerscope {

TranscriptView::TranscriptView(QWidget* parent)
    : QWidget(parent)
    , m_caption(new QLabel(this))
    , m_summary(new QLabel(this))
    , m_find(new FindBar(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_steered(new SegmentText(m_splitter))
    , m_below(new QWidget(m_splitter))
    , m_belowCaption(new QLabel(m_below))
    , m_baseline(new SegmentText(m_below))
{
    setAccessibleName(tr("Transcript"));
    auto* top = new QHBoxLayout;
    top->setContentsMargins(6, 2, 4, 2);
    top->addWidget(m_caption, 1);
    m_probabilities = addSwitch(top, tr("Probabilities"), tr("Show token probabilities"),
        tr("Shade each token by how unsure the model was; hover for the numbers"));
    m_compare = addSwitch(top, tr("Compare"), tr("Compare with steering removed"),
        tr("Show the words with every scale at 0 below, differences marked"));
    m_steered->setAccessibleName(tr("Transcript text"));
    m_steered->setPlaceholderText(
        tr("Record, drop a file here or open the sample: the words appear as they are decoded."));
    m_baseline->setAccessibleName(tr("Transcript with steering removed"));
    m_belowCaption->setToolTip(
        tr("Every scale is 0. Not a baseline: the projection was trained with steering."));
    m_belowCaption->setContentsMargins(6, 2, 4, 2);
    m_summary->setContentsMargins(6, 0, 4, 2);
    m_summary->setWordWrap(true);
    auto* below = new QVBoxLayout(m_below);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(0);
    below->addWidget(m_belowCaption);
    below->addWidget(m_baseline, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_summary);
    column->addWidget(m_find);
    m_find->hide();
    m_below->hide();
    m_summary->hide();

    connect(m_probabilities, &QToolButton::clicked, this, [this](bool shown) {
        setProbabilitiesShown(shown);
        Q_EMIT probabilitiesToggled(shown);
    });
    connect(m_compare, &QToolButton::clicked, this, [this](bool shown) {
        setBaselineShown(shown);
        Q_EMIT baselineWanted(shown);
    });
    for (SegmentText* text : {m_steered, m_baseline}) {
        connect(text, &SegmentText::seekRequested, this, &TranscriptView::seekRequested);
        connect(text, &SegmentText::textChangedByRun, this, &TranscriptView::showDifferences);
    }
    connect(m_find, &FindBar::wantedChanged, this, [this] { find(0); });
    connect(m_find, &FindBar::next, this, [this] { find(1); });
    connect(m_find, &FindBar::previous, this, [this] { find(-1); });
    connect(m_find, &FindBar::closed, this, [this] {
        m_find->hide();
        m_steered->setHits({}, -1);
        m_steered->setFocus(Qt::OtherFocusReason);
    });
    showState();
}

QToolButton* TranscriptView::addSwitch(
    QLayout* row, const QString& text, const QString& name, const QString& tip)
{
    auto* button = new SwitchButton(text, SwitchButton::Meaning::Chooses, this);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    row->addWidget(button);
    return button;
}

SegmentText* TranscriptView::lane(Lane lane) const
{
    return lane == Lane::Steered ? m_steered : m_baseline;
}

void TranscriptView::beginRun(Lane which, const std::vector<WindowSpan>& windows)
{
    lane(which)->beginRun(windows);
    if (which == Lane::Steered)
        setState(State::Running);
    showDifferences();
}

void TranscriptView::addToken(Lane which, int window, const Token& token)
{
    lane(which)->addToken(window, token);
}

void TranscriptView::setSegment(Lane which, int window, const Segment& segment)
{
    lane(which)->setSegment(window, segment);
}

void TranscriptView::endRun(Lane which)
{
    lane(which)->endRun();
    if (which == Lane::Steered)
        setState(m_steered->segments().empty() ? State::Empty : State::Settled);
    showDifferences();
}

void TranscriptView::showLive(int partialWindow)
{
    m_steered->setLive(true, partialWindow);
    setState(State::Live);
}

void TranscriptView::endLive()
{
    m_steered->setLive(false, -1);
    if (m_state == State::Live)
        setState(m_steered->segments().empty() ? State::Empty : State::Settled);
}

void TranscriptView::setTranscript(Lane which, const Transcript& transcript)
{
    lane(which)->setTranscript(transcript);
    if (which == Lane::Steered)
        setState(transcript.segments.empty() ? State::Empty : State::Settled);
}

void TranscriptView::clear()
{
    m_steered->clearText();
    m_baseline->clearText();
    setState(State::Empty);
}

void TranscriptView::setStale()
{
    if (m_state == State::Settled || m_state == State::Failed)
        setState(State::Stale);
}

void TranscriptView::setFailed()
{
    m_steered->endRun();
    m_baseline->endRun();
    setState(State::Failed);
}

void TranscriptView::setInvitation(const QString& text)
{
    m_steered->setPlaceholderText(text);
}

void TranscriptView::setPlaying(std::optional<double> seconds)
{
    m_steered->setPlaying(seconds);
    m_baseline->setPlaying(seconds);
}

void TranscriptView::setBaselineShown(bool shown)
{
    m_compare->setChecked(shown);
    m_below->setVisible(shown);
    showDifferences();
}

bool TranscriptView::baselineShown() const
{
    return m_compare->isChecked();
}

void TranscriptView::setProbabilitiesShown(bool shown)
{
    m_probabilities->setChecked(shown);
    m_steered->setProbabilitiesShown(shown);
    m_baseline->setProbabilitiesShown(shown);
    showDifferences();
}

bool TranscriptView::probabilitiesShown() const
{
    return m_probabilities->isChecked();
}

QString TranscriptView::text(Lane which) const
{
    return lane(which)->text();
}

void TranscriptView::copyAll() const
{
    QGuiApplication::clipboard()->setText(m_steered->text());
}

void TranscriptView::selectAll()
{
    m_steered->selectAll();
    m_steered->setFocus(Qt::ShortcutFocusReason);
}

void TranscriptView::showFind()
{
    m_find->open();
    find(0);
}

void TranscriptView::setState(State state)
{
    m_state = state;
    showState();
}

void TranscriptView::showState()
{
    switch (m_state) {
    case State::Empty:
        m_caption->setText(tr("No words yet"));
        break;
    case State::Running:
        m_caption->setText(tr("Decoding…"));
        break;
    case State::Settled:
        m_caption->setText(tr("With steering"));
        break;
    case State::Stale:
        m_caption->setText(tr("Of the setting before"));
        break;
    case State::Live:
        m_caption->setText(tr("Live; the words underlined may still change"));
        break;
    case State::Failed:
        m_caption->setText(tr("Stopped by an error"));
        break;
    }
}

void TranscriptView::showDifferences()
{
    m_summary->setVisible(probabilitiesShown());
    if (probabilitiesShown()) {
        const QString summary = probabilitySummary(m_steered->segments());
        m_summary->setText(summary.isEmpty() ? tr("No token probabilities yet") : summary);
    }

    const bool comparable = baselineShown() && !m_steered->running() && !m_baseline->running()
        && !m_steered->text().isEmpty() && !m_baseline->text().isEmpty();
    const Differences found = comparable ? differences(m_baseline->text(), m_steered->text()) : Differences{};
    m_steered->setDifferences(found.after);
    m_baseline->setDifferences(found.before);
    QString caption = tr("Without steering");
    if (m_baseline->running())
        caption = tr("Without steering, decoding…");
    else if (comparable)
        caption = found.words == 0 ? tr("Without steering: the same words")
            : found.words == 1     ? tr("Without steering: 1 word differs")
                                   : tr("Without steering: %1 words differ").arg(found.words);
    m_belowCaption->setText(caption);
}

void TranscriptView::find(int step)
{
    const QString wanted = m_find->wanted();
    const QString text = m_steered->text();
    std::vector<TextMark> hits;
    for (qsizetype at = 0; !wanted.isEmpty() && (at = text.indexOf(wanted, at, Qt::CaseInsensitive)) >= 0;
         at += wanted.size())
        hits.push_back({static_cast<int>(at), static_cast<int>(at + wanted.size())});
    const int count = static_cast<int>(hits.size());
    m_hit = count == 0 ? -1 : step == 0 ? 0 : (std::max(m_hit, 0) + step + count) % count;
    if (m_hit >= 0) {
        QTextCursor cursor(m_steered->document());
        cursor.setPosition(hits[static_cast<std::size_t>(m_hit)].begin);
        m_steered->setTextCursor(cursor); // scrolls there
    }
    m_steered->setHits(std::move(hits), m_hit);
    m_find->setFound(m_hit, count);
}

} // namespace steerscope
