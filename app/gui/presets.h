// SPDX-License-Identifier: MIT
// Presets are SteeringSettings JSON files in the presets folder, one each, named by the user; they can be
// copied, mailed and given to the command line's --settings.
#pragma once

#include "core/base/error.h"
#include "widgets/steering/steering_model.h"

#include <QObject>

class QMenu;

namespace steerscope {

class Presets : public QObject {
    Q_OBJECT

public:
    Presets(SteeringModel* steering, QObject* parent = nullptr);

    void load(); // from the folder into the model; a file that cannot be read is named by failed()
    void attach(QMenu* menu); // entries to apply and to remove

    // "my/preset" would leave the folder: a file name that keeps the name readable.
    static QString fileNameFor(const QString& presetName);

Q_SIGNALS:
    void failed(const steerscope::Error& error);

private:
    void store(const std::vector<SteeringPreset>& presets);
    void fill(QMenu* menu);

    SteeringModel* m_steering;
    std::vector<SteeringPreset> m_stored;
};

// Whole settings from a file and into one. Throw Failure.
SteeringSettings readSettingsFile(const QString& path);
void writeSettingsFile(const QString& path, const SteeringSettings& settings);

} // namespace steerscope
