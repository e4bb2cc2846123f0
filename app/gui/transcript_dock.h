// SPDX-License-Identifier: MIT
// The right panel: target with its log-probability, the words with steering and without and how they are
// decoded; beside them the comparison of runs and their history.
#pragma once

#include "widgets/compare/compare_view.h"
#include "widgets/history/history_view.h"
#include "widgets/transcript/prompt_bar.h"
#include "widgets/transcript/target_line.h"
#include "widgets/transcript/transcript_view.h"

#include <QWidget>

class QTabWidget;

namespace steerscope {

class TranscriptDock : public QWidget {
    Q_OBJECT

public:
    explicit TranscriptDock(QWidget* parent = nullptr);

    TargetLine* target() const { return m_target; }
    TranscriptView* words() const { return m_words; }
    PromptBar* prompt() const { return m_prompt; }
    CompareView* compare() const { return m_compare; }
    HistoryView* history() const { return m_history; }
    void showPage(QWidget* page); // compare() or history(); anything else: the transcript

private:
    TargetLine* m_target;
    TranscriptView* m_words;
    PromptBar* m_prompt;
    CompareView* m_compare;
    HistoryView* m_history;
    QTabWidget* m_pages;
};

} // namespace steerscope
