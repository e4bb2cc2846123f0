// SPDX-License-Identifier: MIT
// How the words are decoded: prompt, sampling, seed, token limit, and whether only speech is.
#pragma once

#include "core/base/model_info.h"
#include "core/base/run.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace steerscope {

class PromptBar : public QWidget {
    Q_OBJECT

public:
    static constexpr int kQuietMilliseconds = 300; // of typing

    explicit PromptBar(QWidget* parent = nullptr);

    // What "the model's own" means; null: no model.
    void setModel(const ModelInfo* model);
    // Only prompt, sampling, seed, maxTokens and voiceActivity are shown; the other fields are kept. Emits
    // nothing.
    void setOptions(const RunOptions& options);
    const RunOptions& options() const { return m_options; }

Q_SIGNALS:
    void optionsChanged(const steerscope::RunOptions& options); // by the user

private:
    void fillPrompts();
    void promptEdited();
    void changed();
    void showOptions();

    RunOptions m_options;
    QString m_ownPrompt;
    QComboBox* m_prompt;
    QComboBox* m_sampling;
    QSpinBox* m_seed;
    QSpinBox* m_limit;
    QCheckBox* m_voice;
    QTimer m_quiet;
};

// The prompts that come ready: what the reference was trained with.
QString englishPrompt();
QString chinesePrompt();
// "temperature 0.70, top-k 20, top-p 0.80, repetition 1.05"; "greedy" when it does not sample.
QString samplingText(const SamplingDefaults& sampling);

} // namespace steerscope
