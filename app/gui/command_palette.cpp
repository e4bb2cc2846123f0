// SPDX-License-Identifier: MIT
#include "app/gui/command_palette.h"

#include "app/gui/actions.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace steerscope {

namespace {

constexpr int kActionRole = Qt::UserRole;
constexpr int kShortcutRole = Qt::UserRole + 1;

// The name at the left, the shortcut at the right.
class CommandDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const bool selected = option.state & QStyle::State_Selected;
        painter->save();
        painter->setPen(
            option.palette.color(selected ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter,
            index.data(kShortcutRole).toString());
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index).expandedTo({0, option.fontMetrics.height() + 10});
    }
};

} // namespace

int matchScore(const QString& typed, const QString& text)
{
    int score = 0;
    int at = 0;
    bool previousMatched = false;
    for (const QChar wanted : typed) {
        if (wanted.isSpace()) {
            previousMatched = false;
            continue;
        }
        int found = at;
        while (found < text.size() && text.at(found).toCaseFolded() != wanted.toCaseFolded())
            ++found;
        if (found == text.size())
            return -1;
        const bool startsWord = found == 0 || !text.at(found - 1).isLetterOrNumber();
        score += 1 + (startsWord ? 4 : 0) + (previousMatched && found == at ? 5 : 0);
        previousMatched = true;
        at = found + 1;
    }
    return score;
}

CommandPalette::CommandPalette(std::vector<QAction*> actions, QWidget* parent)
    : QDialog(parent, Qt::Popup)
    , m_actions(std::move(actions))
    , m_field(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setWindowTitle(tr("Command palette"));
    setAccessibleName(windowTitle());
    m_field->setPlaceholderText(tr("Type a part of an action's name"));
    m_field->setAccessibleName(tr("Action to look for"));
    m_list->setAccessibleName(tr("Actions"));
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::refill);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::triggerCurrent);
    m_field->installEventFilter(this);
    refill({});
    const int width = fontMetrics().averageCharWidth() * 70;
    resize(width, fontMetrics().height() * 26);
    const QPoint top = parent->mapToGlobal(QPoint((parent->width() - width) / 2, 60));
    move(top);
    m_field->setFocus();
}

void CommandPalette::refill(const QString& typed)
{
    struct Hit {
        QAction* action;
        int score;
    };
    std::vector<Hit> hits;
    for (QAction* action : m_actions) {
        const int name = matchScore(typed, plainActionName(action->text()));
        const int described = matchScore(typed, action->statusTip());
        if (const int score = name >= 0 ? name + 1000 : described; score >= 0)
            hits.push_back({action, score});
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
    m_list->clear();
    for (const Hit& hit : hits) {
        auto* item = new QListWidgetItem(hit.action->icon(), plainActionName(hit.action->text()), m_list);
        item->setData(kActionRole, QVariant::fromValue(static_cast<QObject*>(hit.action)));
        item->setData(kShortcutRole, hit.action->shortcut().toString(QKeySequence::NativeText));
        item->setToolTip(hit.action->statusTip());
        if (!hit.action->isEnabled())
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::triggerCurrent()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (!item || !(item->flags() & Qt::ItemIsEnabled))
        return;
    QPointer<QAction> action = qobject_cast<QAction*>(item->data(kActionRole).value<QObject*>());
    accept();
    // After this popup is gone, so that dialogs of the action do not open under it.
    QTimer::singleShot(0, qApp, [action] {
        if (action)
            action->trigger();
    });
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            QCoreApplication::sendEvent(m_list, event);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            triggerCurrent();
            return true;
        default:
            break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace steerscope
