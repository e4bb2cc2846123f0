// SPDX-License-Identifier: MIT
// Layout arithmetic of the headers, against values worked out by hand.
#include "widgets/steering/level_bar.h"
#include "widgets/tracks/header_geometry.h"

#include <QGuiApplication>
#include <QTest>

using namespace steerscope;

class TestHeaderGeometry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void levelsAndPositionsAreInverse()
    {
        const QRectF bar(10, 0, 200, 20);
        QCOMPARE(levelToX(0.0, bar), 110.0);
        QCOMPARE(levelToX(1.0, bar), 160.0);
        QCOMPARE(levelToX(-5.0, bar), 10.0); // held within the bar
        for (double level : {-2.0, -1.5, 0.0, 0.25, 1.0, 2.0})
            QCOMPARE(xToLevel(levelToX(level, bar), bar), level);
        QCOMPARE(xToLevel(1000, bar), 2.0);
        QCOMPARE(xToLevel(5, QRectF()), 0.0);
    }

    void zeroAndTheTrainedLevelCatchThePointer()
    {
        const QRectF bar(0, 0, 200, 20); // 50 px a unit
        QCOMPARE(snapLevel(1.05, 1.0, bar), 1.0);
        QCOMPARE(snapLevel(-0.05, 1.0, bar), 0.0);
        QCOMPARE(snapLevel(1.1, 1.0, bar), 1.1);
    }

    void figuresAreWrittenToTheirPlaces()
    {
        QCOMPARE(formatLevel(1.0), QStringLiteral("1.00"));
        QCOMPARE(formatLevel(-0.001), QStringLiteral("0.00"));
        QCOMPARE(formatScale(0.014), QStringLiteral("0.0140"));
        QCOMPARE(formatScale(0.0), QStringLiteral("0.0000"));
        QCOMPARE(formatScale(1.2e-6), QStringLiteral("1.2e-06"));
        QCOMPARE(formatPush(0.0214), QStringLiteral("2.1 %"));
    }

    void typedNumbersMayHaveEitherPoint_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::newRow("point") << QStringLiteral(" 0.5 ") << 0.5;
        QTest::newRow("comma") << QStringLiteral("0,5") << 0.5;
        QTest::newRow("typeset minus") << QStringLiteral("\u22121.25") << -1.25;
        QTest::newRow("exponent") << QStringLiteral("1e-3") << 0.001;
    }
    void typedNumbersMayHaveEitherPoint()
    {
        QFETCH(QString, text);
        QTEST(parseNumber(text).value_or(99.0), "value");
    }

    void whatIsNoNumberIsNone()
    {
        for (const QString& text : {QString(), QStringLiteral("-"), QStringLiteral("one"),
                 QStringLiteral("nan"), QStringLiteral("inf"), QStringLiteral("1e999")})
            QVERIFY2(!parseNumber(text), qPrintable(text));
    }

    void columnsFollowEachOtherWithoutOverlap()
    {
        const QFontMetrics metrics{QFont()};
        const HeaderColumns c = headerColumns(preferredHeaderWidth(metrics), metrics);
        QVERIFY(c.numberLeft + c.numberWidth < c.muteLeft);
        QVERIFY(c.muteLeft + c.buttonWidth < c.soloLeft);
        QVERIFY(c.soloLeft + c.buttonWidth < c.barLeft);
        QVERIFY(c.barLeft + c.barWidth < c.valueLeft);
        QCOMPARE(c.barWidth, 110);
        QCOMPARE(partAt(c, c.numberLeft), HeaderPart::Number);
        QCOMPARE(partAt(c, c.muteLeft), HeaderPart::Mute);
        QCOMPARE(partAt(c, c.soloLeft), HeaderPart::Solo);
        QCOMPARE(partAt(c, c.barLeft), HeaderPart::Bar);
        QCOMPARE(partAt(c, c.valueLeft + 1), HeaderPart::Value);
        QCOMPARE(partAt(c, -1), HeaderPart::None);
    }

    void aGrownRowStaysWithinTheColumn()
    {
        const TrackLayout layout = layoutTracks({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 60, true); // rows of 6 px
        QCOMPARE(grownRect(layout, 0, 100, 30), QRect(0, 0, 100, 30));
        QCOMPARE(grownRect(layout, 5, 100, 30), QRect(0, 18, 100, 30));
        QCOMPARE(grownRect(layout, 9, 100, 30), QRect(0, 30, 100, 30));
    }

    void numbersAreWrittenAsOftenAsTheyFit()
    {
        QCOMPARE(labelEvery(12, 10), 1);
        QCOMPARE(labelEvery(6, 10), 2);
        QCOMPARE(labelEvery(4, 10), 4);
    }

    void aFastPointerSkipsNoRow()
    {
        QCOMPARE(rowsPassed(2, 10.0, 5, 40.0), (std::vector<PaintedRow>{{3, 20.0}, {4, 30.0}, {5, 40.0}}));
        QCOMPARE(rowsPassed(2, 10.0, 1, 0.0), (std::vector<PaintedRow>{{1, 0.0}}));
        QCOMPARE(rowsPassed(2, 10.0, 2, 15.0), (std::vector<PaintedRow>{{2, 15.0}}));
    }

    void aWobbleIsNoPainting()
    {
        const TrackLayout layout = layoutTracks({0, 1, 2, 3}, 160, true); // rows of 40 px
        QVERIFY(!leavesRow(layout, 1, 40));
        QVERIFY(!leavesRow(layout, 1, 90));
        QVERIFY(leavesRow(layout, 1, 92));
        QVERIFY(leavesRow(layout, 1, 27));
    }
};

QTEST_MAIN(TestHeaderGeometry)
#include "tst_header_geometry.moc"
