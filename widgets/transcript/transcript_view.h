// SPDX-License-Identifier: MIT
// The words: as they are decoded, with their times; on demand how sure the model was of each token, and below
// the words with steering removed, differences marked. The window says what happens in a run; nothing is
// computed here.
#pragma once

#include "core/base/run.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QSplitter;
class QToolButton;

namespace steerscope {

class FindBar;
class SegmentText;

class TranscriptView : public QWidget {
    Q_OBJECT

public:
    enum class Lane { Steered, Baseline };
    Q_ENUM(Lane)
    // Empty: nothing yet; Running: words on their way; Settled; Stale: of another setting than the one of
    // this moment; Failed: the last run ended in an error, which the window explains.
    // Live: words of a recording that is still being made.
    enum class State { Empty, Running, Settled, Stale, Failed, Live };
    Q_ENUM(State)

    explicit TranscriptView(QWidget* parent = nullptr);

    // A run over these audio windows begins; the old words stay, greyed, until new ones have passed them.
    void beginRun(Lane lane, const std::vector<WindowSpan>& windows);
    void addToken(Lane lane, int window, const Token& token);
    void setSegment(Lane lane, int window, const Segment& segment);
    void endRun(Lane lane); // also of a run that was stopped
    // While recording: what setSegment() has said is so far, the words of one window (-1: of none) may
    // change.
    void showLive(int partialWindow);
    void endLive();
    void setTranscript(Lane lane, const Transcript& transcript);
    void clear(); // another recording or model: both lanes empty
    void setStale(); // settings have changed, the run has not begun
    void setFailed();
    // What an empty view asks for, for example why there are no words for this model.
    void setInvitation(const QString& text);

    void setPlaying(std::optional<double> seconds);
    void setBaselineShown(bool shown); // emits nothing
    bool baselineShown() const;
    void setProbabilitiesShown(bool shown);
    bool probabilitiesShown() const;

    State state() const { return m_state; }
    QString text(Lane lane) const; // one line a segment

    void copyAll() const; // the steered words, to the clipboard
    void selectAll(); // the steered words
    void showFind();

Q_SIGNALS:
    void seekRequested(double seconds);
    void baselineWanted(bool wanted); // by the user
    void probabilitiesToggled(bool shown);

private:
    SegmentText* lane(Lane lane) const;
    QToolButton* addSwitch(QLayout* row, const QString& text, const QString& name, const QString& tip);
    void setState(State state);
    void showState();
    void showDifferences();
    void find(int step);

    State m_state = State::Empty;
    QLabel* m_caption;
    QToolButton* m_probabilities;
    QToolButton* m_compare;
    QLabel* m_summary;
    FindBar* m_find;
    QSplitter* m_splitter;
    SegmentText* m_steered;
    QWidget* m_below;
    QLabel* m_belowCaption;
    SegmentText* m_baseline;
    int m_hit = -1;
};

} // namespace steerscope
