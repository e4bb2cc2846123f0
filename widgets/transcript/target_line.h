// SPDX-License-Identifier: MIT
// A target text and how likely it is under the setting of this moment, so that every drag shows an effect,
// even when no word changes. Until something is typed it is the last settled transcript.
#pragma once

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QToolButton;

namespace steerscope {

class TargetLine : public QWidget {
    Q_OBJECT

public:
    static constexpr int kQuietMilliseconds = 300;

    explicit TargetLine(QWidget* parent = nullptr);

    // The last settled transcript; taken over unless the user typed a target.
    void setTranscript(const QString& text);
    void announce(); // what was set or typed, without waiting for a pause
    QString target() const;
    bool typed() const { return m_typed; } // by the user

    // Log-probability of the target (natural log, summed over tokens) under the settings of this moment.
    void setScore(double logprob);
    // The same under trained settings; nullopt: not known.
    void setTrainedScore(std::optional<double> logprob);
    void clearScore();

Q_SIGNALS:
    void targetChanged(const QString& text); // after kQuietMilliseconds without another change

private:
    void edited();
    void follow();
    void showScore();

    QLineEdit* m_edit;
    QToolButton* m_follow;
    QLabel* m_score;
    QLabel* m_change;
    QTimer m_quiet;
    QString m_transcript;
    QString m_announced;
    bool m_typed = false;
    std::optional<double> m_logprob;
    std::optional<double> m_trained;
};

// "-3.214"
QString formatLogprob(double logprob);
// "+0.421" or "-0.421"; "0.000" for none.
QString formatChange(double change);

} // namespace steerscope
