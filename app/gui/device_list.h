// SPDX-License-Identifier: MIT
// The sound devices, read on a worker thread (asking the sound system can take a second), and which input
// records.
#pragma once

#include "app/gui/job_runner.h"
#include "core/audio/recorder.h"

#include <QObject>
#include <QString>

#include <vector>

class QMenu;

namespace steerscope {

class DeviceList : public QObject {
    Q_OBJECT

public:
    explicit DeviceList(QObject* parent = nullptr);

    void refresh();
    const QString& input() const { return m_input; } // id; empty: the system's default
    QString inputName() const; // for the tool bar; "Default" while nothing is known
    void attach(QMenu* menu); // inputs to choose from

Q_SIGNALS:
    void listChanged();
    void inputChanged(const QString& id);
    void failed(const steerscope::Error& error);

private:
    void fill(QMenu* menu);
    void setInput(const QString& id);

    JobRunner m_job;
    std::vector<AudioDevice> m_devices;
    QString m_input;
};

} // namespace steerscope
