// SPDX-License-Identifier: MIT
#include "widgets/training/sample_list.h"

#include "widgets/transcript/difference_format.h"
#include "widgets/transcript/transcript_marks.h"

#include <QComboBox>
#include <QEvent>
#include <QLocale>
#include <QScrollBar>
#include <QTextEdit>
#include <QVBoxLayout>

#include <cmath>

namespace steerscope {

namespace {

constexpr int kStepRole = Qt::UserRole;

QString choiceText(const DevPoint& point)
{
    const QString step = SampleList::tr("Step %1").arg(QLocale().toString(point.step));
    if (!std::isfinite(point.wer))
        return step;
    const QString wer = SampleList::tr("%1: WER %2").arg(step, formatProbability(point.wer));
    return point.best ? SampleList::tr("%1, best so far").arg(wer) : wer;
}

// One line of a sample: its kind in quiet type, then the words, those that differ marked.
void writeLine(QTextCursor& cursor, const QString& kind, const QString& text,
    const std::vector<TextMark>& marks, const QTextCharFormat& quiet)
{
    cursor.insertText(kind + QLatin1Char(' '), quiet);
    int at = 0;
    for (const TextMark& mark : marks) {
        cursor.insertText(text.mid(at, mark.begin - at), QTextCharFormat());
        cursor.insertText(text.mid(mark.begin, mark.end - mark.begin), differenceFormat());
        at = mark.end;
    }
    cursor.insertText(text.mid(at), QTextCharFormat());
}

} // namespace

SampleList::SampleList(QWidget* parent)
    : QWidget(parent)
    , m_choice(new QComboBox(this))
    , m_text(new QTextEdit(this))
{
    m_choice->setAccessibleName(tr("Evaluation"));
    m_choice->setToolTip(tr("Which evaluation's transcripts are shown"));
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("Sample transcripts"));
    m_text->setToolTip(tr("Recordings of the dev set: what was said, and what the model wrote"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setPlaceholderText(tr("Transcripts appear here after the first evaluation."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_choice);
    layout->addWidget(m_text, 1);
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        m_newest = index == 0;
        showStep(m_choice->itemData(index, kStepRole).toInt());
    });
    setEvaluations({});
}

QString SampleList::text() const
{
    return m_text->toPlainText();
}

void SampleList::setEvaluations(const std::vector<DevPoint>& dev)
{
    std::vector<DevPoint> with;
    for (const DevPoint& point : dev)
        if (!point.samples.empty())
            with.push_back(point);
    const auto sameStep = [](const DevPoint& a, const DevPoint& b) {
        return a.step == b.step && a.samples.size() == b.samples.size();
    };
    const bool same = std::equal(with.begin(), with.end(), m_dev.begin(), m_dev.end(), sameStep);
    m_dev = std::move(with);
    m_choice->setVisible(!m_dev.empty());
    if (same)
        return;
    m_choice->clear();
    int index = 0;
    for (auto point = m_dev.rbegin(); point != m_dev.rend(); ++point) {
        m_choice->addItem(choiceText(*point), point->step);
        if (!m_newest && point->step == m_shown)
            index = m_choice->count() - 1;
    }
    m_choice->setCurrentIndex(index);
    m_newest = index == 0;
    showStep(m_dev.empty() ? -1 : m_choice->itemData(index, kStepRole).toInt());
}

void SampleList::showStep(int step)
{
    m_shown = step;
    for (const DevPoint& point : m_dev)
        if (point.step == step)
            return write(point.samples);
    m_text->clear();
}

void SampleList::write(const std::vector<TrainingSample>& samples)
{
    const int scrolled = m_text->verticalScrollBar()->value();
    QTextCharFormat quiet;
    quiet.setForeground(palette().color(QPalette::PlaceholderText));
    m_text->clear();
    QTextCursor cursor(m_text->document());
    cursor.beginEditBlock();
    bool first = true;
    for (const TrainingSample& sample : samples) {
        QTextBlockFormat block;
        block.setTopMargin(first ? 0 : 8);
        if (first)
            cursor.setBlockFormat(block);
        else
            cursor.insertBlock(block);
        const Differences marks = differences(sample.reference, sample.hypothesis);
        const QString said = sample.set.isEmpty() ? tr("said:") : tr("%1, said:").arg(sample.set);
        writeLine(cursor, said, sample.reference, marks.before, quiet);
        cursor.insertBlock(QTextBlockFormat());
        writeLine(cursor, marks.words == 0 ? tr("written, the same:") : tr("written:"), sample.hypothesis,
            marks.after, quiet);
        first = false;
    }
    cursor.endEditBlock();
    m_text->verticalScrollBar()->setValue(scrolled);
}

void SampleList::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showStep(m_shown);
}

} // namespace steerscope
