// SPDX-License-Identifier: MIT
// Trainings and reports of experiments, in a window beside the one of recordings. It follows the files of a
// training; closing it ends nothing.
#pragma once

#include "core/session/training_log.h"
#include "core/session/training_process.h"

#include <QWidget>

class QStackedWidget;
class QTabWidget;

namespace steerscope {

class NoticeBar;
class ReportView;
class RunList;
class TrainingView;
struct Error;

class TrainingsWindow : public QWidget {
    Q_OBJECT
public:
    explicit TrainingsWindow(QWidget* parent = nullptr);

    // Says so where there is no training.
    void openRun(const QString& folder);
    void openReport(const QString& folder);
    void askRun();
    void askReport();
    void askStart();
    // A training was started in this folder: it is opened, and watched until it speaks for itself.
    void followStart(const QString& folder, qint64 pid);

    TrainingLog* log() { return &m_log; }
    TrainingView* view() const { return m_view; }
    ReportView* reports() const { return m_reports; }

Q_SIGNALS:
    void loaded(); // what openRun() opened has been read
    void errorShown(const QString& text);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeTrainings();
    void addRun(const QString& folder);
    void showRun(const QString& folder);
    void command(TrainingCommand command);
    void startAgain();
    void watchStart();
    void showError(const Error& error);

    TrainingLog m_log;
    QTabWidget* m_tabs;
    NoticeBar* m_notice;
    RunList* m_runs;
    QStackedWidget* m_pages;
    TrainingView* m_view;
    ReportView* m_reports;
    QTimer m_startWatch;
    QString m_startedFolder;
    qint64 m_startedPid = 0; // 0: nothing is watched
    double m_startedAt = 0.0; // Unix time
};

// The last lines of what the trainer wrote besides its log.
QString consoleTail(const QString& folder);

} // namespace steerscope
