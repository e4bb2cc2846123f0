// SPDX-License-Identifier: MIT
#include "app/gui/launch.h"

#include "app/gui/command_line.h"
#include "app/gui/icons.h"
#include "app/gui/languages.h"
#include "app/gui/main_window.h"
#include "app/gui/paths.h"
#include "app/gui/theme.h"
#include "app/gui/typing_guard.h"
#include "app/gui/window_values.h"

#include <QApplication>
#include <QTimer>

#include <cstdio>

namespace steerscope {

namespace {

QString themeKey()
{
    return QStringLiteral("theme/choice");
}

void useTheme(Theme& theme, const LaunchOptions& options)
{
    const ThemeChoice remembered
        = themeFromName(Preferences().value(themeKey()).toString()).value_or(ThemeChoice::System);
    theme.choose(options.theme.value_or(remembered));
    // Given for one start it is not remembered; chosen in the menu it is.
    QObject::connect(&theme, &Theme::choiceChanged, &theme,
        [](ThemeChoice choice) { Preferences().setValue(themeKey(), themeName(choice)); });
}

} // namespace

int runProgram(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("steerscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(STEERSCOPE_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("SteerScope"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.steerscope.SteerScope"));
    QApplication::setWindowIcon(programIcon());

    const ParsedCommandLine parsed = parseCommandLine(QCoreApplication::arguments());
    if (!parsed.options) {
        std::fputs(qPrintable(parsed.text + QLatin1Char('\n')), parsed.exitCode == 0 ? stdout : stderr);
        return parsed.exitCode;
    }
    installLanguage(parsed.options->language);
    Theme theme;
    useTheme(theme, *parsed.options);
    TypingGuard guard;
    application.installEventFilter(&guard);
    WindowValues values;
    MainWindow window(values, *parsed.options, &theme);
    window.show();
    // After the first paint, which is queued before this.
    QTimer::singleShot(0, &window, &MainWindow::startWork);
    return QApplication::exec();
}

} // namespace steerscope
