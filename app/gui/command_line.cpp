// SPDX-License-Identifier: MIT
#include "app/gui/command_line.h"

#include "core/base/gating_trace.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QProcess>
#include <QRegularExpression>

namespace steerscope {

namespace {

constexpr int kWrongUsage = 2;
constexpr int kLongestSide = 16384;

struct Wrong {
    QString text;
};

QString phrase(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

void addOptions(QCommandLineParser& parser)
{
    const auto add = [&](const char* name, const char* value, const QString& help) {
        parser.addOption({QString::fromLatin1(name), help, QString::fromLatin1(value)});
    };
    add("open", "FILE", phrase(QT_TRANSLATE_NOOP("CommandLine", "Open this recording.")));
    add("training", "FOLDER",
        phrase(QT_TRANSLATE_NOOP("CommandLine", "Show the training of this run folder.")));
    add("report", "FOLDER", phrase(QT_TRANSLATE_NOOP("CommandLine", "Show the report of an experiment.")));
    add("screenshot", "OUT.png",
        phrase(QT_TRANSLATE_NOOP(
            "CommandLine", "Save a picture of the window when the runs are done, and exit.")));
    add("time-limit", "SECONDS",
        phrase(QT_TRANSLATE_NOOP("CommandLine", "Give up on the screenshot after this time (120).")));
    add("size", "WxH", phrase(QT_TRANSLATE_NOOP("CommandLine", "Size of the window.")));
    add("theme", "light|dark|system", phrase(QT_TRANSLATE_NOOP("CommandLine", "Colours.")));
    add("language", "en|zh_CN", phrase(QT_TRANSLATE_NOOP("CommandLine", "Language of the window.")));
    add("model", "M", phrase(QT_TRANSLATE_NOOP("CommandLine", "Model: a path, a shipped name or a hub id.")));
    add("engine", "CMD...",
        phrase(QT_TRANSLATE_NOOP(
            "CommandLine", "Command that runs the engine, for example \"ssh host steerscope-engine\".")));
    add("settings", "FILE.json",
        phrase(QT_TRANSLATE_NOOP("CommandLine", "Steering settings to start with.")));
    add("select-layer", "L",
        phrase(QT_TRANSLATE_NOOP("CommandLine", "Layer to open in detail: a number from 1, or out.")));
    add("show", "strongest|expert:N|entropy|push|deviation",
        phrase(QT_TRANSLATE_NOOP("CommandLine", "What the heatmap shows.")));
    parser.addPositionalArgument(QStringLiteral("FILE"),
        phrase(QT_TRANSLATE_NOOP("CommandLine", "Recording to open.")), QStringLiteral("[FILE]"));
}

QSize parseSize(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral("^([0-9]{1,5})x([0-9]{1,5})$"));
    const QRegularExpressionMatch match = pattern.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (!match.hasMatch() || size.isEmpty() || size.width() > kLongestSide || size.height() > kLongestSide)
        throw Wrong{phrase(QT_TRANSLATE_NOOP("CommandLine", "--size %1: write it as 1400x900")).arg(text)};
    return size;
}

void checkShow(const QString& text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(strongest|expert:[1-9][0-9]{0,3}|entropy|push|deviation)$"));
    if (!pattern.match(text).hasMatch())
        throw Wrong{phrase(QT_TRANSLATE_NOOP("CommandLine",
                               "--show %1: use strongest, expert:N, entropy, push or deviation"))
                        .arg(text)};
}

LaunchOptions read(const QCommandLineParser& parser)
{
    const auto value = [&](const char* name) { return parser.value(QString::fromLatin1(name)); };
    const auto given = [&](const char* name) { return parser.isSet(QString::fromLatin1(name)); };
    LaunchOptions options;
    const QStringList files = parser.positionalArguments();
    options.open = given("open") || files.isEmpty() ? value("open") : files.constFirst();
    if (files.size() > 1 || (given("open") && !files.isEmpty()))
        throw Wrong{phrase(QT_TRANSLATE_NOOP("CommandLine", "one recording at a time"))};
    options.training = value("training");
    options.report = value("report");
    options.screenshot = value("screenshot");
    if (given("time-limit")) {
        options.timeLimitSeconds = value("time-limit").toInt();
        if (options.timeLimitSeconds <= 0)
            throw Wrong{
                phrase(QT_TRANSLATE_NOOP("CommandLine", "--time-limit: a number of seconds above 0"))};
    }
    if (given("size"))
        options.size = parseSize(value("size"));
    if (given("theme")) {
        options.theme = themeFromName(value("theme"));
        if (!options.theme)
            throw Wrong{phrase(QT_TRANSLATE_NOOP("CommandLine", "--theme %1: use light, dark or system"))
                            .arg(value("theme"))};
    }
    options.language = value("language");
    options.model = value("model");
    options.engine = QProcess::splitCommand(value("engine"));
    options.settings = value("settings");
    if (given("select-layer")) {
        options.selectLayer = layerFromLabel(value("select-layer").toStdString());
        if (options.selectLayer == kNoLayer)
            throw Wrong{phrase(QT_TRANSLATE_NOOP("CommandLine", "--select-layer %1: a number from 1, or out"))
                            .arg(value("select-layer"))};
    }
    options.show = value("show");
    if (given("show"))
        checkShow(options.show);
    return options;
}

} // namespace

LaunchOptions::LaunchOptions()
    : selectLayer(kNoLayer)
{
}

ParsedCommandLine parseCommandLine(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(phrase(
        QT_TRANSLATE_NOOP("CommandLine", "See and steer what happens inside speech language models.")));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    addOptions(parser);
    if (!parser.parse(arguments))
        return {{}, QStringLiteral("steerscope: ") + parser.errorText(), kWrongUsage};
    if (parser.isSet(help))
        return {{}, parser.helpText(), 0};
    if (parser.isSet(version))
        return {{}, QStringLiteral("steerscope ") + QCoreApplication::applicationVersion(), 0};
    try {
        return {read(parser), {}, 0};
    } catch (const Wrong& wrong) {
        return {{}, QStringLiteral("steerscope: ") + wrong.text, kWrongUsage};
    }
}

} // namespace steerscope
