// SPDX-License-Identifier: MIT
#include "widgets/transcript/find_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>

namespace steerscope {

FindBar::FindBar(QWidget* parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 2, 4, 2);
    row->setSpacing(4);
    m_edit->setPlaceholderText(tr("Find"));
    m_edit->setAccessibleName(tr("Find in the transcript"));
    m_edit->setToolTip(tr("Words to look for; Enter goes on, Shift+Enter back, Escape closes"));
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    row->addWidget(m_edit, 1);
    m_count->setMinimumWidth(fontMetrics().horizontalAdvance(tr("%1 of %2").arg(88).arg(88)));
    row->addWidget(m_count);
    const auto button = [&](Qt::ArrowType arrow, const QString& name) {
        auto* made = new QToolButton(this);
        made->setAutoRaise(true);
        made->setArrowType(arrow);
        if (arrow == Qt::NoArrow)
            made->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
        made->setAccessibleName(name);
        made->setToolTip(name);
        made->setFocusPolicy(Qt::TabFocus);
        row->addWidget(made);
        return made;
    };
    connect(button(Qt::UpArrow, tr("Previous")), &QToolButton::clicked, this, &FindBar::previous);
    connect(button(Qt::DownArrow, tr("Next")), &QToolButton::clicked, this, &FindBar::next);
    connect(button(Qt::NoArrow, tr("Close")), &QToolButton::clicked, this, &FindBar::closed);
    connect(m_edit, &QLineEdit::textChanged, this, &FindBar::wantedChanged);
}

void FindBar::open()
{
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

QString FindBar::wanted() const
{
    return m_edit->text();
}

void FindBar::setFound(int current, int count)
{
    m_count->setText(count > 0 ? tr("%1 of %2").arg(current + 1).arg(count)
                               : (m_edit->text().isEmpty() ? QString() : tr("none")));
}

bool FindBar::eventFilter(QObject* watched, QEvent* event)
{
    const bool override = event->type() == QEvent::ShortcutOverride;
    if (!override && event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool enter
        = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_F3;
    const bool back = key->modifiers().testFlag(Qt::ShiftModifier);
    if (!enter && key->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    if (override)
        event->accept();
    else if (!enter)
        Q_EMIT closed();
    else if (back)
        Q_EMIT previous();
    else
        Q_EMIT next();
    return true;
}

} // namespace steerscope
