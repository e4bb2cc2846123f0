// SPDX-License-Identifier: MIT
// The level meter's decibels (20 log10, worked out by hand) and the notice bar's remedy.
#include "widgets/controls/level_meter.h"
#include "widgets/controls/notice_bar.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace steerscope;

class TestControls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decibelsOfFullScale()
    {
        QCOMPARE(toDecibels(1.0), 0.0);
        QVERIFY(std::abs(toDecibels(0.5) + 6.0206) < 1e-4);
        QCOMPARE(toDecibels(0.1), -20.0);
        QCOMPARE(toDecibels(0.0), kMeterFloor);
        QCOMPARE(toDecibels(3.0), 0.0);
        QCOMPARE(meterShare(kMeterFloor), 0.0);
        QCOMPARE(meterShare(-30.0), 0.5);
    }

    void aPeakIsHeldAndThenFalls()
    {
        QCOMPARE(fallenPeak(-6.0, LevelMeter::kHoldMilliseconds), -6.0);
        QCOMPARE(fallenPeak(-6.0, LevelMeter::kHoldMilliseconds + 1000), -26.0);
        QCOMPARE(fallenPeak(-6.0, 1000000), kMeterFloor);
        LevelMeter meter;
        meter.setLevels(0.5, 0.1);
        meter.setLevels(0.01, 0.01);
        QVERIFY(std::abs(meter.peak() + 6.02) < 0.01);
        QCOMPARE(meter.rms(), -40.0);
        meter.clear();
        QCOMPARE(meter.peak(), kMeterFloor);
    }

    void clippingStaysUntilItIsSeen()
    {
        LevelMeter meter;
        meter.resize(100, 20);
        meter.setLevels(1.0, 0.5);
        meter.setLevels(0.1, 0.1);
        QVERIFY(meter.clipped());
        QVERIFY(meter.accessibleDescription().contains(QStringLiteral("clipped")));
        QTest::mouseClick(&meter, Qt::LeftButton);
        QVERIFY(!meter.clipped());
    }

    void theMeterIsAsLongAsTheLevel()
    {
        LevelMeter meter;
        meter.resize(209, 12); // 200 px of track beside the clip mark
        meter.setLevels(0.0, 0.0);
        const QImage silent = meter.grab().toImage();
        meter.setLevels(0.0, std::pow(10.0, -30.0 / 20.0)); // -30 dB: half
        const QImage half = meter.grab().toImage();
        int changed = 0;
        for (int x = 0; x < silent.width(); ++x)
            changed += silent.pixel(x, 2) != half.pixel(x, 2);
        QVERIFY2(
            std::abs(changed * silent.devicePixelRatio() - 100) <= 1, qPrintable(QString::number(changed)));
    }

    void aNoticeSaysWhatAndDoesTheRemedy()
    {
        NoticeBar bar;
        QVERIFY(bar.isHidden());
        QAction remedy(QStringLiteral("&Restart engine"));
        QSignalSpy done(&remedy, &QAction::triggered);
        QSignalSpy gone(&bar, &NoticeBar::dismissed);
        const Notice notice{Notice::Kind::Failed, QStringLiteral("The engine <ended>"),
            QStringLiteral("signal 9"), QStringLiteral("Start it again")};
        bar.showNotice(notice, &remedy);
        QVERIFY(!bar.isHidden());
        QCOMPARE(bar.accessibleDescription(), QStringLiteral("The engine <ended>: signal 9: Start it again"));
        button(bar, "Copy this message")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), bar.accessibleDescription());
        button(bar, "Restart engine")->click();
        QCOMPARE(done.count(), 1);
        QCOMPARE(gone.count(), 1);
        QVERIFY(bar.isHidden());
    }

    void aNoticeWithoutARemedyHasNoButtonForIt()
    {
        NoticeBar bar;
        QAction remedy(QStringLiteral("Try again"));
        bar.showNotice({Notice::Kind::Failed, QStringLiteral("first"), {}, {}}, &remedy);
        bar.showNotice({Notice::Kind::Warning, QStringLiteral("second"), {}, {}});
        int offered = 0;
        for (const QToolButton* each : bar.findChildren<QToolButton*>())
            offered += !each->isHidden() && each->text() == QStringLiteral("Try again");
        QCOMPARE(offered, 0);
        button(bar, "Close this message")->click();
        QVERIFY(bar.isHidden());
    }

private:
    static QToolButton* button(const NoticeBar& bar, const char* name)
    {
        for (QToolButton* each : bar.findChildren<QToolButton*>())
            if (each->accessibleName() == QLatin1String(name))
                return each;
        qFatal("no button is named %s", name);
    }
};

QTEST_MAIN(TestControls)
#include "tst_controls.moc"
