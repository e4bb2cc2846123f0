// SPDX-License-Identifier: MIT
#include "app/gui/paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

namespace steerscope {

namespace {

QString madeFolder(QStandardPaths::StandardLocation location, const QString& name)
{
    const QDir folder(QStandardPaths::writableLocation(location));
    folder.mkpath(name); // a failure shows when something is written there, with its reason
    return folder.filePath(name);
}

} // namespace

QString recordingsFolder()
{
    return madeFolder(QStandardPaths::AppDataLocation, QStringLiteral("recordings"));
}

QString trainingsFolder()
{
    return madeFolder(QStandardPaths::AppDataLocation, QStringLiteral("trainings"));
}

QString historyFolder()
{
    return madeFolder(QStandardPaths::AppDataLocation, QStringLiteral("history"));
}

QString presetsFolder()
{
    return madeFolder(QStandardPaths::AppConfigLocation, QStringLiteral("presets"));
}

QString expertNamesFolder()
{
    return madeFolder(QStandardPaths::AppConfigLocation, QStringLiteral("expert-names"));
}

QString sharedFolder()
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() + QStringLiteral("/../share/steerscope"));
}

QStringList sampleFiles()
{
    const QDir folder(sharedFolder() + QStringLiteral("/samples"));
    const QStringList patterns{QStringLiteral("*.wav"), QStringLiteral("*.flac"), QStringLiteral("*.ogg")};
    QStringList files;
    for (const QString& name : folder.entryList(patterns, QDir::Files, QDir::Name))
        files.append(folder.filePath(name));
    return files;
}

Preferences::Preferences()
    : QSettings(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
            + QStringLiteral("/steerscope.conf"),
        QSettings::IniFormat)
{
}

} // namespace steerscope
