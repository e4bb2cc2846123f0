// SPDX-License-Identifier: MIT
// Asks for a configuration and a free folder, and starts the training as a process of its own.
#pragma once

#include <QDialog>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace steerscope {

class StartTrainingDialog : public QDialog {
    Q_OBJECT
public:
    explicit StartTrainingDialog(QWidget* parent = nullptr);

    void setConfig(const QString& path); // the folder is then proposed
    void setFolder(const QString& path);
    QString folder() const;
    void start();

Q_SIGNALS:
    void started(const QString& folder, qint64 pid);

private:
    QLineEdit* addPath(QFormLayout* form, const QString& label, const QString& hint, bool folder);
    void propose();
    void check();

    QLineEdit* m_config;
    QLineEdit* m_folder;
    QLabel* m_problem;
    QPushButton* m_start = nullptr;
    QString m_proposed; // what stands in m_folder unless the user wrote there
};

// PARENT/NAME-1, or the first number that is not taken; NAME of the configuration's file.
QString freeRunFolder(const QString& parent, const QString& config);

} // namespace steerscope
