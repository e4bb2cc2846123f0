// SPDX-License-Identifier: MIT
// Segments of text with their times in a margin, read-only and selectable. Text is changed in place: what
// stays the same is not touched, so that selection and scroll position hold while it grows.
//
// A new run over the same windows shows the old text greyed (after kStaleMilliseconds) until the new one has
// passed it.
#pragma once

#include "core/base/run.h"
#include "widgets/transcript/transcript_marks.h"

#include <QTextEdit>
#include <QTimer>

#include <optional>
#include <vector>

namespace steerscope {

class SegmentText : public QTextEdit {
    Q_OBJECT

public:
    static constexpr int kStaleMilliseconds = 200;

    explicit SegmentText(QWidget* parent = nullptr);

    void beginRun(const std::vector<WindowSpan>& windows);
    void addToken(int window, const Token& token);
    void setSegment(int window, const Segment& segment);
    void endRun();
    void setTranscript(const Transcript& transcript);
    void clearText();
    // Segments come one after the other, and the text follows the newest; the words of one of them (-1: of
    // none) may still change, which is seen.
    void setLive(bool live, int partial);

    bool running() const { return m_running; }
    std::vector<Segment> segments() const; // as known by now
    QString text() const { return toPlainText(); } // one line a segment

    void setPlaying(std::optional<double> seconds);
    int playingSegment() const { return m_playing; } // -1: none
    void setProbabilitiesShown(bool shown);
    void setDifferences(std::vector<TextMark> marks); // in text()
    void setHits(std::vector<TextMark> marks, int current); // of a search, in text()

Q_SIGNALS:
    void seekRequested(double seconds);
    void textChangedByRun();

protected:
    bool viewportEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Margin;
    struct Shown {
        Segment segment;
        QString old; // text of the run before, until it is passed or replaced
        bool fresh = true; // something of this run has arrived
    };

    QString wanted(const Shown& shown) const;
    Shown* shownAt(int window);
    void setCount(std::size_t count);
    void write(int window);
    void writeAll();
    void written();
    void mark();
    void markPartial(QList<ExtraSelection>& marks) const;
    void markStale(QList<ExtraSelection>& marks) const;
    void markProbabilities(QList<ExtraSelection>& marks) const;
    ExtraSelection selection(int begin, int end, const QTextCharFormat& format) const;
    void placeMargin();
    void paintMargin(const QRect& area);
    std::optional<TokenMark> tokenAt(const QPoint& position) const;
    void seekTo(int window);

    Margin* m_margin;
    std::vector<Shown> m_shown;
    bool m_running = false;
    bool m_live = false;
    int m_partial = -1;
    bool m_greyed = false;
    QTimer m_staleTimer;
    int m_playing = -1;
    bool m_probabilities = false;
    std::vector<TextMark> m_differences;
    std::vector<TextMark> m_hits;
    int m_hit = -1;
    QPoint m_pressed;
};

} // namespace steerscope
