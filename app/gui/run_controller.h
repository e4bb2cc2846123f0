// SPDX-License-Identifier: MIT
// Keeps engine, document and steering together: what is opened or turned goes to the engine, what it says
// goes into the document.
#pragma once

#include "app/gui/document.h"
#include "core/session/engine_session.h"

#include <QObject>
#include <QTimer>

namespace steerscope {

class SteeringModel;

class RunController : public QObject {
    Q_OBJECT

public:
    RunController(
        EngineSession* session, Document* document, SteeringModel* steering, QObject* parent = nullptr);

    const RunOptions& options() const { return m_options; }
    void setOptions(const RunOptions& options);
    void setBaselineWanted(bool wanted);
    bool baselineWanted() const { return m_baselineWanted; }
    void run();
    void cancel();
    // Gates and, if the model writes text, words of every lane wanted have arrived.
    bool settled() const;

Q_SIGNALS:
    void optionsChanged(const steerscope::RunOptions& options);
    // The settings changed and their gates are not there after kStaleMilliseconds.
    void pictureStale();
    void settledChanged();

private:
    void connectDocument();
    void connectSession();
    void useModel(const ModelInfo& info);

    EngineSession* m_session;
    Document* m_document;
    SteeringModel* m_steering;
    RunOptions m_options;
    bool m_baselineWanted = true;
    bool m_restarting = false; // the engine died: its model comes back as it was
    QTimer m_staleTimer;
};

} // namespace steerscope
