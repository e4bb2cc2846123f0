// SPDX-License-Identifier: MIT
// Sums over any run of frames, against the plain loop.
#include "widgets/time/block_sums.h"

#include <QTest>
#include <cmath>
#include <random>

using namespace steerscope;

class TestBlockSums : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalThePlainLoop_data()
    {
        QTest::addColumn<int>("frames");
        for (const int frames : {1, 7, 8, 9, 64, 100, 1500, 4097})
            QTest::addRow("%d frames", frames) << frames;
    }

    void equalThePlainLoop()
    {
        QFETCH(int, frames);
        constexpr int kChannels = 3;
        std::mt19937 random(1);
        std::uniform_real_distribution<float> share(0.0F, 1.0F);
        std::vector<float> values(static_cast<std::size_t>(frames) * kChannels);
        for (float& value : values)
            value = share(random);
        const BlockSums<float> sums(values.data(), frames, kChannels);
        std::uniform_int_distribution<int> border(0, frames);
        for (int trial = 0; trial < 200; ++trial) {
            int first = border(random);
            int end = border(random);
            if (first > end)
                std::swap(first, end);
            double fast[kChannels] = {};
            sums.add(first, end, fast);
            for (int c = 0; c < kChannels; ++c) {
                double slow = 0.0;
                for (int t = first; t < end; ++t)
                    slow += values[static_cast<std::size_t>(t) * kChannels + c];
                QVERIFY(std::abs(fast[c] - slow) <= 1e-6 * frames);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestBlockSums)
#include "tst_block_sums.moc"
