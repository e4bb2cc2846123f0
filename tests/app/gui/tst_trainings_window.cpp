// SPDX-License-Identifier: MIT
// The window of trainings with a trainer that trains nothing (tests/core/session/fake_trainer.cpp), and the
// program that is asked for a picture of it.
#include "app/gui/report_browser.h"
#include "app/gui/report_view.h"
#include "app/gui/run_list.h"
#include "app/gui/start_training_dialog.h"
#include "app/gui/trainings_window.h"
#include "tests/app/gui/home_folder.h"
#include "tests/core/session/synthetic_training.h"
#include "widgets/controls/notice_bar.h"
#include "widgets/training/training_header.h"
#include "widgets/training/training_view.h"

#include <QLabel>
#include <QListWidget>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTextTable>
#include <QtTest>

using namespace steerscope;

namespace {

constexpr int kPatience = 60'000;

const char* const kSvg
    = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"100\" viewBox=\"0 0 400 100\">\n"
      "<style>@media (prefers-color-scheme: dark){.page{fill:#1d1f21}.strong{fill:#eeeeee}}</style>\n"
      "<rect class=\"page\" width=\"400\" height=\"100\" fill=\"#ffffff\"/>"
      "<rect class=\"strong\" x=\"100\" width=\"100\" height=\"100\" fill=\"#101010\"/></svg>\n";

// Waits until the button can be pressed, and presses it.
bool press(const QWidget& window, const QString& name)
{
    return QTest::qWaitFor(
        [&] {
            for (QPushButton* button : window.findChildren<QPushButton*>())
                if (button->accessibleName() == name && button->isEnabled() && !button->isHidden()) {
                    button->click();
                    return true;
                }
            return false;
        },
        kPatience);
}

} // namespace

class TestTrainingsWindow : public QObject {
    Q_OBJECT

private:
    test::HomeFolder m_home;
    QString m_config;

    QString notice(const TrainingsWindow& window) const
    {
        for (const NoticeBar* bar : window.findChildren<NoticeBar*>(QString(), Qt::FindDirectChildrenOnly))
            if (!bar->isHidden())
                return noticeText(bar->notice());
        return {};
    }
    QString makeReport(const QString& name) const
    {
        const QString folder = m_home.file(name);
        QDir().mkpath(folder);
        test::writeFile(folder + QStringLiteral("/report.md"),
            "# Which is better?\n\nLayer-wise **wins**.\n\n| variant | WER |\n|---|---|\n| static | 0.31 "
            "|\n\n[rows.csv](rows.csv)\n\n![Loss](loss.svg)\n");
        test::writeFile(folder + QStringLiteral("/rows.csv"),
            "variant,WER\r\n\"static, \"\"plain\"\"\",0.31\r\nlayerwise,0.22\r\n");
        test::writeFile(folder + QStringLiteral("/loss.svg"), kSvg);
        return folder;
    }

private Q_SLOTS:
    void init()
    {
        test::failOnAnyWarning();
        qputenv("STEERSCOPE_CLI", STEERSCOPE_BIN "/fake_trainer");
        m_config = m_home.file(QStringLiteral("digits.json"));
        QVERIFY(test::writeFile(m_config, "{\"task\":\"ctc\"}"));
    }

    void startPauseGoOnStopAndOutlive()
    {
        const QString folder = m_home.file(QStringLiteral("run one"));
        qint64 pid = 0;
        {
            TrainingsWindow window;
            window.show();
            StartTrainingDialog dialog;
            connect(&dialog, &StartTrainingDialog::started, &window, &TrainingsWindow::followStart);
            dialog.setConfig(m_config);
            dialog.setFolder(folder);
            dialog.start();
            QTRY_VERIFY_WITH_TIMEOUT(window.log()->state() == TrainingState::Running, kPatience);
            pid = window.log()->status().pid;
            QVERIFY(press(window, QStringLiteral("Pause")));
            QTRY_VERIFY(window.log()->state() == TrainingState::Paused);
            QVERIFY(press(window, QStringLiteral("Continue")));
            QTRY_VERIFY(window.log()->state() == TrainingState::Running);
        }
        QVERIFY(processLives(pid, 4e9)); // the window is gone, the training is not
        TrainingsWindow window;
        window.show();
        auto* list = window.findChild<RunList*>()->findChild<QListWidget*>();
        QCOMPARE(list->count(), 1);
        QVERIFY(list->item(0)->text().startsWith(QStringLiteral("run one\nRunning")));
        list->setCurrentRow(0);
        QTRY_VERIFY(window.log()->state() == TrainingState::Running);
        QVERIFY(press(window, QStringLiteral("Stop")));
        QTRY_VERIFY(window.log()->state() == TrainingState::Stopped);
        QTRY_VERIFY(!processLives(pid, 4e9));
        const int stopped = window.log()->run().lastStep();
        QVERIFY(press(window, QStringLiteral("Continue")));
        QTRY_VERIFY(window.log()->run().lastStep() > stopped);
        QVERIFY(window.log()->status().pid != pid);
        QVERIFY(press(window, QStringLiteral("Stop")));
        QTRY_VERIFY(window.log()->state() == TrainingState::Stopped);
        QCOMPARE(notice(window), QString());
    }

    void aTrainingThatEndsBeforeItBeginsShowsItsWords()
    {
        QVERIFY(test::writeFile(m_config, "{\"refuse\":1}"));
        TrainingsWindow window;
        window.show();
        StartTrainingDialog dialog;
        connect(&dialog, &StartTrainingDialog::started, &window, &TrainingsWindow::followStart);
        dialog.setConfig(m_config);
        dialog.setFolder(m_home.file(QStringLiteral("refused")));
        dialog.start();
        QTRY_VERIFY_WITH_TIMEOUT(
            notice(window).contains(QStringLiteral("\"refuse\" is not known")), kPatience);
    }

    void theDialogProposesAFreeFolderAndSaysWhatIsWrong()
    {
        const QString parent = m_home.file(QStringLiteral("parent"));
        QDir().mkpath(parent + QStringLiteral("/digits-1"));
        QCOMPARE(freeRunFolder(parent, m_config), parent + QStringLiteral("/digits-2"));
        StartTrainingDialog dialog;
        dialog.setConfig(m_config);
        QVERIFY(dialog.folder().endsWith(QStringLiteral("/digits-1")));
        dialog.setFolder(m_home.file(QStringLiteral("mine")));
        dialog.setConfig(m_home.file(QStringLiteral("other.json")));
        QCOMPARE(dialog.folder(), m_home.file(QStringLiteral("mine"))); // the user's own stays
        QSignalSpy started(&dialog, &StartTrainingDialog::started);
        dialog.start();
        QCOMPARE(started.count(), 0);
        const auto labels = dialog.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
            [](const QLabel* label) { return label->text().contains(QStringLiteral("other.json")); }));
    }

    void aFolderWithoutATrainingIsSaid()
    {
        TrainingsWindow window;
        QSignalSpy errors(&window, &TrainingsWindow::errorShown);
        window.openRun(m_home.file(QStringLiteral("nothing")));
        QCOMPARE(errors.count(), 1);
        QVERIFY(notice(window).contains(QStringLiteral("nothing")));
    }

    void reportsShowTextTablesAndPictures()
    {
        const QString folder = makeReport(QStringLiteral("report"));
        TrainingsWindow window;
        window.resize(1000, 700);
        window.show();
        window.openReport(folder);
        QCOMPARE(reportFiles(folder), (QStringList{"report.md", "rows.csv", "loss.svg"}));
        ReportBrowser* browser = window.reports()->browser();
        QVERIFY(browser->toPlainText().contains(QStringLiteral("Layer-wise wins.")));
        const QVariant picture
            = browser->document()->resource(QTextDocument::ImageResource, QUrl(QStringLiteral("loss.svg")));
        QCOMPARE(picture.value<QImage>().size(), QSize(400, 100) * browser->devicePixelRatioF());
        browser->setSource(QUrl(QStringLiteral("rows.csv"))); // as a click on the link does
        QVERIFY(browser->toPlainText().contains(QStringLiteral("static, \"plain\"")));
        // The report is replaced while it is shown.
        auto* files = window.reports()->findChild<QListWidget*>();
        QDir(folder).removeRecursively();
        makeReport(QStringLiteral("report"));
        test::writeFile(folder + QStringLiteral("/more.csv"), "a,b\n");
        QTRY_COMPARE(files->count(), 4);
    }

    void tablesAndPicturesOfReports()
    {
        QCOMPARE(tableHtml(QStringLiteral("a,\"b,\"\"c\"\"\nd\"\n1,<2>")),
            QStringLiteral("<table><tr><th>a</th><th>b,&quot;c&quot;\n"
                           "d</th></tr><tr><td>1</td><td>&lt;2&gt;</td></tr></table>"));
        const QByteArray light = svgFor(kSvg, false);
        const QByteArray dark = svgFor(kSvg, true);
        QVERIFY(!light.contains("style") && light.contains("fill=\"#ffffff\""));
        QVERIFY(!dark.contains("style") && dark.contains("height=\"100\" fill=\"#1d1f21\"/>"));
        QVERIFY(dark.contains("fill=\"#eeeeee\""));
        QCOMPARE(svgFor("<svg/>", true), QByteArray("<svg/>"));
        const QString folder = makeReport(QStringLiteral("pictures"));
        const QUrl name(QStringLiteral("loss.svg"));
        for (const bool isDark : {false, true}) {
            ReportBrowser browser;
            browser.resize(800, 400);
            QPalette palette = browser.palette();
            palette.setColor(QPalette::Base, isDark ? Qt::black : Qt::white);
            palette.setColor(QPalette::Text, isDark ? Qt::white : Qt::black);
            browser.setPalette(palette);
            browser.showFile(folder + QStringLiteral("/report.md"));
            const auto image
                = browser.document()->resource(QTextDocument::ImageResource, name).value<QImage>();
            QCOMPARE(image.pixelColor(10, 50), isDark ? QColor(0x1d, 0x1f, 0x21) : QColor(Qt::white));
            QCOMPARE(image.pixelColor(150, 50), isDark ? QColor(0xee, 0xee, 0xee) : QColor(0x10, 0x10, 0x10));
        }
    }

    void theProgramMakesAPictureOfATraining_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<int>("ratio");
        QTest::newRow("light") << "light" << 1;
        QTest::newRow("dark, high resolution") << "dark" << 2;
    }
    void theProgramMakesAPictureOfATraining()
    {
        QFETCH(QString, theme);
        QFETCH(int, ratio);
        const QString folder = m_home.file(QStringLiteral("finished"));
        QVERIFY(test::writeRunFolder(folder, {}, "finished", 0));
        const QString picture = m_home.file(theme + ".png");
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_SCALE_FACTOR", QString::number(ratio));
        process.setProcessEnvironment(environment);
        process.start(STEERSCOPE_BIN "/steerscope",
            {"--training", folder, "--screenshot", picture, "--size", "1000x700", "--theme", theme,
                "--language", "en", "--engine", "/bin/false"});
        QVERIFY(process.waitForFinished(kPatience));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        const QImage image(picture);
        QCOMPARE(image.size(), QSize(1000, 700) * ratio);
        const int ground = qGray(image.pixel(image.width() - 4, 4));
        QVERIFY2(theme == "dark" ? ground < 100 : ground > 180, qPrintable(QString::number(ground)));
    }

    void theProgramSaysWhereThereIsNoTraining()
    {
        QProcess process;
        process.start(STEERSCOPE_BIN "/steerscope",
            {"--training", "/no/run", "--screenshot", m_home.file("none.png"), "--engine", "/bin/false"});
        QVERIFY(process.waitForFinished(kPatience));
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("/no/run"));
    }
};

QTEST_MAIN(TestTrainingsWindow)
#include "tst_trainings_window.moc"
