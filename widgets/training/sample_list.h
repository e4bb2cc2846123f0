// SPDX-License-Identifier: MIT
// What a training wrote for a few recordings of the dev set, beside what was said, words that differ marked.
#pragma once

#include "core/session/training_run.h"

#include <QWidget>

class QComboBox;
class QTextEdit;

namespace steerscope {

class SampleList : public QWidget {
    Q_OBJECT
public:
    explicit SampleList(QWidget* parent = nullptr);

    // Shows the newest evaluation until another one is chosen. Only what changed is written again.
    void setEvaluations(const std::vector<DevPoint>& dev);
    int shownStep() const { return m_shown; } // -1: none
    QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void showStep(int step);
    void write(const std::vector<TrainingSample>& samples);

    QComboBox* m_choice;
    QTextEdit* m_text;
    std::vector<DevPoint> m_dev; // those with samples
    int m_shown = -1;
    bool m_newest = true;
};

} // namespace steerscope
