// SPDX-License-Identifier: MIT
#include "app/gui/transcript_dock.h"

#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace steerscope {

TranscriptDock::TranscriptDock(QWidget* parent)
    : QWidget(parent)
    , m_target(new TargetLine(this))
    , m_words(new TranscriptView(this))
    , m_prompt(new PromptBar(this))
    , m_compare(new CompareView(this))
    , m_history(new HistoryView(this))
    , m_pages(new QTabWidget(this))
{
    auto* transcript = new QWidget(m_pages);
    auto* words = new QVBoxLayout(transcript);
    words->setContentsMargins(6, 6, 6, 6);
    words->addWidget(m_target);
    words->addWidget(m_words, 1);
    words->addWidget(m_prompt);
    m_pages->setDocumentMode(true);
    m_pages->setAccessibleName(tr("Transcript, comparison and history"));
    m_pages->setToolTip(tr("Words of this moment, runs side by side, runs that were kept"));
    m_pages->addTab(transcript, tr("Transcript"));
    m_pages->addTab(m_compare, tr("Compare"));
    m_pages->addTab(m_history, tr("History"));
    m_pages->tabBar()->setAccessibleName(tr("Pages of the panel"));
    m_pages->tabBar()->setToolTip(tr("Words of this moment, runs side by side, runs that were kept"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
}

void TranscriptDock::showPage(QWidget* page)
{
    m_pages->setCurrentIndex(std::max(0, m_pages->indexOf(page)));
}

} // namespace steerscope
