// SPDX-License-Identifier: MIT
#include "app/gui/recent_files.h"

#include "app/gui/paths.h"

#include <QDir>
#include <QFileInfo>
#include <QMenu>

namespace steerscope {

RecentFiles::RecentFiles(QObject* parent, const QString& key)
    : QObject(parent)
    , m_key(key)
    , m_files(Preferences().value(key).toStringList())
{
}

void RecentFiles::add(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    m_files.removeAll(absolute);
    m_files.prepend(absolute);
    m_files = m_files.mid(0, kMost);
    save();
}

void RecentFiles::remove(const QString& path)
{
    m_files.removeAll(path);
    save();
}

void RecentFiles::clear()
{
    m_files.clear();
    save();
}

void RecentFiles::attach(QMenu* menu)
{
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fill(menu); });
}

void RecentFiles::fill(QMenu* menu)
{
    menu->clear();
    for (const QString& file : m_files) {
        if (!QFileInfo::exists(file))
            continue;
        QAction* entry = menu->addAction(QFileInfo(file).fileName());
        entry->setToolTip(QDir::toNativeSeparators(file));
        connect(entry, &QAction::triggered, this, [this, file] { Q_EMIT chosen(file); });
    }
    menu->setToolTipsVisible(true);
    if (menu->isEmpty())
        menu->addAction(tr("Nothing opened yet"))->setEnabled(false);
    menu->addSeparator();
    QAction* clearing = menu->addAction(tr("Forget these files"));
    clearing->setEnabled(!m_files.isEmpty());
    connect(clearing, &QAction::triggered, this, &RecentFiles::clear);
}

void RecentFiles::save() const
{
    Preferences().setValue(m_key, m_files);
}

} // namespace steerscope
