// SPDX-License-Identifier: MIT
#include "app/gui/key_sheet.h"

#include "app/gui/actions.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QMenu>
#include <QMenuBar>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace steerscope {

namespace {

QString plain(const QString& text)
{
    return plainActionName(text).toHtmlEscaped();
}

QString keysOf(const QAction* action)
{
    QStringList keys;
    for (const QKeySequence& sequence : action->shortcuts())
        keys.append(sequence.toString(QKeySequence::NativeText).toHtmlEscaped());
    return keys.join(QStringLiteral(" &nbsp;·&nbsp; "));
}

void appendRows(const QMenu* menu, QString& html)
{
    for (const QAction* action : menu->actions()) {
        if (action->menu())
            appendRows(action->menu(), html);
        else if (!action->isSeparator() && !action->shortcut().isEmpty())
            html
                += QStringLiteral("<tr><td width='40%'>%1</td><td width='20%'><b>%2</b></td><td>%3</td></tr>")
                       .arg(plain(action->text()), keysOf(action), action->statusTip().toHtmlEscaped());
    }
}

// What mouse and wheel do; it is in no menu.
QString mouseRows()
{
    const auto row = [](const QString& what, const QString& how) {
        return QStringLiteral("<tr><td width='40%'>%1</td><td colspan='2'>%2</td></tr>").arg(what, how);
    };
    return row(KeySheet::tr("Any view of the time axis"),
               KeySheet::tr("wheel zooms, Shift+wheel or middle button pans, drag selects, click puts the "
                            "cursor there"))
        + row(KeySheet::tr("Header of a layer"),
            KeySheet::tr("drag sets the scale, across rows it paints, wheel steps, double click resets, "
                         "typing a number sets it"))
        + row(KeySheet::tr("Everywhere"), KeySheet::tr("the right button offers what can be done there"));
}

} // namespace

QString keySheetHtml(const QMenuBar* bar)
{
    QString html;
    const auto section = [&](const QString& title, const QString& rows) {
        if (!rows.isEmpty())
            html += QStringLiteral("<h3>%1</h3><table width='100%' cellpadding='3'>%2</table>")
                        .arg(title, rows);
    };
    for (const QAction* action : bar->actions()) {
        QString rows;
        if (action->menu())
            appendRows(action->menu(), rows);
        section(plain(action->text()), rows);
    }
    section(KeySheet::tr("Mouse").toHtmlEscaped(), mouseRows());
    return html;
}

KeySheet::KeySheet(const QMenuBar* bar, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* text = new QTextBrowser(this);
    text->setHtml(keySheetHtml(bar));
    text->setAccessibleName(windowTitle());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 120, fontMetrics().height() * 40);
}

} // namespace steerscope
