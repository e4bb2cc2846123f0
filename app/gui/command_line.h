// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace steerscope {

struct LaunchOptions {
    QString open; // audio file; empty: none
    QString training; // run folder to show in the window of trainings; empty: none
    QString report; // report folder, likewise
    QString screenshot; // PNG to write once the runs are done, then exit; empty: stay. Of the
                        // window of trainings where one of these is given
    int timeLimitSeconds = 120; // of the screenshot
    std::optional<QSize> size;
    std::optional<ThemeChoice> theme; // absent: as remembered
    QString language; // "en", "zh_CN"; empty: as remembered, else the locale
    QString model; // path, shipped name or hub id; empty: as remembered
    QStringList engine; // command line of the engine; empty: beside this program
    QString settings; // SteeringSettings JSON
    int selectLayer; // layer from 0 or kOutLayer; kNoLayer: none
    QString show; // "strongest", "expert:N", "entropy", "push", "deviation"; empty: as remembered

    LaunchOptions();
};

struct ParsedCommandLine {
    std::optional<LaunchOptions> options; // nullopt: print text and exit with exitCode
    QString text;
    int exitCode = 0; // 0 for help and version, 2 for wrong usage
};

// arguments: with the program's name first.
ParsedCommandLine parseCommandLine(const QStringList& arguments);

} // namespace steerscope
