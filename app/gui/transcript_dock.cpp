// SPDX-License-Identifier: MIT
#include "app/gui/transcript_dock.h"

#include <QVBoxLayout>

namespace steerscope {

TranscriptDock::TranscriptDock(QWidget* parent)
    : QWidget(parent)
    , m_target(new TargetLine(this))
    , m_words(new TranscriptView(this))
    , m_prompt(new PromptBar(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_target);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_prompt);
}

} // namespace steerscope
