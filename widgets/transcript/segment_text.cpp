// SPDX-License-Identifier: MIT
#include "widgets/transcript/segment_text.h"

#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace steerscope {

namespace {

// One line a segment: what would break the line becomes a space.
QString oneLine(const std::string& text)
{
    QString line = QString::fromStdString(text);
    for (QChar& character : line)
        if (character == QLatin1Char('\n') || character == QLatin1Char('\r')
            || character == QChar::ParagraphSeparator || character == QChar::LineSeparator)
            character = QLatin1Char(' ');
    return line;
}

QString withoutLeadingSpace(const QString& text)
{
    int begin = 0;
    while (begin < text.size() && text[begin].isSpace())
        ++begin;
    return text.mid(begin);
}

} // namespace

void SegmentText::beginRun(const std::vector<WindowSpan>& windows)
{
    m_running = true;
    setCount(windows.size());
    for (std::size_t i = 0; i < windows.size(); ++i) {
        Shown& shown = m_shown[i];
        shown.old = wanted(shown);
        shown.segment = {windows[i].start, windows[i].end, {}, {}};
        shown.fresh = false;
    }
    // Runs that follow each other quickly (a drag) count as one wait.
    if (!m_greyed && !m_staleTimer.isActive())
        m_staleTimer.start();
    writeAll();
}

void SegmentText::addToken(int window, const Token& token)
{
    Shown* shown = shownAt(window);
    if (!shown)
        return;
    shown->fresh = true;
    shown->segment.tokens.push_back(token);
    const QString text = QString::fromStdString(shown->segment.text + token.text);
    shown->segment.text = withoutLeadingSpace(text).toStdString();
    write(window);
    written();
}

void SegmentText::setSegment(int window, const Segment& segment)
{
    Shown* shown = shownAt(window);
    if (!shown)
        return;
    *shown = {segment, {}, true};
    write(window);
    written();
}

void SegmentText::endRun()
{
    m_running = false;
    m_staleTimer.stop();
    m_greyed = false;
    for (Shown& shown : m_shown)
        if (shown.fresh)
            shown.old.clear();
    // Windows that never came (a run that was stopped) still show the old text: greyed, it is not of this
    // setting.
    m_greyed = std::any_of(
        m_shown.begin(), m_shown.end(), [](const Shown& shown) { return !shown.old.isEmpty(); });
    writeAll();
}

void SegmentText::setTranscript(const Transcript& transcript)
{
    m_running = m_greyed = false;
    m_staleTimer.stop();
    setCount(transcript.segments.size());
    for (std::size_t i = 0; i < transcript.segments.size(); ++i)
        m_shown[i] = {transcript.segments[i], {}, true};
    writeAll();
}

void SegmentText::setLive(bool live, int partial)
{
    m_live = live;
    if (std::exchange(m_partial, partial) != partial)
        mark();
}

void SegmentText::clearText()
{
    setLive(false, -1);
    setTranscript({});
    setPlaying(std::nullopt);
}

std::vector<Segment> SegmentText::segments() const
{
    std::vector<Segment> result;
    for (const Shown& shown : m_shown)
        result.push_back(shown.segment);
    return result;
}

QString SegmentText::wanted(const Shown& shown) const
{
    const QString text = oneLine(shown.segment.text);
    return shown.old.startsWith(text) ? shown.old : text;
}

SegmentText::Shown* SegmentText::shownAt(int window)
{
    if (window < 0)
        return nullptr;
    // A segment may arrive for a window that was not announced; none is lost.
    if (static_cast<std::size_t>(window) >= m_shown.size())
        setCount(static_cast<std::size_t>(window) + 1);
    return &m_shown[static_cast<std::size_t>(window)];
}

void SegmentText::setCount(std::size_t count)
{
    m_shown.resize(count);
    const int wanted = std::max(1, static_cast<int>(count));
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    while (document()->blockCount() < wanted)
        cursor.insertBlock();
    while (document()->blockCount() > wanted) {
        cursor.movePosition(QTextCursor::End);
        cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
        cursor.deletePreviousChar();
    }
    if (count == 0)
        document()->clear();
}

void SegmentText::write(int window)
{
    const QTextBlock block = document()->findBlockByNumber(window);
    const QString text = wanted(m_shown[static_cast<std::size_t>(window)]);
    const QString there = block.text();
    const auto [end, unused] = std::mismatch(there.begin(), there.end(), text.begin(), text.end());
    const int same = static_cast<int>(end - there.begin());
    if (same < there.size() || same < text.size()) {
        QScrollBar* bar = verticalScrollBar();
        const bool following = (m_running || m_live) && bar->maximum() > 0 && bar->value() == bar->maximum();
        QTextCursor cursor(block);
        cursor.setPosition(block.position() + same);
        cursor.setPosition(block.position() + static_cast<int>(there.size()), QTextCursor::KeepAnchor);
        cursor.insertText(text.mid(same));
        if (following)
            bar->setValue(bar->maximum());
    }
}

void SegmentText::writeAll()
{
    for (int window = 0; window < static_cast<int>(m_shown.size()); ++window)
        write(window);
    written();
}

void SegmentText::written()
{
    mark();
    Q_EMIT textChangedByRun();
}

void SegmentText::setPlaying(std::optional<double> seconds)
{
    int playing = -1;
    for (std::size_t i = 0; seconds && i < m_shown.size(); ++i)
        if (*seconds >= m_shown[i].segment.start && *seconds < m_shown[i].segment.end)
            playing = static_cast<int>(i);
    if (std::exchange(m_playing, playing) != playing)
        mark();
}

void SegmentText::setProbabilitiesShown(bool shown)
{
    m_probabilities = shown;
    mark();
}

void SegmentText::setDifferences(std::vector<TextMark> marks)
{
    if (marks == m_differences)
        return;
    m_differences = std::move(marks);
    mark();
}

void SegmentText::setHits(std::vector<TextMark> marks, int current)
{
    m_hits = std::move(marks);
    m_hit = current;
    mark();
}

} // namespace steerscope
