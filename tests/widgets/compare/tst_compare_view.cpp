// SPDX-License-Identifier: MIT
#include "widgets/compare/compare_view.h"
#include "widgets/compare/comparison.h"
#include "widgets/compare/gate_difference_map.h"
#include "widgets/heatmap/colour_maps.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QTextEdit>

#include <cmath>

using namespace steerscope;

namespace {

using Kind = DiffPiece::Kind;

// One window, one layer of `experts`, 20 ms frames; the gate of expert e in frame t is base + step * t * e.
KeptGates gates(int layer, int frames, int counted, int experts, float base, float step)
{
    auto trace = std::make_shared<GatingTrace>();
    trace->endSeconds = counted * 0.02;
    LayerTrace rows;
    rows.layer = layer;
    rows.frames = frames;
    rows.countedFrames = counted;
    rows.experts = experts;
    for (int t = 0; t < frames; ++t)
        for (int e = 0; e < experts; ++e)
            rows.gates.push_back(base + step * static_cast<float>(t * e));
    trace->layers.push_back(rows);
    return {trace};
}

ComparedRun compared(const char* label, const char* text, KeptGates runGates = {})
{
    ComparedRun run;
    run.label = QString::fromLatin1(label);
    run.text = text;
    run.seconds = 0.5;
    run.gates = std::move(runGates);
    return run;
}

QString cell(const CompareView& view, int row, int column)
{
    return view.findChild<QTableWidget*>()->item(row, column)->text();
}

} // namespace

class TestCompareView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin)"))); }

    void piecesOfADifference()
    {
        QCOMPARE(
            diffPieces("a b c", "a b c"), (std::vector<DiffPiece>{{Kind::Same, QStringLiteral("a b c")}}));
        QCOMPARE(diffPieces("a b c d", "a x c e d"),
            (std::vector<DiffPiece>{{Kind::Same, QStringLiteral("a")}, {Kind::Missing, QStringLiteral("b")},
                {Kind::Added, QStringLiteral("x")}, {Kind::Same, QStringLiteral("c")},
                {Kind::Added, QStringLiteral("e")}, {Kind::Same, QStringLiteral("d")}}));
        QCOMPARE(diffPieces("grün und blau", "grün blau"),
            (std::vector<DiffPiece>{{Kind::Same, QStringLiteral("grün")},
                {Kind::Missing, QStringLiteral("und")}, {Kind::Same, QStringLiteral("blau")}}));
    }

    // By hand: of 4 words one is replaced, one missing, one too many.
    void countsFollowTheNormaliser()
    {
        const ComparedCounts counts
            = countsAgainst("One two three four", "One too four five.", TextNormalizer::None);
        QCOMPARE(counts.words.errors(), 3L);
        QCOMPARE(counts.words.referenceLength(), 4L);
        const ComparedCounts same = countsAgainst("Seven, three!", "seven three", TextNormalizer::Basic);
        QCOMPARE(same.words.errors(), 0L);
        QCOMPARE(same.characters.errors(), 0L);
        QVERIFY(countsAgainst("Seven, three!", "seven three", TextNormalizer::None).words.errors() == 2);
    }

    void gateDifferenceOfEverySlice()
    {
        // Gates differ by 0.25 + 0.01 t for expert 1; 10 counted frames in 5 slices: means of two frames.
        const KeptGates first = gates(3, 12, 10, 2, 0.0F, 0.0F);
        const KeptGates second = gates(3, 12, 10, 2, 0.25F, 0.01F);
        const GateDifference difference = gateDifference(first, second, 1, 5);
        QCOMPARE(difference.layers, std::vector<int>{3});
        for (int column = 0; column < 5; ++column) {
            const double expected = 0.25 + 0.01 * (2 * column + 0.5);
            QVERIFY(std::abs(difference.at(0, column) - expected) < 1e-6);
        }
        QVERIFY(std::abs(difference.largest - 0.335) < 1e-6);
        QCOMPARE(mostChangedExpert(first, second), 1);
        const GateDifference back = gateDifference(second, first, 1, 5);
        QCOMPARE(back.at(0, 2), -difference.at(0, 2));
        QVERIFY(std::isnan(gateDifference(first, second, 7, 5).at(0, 0))); // no such expert
        QVERIFY(gateDifference(first, gates(4, 12, 10, 2, 0.0F, 0.0F), 0, 5).layers.empty());
    }

    void sameGatesDifferNowhere()
    {
        const KeptGates run = gates(0, 6, 6, 3, 0.1F, 0.05F);
        const GateDifference difference = gateDifference(run, run, 2, 6);
        QCOMPARE(difference.largest, 0.0);
        const QImage image = gateDifferenceImage(difference, Qt::white, Qt::gray);
        QCOMPARE(image.size(), QSize(6, 1));
        QCOMPARE(image.pixel(3, 0), QColor(Qt::white).rgb());
    }

    void deepestLayerIsOnTopAndSignsHaveTheirColours()
    {
        GateDifference difference;
        difference.layers = {0, 5};
        difference.columns = 2;
        difference.values = {0.5F, NAN, -0.25F, 0.0F};
        difference.largest = 0.5;
        const QImage image = gateDifferenceImage(difference, Qt::white, Qt::gray);
        QCOMPARE(image.pixel(0, 1), divergingColour(1.0, Qt::white));
        QCOMPARE(image.pixel(1, 1), QColor(Qt::gray).rgb());
        QCOMPARE(image.pixel(0, 0), divergingColour(-0.5, Qt::white));
        QCOMPARE(image.pixel(1, 0), QColor(Qt::white).rgb());
    }

    void sameRunsShowNoDifference()
    {
        CompareView view;
        const KeptGates run = gates(0, 6, 6, 3, 0.1F, 0.05F);
        view.setRuns({compared("a", "seven three one", run), compared("b", "seven three one", run)});
        QCOMPARE(view.differences(), 0);
        QCOMPARE(cell(view, 1, 1), QStringLiteral("0.0 %"));
        view.stepDifference(1);
        QCOMPARE(view.shownDifference(), -1);
    }

    void differencesAreWalkedThrough()
    {
        CompareView view;
        view.setRuns(
            {compared("a", "seven three one"), compared("b", "seven tree one two"), compared("c", "one")});
        QCOMPARE(view.differences(), 3); // tree; two; "seven three" missing
        auto* words = view.findChild<QTextEdit*>();
        QStringList seen;
        for (int i = 0; i < 4; ++i) {
            view.stepDifference(1);
            seen.append(words->textCursor().selectedText());
        }
        QCOMPARE(seen,
            (QStringList{QStringLiteral("three tree"), QStringLiteral("two"), QStringLiteral("seven three"),
                QStringLiteral("three tree")}));
        view.stepDifference(-1);
        QCOMPARE(view.shownDifference(), 2);
    }

    void referenceDecidesWhatIsCounted()
    {
        CompareView view;
        view.setRuns({compared("a", "seven three one"), compared("b", "Seven tree one.")});
        QCOMPARE(cell(view, 1, 3), QStringLiteral("1")); // against the first run: tree
        QSignalSpy changed(&view, &CompareView::referenceChanged);
        view.setReference(QStringLiteral("seven tree one"));
        QCOMPARE(changed.size(), 0);
        QCOMPARE(cell(view, 0, 3), QStringLiteral("1"));
        QCOMPARE(cell(view, 1, 1), QStringLiteral("0.0 %"));
        view.findChild<QComboBox*>()->setCurrentIndex(0); // no normaliser: case and full stop count
        QCOMPARE(cell(view, 1, 3), QStringLiteral("2"));
        auto* edit = view.findChild<QLineEdit*>();
        QTest::keyClicks(edit, QStringLiteral(" two"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toString(), QStringLiteral("seven tree one two"));
        QCOMPARE(cell(view, 0, 4), QStringLiteral("1"));
    }
};

QTEST_MAIN(TestCompareView)
#include "tst_compare_view.moc"
