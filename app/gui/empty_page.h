// SPDX-License-Identifier: MIT
// What stands in the middle while no recording is open: a short invitation.
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace steerscope {

class Actions;

class EmptyPage : public QWidget {
    Q_OBJECT

public:
    EmptyPage(const Actions& actions, const QStringList& samples, QWidget* parent = nullptr);

    void setDropHint(bool dragging); // a file hovers over the window

Q_SIGNALS:
    void sampleChosen(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeButtons(const Actions& actions);
    QWidget* makeSamples(const QStringList& samples);

    QLabel* m_hint;
    bool m_dragging = false;
};

} // namespace steerscope
