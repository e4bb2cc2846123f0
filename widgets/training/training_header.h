// SPDX-License-Identifier: MIT
// What a training is, how far it has come, and what can be asked of it.
#pragma once

#include "core/session/training_log.h"
#include "core/session/training_process.h"

#include <QWidget>

#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;

namespace steerscope {

class TrainingHeader : public QWidget {
    Q_OBJECT
public:
    explicit TrainingHeader(QWidget* parent = nullptr);

    void showTraining(const TrainingLog& log);
    // A command was written and will be obeyed at the next step: said until it is, or the training ends.
    void setPending(std::optional<TrainingCommand> command);
    // The process was started and has not said anything yet.
    void setStarting(bool starting);
    bool pending() const { return m_pending.has_value(); }

Q_SIGNALS:
    void commandRequested(steerscope::TrainingCommand command);
    void startRequested(); // the process again, from the last checkpoint

private:
    void go();
    void showButtons();
    void showProgress(const TrainingLog& log);
    QString stateText() const;

    TrainingState m_state = TrainingState::None;
    std::optional<TrainingCommand> m_pending;
    bool m_open = false;
    bool m_starting = false;
    QLabel* m_mark;
    QLabel* m_stateText;
    QLabel* m_title;
    QLabel* m_figures;
    QProgressBar* m_progress;
    QLabel* m_progressText;
    QPushButton* m_go; // pause, or continue
    QPushButton* m_stop;
};

// Whether a command has been obeyed, or never will be.
bool commandIsDone(TrainingCommand command, TrainingState state);

} // namespace steerscope
