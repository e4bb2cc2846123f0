// SPDX-License-Identifier: MIT
#include "app/gui/ask_panel.h"

#include <QVBoxLayout>

namespace steerscope {

AskPanel::AskPanel(QWidget* parent)
    : QWidget(parent)
    , m_controls(new AskControls(this))
    , m_view(new StudyView(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_controls);
    layout->addWidget(m_view, 1);
    connect(m_controls, &AskControls::kindChanged, this, &AskPanel::showKind);
    showKind();
}

void AskPanel::showKind()
{
    m_view->setKind(m_controls->kind());
    m_controls->setResultThere(m_view->result() != nullptr);
}

void AskPanel::takeResult(const StudyResult& result)
{
    m_view->setResult(result);
    m_controls->setKind(static_cast<StudyKind>(result.index()));
    showKind();
}

void AskPanel::forgetResults()
{
    m_view->clear();
    showKind();
}

} // namespace steerscope
