// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QStringList>

class QMenu;

namespace steerscope {

// The last files or folders of a kind that were opened, kept in the preferences under `key`; shown in a menu.
class RecentFiles : public QObject {
    Q_OBJECT

public:
    static constexpr int kMost = 12;

    explicit RecentFiles(QObject* parent = nullptr, const QString& key = QStringLiteral("recentFiles"));

    QStringList files() const { return m_files; } // newest first, existing or not
    void add(const QString& path);
    void remove(const QString& path);
    void clear();
    // The menu shows the files that still exist each time it opens.
    void attach(QMenu* menu);

Q_SIGNALS:
    void chosen(const QString& path);

private:
    void fill(QMenu* menu);
    void save() const;

    QString m_key;
    QStringList m_files;
};

} // namespace steerscope
