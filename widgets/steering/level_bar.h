// SPDX-License-Identifier: MIT
// A scale drawn as a bar from its zero line, so that negative and zero are seen at a glance; and where on it
// a level lies. Shared by the layers' headers and the master slider.
#pragma once

#include <QPalette>
#include <QRectF>
#include <QString>

#include <optional>

class QPainter;

namespace steerscope {

// Levels a bar can show and be dragged to; typing goes beyond.
inline constexpr double kLevelRange = 2.0; // -2..2

// x of a level, and back; both held within the bar. Levels are rounded to hundredths.
double levelToX(double level, const QRectF& bar);
double xToLevel(double x, const QRectF& bar);
// 0 and the trained level catch a pointer that is within `reach` pixels of them.
double snapLevel(double level, double trainedLevel, const QRectF& bar, double reach = 3.0);

struct LevelBar {
    double level = 1.0;
    double trainedLevel = 1.0; // the tick
    bool changed = false; // differs from what was trained: drawn in the highlight colour
    bool off = false; // in outline: what would come back
};
void paintLevelBar(QPainter& painter, const QRectF& rect, const LevelBar& bar, const QPalette& palette);

// "1.00"; never "-0.00".
QString formatLevel(double level);
// An effective or absolute scale, four places so that points align: "0.0140"; "1.2e-06" where those would
// show 0.
QString formatScale(double scale);
// A push as a percentage of the stream: "2.1 %".
QString formatPush(double push);
// What was typed: the locale's number or a plain one with a point; nullopt when it is none or not finite.
std::optional<double> parseNumber(const QString& text);

} // namespace steerscope
