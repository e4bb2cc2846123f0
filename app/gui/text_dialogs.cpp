// SPDX-License-Identifier: MIT
#include "app/gui/text_dialogs.h"

#include "app/gui/icons.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace steerscope {

namespace {

QString phrase(const char* text)
{
    return QCoreApplication::translate("TextDialogs", text);
}

QDialog* makeDialog(QWidget* parent, const QString& title)
{
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    new QVBoxLayout(dialog);
    return dialog;
}

QDialogButtonBox* addButtons(QDialog* dialog)
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    dialog->layout()->addWidget(buttons);
    return buttons;
}

QTextBrowser* addText(QDialog* dialog, const QString& html)
{
    auto* text = new QTextBrowser(dialog);
    text->setOpenExternalLinks(true);
    text->setHtml(html);
    text->setAccessibleName(dialog->windowTitle());
    text->setFrameShape(QFrame::NoFrame);
    dialog->layout()->addWidget(text);
    return text;
}

QString paragraphs(const QStringList& texts)
{
    QString html;
    for (const QString& text : texts)
        html += QStringLiteral("<p>%1</p>").arg(text);
    return html;
}

} // namespace

void showQuickStart(QWidget* parent)
{
    QDialog* dialog = makeDialog(parent, phrase(QT_TRANSLATE_NOOP("TextDialogs", "Quick start")));
    addText(dialog,
        paragraphs({
            phrase(QT_TRANSLATE_NOOP("TextDialogs",
                "<b>Record or open.</b> Press Ctrl+R and speak, press it again to end; or drop an audio file "
                "on the "
                "window. The words appear at the right, the experts' gates in the middle.")),
            phrase(QT_TRANSLATE_NOOP("TextDialogs",
                "<b>Read the rows.</b> Each row is one encoder layer, the deepest on top, on the same time "
                "axis as the "
                "sound. The colour says which expert is strongest, its saturation by how much. Expert "
                "numbers mean "
                "nothing across layers. Hatched time is padding.")),
            phrase(QT_TRANSLATE_NOOP("TextDialogs",
                "<b>Steer.</b> Drag the bar in a row's header, or the master above. 1.00 is as trained. The "
                "gates "
                "follow at once, the words a moment later; what steering changed is marked in the "
                "transcript.")),
            phrase(QT_TRANSLATE_NOOP("TextDialogs",
                "<b>Compare.</b> X switches between the settings A and B, the key B takes all steering off, "
                "Ctrl+Z "
                "takes a "
                "change back. The line above the transcript shows how likely the target text is at this "
                "moment.")),
            phrase(QT_TRANSLATE_NOOP("TextDialogs",
                "<b>Find anything.</b> Ctrl+K searches all actions, F2 lists the keys, the right mouse "
                "button offers "
                "what can be done with the thing under it.")),
        }));
    addButtons(dialog);
    const QFontMetrics metrics = dialog->fontMetrics();
    dialog->resize(metrics.averageCharWidth() * 80, metrics.height() * 24);
    dialog->open();
}

void showAbout(QWidget* parent, const QString& engineLine)
{
    QDialog* dialog = makeDialog(parent, phrase(QT_TRANSLATE_NOOP("TextDialogs", "About SteerScope")));
    auto* head = new QHBoxLayout;
    auto* picture = new QLabel(dialog);
    picture->setPixmap(programIcon().pixmap(64, 64));
    head->addWidget(picture);
    auto* title = new QLabel(QStringLiteral("<h2>SteerScope %1</h2>%2")
                                 .arg(QCoreApplication::applicationVersion(),
                                     phrase(QT_TRANSLATE_NOOP("TextDialogs",
                                         "See and steer what happens inside speech language models"))),
        dialog);
    head->addWidget(title, 1);
    static_cast<QVBoxLayout*>(dialog->layout())->addLayout(head);
    QStringList texts{
        phrase(QT_TRANSLATE_NOOP("TextDialogs",
            "The source code is under the MIT licence. This window links QCustomPlot and is therefore, as "
            "built, "
            "under the GNU General Public License, version 3 or later. It comes without any warranty.")),
        phrase(QT_TRANSLATE_NOOP("TextDialogs",
                   "Built on Qt %1 (LGPL 3), QCustomPlot (GPL 3+), libsndfile (LGPL 2.1+), soxr (LGPL 2.1+), "
                   "PortAudio (MIT), "
                   "KISS FFT (BSD), nlohmann JSON (MIT); the engine on LibTorch (BSD), PCRE2 (BSD) and "
                   "utf8proc (MIT)."))
            .arg(QString::fromLatin1(qVersion())),
        phrase(QT_TRANSLATE_NOOP("TextDialogs",
            "The shipped model was trained on Google Speech Commands (CC BY 4.0) and the Free Spoken Digit "
            "Dataset "
            "(CC BY-SA 4.0); its weights are under CC BY-SA 4.0. Its card lies beside it.")),
    };
    if (!engineLine.isEmpty())
        texts.append(engineLine.toHtmlEscaped());
    addText(dialog, paragraphs(texts));
    addButtons(dialog);
    dialog->resize(dialog->fontMetrics().averageCharWidth() * 78, dialog->fontMetrics().height() * 27);
    dialog->open();
}

void showEngineLog(QWidget* parent, const QString& log)
{
    QDialog* dialog = makeDialog(parent, phrase(QT_TRANSLATE_NOOP("TextDialogs", "Engine log")));
    auto* text = new QPlainTextEdit(dialog);
    text->setReadOnly(true);
    text->setAccessibleName(dialog->windowTitle());
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text->setPlainText(log);
    text->setPlaceholderText(phrase(QT_TRANSLATE_NOOP("TextDialogs", "The engine has written nothing.")));
    dialog->layout()->addWidget(text);
    QDialogButtonBox* buttons = addButtons(dialog);
    QPushButton* copy
        = buttons->addButton(phrase(QT_TRANSLATE_NOOP("TextDialogs", "Copy")), QDialogButtonBox::ActionRole);
    QObject::connect(copy, &QPushButton::clicked, dialog,
        [text] { QGuiApplication::clipboard()->setText(text->toPlainText()); });
    dialog->resize(dialog->fontMetrics().averageCharWidth() * 100, dialog->fontMetrics().height() * 30);
    dialog->open();
}

} // namespace steerscope
