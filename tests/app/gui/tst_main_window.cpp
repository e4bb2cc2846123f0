// SPDX-License-Identifier: MIT
// The whole window at work: real widgets, real engine process, a trained model. The words expected are the
// reference implementation's own for these samples (tests/data/demo/HOW_MADE.md).
#include "app/gui/exporter.h"
#include "app/gui/paths.h"
#include "app/gui/recent_files.h"
#include "app/gui/recording_controller.h"
#include "app/gui/transcript_dock.h"
#include "app/gui/workspace.h"
#include "tests/app/gui/window_fixture.h"
#include "widgets/controls/notice_bar.h"
#include "widgets/lanes/words_lane.h"
#include "widgets/time/time_view.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QDir>
#include <QDropEvent>
#include <QMimeData>
#include <QToolButton>

using namespace steerscope;
using test::kPatience;
using test::sampleFile;
using test::WindowFixture;

class TestMainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void emptyWindowInvites();
    void openSteerUndo();
    void theViewsShowTheRun();
    void engineKilledRecovers();
    void aModelThatIsNotThere();
    void badAudioFilesAreNamed_data();
    void badAudioFilesAreNamed();
    void droppedFilesOpen();
    void settingsFileSteers();
    void orphansAreOffered();
    void everyFocusableWidgetHasAName();
    void layoutIsRemembered();
};

void TestMainWindow::emptyWindowInvites()
{
    WindowFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.values().session.model(), kPatience);
    QVERIFY(!fixture.action(ActionId::Play)->isEnabled());
    QVERIFY(!fixture.action(ActionId::SaveTranscript)->isEnabled());
    QVERIFY(!fixture.action(ActionId::Run)->isEnabled());
    QVERIFY(fixture.action(ActionId::Record)->isEnabled());
    QVERIFY(fixture.action(ActionId::UnloadModel)->isEnabled());
    QVERIFY(fixture.errors().isEmpty());
}

void TestMainWindow::openSteerUndo()
{
    WindowFixture fixture;
    openPath(fixture.parts(), sampleFile("left-stop-down.wav"));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled(), kPatience);
    QCOMPARE(fixture.words(), QStringLiteral("left stop down"));
    const QString unsteered = fixture.words(Document::Lane::Baseline);
    QVERIFY(!unsteered.isEmpty());

    fixture.values().steering.setMaster(2.0);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.words(), QStringLiteral("follow stop down"), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled(), kPatience);
    const auto& doubled = fixture.values().document.lane(Document::Lane::Steered).traces.at(0);
    for (const LayerTrace& layer : doubled->layers)
        QVERIFY(qFuzzyCompare(layer.effectiveScale, 2.0 * layer.trainedScale));
    QCOMPARE(fixture.words(Document::Lane::Baseline), unsteered);

    fixture.action(ActionId::Undo)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.words(), QStringLiteral("left stop down"), kPatience);

    fixture.action(ActionId::Bypass)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled() && fixture.words() == unsteered, kPatience);
    QVERIFY2(fixture.errors().isEmpty(), qPrintable(fixture.errors().join("; ")));
}

void TestMainWindow::theViewsShowTheRun()
{
    WindowFixture fixture;
    openPath(fixture.parts(), sampleFile("left-stop-down.wav"));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled(), kPatience);
    const Workspace* workspace = fixture.parts().workspace;
    QVERIFY(workspace->isVisible());
    const GateStore& gates = fixture.values().gates;
    QCOMPARE(gates.windows(), 1);
    QVERIFY(gates.trace(0));
    // The rows have the focus, not a button that would take Space.
    QCOMPARE(fixture.window().focusWidget(), static_cast<QWidget*>(workspace->tracks()->rows()));
    QCOMPARE(gates.layers().size(), std::size_t(6));
    QCOMPARE(workspace->tracks()->headers()->trackLayout().layers, (std::vector<int>{5, 4, 3, 2, 1, 0}));
    fixture.action(ActionId::DeepestOnTop)->trigger();
    QCOMPARE(workspace->tracks()->headers()->trackLayout().layers, (std::vector<int>{0, 1, 2, 3, 4, 5}));
    // Headers, rows and lanes are level in time: the same left and right edge on the screen.
    const QWidget* rows = workspace->tracks()->rows();
    for (const QWidget* lane : workspace->lanes()->lanes()) {
        QCOMPARE(lane->mapTo(&fixture.window(), QPoint()).x(), rows->mapTo(&fixture.window(), QPoint()).x());
        QCOMPARE(lane->width(), rows->width());
    }
    QCOMPARE(
        fixture.parts().transcript->words()->text(TranscriptView::Lane::Steered).trimmed(), fixture.words());
    QTRY_COMPARE(fixture.parts().transcript->target()->target(), fixture.words());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.values().document.lane(Document::Lane::Steered).score, kPatience);
    QVERIFY(fixture.values().time.duration() >= fixture.values().document.seconds());
    // The steering's focus walks the rows.
    fixture.action(ActionId::LayerUp)->trigger();
    QCOMPARE(fixture.values().steering.selectedLayer(), 5);
    fixture.action(ActionId::ClearSelection)->trigger();
    QCOMPARE(fixture.values().steering.selectedLayer(), kNoLayer);
}

void TestMainWindow::engineKilledRecovers()
{
    WindowFixture fixture;
    openPath(fixture.parts(), sampleFile("no.wav"));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled(), kPatience);
    fixture.values().steering.setMaster(0.75);
    QVERIFY(fixture.killEngine());
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.errors().isEmpty(), kPatience);
    QVERIFY(fixture.window().findChild<NoticeBar*>()->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(fixture.values().session.model() && fixture.settled(), kPatience);
    QCOMPARE(fixture.values().steering.master(), 0.75); // what was turned stays
    const auto& trace = fixture.values().document.lane(Document::Lane::Steered).traces.at(0);
    QVERIFY(qFuzzyCompare(trace->layers[0].effectiveScale, 0.75 * trace->layers[0].trainedScale));
}

void TestMainWindow::aModelThatIsNotThere()
{
    LaunchOptions options;
    options.model = QStringLiteral("/no/such/model");
    WindowFixture fixture(options);
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.errors().isEmpty(), kPatience);
    QVERIFY2(
        fixture.errors().constFirst().contains("/no/such/model"), qPrintable(fixture.errors().constFirst()));
    QVERIFY(!fixture.values().session.model());
    QVERIFY(fixture.action(ActionId::Models)->isEnabled());
}

void TestMainWindow::badAudioFilesAreNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("left stop down\n");
    QTest::newRow("only a header") << QByteArray("RIFF\x24\x00\x00\x00WAVEfmt ", 16);
}

void TestMainWindow::badAudioFilesAreNamed()
{
    QFETCH(QByteArray, bytes);
    WindowFixture fixture;
    const QString path = fixture.file("bad.wav");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    openPath(fixture.parts(), path);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.errors().size(), 1, kPatience);
    QVERIFY2(fixture.errors().constFirst().contains(path), qPrintable(fixture.errors().constFirst()));
    QVERIFY(!fixture.values().document.isOpen());
    openPath(fixture.parts(), fixture.file("missing.wav"));
    QTRY_COMPARE_WITH_TIMEOUT(fixture.errors().size(), 2, kPatience);
    // The window lives on.
    openPath(fixture.parts(), sampleFile("no.wav"));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.values().document.isOpen(), kPatience);
    QVERIFY(!fixture.window().findChild<NoticeBar*>()->isVisible());
}

void TestMainWindow::droppedFilesOpen()
{
    WindowFixture fixture;
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(sampleFile("no.wav"))});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&fixture.window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&fixture.window(), &drop);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.values().document.isOpen(), kPatience);
    QCOMPARE(fixture.values().document.name(), QStringLiteral("no.wav"));
    QCOMPARE(fixture.parts().recent->files(), QStringList{sampleFile("no.wav")});
}

void TestMainWindow::settingsFileSteers()
{
    WindowFixture fixture;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.values().session.model(), kPatience);
    fixture.values().steering.setMultiplier(2, -0.5);
    const QString path = fixture.file("s.steerscope.json");
    fixture.parts().exporter->saveSettingsTo(path);
    fixture.values().steering.reset();
    openPath(fixture.parts(), path);
    QCOMPARE(fixture.values().steering.turned(2).multiplier, -0.5);
    QVERIFY(!fixture.values().document.isOpen());
}

void TestMainWindow::orphansAreOffered()
{
    LaunchOptions options;
    options.engine = {QStringLiteral(STEERSCOPE_BIN "/steerscope-engine")};
    const test::HomeFolder home;
    QVERIFY(QFile::copy(sampleFile("no.wav"), recordingsFolder() + "/2026-01-01 10-00-00.partial.wav"));
    Theme theme;
    WindowValues values;
    MainWindow window(values, options, &theme);
    window.show();
    window.startWork();
    auto* bar = window.findChild<NoticeBar*>();
    QVERIFY(bar->isVisible());
    QVERIFY(QFile::exists(recordingsFolder() + "/2026-01-01 10-00-00.wav"));
    for (QToolButton* button : bar->findChildren<QToolButton*>())
        if (button->isVisible() && button->text() == QStringLiteral("Open it"))
            button->click();
    QTRY_COMPARE_WITH_TIMEOUT(values.document.name(), QStringLiteral("2026-01-01 10-00-00.wav"), kPatience);
}

void TestMainWindow::everyFocusableWidgetHasAName()
{
    WindowFixture fixture;
    openPath(fixture.parts(), sampleFile("no.wav"));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.settled(), kPatience);
    fixture.values().steering.selectLayer(3);
    QStringList nameless;
    for (QWidget* widget : fixture.window().findChildren<QWidget*>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
            continue;
        if (qobject_cast<QAbstractScrollArea*>(widget->parentWidget()))
            continue; // viewports are their area's
        const QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
        if (!interface || interface->text(QAccessible::Name).isEmpty())
            nameless.append(QStringLiteral("%1 %2 in %3")
                                .arg(widget->metaObject()->className(), widget->objectName(),
                                    widget->parentWidget()->metaObject()->className()));
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join("; ")));
}

void TestMainWindow::layoutIsRemembered()
{
    const test::HomeFolder home;
    LaunchOptions options;
    options.engine = {QStringLiteral("/bin/false")};
    Theme theme;
    {
        WindowValues values;
        MainWindow window(values, options, &theme);
        window.show();
        (*window.parts().actions)[ActionId::ShowTranscript]->trigger();
        (*window.parts().actions)[ActionId::ShowEntropy]->trigger();
        QVERIFY(!window.parts().transcript->isVisible());
        window.close();
    }
    WindowValues values;
    MainWindow window(values, options, &theme);
    window.show();
    QVERIFY(!window.parts().transcript->isVisible());
    QVERIFY(window.parts().workspace->gateView().show == GateShow::Entropy);
    QVERIFY((*window.parts().actions)[ActionId::ShowEntropy]->isChecked());
    (*window.parts().actions)[ActionId::ResetLayout]->trigger();
    QVERIFY(window.parts().transcript->isVisible());
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
