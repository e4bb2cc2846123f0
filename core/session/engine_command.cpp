// SPDX-License-Identifier: MIT
#include "core/session/engine_command.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>

namespace steerscope {

QStringList siblingCommand(const char* variable, const QString& name)
{
    const QStringList wished = QProcess::splitCommand(qEnvironmentVariable(variable));
    if (!wished.isEmpty())
        return wished;
    const QString here = QCoreApplication::applicationDirPath();
    for (const QString& folder : {here, here + QStringLiteral("/../libexec"),
             here + QStringLiteral("/../libexec/steerscope"), here + QStringLiteral("/../lib/steerscope")}) {
        const QFileInfo candidate(QDir(folder), name);
        if (candidate.isFile() && candidate.isExecutable())
            return {candidate.canonicalFilePath()};
    }
    return {name}; // QProcess looks on PATH
}

QStringList defaultEngineCommand()
{
    return siblingCommand("STEERSCOPE_ENGINE", QStringLiteral("steerscope-engine"));
}

QStringList defaultCliCommand()
{
    return siblingCommand("STEERSCOPE_CLI", QStringLiteral("steerscope-cli"));
}

} // namespace steerscope
