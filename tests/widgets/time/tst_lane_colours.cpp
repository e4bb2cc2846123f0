// SPDX-License-Identifier: MIT
// Text stays readable on every palette (WCAG 2.1: 4.5 : 1).
#include "widgets/time/lane_colours.h"

#include <QTest>

using namespace steerscope;

class TestLaneColours : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contrastOfKnownPairs()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
        // #767676 on white is the well-known lightest grey that passes: 4.54.
        QVERIFY(std::abs(contrastRatio(QColor(0x767676), Qt::white) - 4.54) < 0.005);
        QCOMPARE(contrastRatio(Qt::white, QColor(0x767676)), contrastRatio(QColor(0x767676), Qt::white));
    }

    void mixesByChannel()
    {
        QCOMPARE(mix(QColor(0, 100, 200), QColor(100, 0, 200), 0.25), QColor(25, 75, 200));
    }

    void textIsReadable_data()
    {
        QTest::addColumn<QColor>("base");
        QTest::addColumn<QColor>("ink");
        QTest::newRow("light") << QColor(Qt::white) << QColor(Qt::black);
        QTest::newRow("dark") << QColor(0x1e1e1e) << QColor(0xe6e6e6);
        QTest::newRow("solarized") << QColor(0xfdf6e3) << QColor(0x657b83);
        QTest::newRow("middle grey") << QColor(0x7f7f7f) << QColor(0x909090);
    }

    void textIsReadable()
    {
        QFETCH(QColor, base);
        QFETCH(QColor, ink);
        QPalette palette;
        palette.setColor(QPalette::Base, base);
        palette.setColor(QPalette::Text, ink);
        const LaneColours colours = laneColours(palette);
        QVERIFY(contrastRatio(colours.text, colours.background) >= 4.5);
        QVERIFY(contrastRatio(colours.quietText, colours.background) >= 4.5);
        QVERIFY(contrastRatio(colours.blockText, colours.block) >= 4.5);
    }

    void everyColourHasAReadableInk()
    {
        for (int grey = 0; grey < 256; ++grey) {
            const QColor background(grey, grey, grey);
            QVERIFY(contrastRatio(readableOn(background), background) >= 4.5);
        }
        QCOMPARE(readableOn(Qt::white, QColor(0x606060)), QColor(Qt::black));
    }
};

QTEST_MAIN(TestLaneColours)
#include "tst_lane_colours.moc"
