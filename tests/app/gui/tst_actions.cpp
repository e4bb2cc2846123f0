// SPDX-License-Identifier: MIT
// Every action of the window can be found, reached by a key of its own, and explains itself.
#include "app/gui/actions.h"
#include "app/gui/command_palette.h"
#include "app/gui/key_sheet.h"
#include "app/gui/menus.h"
#include "tests/app/gui/home_folder.h"

#include <QLineEdit>
#include <QMainWindow>
#include <QMap>
#include <QMenu>
#include <QMenuBar>
#include <QtTest>

using namespace steerscope;

namespace {

void collect(const QMenu* menu, QSet<const QAction*>& found)
{
    for (const QAction* action : menu->actions()) {
        if (action->menu())
            collect(action->menu(), found);
        found.insert(action);
    }
}

} // namespace

class TestActions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void everyActionIsComplete();
    void noShortcutTwice();
    void everyActionIsInAMenu();
    void theKeySheetHasEveryAction();
    void thePaletteFindsByPartsOfWords_data();
    void thePaletteFindsByPartsOfWords();
    void thePaletteTriggers();
};

void TestActions::everyActionIsComplete()
{
    QMainWindow window;
    const Actions actions(&window);
    QCOMPARE(actions.all().size(), static_cast<std::size_t>(ActionId::Count));
    for (const QAction* action : actions.all()) {
        QVERIFY2(!action->text().isEmpty(), "an action without a name");
        const QByteArray name = action->text().toUtf8();
        QVERIFY2(!action->shortcut().isEmpty(), name.constData());
        QVERIFY2(!action->statusTip().isEmpty(), name.constData());
        QVERIFY2(action->toolTip().contains(action->statusTip()), name.constData());
        QVERIFY2(!action->statusTip().endsWith(QLatin1Char('.')), name.constData());
        // A name without a file behind it would give an empty picture.
        QVERIFY2(
            QImage(action->icon().pixmap(24).toImage()) !=
                [] {
                    QImage empty(24, 24, QImage::Format_ARGB32_Premultiplied);
                    empty.fill(Qt::transparent);
                    return empty;
                }(),
            name.constData());
    }
}

void TestActions::noShortcutTwice()
{
    QMainWindow window;
    const Actions actions(&window);
    QMap<QString, QString> owners;
    for (const QAction* action : actions.all()) {
        for (const QKeySequence& keys : action->shortcuts()) {
            const QString text = keys.toString(QKeySequence::PortableText);
            QVERIFY2(!text.isEmpty(), qPrintable(action->text()));
            QVERIFY2(!owners.contains(text), qPrintable(text + ": " + owners[text] + ", " + action->text()));
            owners[text] = action->text();
        }
    }
}

void TestActions::everyActionIsInAMenu()
{
    QMainWindow window;
    const Actions actions(&window);
    buildMenus(&window, actions);
    QSet<const QAction*> found;
    for (const QAction* top : window.menuBar()->actions())
        collect(top->menu(), found);
    for (const QAction* action : actions.all())
        QVERIFY2(found.contains(action), qPrintable(action->text()));
}

void TestActions::theKeySheetHasEveryAction()
{
    QMainWindow window;
    const Actions actions(&window);
    buildMenus(&window, actions);
    const QString html = keySheetHtml(window.menuBar());
    for (const QAction* action : actions.all())
        QVERIFY2(html.contains(action->statusTip().toHtmlEscaped()), qPrintable(action->text()));
}

void TestActions::thePaletteFindsByPartsOfWords_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    QTest::newRow("starts of words") << "st"
                                     << "Save transcript"
                                     << "Restart engine";
    QTest::newRow("a run of letters") << "mod"
                                      << "Models"
                                      << "Mute one directly";
    QTest::newRow("case does not matter") << "FIT"
                                          << "Fit recording"
                                          << "From it";
}

void TestActions::thePaletteFindsByPartsOfWords()
{
    QFETCH(QString, typed);
    QFETCH(QString, better);
    QFETCH(QString, worse);
    QVERIFY(matchScore(typed, worse) >= 0);
    QVERIFY(matchScore(typed, better) > matchScore(typed, worse));
    QCOMPARE(matchScore(typed + "zq", better), -1);
    QCOMPARE(matchScore({}, better), 0);
}

void TestActions::thePaletteTriggers()
{
    QMainWindow window;
    const Actions actions(&window);
    QSignalSpy fit(actions[ActionId::Fit], &QAction::triggered);
    actions[ActionId::Fit]->setEnabled(true);
    auto* palette = new CommandPalette(actions.all(), &window);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->show();
    auto* field = palette->findChild<QLineEdit*>();
    QTest::keyClicks(field, QStringLiteral("fit rec"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(fit.count(), 1);
}

QTEST_MAIN(TestActions)
#include "tst_actions.moc"
