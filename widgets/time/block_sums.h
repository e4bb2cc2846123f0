// SPDX-License-Identifier: MIT
// Sums over any run of frames at a cost that grows with the logarithm of its length.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace steerscope {

// Over values [frames, channels], which must outlive it: keeps the sums of blocks of 8, 64, 512 ... frames
// beside them (a seventh of their number).
template <class Value> class BlockSums {
public:
    BlockSums() = default;
    BlockSums(const Value* values, int frames, int channels)
        : m_values(values)
        , m_channels(channels)
    {
        for (int blocks = frames / kBlock; blocks > 0; blocks /= kBlock)
            appendLevel(blocks);
    }

    // sums[c] += values[first..end)[c]
    void add(int first, int end, double* sums) const { addFrom(0, first, end, sums); }

private:
    static constexpr int kBlock = 8;

    template <class T> void addRows(const T* rows, int first, int end, double* sums) const
    {
        for (const T* row = rows + static_cast<std::size_t>(first) * m_channels; first < end; ++first)
            for (int c = 0; c < m_channels; ++c)
                sums[c] += *row++;
    }

    // Level 0 is the values themselves, level k blocks of 8^k frames.
    void addAt(std::size_t level, int first, int end, double* sums) const
    {
        if (level == 0)
            addRows(m_values, first, end, sums);
        else
            addRows(m_levels[level - 1].data(), first, end, sums);
    }

    void addFrom(std::size_t level, int first, int end, double* sums) const
    {
        const int firstBlock = (first + kBlock - 1) / kBlock;
        const int endBlock = end / kBlock;
        if (level == m_levels.size() || firstBlock >= endBlock) {
            addAt(level, first, end, sums);
            return;
        }
        addAt(level, first, firstBlock * kBlock, sums);
        addFrom(level + 1, firstBlock, endBlock, sums);
        addAt(level, endBlock * kBlock, end, sums);
    }

    void appendLevel(int blocks)
    {
        std::vector<float> level(static_cast<std::size_t>(blocks) * m_channels);
        std::vector<double> sums(m_channels);
        for (int block = 0; block < blocks; ++block) {
            std::fill(sums.begin(), sums.end(), 0.0);
            addAt(m_levels.size(), block * kBlock, (block + 1) * kBlock, sums.data());
            for (int c = 0; c < m_channels; ++c)
                level[static_cast<std::size_t>(block) * m_channels + c] = static_cast<float>(sums[c]);
        }
        m_levels.push_back(std::move(level));
    }

    const Value* m_values = nullptr;
    int m_channels = 0;
    std::vector<std::vector<float>> m_levels;
};

} // namespace steerscope
