// SPDX-License-Identifier: MIT
#include "widgets/controls/notice_bar.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

namespace steerscope {

namespace {

const QColor kFailedColour(213, 94, 0);
const QColor kWarningColour(230, 159, 0);

QString richText(const Notice& notice)
{
    QString text = QStringLiteral("<b>%1</b>").arg(notice.what.toHtmlEscaped());
    if (!notice.where.isEmpty())
        text += QStringLiteral(" &nbsp;%1").arg(notice.where.toHtmlEscaped());
    if (!notice.remedy.isEmpty())
        text += QStringLiteral("<br>%1").arg(notice.remedy.toHtmlEscaped());
    return text;
}

QToolButton* addButton(QWidget* parent, const QString& text, const QString& tip)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setAccessibleName(tip);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::StrongFocus);
    parent->layout()->addWidget(button);
    return button;
}

} // namespace

QString noticeText(const Notice& notice)
{
    QStringList parts{notice.what};
    if (!notice.where.isEmpty())
        parts += notice.where;
    if (!notice.remedy.isEmpty())
        parts += notice.remedy;
    return parts.join(QStringLiteral(": "));
}

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 6, 6);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setAccessibleName(tr("Message"));
    m_text->setToolTip(tr("What failed, where, and what can be done; can be selected and copied"));
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    m_button = addButton(this, {}, tr("Remedy"));
    m_copy = addButton(this, tr("Copy"), tr("Copy this message"));
    m_copy->setAutoRaise(true);
    m_close = addButton(this, {}, tr("Close this message"));
    m_close->setAutoRaise(true);
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::dismiss);
    connect(m_copy, &QToolButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(noticeText(m_notice)); });
    connect(m_button, &QToolButton::clicked, this, [this] {
        const QPointer<QAction> remedy = m_remedy;
        dismiss();
        if (remedy)
            remedy->trigger();
    });
    hide();
}

void NoticeBar::showNotice(const Notice& notice, QAction* remedy)
{
    m_notice = notice;
    m_remedy = remedy;
    const bool failed = notice.kind == Notice::Kind::Failed;
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this) * 3 / 2;
    const QStyle::StandardPixmap icon = failed ? QStyle::SP_MessageBoxCritical : QStyle::SP_MessageBoxWarning;
    m_icon->setPixmap(style()->standardIcon(icon, nullptr, this).pixmap(size, size));
    m_text->setText(richText(notice));
    setAccessibleName(failed ? tr("Failed") : tr("Warning"));
    setAccessibleDescription(noticeText(notice));
    m_button->setVisible(remedy != nullptr);
    if (remedy) {
        const QString label = remedy->text().remove(QLatin1Char('&'));
        m_button->setText(label);
        m_button->setAccessibleName(label);
        m_button->setToolTip(remedy->toolTip());
    }
    show();
    update();
}

void NoticeBar::dismiss()
{
    if (isHidden())
        return;
    hide();
    m_remedy.clear();
    Q_EMIT dismissed();
}

void NoticeBar::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    const QColor colour = m_notice.kind == Notice::Kind::Failed ? kFailedColour : kWarningColour;
    QColor tint = colour;
    tint.setAlphaF(0.14F);
    painter.fillRect(rect(), tint);
    painter.fillRect(QRect(0, 0, 4, height()), colour);
}

} // namespace steerscope
