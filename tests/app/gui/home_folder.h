// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace steerscope::test {

// The offscreen platform says of every window that it cannot propagate size hints; anything else is a
// failure.
inline void failOnAnyWarning()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
}

// XDG folders of its own for a test, so that it neither sees nor touches the user's.
class HomeFolder {
public:
    HomeFolder()
    {
        QCoreApplication::setApplicationName(QStringLiteral("steerscope"));
        for (const char* name : {"CONFIG", "DATA", "CACHE", "STATE"})
            qputenv(("XDG_" + QByteArray(name) + "_HOME").constData(),
                m_folder.filePath(QString::fromLatin1(name)).toLocal8Bit());
        const QString runtime = m_folder.filePath(QStringLiteral("RUNTIME"));
        QDir().mkdir(runtime);
        QFile::setPermissions(runtime, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv("XDG_RUNTIME_DIR", runtime.toLocal8Bit());
    }
    QString file(const QString& name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

} // namespace steerscope::test
