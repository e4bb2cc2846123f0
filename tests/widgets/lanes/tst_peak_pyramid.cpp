// SPDX-License-Identifier: MIT
// Peaks at every zoom, against the plain loop and against signals whose peaks are known.
#include "widgets/lanes/peak_pyramid.h"
#include "widgets/lanes/waveform_picture.h"

#include <QTest>
#include <algorithm>
#include <random>

using namespace steerscope;

namespace {

std::shared_ptr<Waveform> noise(std::size_t samples)
{
    auto waveform = std::make_shared<Waveform>();
    std::mt19937 random(7);
    std::uniform_real_distribution<float> value(-0.8F, 0.8F);
    waveform->samples.resize(samples);
    std::generate(waveform->samples.begin(), waveform->samples.end(), [&] { return value(random); });
    return waveform;
}

Peak slowPeak(const std::vector<float>& samples, long first, long end)
{
    const auto [low, high] = std::minmax_element(samples.begin() + first, samples.begin() + end);
    return {*low, *high};
}

} // namespace

class TestPeakPyramid : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalsThePlainLoopOnWholeBlocks()
    {
        const auto waveform = noise(300000);
        const PeakPyramid peaks(waveform);
        std::mt19937 random(2);
        std::uniform_int_distribution<long> block(0, 300000 / PeakPyramid::kBlock);
        for (int trial = 0; trial < 300; ++trial) {
            long first = block(random) * PeakPyramid::kBlock;
            long end = block(random) * PeakPyramid::kBlock;
            if (first == end)
                continue;
            if (first > end)
                std::swap(first, end);
            // Half a sample inside, so that rounding cannot reach the neighbouring blocks.
            const Peak fast = peaks.between(
                (static_cast<double>(first) + 0.5) / 16000.0, (static_cast<double>(end) - 0.5) / 16000.0);
            if (end - first > PeakPyramid::kBlock)
                QCOMPARE(fast, slowPeak(waveform->samples, first, end));
        }
        QCOMPARE(peaks.loudest(),
            std::max(
                -slowPeak(waveform->samples, 0, 300000).low, slowPeak(waveform->samples, 0, 300000).high));
    }

    void betweenSamplesIsTheStraightLine()
    {
        auto ramp = std::make_shared<Waveform>();
        for (int i = 0; i <= 100; ++i)
            ramp->samples.push_back(static_cast<float>(i) / 100.0F);
        const PeakPyramid peaks(ramp);
        const Peak peak = peaks.between(10.25 / 16000.0, 10.75 / 16000.0);
        QVERIFY(std::abs(peak.low - 0.1025F) < 1e-5F);
        QVERIFY(std::abs(peak.high - 0.1075F) < 1e-5F);
    }

    void outsideIsSilent()
    {
        const PeakPyramid peaks(noise(16000));
        QCOMPARE(peaks.between(1.5, 2.0), Peak{});
        QCOMPARE(peaks.between(-1.0, 0.0), Peak{});
        QCOMPARE(PeakPyramid(std::make_shared<Waveform>()).between(0.0, 1.0), Peak{});
    }

    void growingInPiecesEqualsTheWhole()
    {
        const auto waveform = noise(50000);
        const PeakPyramid whole(waveform);
        PeakPyramid growing(16000);
        const std::span<const float> samples(waveform->samples);
        for (std::size_t at = 0; at < samples.size(); at += 777)
            growing.append(samples.subspan(at, std::min<std::size_t>(777, samples.size() - at)));
        QCOMPARE(growing.samples(), 50000L);
        QCOMPARE(growing.loudest(), whole.loudest());
        for (double start = 0.0; start < 3.0; start += 0.1)
            QCOMPARE(growing.between(start, start + 0.1), whole.between(start, start + 0.1));
    }

    void rowsOfAPeak()
    {
        QCOMPARE(waveRows({-1.0F, 1.0F}, 1.0F, 101), (RowRange{0, 100}));
        QCOMPARE(waveRows({0.0F, 0.0F}, 1.0F, 101), (RowRange{50, 50}));
        QCOMPARE(waveRows({0.0F, 0.25F}, 0.5F, 101), (RowRange{25, 50}));
        QCOMPARE(waveRows({-9.0F, 9.0F}, 1.0F, 101), (RowRange{0, 100}));
    }
};

QTEST_GUILESS_MAIN(TestPeakPyramid)
#include "tst_peak_pyramid.moc"
