// SPDX-License-Identifier: MIT
// Makes a model of one's own from a reference checkpoint, its encoder and its LLM. Paths are the engine's:
// with an engine on another machine they are typed, not browsed.
#pragma once

#include "core/session/engine_session.h"

#include <QDialog>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace steerscope {

class ImportDialog : public QDialog {
    Q_OBJECT

public:
    ImportDialog(EngineSession* session, QWidget* parent);

    protocol::ImportModel wish() const;
    bool complete() const; // everything that must be given is

Q_SIGNALS:
    void imported(const QString& path);

protected:
    void reject() override; // stops an import under way

private:
    enum class Ask { File, Folder };

    QLineEdit* addPath(
        QFormLayout* form, const QString& label, const QString& hint, Ask ask, const QString& filter = {});
    void start();
    void setRunning(bool running);
    void showProblem(const QString& text);

    EngineSession* m_session;
    QLineEdit* m_checkpoint;
    QLineEdit* m_encoder;
    QLineEdit* m_llm;
    QLineEdit* m_config;
    QLineEdit* m_name;
    QLineEdit* m_pooling;
    QCheckBox* m_copy;
    QLabel* m_problem;
    QLabel* m_stage;
    QProgressBar* m_progress;
    QPushButton* m_import;
    bool m_running = false;
};

} // namespace steerscope
