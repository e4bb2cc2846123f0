// SPDX-License-Identifier: MIT
// Where the window keeps its things: only XDG folders, plus the read-only folder that was installed with it.
#pragma once

#include <QSettings>
#include <QString>
#include <QStringList>

namespace steerscope {

// AppDataLocation/recordings, trainings and history; presets and expert-names in AppConfigLocation; made when
// missing, never emptied.
QString recordingsFolder();
QString trainingsFolder();
QString historyFolder();
QString presetsFolder();
QString expertNamesFolder();

// share/steerscope beside the program's bin folder; the same relative place in the build tree.
QString sharedFolder();
// Recordings that came with the program, by name; empty when none are installed.
QStringList sampleFiles();

// AppConfigLocation/steerscope.conf. Small values only: a full disk can truncate what QSettings writes.
class Preferences : public QSettings {
public:
    Preferences();
};

} // namespace steerscope
