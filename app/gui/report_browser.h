// SPDX-License-Identifier: MIT
// Shows a file of a report: Markdown, a CSV table, an SVG or PNG picture. Pictures are drawn at the screen's
// resolution, no wider than the text, in the colours of light or dark; links within the folder are followed.
#pragma once

#include <QTextBrowser>

namespace steerscope {

class ReportBrowser : public QTextBrowser {
    Q_OBJECT
public:
    explicit ReportBrowser(QWidget* parent = nullptr);

    void showFile(const QString& path);
    QString shownFile() const { return m_path; }
    void reload();

protected:
    void doSetSource(const QUrl& name, QTextDocument::ResourceType type) override;
    QVariant loadResource(int type, const QUrl& name) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int pictureWidth() const;

    QString m_path;
    int m_drawnWidth = 0; // of the pictures in the document
};

// A comma-separated table as HTML, its first row as heads. Quotes as in RFC 4180.
QString tableHtml(const QString& csv);
// An SVG whose rules for a dark page ("@media (prefers-color-scheme: dark)") hold, or are taken out.
QByteArray svgFor(const QByteArray& svg, bool dark);

} // namespace steerscope
