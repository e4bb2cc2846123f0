// SPDX-License-Identifier: MIT
#include "widgets/steering/level_bar.h"

#include <QLocale>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

QString fixed(double value, int places)
{
    const double unit = std::pow(10.0, -places);
    return QLocale().toString(std::abs(value) < unit / 2 ? 0.0 : value, 'f', places);
}

// A small arrowhead at the end of the bar: the level lies beyond it.
void paintBeyond(QPainter& painter, const QRectF& rect, double level, const QColor& colour)
{
    const double size = std::min(rect.height() / 2.0, 5.0);
    const double sign = level > 0.0 ? 1.0 : -1.0;
    const QPointF tip(level > 0.0 ? rect.right() : rect.left(), rect.center().y());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(
        QPolygonF({tip + QPointF(sign * size, 0), tip + QPointF(0, -size), tip + QPointF(0, size)}));
}

} // namespace

double levelToX(double level, const QRectF& bar)
{
    const double share = (std::clamp(level, -kLevelRange, kLevelRange) + kLevelRange) / (2.0 * kLevelRange);
    return bar.left() + share * bar.width();
}

double xToLevel(double x, const QRectF& bar)
{
    if (bar.width() <= 0.0)
        return 0.0;
    const double share = std::clamp((x - bar.left()) / bar.width(), 0.0, 1.0);
    return std::round((2.0 * share - 1.0) * kLevelRange * 100.0) / 100.0;
}

double snapLevel(double level, double trainedLevel, const QRectF& bar, double reach)
{
    for (double mark : {trainedLevel, 0.0})
        if (std::abs(levelToX(level, bar) - levelToX(mark, bar)) <= reach)
            return mark;
    return level;
}

void paintLevelBar(QPainter& painter, const QRectF& rect, const LevelBar& bar, const QPalette& palette)
{
    QColor line = palette.color(QPalette::Text);
    line.setAlphaF(0.30F);
    QColor fill = bar.changed ? palette.color(QPalette::Highlight) : palette.color(QPalette::Text);
    if (!bar.changed)
        fill.setAlphaF(0.38F);

    painter.save();
    const double zero = levelToX(0.0, rect);
    const double end = levelToX(bar.level, rect);
    const double height = std::clamp(rect.height() * 0.42, 2.0, 9.0);
    const QRectF body(std::min(zero, end), rect.center().y() - height / 2, std::abs(end - zero), height);
    painter.setPen(Qt::NoPen);
    painter.fillRect(QRectF(rect.left(), rect.center().y() - 0.5, rect.width(), 1.0), line);
    if (bar.off) {
        painter.setPen(QPen(line, 1.0, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(body);
    } else {
        painter.fillRect(body, fill);
        // The end stays visible where the body has no length.
        painter.fillRect(QRectF(end - 1.0, rect.center().y() - height / 2 - 1, 2.0, height + 2), fill);
        if (std::abs(bar.level) > kLevelRange) {
            painter.setRenderHint(QPainter::Antialiasing);
            paintBeyond(painter, rect, bar.level, fill);
        }
    }
    QColor mark = palette.color(QPalette::Text);
    mark.setAlphaF(0.55F);
    painter.fillRect(QRectF(zero - 0.5, rect.top(), 1.0, rect.height()), mark);
    const double tick = levelToX(bar.trainedLevel, rect);
    painter.fillRect(QRectF(tick - 0.5, rect.center().y() - height / 2 - 3, 1.0, height + 6), mark);
    painter.restore();
}

QString formatLevel(double level)
{
    return fixed(level, 2);
}

QString formatScale(double scale)
{
    const bool tiny = scale != 0.0 && std::abs(scale) < 0.00005;
    return tiny ? QLocale().toString(scale, 'e', 1) : fixed(scale, 4);
}

QString formatPush(double push)
{
    return fixed(push * 100.0, 1) + QStringLiteral(" %");
}

std::optional<double> parseNumber(const QString& text)
{
    bool good = false;
    QString plain = text.trimmed();
    plain.replace(QChar(0x2212), QLatin1Char('-')); // a typeset minus, as pasted from a paper
    double value = QLocale::c().toDouble(plain, &good);
    if (!good)
        value = QLocale().toDouble(plain, &good);
    if (!good)
        value = QLocale::c().toDouble(plain.replace(QLatin1Char(','), QLatin1Char('.')), &good);
    if (!good || !std::isfinite(value))
        return std::nullopt;
    return value;
}

} // namespace steerscope
