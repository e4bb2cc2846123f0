// SPDX-License-Identifier: MIT
#include "app/gui/report_browser.h"

#include "widgets/time/lane_colours.h"

#include <QDesktopServices>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSvgRenderer>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

#include <algorithm>
#include <utility>
#include <vector>

namespace steerscope {

namespace {

constexpr int kWidestPicture = 900; // px
constexpr int kNarrowestPicture = 200;
constexpr qint64 kLargestFile = qint64{32} << 20;

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(kLargestFile) : QByteArray();
}

// One row of the table from `at` on; moves it behind the line's end.
QStringList nextRow(const QString& csv, qsizetype& at)
{
    QStringList cells;
    QString cell;
    bool quoted = false;
    for (; at < csv.size(); ++at) {
        const QChar c = csv[at];
        if (quoted) {
            if (c != QLatin1Char('"'))
                cell += c;
            else if (csv.mid(at + 1, 1) == QLatin1String("\""))
                cell += csv[++at];
            else
                quoted = false;
        } else if (c == QLatin1Char('"')) {
            quoted = true;
        } else if (c == QLatin1Char(',')) {
            cells << std::exchange(cell, {});
        } else if (c == QLatin1Char('\n')) {
            ++at;
            break;
        } else if (c != QLatin1Char('\r')) {
            cell += c;
        }
    }
    return cells << cell;
}

QImage drawnSvg(const QByteArray& svg, int widest, double ratio)
{
    QSvgRenderer renderer(svg);
    if (!renderer.isValid())
        return {};
    QSizeF size = renderer.defaultSize();
    if (size.width() > widest)
        size *= widest / size.width();
    QImage image((size * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    image.setDevicePixelRatio(ratio);
    return image;
}

// Qt draws a box around each cell of a table, and headings close to what stands above them.
void tidy(QTextDocument* document, const QColor& line)
{
    for (QTextFrame* frame : document->rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorderCollapse(true);
        format.setBorder(1.0);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(line);
        format.setCellPadding(4.0);
        format.setCellSpacing(0.0);
        format.setTopMargin(6.0);
        format.setBottomMargin(10.0);
        table->setFormat(format);
    }
    for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0 || block.blockNumber() == 0)
            continue;
        QTextBlockFormat format = block.blockFormat();
        format.setTopMargin(18.0);
        format.setBottomMargin(6.0);
        QTextCursor(block).setBlockFormat(format);
    }
}

} // namespace

QString tableHtml(const QString& csv)
{
    QString html = QStringLiteral("<table>");
    qsizetype at = 0;
    for (bool head = true; at < csv.size(); head = false) {
        html += QStringLiteral("<tr>");
        for (const QString& cell : nextRow(csv, at))
            html += (head ? QStringLiteral("<th>%1</th>") : QStringLiteral("<td>%1</td>"))
                        .arg(cell.toHtmlEscaped());
        html += QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

// Qt's renderer knows no media queries, and an attribute counts more for it than a rule: the rules are
// written into the elements.
QByteArray svgFor(const QByteArray& svg, bool dark)
{
    static const QRegularExpression style(
        QStringLiteral("<style>\\s*@media \\(prefers-color-scheme: dark\\)\\{(.*?\\})\\s*\\}\\s*</style>"),
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression rule(QStringLiteral("\\.([\\w-]+)\\{([\\w-]+):([^;}]+)\\}"));
    static const QRegularExpression element(QStringLiteral("<[^>]*\\bclass=\"([\\w-]+)\"[^>]*>"));
    QString text = QString::fromUtf8(svg);
    const QRegularExpressionMatch found = style.match(text);
    if (!found.hasMatch())
        return svg;
    text.remove(found.capturedStart(), found.capturedLength());
    if (!dark)
        return text.toUtf8();
    struct Rule {
        QString kind, attribute, value;
    };
    std::vector<Rule> rules;
    for (auto it = rule.globalMatch(found.captured(1)); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        rules.push_back({match.captured(1), match.captured(2), match.captured(3)});
    }
    QString result;
    qsizetype copied = 0;
    for (auto it = element.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        QString tag = match.captured();
        for (const Rule& wanted : rules)
            if (wanted.kind == match.captured(1))
                tag.replace(QRegularExpression(QStringLiteral("\\b%1=\"[^\"]*\"").arg(wanted.attribute)),
                    QStringLiteral("%1=\"%2\"").arg(wanted.attribute, wanted.value));
        result += text.mid(copied, match.capturedStart() - copied) + tag;
        copied = match.capturedEnd();
    }
    return (result + text.mid(copied)).toUtf8();
}

ReportBrowser::ReportBrowser(QWidget* parent)
    : QTextBrowser(parent)
{
    setAccessibleName(tr("Report"));
    setToolTip(tr("The report of an experiment; links open its tables and pictures"));
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(16);
}

void ReportBrowser::showFile(const QString& path)
{
    setSource(QUrl::fromLocalFile(path));
}

void ReportBrowser::reload()
{
    const int scrolled = verticalScrollBar()->value();
    doSetSource(QUrl::fromLocalFile(m_path), QTextDocument::UnknownResource);
    verticalScrollBar()->setValue(scrolled);
}

int ReportBrowser::pictureWidth() const
{
    const int room = viewport()->width() - 2 * static_cast<int>(document()->documentMargin());
    return std::clamp(room, kNarrowestPicture, kWidestPicture);
}

void ReportBrowser::doSetSource(const QUrl& name, QTextDocument::ResourceType)
{
    const QUrl url = name.isRelative() ? document()->baseUrl().resolved(name) : name;
    if (!url.isLocalFile()) {
        QDesktopServices::openUrl(url);
        return;
    }
    m_path = url.toLocalFile();
    m_drawnWidth = pictureWidth();
    const QString suffix = QFileInfo(m_path).suffix().toLower();
    // Relative names of pictures are seen from the file's folder.
    document()->clear();
    document()->setBaseUrl(url);
    if (!QFileInfo(m_path).isFile())
        setPlainText(tr("There is no file %1.").arg(m_path));
    else if (suffix == QLatin1String("md"))
        setMarkdown(QString::fromUtf8(contentOf(m_path)));
    else if (suffix == QLatin1String("csv"))
        setHtml(tableHtml(QString::fromUtf8(contentOf(m_path))));
    else if (suffix == QLatin1String("svg") || suffix == QLatin1String("png"))
        setHtml(QStringLiteral("<img src='%1'>").arg(QFileInfo(m_path).fileName().toHtmlEscaped()));
    else
        setPlainText(QString::fromUtf8(contentOf(m_path)));
    tidy(document(), laneColours(palette()).line);
}

QVariant ReportBrowser::loadResource(int type, const QUrl& name)
{
    const QUrl url = name.isRelative() ? document()->baseUrl().resolved(name) : name;
    if (!url.isLocalFile())
        return {}; // nothing is fetched
    if (type == QTextDocument::ImageResource
        && url.path().endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        const bool dark = laneColours(palette()).dark;
        return drawnSvg(svgFor(contentOf(url.toLocalFile()), dark), pictureWidth(), devicePixelRatioF());
    }
    return QTextBrowser::loadResource(type, url);
}

void ReportBrowser::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    if (!m_path.isEmpty() && pictureWidth() != m_drawnWidth)
        reload();
}

void ReportBrowser::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_path.isEmpty())
        reload();
}

} // namespace steerscope
