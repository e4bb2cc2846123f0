// SPDX-License-Identifier: MIT
#include "app/gui/empty_page.h"

#include "app/gui/actions.h"
#include "app/gui/icons.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace steerscope {

namespace {

// "left-stop-down.wav" -> "left stop down"
QString sampleTitle(const QString& path)
{
    return QFileInfo(path).completeBaseName().replace(QLatin1Char('-'), QLatin1Char(' '));
}

QToolButton* bigButton(QAction* action, const QString& text, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setIcon(action->icon());
    button->setIconSize({40, 40});
    button->setText(text);
    button->setToolTip(action->toolTip());
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::StrongFocus);
    const QFontMetrics metrics = button->fontMetrics();
    button->setMinimumSize(metrics.averageCharWidth() * 22, metrics.height() * 5);
    QObject::connect(button, &QToolButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

EmptyPage::EmptyPage(const Actions& actions, const QStringList& samples, QWidget* parent)
    : QWidget(parent)
    , m_hint(new QLabel(this))
{
    auto* title = new QLabel(tr("Speak, or open a recording"), this);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.7);
    title->setFont(font);
    title->setAlignment(Qt::AlignCenter);
    m_hint->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(this);
    layout->addStretch(3);
    layout->addWidget(title);
    layout->addSpacing(6);
    layout->addWidget(m_hint);
    layout->addSpacing(18);
    layout->addWidget(makeButtons(actions), 0, Qt::AlignHCenter);
    if (!samples.isEmpty()) {
        layout->addSpacing(18);
        layout->addWidget(makeSamples(samples), 0, Qt::AlignHCenter);
    }
    layout->addStretch(4);
    setDropHint(false);
}

QWidget* EmptyPage::makeButtons(const Actions& actions)
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setSpacing(12);
    layout->addWidget(bigButton(actions[ActionId::Record], tr("Record"), row));
    layout->addWidget(bigButton(actions[ActionId::Open], tr("Open a file"), row));
    return row;
}

QWidget* EmptyPage::makeSamples(const QStringList& samples)
{
    auto* box = new QWidget(this);
    auto* layout = new QHBoxLayout(box);
    layout->addWidget(new QLabel(tr("Samples:"), box));
    for (const QString& sample : samples) {
        auto* button = new QPushButton(sampleTitle(sample), box);
        button->setFlat(true);
        button->setIcon(symbolIcon(QStringLiteral("sample")));
        button->setToolTip(tr("Open the sample %1").arg(QFileInfo(sample).fileName()));
        connect(button, &QPushButton::clicked, this, [this, sample] { Q_EMIT sampleChosen(sample); });
        layout->addWidget(button);
    }
    return box;
}

void EmptyPage::setDropHint(bool dragging)
{
    m_dragging = dragging;
    m_hint->setText(dragging ? tr("Let go to open the file")
                             : tr("The words appear at the right, the experts of every layer here. Files can "
                                  "be dropped anywhere."));
    update();
}

void EmptyPage::paintEvent(QPaintEvent* event)
{
    QWidget::paintEvent(event);
    if (!m_dragging)
        return;
    QPainter painter(this);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2, Qt::DashLine));
    painter.drawRect(rect().adjusted(8, 8, -9, -9));
}

} // namespace steerscope
