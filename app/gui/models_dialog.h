// SPDX-License-Identifier: MIT
// Lists the shipped, imported and cached models; says what is in one and, file by file, what is wrong with
// it; loads and unloads.
#pragma once

#include "core/session/engine_session.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTextBrowser;
class QTreeWidget;
class QTreeWidgetItem;

namespace steerscope {

class ModelController;

// What a model is, as HTML: sizes, parameters, notes, problems.
QString modelInfoHtml(const ModelInfo& info, const std::vector<std::string>& problems);

class ModelsDialog : public QDialog {
    Q_OBJECT

public:
    ModelsDialog(EngineSession* session, ModelController* models, QWidget* parent);

Q_SIGNALS:
    void importRequested();

private:
    QLayout* makeButtons();
    void fill();
    void showMemory();
    void updateButtons();
    void inspectCurrent();
    void showInspected(const protocol::Inspected& inspected);
    void openFolder();
    QString currentPath() const;

    EngineSession* m_session;
    ModelController* m_models;
    QTreeWidget* m_tree;
    QTextBrowser* m_details;
    QLabel* m_memory;
    QPushButton* m_load;
    QPushButton* m_unload;
    QString m_inspecting; // path whose answer is awaited
};

} // namespace steerscope
