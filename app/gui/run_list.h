// SPDX-License-Identifier: MIT
// The run folders of trainings that were opened or started here, newest first, with the state of each; kept
// in the preferences.
#pragma once

#include <QTimer>
#include <QWidget>

class QListWidget;
class QListWidgetItem;

namespace steerscope {

class RecentFiles;

class RunList : public QWidget {
    Q_OBJECT
public:
    explicit RunList(QWidget* parent = nullptr);

    // Puts it on top and chooses it.
    void open(const QString& folder);
    QString current() const; // empty: none

Q_SIGNALS:
    void chosen(const QString& folder);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void fill();
    void showStates();
    void offer(const QPoint& position);

    RecentFiles* m_recent;
    QListWidget* m_list;
    QTimer m_poll;
};

} // namespace steerscope
