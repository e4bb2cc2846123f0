// SPDX-License-Identifier: MIT
#include "core/session/engine_command.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>

namespace steerscope {

QStringList defaultEngineCommand()
{
    const QStringList wished = QProcess::splitCommand(qEnvironmentVariable("STEERSCOPE_ENGINE"));
    if (!wished.isEmpty())
        return wished;
    const QString name = QStringLiteral("steerscope-engine");
    const QString here = QCoreApplication::applicationDirPath();
    for (const QString& folder : {here, here + QStringLiteral("/../libexec"),
             here + QStringLiteral("/../libexec/steerscope"), here + QStringLiteral("/../lib/steerscope")}) {
        const QFileInfo candidate(QDir(folder), name);
        if (candidate.isFile() && candidate.isExecutable())
            return {candidate.canonicalFilePath()};
    }
    return {name}; // QProcess looks on PATH
}

} // namespace steerscope
