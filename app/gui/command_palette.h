// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QString>

#include <vector>

class QAction;
class QLineEdit;
class QListWidget;

namespace steerscope {

// How well a text answers what was typed: -1 not at all, else higher is better. The letters must come in
// order; starts of words and runs of letters count more.
int matchScore(const QString& typed, const QString& text);

// A field and the list of all actions that answer to it; Return starts the chosen one.
class CommandPalette : public QDialog {
    Q_OBJECT

public:
    CommandPalette(std::vector<QAction*> actions, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refill(const QString& typed);
    void triggerCurrent();

    std::vector<QAction*> m_actions;
    QLineEdit* m_field;
    QListWidget* m_list;
};

} // namespace steerscope
