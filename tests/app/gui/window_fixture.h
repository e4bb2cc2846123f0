// SPDX-License-Identifier: MIT
// The real window with the real engine and the small model of known answers (tests/data/demo), in a home of
// its own.
#pragma once

#include "app/gui/actions.h"
#include "app/gui/document.h"
#include "app/gui/main_window.h"
#include "app/gui/notices.h"
#include "app/gui/run_controller.h"
#include "app/gui/theme.h"
#include "app/gui/window_values.h"
#include "tests/app/gui/home_folder.h"

#include <QFile>
#include <QTest>

#include <csignal>

namespace steerscope::test {

constexpr int kPatience = 60'000; // milliseconds, for a loaded machine

inline QString sampleFile(const QString& name)
{
    return QStringLiteral(STEERSCOPE_RESOURCES "/samples/") + name;
}

class WindowFixture {
public:
    explicit WindowFixture(LaunchOptions options = {})
    {
        qputenv("STEERSCOPE_MODELS", STEERSCOPE_TEST_DATA "/demo/models");
        start(std::move(options));
    }

    // Closed by its user and started again, in the same home.
    void restart(LaunchOptions options = {})
    {
        m_window->close();
        m_window.reset();
        m_values.reset();
        start(std::move(options));
    }

    MainWindow& window() { return *m_window; }
    const WindowParts& parts() const { return m_window->parts(); }
    WindowValues& values() { return *m_values; }
    QAction* action(ActionId id) const { return (*parts().actions)[id]; }
    QString words(Document::Lane lane = Document::Lane::Steered) const
    {
        return QString::fromStdString(m_values->document.lane(lane).transcript.text());
    }
    bool settled() const { return parts().runs->settled(); }
    const QStringList& errors() const { return m_errors; }
    QString file(const QString& name) const { return m_home.file(name); }

    // Ends the engine as the kernel would when memory runs out.
    bool killEngine() const
    {
        QFile file(m_home.file(QStringLiteral("pid")));
        if (!file.open(QIODevice::ReadOnly))
            return false;
        const int pid = file.readAll().trimmed().toInt();
        return pid > 1 && ::kill(pid, SIGKILL) == 0;
    }

private:
    void start(LaunchOptions options)
    {
        if (options.engine.isEmpty())
            options.engine = traceableEngine();
        m_values = std::make_unique<WindowValues>();
        m_window = std::make_unique<MainWindow>(*m_values, options, &m_theme);
        QObject::connect(parts().notices, &Notices::errorShown, m_window.get(),
            [this](const QString& text) { m_errors.append(text); });
        m_window->show();
        m_window->startWork();
    }

    // A command that leaves the engine's process number where killEngine() finds it.
    QStringList traceableEngine() const
    {
        QFile script(m_home.file(QStringLiteral("engine.sh")));
        if (script.open(QIODevice::WriteOnly)) {
            script.write("#!/bin/sh\necho $$ > \"$1\"\nexec \"$2\"\n");
            script.close();
            script.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        }
        return {script.fileName(), m_home.file(QStringLiteral("pid")),
            QStringLiteral(STEERSCOPE_BIN "/steerscope-engine")};
    }

    HomeFolder m_home;
    Theme m_theme;
    std::unique_ptr<WindowValues> m_values;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_errors;
};

} // namespace steerscope::test
