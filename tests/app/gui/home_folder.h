// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QTemporaryDir>

namespace steerscope::test {

// XDG folders of its own for a test, so that it neither sees nor touches the user's.
class HomeFolder {
public:
    HomeFolder()
    {
        QCoreApplication::setApplicationName(QStringLiteral("steerscope"));
        for (const char* name : {"CONFIG", "DATA", "CACHE", "STATE"})
            qputenv(("XDG_" + QByteArray(name) + "_HOME").constData(),
                m_folder.filePath(QString::fromLatin1(name)).toLocal8Bit());
    }
    QString file(const QString& name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

} // namespace steerscope::test
