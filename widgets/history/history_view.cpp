// SPDX-License-Identifier: MIT
#include "widgets/history/history_view.h"

#include "widgets/history/history_text.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace steerscope {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kNotesLines = 3;
constexpr int kTypedMilliseconds = 400;
constexpr int kShownCharacters = 120; // of the words

QString itemText(const RunSummary& run, const QDateTime& now)
{
    QString words = run.text.simplified();
    if (words.isEmpty())
        words = HistoryView::tr("(no words)");
    else if (words.size() > kShownCharacters)
        words = words.left(kShownCharacters) + QStringLiteral("…");
    QString below = runLabel(run, now);
    if (run.pinned)
        below = HistoryView::tr("pinned") + QStringLiteral(" · ") + below;
    if (!run.tags.isEmpty())
        below += QStringLiteral(" · ") + run.tags;
    return words + QLatin1Char('\n') + below;
}

std::int64_t idOf(const QListWidgetItem* item)
{
    return item->data(kIdRole).toLongLong();
}

} // namespace

HistoryView::HistoryView(QWidget* parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_none(new QLabel(tr("Runs are kept here once their words stand."), this))
    , m_tags(new QLineEdit(this))
    , m_notes(new QPlainTextEdit(this))
{
    m_search->setPlaceholderText(tr("Search words, tags, notes"));
    m_search->setAccessibleName(tr("Search the history"));
    m_search->setToolTip(tr("Shows the runs that hold every word typed here"));
    m_search->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Runs"));
    m_list->setToolTip(tr("Enter or a double click brings a run back as it was"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setAlternatingRowColors(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // else nothing is elided
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_none->setWordWrap(true);
    m_tags->setPlaceholderText(tr("Tags"));
    m_tags->setAccessibleName(tr("Tags of the run"));
    m_tags->setToolTip(tr("Words to find this run by"));
    m_notes->setPlaceholderText(tr("Notes"));
    m_notes->setAccessibleName(tr("Notes on the run"));
    m_notes->setToolTip(tr("What you want to remember about this run"));
    m_notes->setTabChangesFocus(true);
    m_notes->setFixedHeight(fontMetrics().lineSpacing() * kNotesLines + 2 * m_notes->frameWidth() + 8);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_none);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_tags);
    layout->addWidget(m_notes);
    auto* row = new QHBoxLayout;
    m_restore = addButton(row, tr("Restore"),
        tr("Open the recording, set the steering and show words and gates of this run; nothing is computed"));
    m_pin = addButton(row, tr("Pin"), tr("Mark this run as one to keep"));
    m_pin->setCheckable(true);
    m_compare = addButton(row, tr("Compare"), tr("Show the chosen runs side by side"));
    m_remove = addButton(row, tr("Remove"), tr("Take the chosen runs out of the history for good"));
    row->addStretch(1);
    layout->addLayout(row);

    connect(m_search, &QLineEdit::textChanged, this, &HistoryView::filter);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &HistoryView::showChosen);
    connect(m_list, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem* item) { Q_EMIT restoreWanted(idOf(item)); });
    connect(m_list, &QListWidget::customContextMenuRequested, this, &HistoryView::offer);
    m_typed.setSingleShot(true);
    m_typed.setInterval(kTypedMilliseconds);
    connect(&m_typed, &QTimer::timeout, this, &HistoryView::keepTexts);
    connect(m_tags, &QLineEdit::textEdited, &m_typed, qOverload<>(&QTimer::start));
    connect(m_notes, &QPlainTextEdit::textChanged, &m_typed, qOverload<>(&QTimer::start));
    connect(m_restore, &QToolButton::clicked, this, [this] {
        if (const RunSummary* run = single())
            Q_EMIT restoreWanted(run->id);
    });
    connect(m_pin, &QToolButton::clicked, this, [this](bool on) {
        if (const RunSummary* run = single())
            Q_EMIT pinned(run->id, on);
    });
    connect(m_compare, &QToolButton::clicked, this, [this] { Q_EMIT compareWanted(chosen()); });
    connect(m_remove, &QToolButton::clicked, this, [this] { Q_EMIT removeWanted(chosen()); });
    fill();
}

QToolButton* HistoryView::addButton(QLayout* row, const QString& text, const QString& tip)
{
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(button);
    return button;
}

void HistoryView::setRuns(std::vector<RunSummary> runs)
{
    keepTexts();
    m_runs = std::move(runs);
    fill();
}

void HistoryView::fill()
{
    const std::vector<std::int64_t> before = chosen();
    const QDateTime now = QDateTime::currentDateTime();
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const RunSummary& run : m_runs) {
            auto* item = new QListWidgetItem(itemText(run, now), m_list);
            item->setData(kIdRole, static_cast<qlonglong>(run.id));
            item->setToolTip(run.text + QLatin1Char('\n') + run.model + QLatin1Char('\n') + run.recording);
            QFont font = item->font();
            font.setBold(run.pinned);
            item->setFont(font);
        }
    }
    filter();
    choose(before);
}

void HistoryView::filter()
{
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setHidden(!matchesSearch(m_runs[static_cast<std::size_t>(i)], m_search->text()));
    m_none->setVisible(m_runs.empty());
}

void HistoryView::choose(const std::vector<std::int64_t>& runs)
{
    {
        const QSignalBlocker quiet(m_list);
        for (int i = 0; i < m_list->count(); ++i) {
            QListWidgetItem* item = m_list->item(i);
            const bool on = std::find(runs.begin(), runs.end(), idOf(item)) != runs.end();
            item->setSelected(on);
            if (on)
                m_list->setCurrentItem(item, QItemSelectionModel::NoUpdate);
        }
    }
    showChosen();
}

std::vector<std::int64_t> HistoryView::chosen() const
{
    std::vector<std::int64_t> ids;
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->isSelected() && !m_list->item(i)->isHidden())
            ids.push_back(idOf(m_list->item(i)));
    return ids;
}

std::vector<std::int64_t> HistoryView::found() const
{
    std::vector<std::int64_t> ids;
    for (int i = 0; i < m_list->count(); ++i)
        if (!m_list->item(i)->isHidden())
            ids.push_back(idOf(m_list->item(i)));
    return ids;
}

void HistoryView::setSearch(const QString& text)
{
    m_search->setText(text);
}

const RunSummary* HistoryView::single() const
{
    const std::vector<std::int64_t> ids = chosen();
    if (ids.size() != 1)
        return nullptr;
    const auto run = std::find_if(
        m_runs.begin(), m_runs.end(), [&](const RunSummary& summary) { return summary.id == ids.front(); });
    return run == m_runs.end() ? nullptr : &*run;
}

void HistoryView::showChosen()
{
    keepTexts();
    const RunSummary* run = single();
    const std::size_t count = chosen().size();
    for (QWidget* widget : {static_cast<QWidget*>(m_tags), static_cast<QWidget*>(m_notes),
             static_cast<QWidget*>(m_restore), static_cast<QWidget*>(m_pin)})
        widget->setEnabled(run != nullptr);
    m_compare->setEnabled(count >= 2);
    m_remove->setEnabled(count >= 1);
    m_pin->setChecked(run && run->pinned);
    const std::int64_t shown = run ? run->id : 0;
    const bool typing = shown != 0 && shown == m_shown && (m_tags->hasFocus() || m_notes->hasFocus());
    m_shown = shown;
    if (typing)
        return;
    m_tags->setText(run ? run->tags : QString());
    m_notes->setPlainText(run ? run->notes : QString());
}

void HistoryView::keepTexts()
{
    const auto run = std::find_if(
        m_runs.begin(), m_runs.end(), [this](const RunSummary& summary) { return summary.id == m_shown; });
    if (run == m_runs.end())
        return;
    if (const QString tags = m_tags->text().simplified(); tags != run->tags) {
        run->tags = tags;
        Q_EMIT tagsChanged(run->id, tags);
    }
    if (const QString notes = m_notes->toPlainText(); notes != run->notes) {
        run->notes = notes;
        Q_EMIT notesChanged(run->id, notes);
    }
}

void HistoryView::hideEvent(QHideEvent* event)
{
    keepTexts();
    QWidget::hideEvent(event);
}

void HistoryView::offer(const QPoint& position)
{
    if (chosen().empty())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QToolButton* button : {m_restore, m_pin, m_compare}) {
        QAction* action = menu->addAction(button->text(), button, &QToolButton::click);
        action->setEnabled(button->isEnabled());
        action->setCheckable(button->isCheckable());
        action->setChecked(button->isChecked());
    }
    menu->addAction(tr("Export as a session file..."), this, [this] { Q_EMIT exportWanted(chosen()); });
    menu->addSeparator();
    menu->addAction(m_remove->text(), m_remove, &QToolButton::click);
    menu->popup(m_list->mapToGlobal(position));
}

} // namespace steerscope
