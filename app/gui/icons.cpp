// SPDX-License-Identifier: MIT
#include "app/gui/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

// The linker drops a static library's resources unless they are named; the macro needs the global namespace.
static void nameResources()
{
    Q_INIT_RESOURCE(steerscope);
}

namespace steerscope {

namespace {

class SymbolEngine : public QIconEngine {
public:
    explicit SymbolEngine(const QString& name)
        : m_name(name)
    {
        QFile file(QStringLiteral(":/icons/symbols/%1.svg").arg(name));
        if (file.open(QIODevice::ReadOnly))
            m_source = file.readAll();
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray tinted = m_source;
        tinted.replace("currentColor", colour(mode).name().toLatin1());
        QSvgRenderer renderer(tinted);
        if (mode == QIcon::Disabled)
            painter->setOpacity(0.6);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = QStringLiteral("steerscope-%1-%2x%3-%4-%5")
                                .arg(m_name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(colour(mode).rgba())
                                .arg(mode);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QIconEngine* clone() const override { return new SymbolEngine(*this); }

private:
    static QColor colour(QIcon::Mode mode)
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::WindowText);
        return palette.color(
            QPalette::Active, mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::WindowText);
    }

    QString m_name;
    QByteArray m_source;
};

} // namespace

QIcon symbolIcon(const QString& name)
{
    nameResources();
    return QIcon(new SymbolEngine(name));
}

QIcon programIcon()
{
    nameResources();
    QIcon icon;
    for (const int size : {16, 32, 48, 64, 128, 256})
        icon.addFile(QStringLiteral(":/icons/%1/org.steerscope.SteerScope.png").arg(size));
    return icon;
}

} // namespace steerscope
