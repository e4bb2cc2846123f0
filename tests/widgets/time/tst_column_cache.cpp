// SPDX-License-Identifier: MIT
// Columns are handed out for filling only when they are new or changed, and keep their time when the view
// pans.
#include "widgets/time/column_cache.h"

#include <QTest>

using namespace steerscope;

namespace {

using Ranges = std::vector<ColumnRange>;

// Writes each column's number on the grid of 0.1 s.
void fillNumbers(ColumnCache& cache, const Ranges& ranges)
{
    for (const ColumnRange& range : ranges)
        for (int x = range.from; x < range.end; ++x)
            cache.plane().setPixel(x, 0, static_cast<uint>(std::lround(cache.spanOf(x).start * 10.0)));
}

uint numberAt(const ColumnCache& cache, int x)
{
    return reinterpret_cast<const QRgb*>(cache.plane().constScanLine(0))[x];
}

} // namespace

class TestColumnCache : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingAtFirstNothingAfterwards()
    {
        ColumnCache cache({QImage::Format_ARGB32});
        QCOMPARE(cache.moveTo({0.0, 10.0}, 100, 4), (Ranges{{0, 100}}));
        QVERIFY(cache.moveTo({0.0, 10.0}, 100, 4).empty());
        QCOMPARE(cache.filled(), 100L);
    }

    void panningFillsWhatCameIntoView()
    {
        ColumnCache cache({QImage::Format_ARGB32, QImage::Format_Grayscale8});
        fillNumbers(cache, cache.moveTo({20.0, 30.0}, 100, 2));
        const Ranges right = cache.moveTo({20.7, 30.7}, 100, 2);
        QCOMPARE(right, (Ranges{{93, 100}}));
        fillNumbers(cache, right);
        const Ranges left = cache.moveTo({18.9, 28.9}, 100, 2);
        QCOMPARE(left, (Ranges{{0, 18}}));
        fillNumbers(cache, left);
        for (int x = 0; x < 100; ++x)
            QCOMPARE(numberAt(cache, x), static_cast<uint>(189 + x));
    }

    void manySmallPansDoNotDrift()
    {
        ColumnCache cache({QImage::Format_ARGB32});
        TimeView view;
        view.setDuration(1000.0);
        view.setVisible(0.0, 10.0);
        fillNumbers(cache, cache.moveTo(view.visible(), 100, 1));
        for (int i = 0; i < 3000; ++i) {
            view.panBy(0.1);
            fillNumbers(cache, cache.moveTo(view.visible(), 100, 1));
        }
        QCOMPARE(cache.filled(), 100L + 3000L);
        QCOMPARE(numberAt(cache, 0), 3000U);
        QCOMPARE(numberAt(cache, 99), 3099U);
    }

    void zoomAndSizeFillAll()
    {
        ColumnCache cache({QImage::Format_ARGB32});
        cache.moveTo({0.0, 10.0}, 100, 4);
        QCOMPARE(cache.moveTo({0.0, 9.0}, 100, 4), (Ranges{{0, 100}}));
        QCOMPARE(cache.moveTo({0.0, 9.0}, 120, 4), (Ranges{{0, 120}}));
        QCOMPARE(cache.moveTo({0.0, 9.0}, 120, 5), (Ranges{{0, 120}}));
        QCOMPARE(cache.moveTo({500.0, 509.0}, 120, 5), (Ranges{{0, 120}}));
        QVERIFY(cache.moveTo({0.0, 9.0}, 0, 5).empty());
    }

    void onlyChangedColumnsAreFilledAgain()
    {
        ColumnCache cache({QImage::Format_ARGB32});
        cache.moveTo({20.0, 30.0}, 100, 1);
        cache.invalidate({24.05, 24.32});
        cache.invalidate({29.95, 50.0});
        cache.invalidate({0.0, 20.0});
        QCOMPARE(cache.moveTo({20.0, 30.0}, 100, 1), (Ranges{{40, 44}, {99, 100}}));
    }
};

QTEST_GUILESS_MAIN(TestColumnCache)
#include "tst_column_cache.moc"
