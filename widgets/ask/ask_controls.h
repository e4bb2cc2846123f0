// SPDX-License-Identifier: MIT
// What is asked and how: the study, its few options, the right words, and how far it has come.
#pragma once

#include "core/base/study.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QProgressBar;
class QSpinBox;
class QStackedWidget;
class QToolButton;

namespace steerscope {

// In the order of StudyRequest and StudyResult.
enum class StudyKind { Sweep, Ablation, Heard, Attribution, Fit };

struct AskWish {
    StudyRequest question;
    QString words; // the right ones; empty: what the model says
    bool wholeRecording = false; // else the audio window in view
};

class AskControls : public QWidget {
    Q_OBJECT
public:
    explicit AskControls(QWidget* parent = nullptr);

    StudyKind kind() const;
    void setKind(StudyKind kind);
    void setReady(bool ready); // a model that writes words, and a recording
    void setSelectedLayer(int layer); // kNoLayer: none
    void setResultThere(bool there); // something to save
    void setWords(const QString& words);
    // running: asking; fraction as in ProgressFn.
    void setRunning(bool running);
    void setProgress(double fraction);
    AskWish wish() const;

Q_SIGNALS:
    void kindChanged(steerscope::StudyKind kind);
    void asked(const steerscope::AskWish& wish);
    void stopWanted();
    void saveWanted();

private:
    QWidget* sweepOptions();
    QWidget* ablationOptions();
    QWidget* attributionOptions();
    void showState();

    QComboBox* m_kind;
    QLineEdit* m_words;
    QStackedWidget* m_options;
    QComboBox* m_swept = nullptr;
    QDoubleSpinBox* m_from = nullptr;
    QDoubleSpinBox* m_to = nullptr;
    QSpinBox* m_points = nullptr;
    QComboBox* m_form = nullptr;
    QComboBox* m_effect = nullptr;
    QSpinBox* m_word = nullptr;
    QCheckBox* m_whole;
    QToolButton* m_ask;
    QToolButton* m_save;
    QProgressBar* m_progress;
    int m_layer;
    bool m_ready = false;
    bool m_running = false;
    bool m_result = false;
};

} // namespace steerscope
