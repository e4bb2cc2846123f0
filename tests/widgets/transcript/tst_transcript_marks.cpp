// SPDX-License-Identifier: MIT
// Where words are marked and how figures are written, against values counted by hand.
#include "widgets/transcript/transcript_marks.h"

#include <QTest>

#include <cmath>

using namespace steerscope;

class TestTranscriptMarks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalTextsDifferNowhere()
    {
        const Differences found
            = differences(QStringLiteral("seven three one"), QStringLiteral("seven three one"));
        QVERIFY(found.before.empty() && found.after.empty());
        QCOMPARE(found.words, 0);
    }

    void aReplacedWordIsMarkedInBoth()
    {
        const Differences found
            = differences(QStringLiteral("seven tree one"), QStringLiteral("seven three one"));
        QCOMPARE(found.before, (std::vector<TextMark>{{6, 10}}));
        QCOMPARE(found.after, (std::vector<TextMark>{{6, 11}}));
        QCOMPARE(found.words, 1);
    }

    void aMissingWordIsMarkedWhereItStands()
    {
        const Differences found = differences(QStringLiteral("a b"), QStringLiteral("a b c d"));
        QVERIFY(found.before.empty());
        QCOMPARE(found.after, (std::vector<TextMark>{{4, 7}}));
        QCOMPARE(found.words, 2);
    }

    void positionsCountUtf16Units()
    {
        // "é" is two bytes and one unit, the emoji four bytes and two units.
        const Differences found = differences(QStringLiteral("é 😀 x"), QStringLiteral("é 😀 yz"));
        QCOMPARE(found.before, (std::vector<TextMark>{{5, 6}}));
        QCOMPARE(found.after, (std::vector<TextMark>{{5, 7}}));
    }

    void tokensAreFoundInTheTextTheyWrote()
    {
        Segment segment{
            0, 1, "seven three", {{1, " seven", 0.0}, {2, " th", -1.0}, {3, "ree", -0.5}, {4, "", -2.0}}};
        const std::vector<TokenMark> marks = tokenMarks(segment);
        QCOMPARE(marks.size(), std::size_t(3));
        QCOMPARE(marks[0].at, (TextMark{0, 5})); // the trimmed space is gone
        QCOMPARE(marks[1].at, (TextMark{5, 8}));
        QCOMPARE(marks[2].at, (TextMark{8, 11}));
        QCOMPARE(marks[1].probability, std::exp(-1.0));
        segment.text = "something else";
        QVERIFY(tokenMarks(segment).empty());
    }

    void timesGrowWithTheRecording_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("seconds") << 0.42 << QStringLiteral("0.42");
        QTest::newRow("rounded over the minute") << 59.996 << QStringLiteral("1:00.00");
        QTest::newRow("minutes") << 62.05 << QStringLiteral("1:02.05");
        QTest::newRow("hours") << 3602.5 << QStringLiteral("1:00:02.50");
    }
    void timesGrowWithTheRecording()
    {
        QFETCH(double, seconds);
        QTEST(formatTime(seconds), "text");
    }

    void theSummaryNamesTheLeastSureToken()
    {
        const Segment segment{0, 1, "one two", {{1, "one", std::log(0.81)}, {2, " two", std::log(0.49)}}};
        const QString summary = probabilitySummary({segment});
        QVERIFY2(summary.contains(QStringLiteral("63.0 %")), qPrintable(summary)); // sqrt(0.81 * 0.49)
        QVERIFY(summary.contains(QStringLiteral("two")) && summary.contains(QStringLiteral("49.0 %")));
        QVERIFY(probabilitySummary({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTranscriptMarks)
#include "tst_transcript_marks.moc"
