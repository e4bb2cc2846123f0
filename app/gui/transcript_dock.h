// SPDX-License-Identifier: MIT
// The right panel: target with its log-probability, the words with steering and without, how they are
// decoded.
#pragma once

#include "widgets/transcript/prompt_bar.h"
#include "widgets/transcript/target_line.h"
#include "widgets/transcript/transcript_view.h"

#include <QWidget>

namespace steerscope {

class TranscriptDock : public QWidget {
    Q_OBJECT

public:
    explicit TranscriptDock(QWidget* parent = nullptr);

    TargetLine* target() const { return m_target; }
    TranscriptView* words() const { return m_words; }
    PromptBar* prompt() const { return m_prompt; }

private:
    TargetLine* m_target;
    TranscriptView* m_words;
    PromptBar* m_prompt;
};

} // namespace steerscope
