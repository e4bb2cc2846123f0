// SPDX-License-Identifier: MIT
#include "app/gui/run_list.h"

#include "app/gui/recent_files.h"
#include "core/session/training_status.h"
#include "widgets/training/training_text.h"

#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QPixmap>
#include <QUrl>
#include <QVBoxLayout>

namespace steerscope {

namespace {

constexpr int kFolderRole = Qt::UserRole;
constexpr int kPollMilliseconds = 2000;
constexpr int kMarkSize = 10;

TrainingStatus statusOf(const QString& folder)
{
    QFile file(QDir(folder).filePath(QStringLiteral("status.json")));
    return file.open(QIODevice::ReadOnly) ? readTrainingStatus(file.readAll()) : TrainingStatus();
}

QString stateLine(const QString& folder, const TrainingStatus& status, TrainingState state)
{
    if (!QFileInfo(folder).isDir())
        return RunList::tr("the folder is gone");
    if (status.steps <= 0)
        return trainingStateText(state);
    return RunList::tr("%1 · %2 of %3")
        .arg(trainingStateText(state), QLocale().toString(status.step), QLocale().toString(status.steps));
}

} // namespace

RunList::RunList(QWidget* parent)
    : QWidget(parent)
    , m_recent(new RecentFiles(this, QStringLiteral("trainings/recent")))
    , m_list(new QListWidget(this))
{
    m_list->setAccessibleName(tr("Trainings"));
    m_list->setToolTip(tr("Run folders that were opened or started here"));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setUniformItemSizes(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list);
    m_poll.setInterval(kPollMilliseconds);
    connect(&m_poll, &QTimer::timeout, this, &RunList::showStates);
    connect(m_list, &QListWidget::customContextMenuRequested, this, &RunList::offer);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item)
            Q_EMIT chosen(item->data(kFolderRole).toString());
    });
    fill();
}

QString RunList::current() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item ? item->data(kFolderRole).toString() : QString();
}

void RunList::open(const QString& folder)
{
    const QString absolute = QDir(folder).absolutePath();
    m_recent->add(absolute);
    {
        const QSignalBlocker quiet(m_list);
        fill();
        m_list->setCurrentRow(0);
    }
    Q_EMIT chosen(absolute);
}

void RunList::fill()
{
    m_list->clear();
    for (const QString& folder : m_recent->files()) {
        auto* item = new QListWidgetItem(m_list);
        item->setData(kFolderRole, folder);
        item->setToolTip(QDir::toNativeSeparators(folder));
    }
    showStates();
}

void RunList::showStates()
{
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem* item = m_list->item(i);
        const QString folder = item->data(kFolderRole).toString();
        const TrainingStatus status = statusOf(folder);
        const TrainingState state = stateOf(status);
        QPixmap mark(kMarkSize, kMarkSize);
        mark.fill(trainingStateColour(state));
        item->setIcon(QIcon(mark));
        item->setText(
            QStringLiteral("%1\n%2").arg(QFileInfo(folder).fileName(), stateLine(folder, status, state)));
    }
}

void RunList::offer(const QPoint& position)
{
    const QListWidgetItem* item = m_list->itemAt(position);
    if (!item)
        return;
    const QString folder = item->data(kFolderRole).toString();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(
        tr("Show the folder"), this, [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    menu->addAction(tr("Take it off this list"), this, [this, folder] {
        m_recent->remove(folder);
        fill();
    });
    menu->popup(m_list->mapToGlobal(position));
}

void RunList::showEvent(QShowEvent* event)
{
    m_poll.start();
    showStates();
    QWidget::showEvent(event);
}

void RunList::hideEvent(QHideEvent* event)
{
    m_poll.stop();
    QWidget::hideEvent(event);
}

} // namespace steerscope
