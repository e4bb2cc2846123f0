// SPDX-License-Identifier: MIT
// The report folder of an experiment (docs/experiments.md): its files at the left, the chosen one at the
// right; the last reports are kept in the preferences.
#pragma once

#include <QFileSystemWatcher>
#include <QWidget>

class QComboBox;
class QListWidget;

namespace steerscope {

class RecentFiles;
class ReportBrowser;

class ReportView : public QWidget {
    Q_OBJECT
public:
    explicit ReportView(QWidget* parent = nullptr);

    void open(const QString& folder);
    QString folder() const { return m_folder; }
    ReportBrowser* browser() const { return m_browser; }

Q_SIGNALS:
    void openRequested();

private:
    void fillChoice();
    void fillFiles();

    RecentFiles* m_recent;
    QComboBox* m_choice;
    QListWidget* m_files;
    ReportBrowser* m_browser;
    QFileSystemWatcher m_watcher;
    QString m_folder;
};

// The files that can be shown, the text first.
QStringList reportFiles(const QString& folder);

} // namespace steerscope
