// SPDX-License-Identifier: MIT
#include "app/gui/steering_course.h"

#include "core/base/error.h"
#include "core/protocol/settings_json.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QStringList>

#include <optional>

namespace steerscope {

namespace {

std::optional<CoursePoint> pointOf(const QByteArray& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const QJsonValue seconds = object[QLatin1String("seconds")];
    const QJsonObject settings = object[QLatin1String("settings")].toObject();
    if (!seconds.isDouble() || settings.isEmpty())
        return std::nullopt;
    const auto read = attempt([&] {
        return steeringSettingsFromJson(QJsonDocument(settings).toJson(QJsonDocument::Compact).toStdString());
    });
    if (!read)
        return std::nullopt;
    return CoursePoint{seconds.toDouble(), read.value()};
}

} // namespace

QString courseFile(const QString& recording)
{
    const QFileInfo info(recording);
    return info.path() + QLatin1Char('/') + info.completeBaseName() + QStringLiteral(".steering.jsonl");
}

bool appendToCourse(const QString& file, const CoursePoint& point)
{
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly | QIODevice::Append))
        return false;
    const std::string line = "{\"seconds\": " + std::to_string(point.seconds)
        + ", \"settings\": " + steeringSettingsToJson(point.settings) + "}\n";
    return out.write(line.data(), static_cast<qint64>(line.size())) == static_cast<qint64>(line.size());
}

std::vector<CoursePoint> readCourse(const QString& file)
{
    std::vector<CoursePoint> course;
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return course;
    while (!in.atEnd())
        if (const auto point = pointOf(in.readLine()))
            course.push_back(*point);
    return course;
}

QString courseText(const SteeringSettings& settings)
{
    const auto translate = [](const char* text, int n = -1) {
        return QCoreApplication::translate("Course", text, nullptr, n);
    };
    const SteeringSettings changed = settings.normalised();
    if (changed.bypass)
        return translate(QT_TRANSLATE_NOOP("Course", "steering off"));
    if (changed.asTrained())
        return translate(QT_TRANSLATE_NOOP("Course", "as trained"));
    QStringList parts;
    if (changed.master != 1.0)
        parts << translate(QT_TRANSLATE_NOOP("Course", "master %1"))
                     .arg(QLocale().toString(changed.master, 'f', 2));
    if (!changed.layers.empty())
        parts << translate(QT_TRANSLATE_NOOP("Course", "layers changed: %1")).arg(changed.layers.size());
    return parts.join(QStringLiteral(", "));
}

} // namespace steerscope
