// SPDX-License-Identifier: MIT
#include "core/text/alignment.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

namespace steerscope {
namespace {

using Sequence = std::span<const int>;

// Collects runs; neighbours of one kind become one.
class Runs {
public:
    void add(EditKind kind, std::size_t length)
    {
        if (length == 0)
            return;
        const std::size_t reference = kind == EditKind::Inserted ? 0 : length;
        const std::size_t hypothesis = kind == EditKind::Deleted ? 0 : length;
        if (m_runs.empty() || m_runs.back().kind != kind)
            m_runs.push_back({kind, m_reference, m_reference, m_hypothesis, m_hypothesis});
        m_runs.back().referenceEnd = m_reference += reference;
        m_runs.back().hypothesisEnd = m_hypothesis += hypothesis;
    }
    std::vector<EditRun> take() { return std::move(m_runs); }

private:
    std::vector<EditRun> m_runs;
    std::size_t m_reference = 0;
    std::size_t m_hypothesis = 0;
};

// Errors between the whole reference and each beginning of the hypothesis. [hypothesis + 1]
template <class Reference, class Hypothesis>
std::vector<std::uint32_t> lastRow(const Reference& reference, const Hypothesis& hypothesis)
{
    std::vector<std::uint32_t> row(hypothesis.size() + 1);
    std::iota(row.begin(), row.end(), 0U);
    for (const int expected : reference) {
        std::uint32_t diagonal = row[0]++;
        std::size_t column = 0;
        for (const int found : hypothesis) {
            const std::uint32_t above = row[++column];
            const std::uint32_t best
                = std::min({above + 1, row[column - 1] + 1, diagonal + (expected == found ? 0 : 1)});
            diagonal = above;
            row[column] = best;
        }
    }
    return row;
}

void alignByTable(Sequence reference, Sequence hypothesis, Runs& runs)
{
    // The step taken into each cell, by the header's preference.
    const std::size_t width = hypothesis.size() + 1;
    std::vector<EditKind> steps((reference.size() + 1) * width, EditKind::Inserted);
    std::vector<std::uint32_t> row(width);
    std::iota(row.begin(), row.end(), 0U);
    for (std::size_t i = 1; i <= reference.size(); ++i) {
        std::uint32_t diagonal = row[0]++;
        steps[i * width] = EditKind::Deleted;
        for (std::size_t j = 1; j < width; ++j) {
            const bool equal = reference[i - 1] == hypothesis[j - 1];
            const std::uint32_t above = row[j];
            const std::uint32_t best = std::min({above + 1, row[j - 1] + 1, diagonal + (equal ? 0 : 1)});
            EditKind& step = steps[i * width + j];
            if (best == above + 1)
                step = EditKind::Deleted;
            else if (!equal && best == diagonal + 1)
                step = EditKind::Replaced;
            else
                step = best == row[j - 1] + 1 ? EditKind::Inserted : EditKind::Equal;
            diagonal = above;
            row[j] = best;
        }
    }
    std::vector<EditKind> path;
    for (std::size_t i = reference.size(), j = hypothesis.size(); i > 0 || j > 0;) {
        path.push_back(steps[i * width + j]);
        i -= path.back() != EditKind::Inserted;
        j -= path.back() != EditKind::Deleted;
    }
    for (auto step = path.rbegin(); step != path.rend(); ++step)
        runs.add(*step, 1);
}

void alignPart(Sequence reference, Sequence hypothesis, std::size_t maxCells, Runs& runs)
{
    const auto prefixEnd
        = std::mismatch(reference.begin(), reference.end(), hypothesis.begin(), hypothesis.end());
    const auto prefix = static_cast<std::size_t>(prefixEnd.first - reference.begin());
    reference = reference.subspan(prefix);
    hypothesis = hypothesis.subspan(prefix);
    const auto suffixEnd
        = std::mismatch(reference.rbegin(), reference.rend(), hypothesis.rbegin(), hypothesis.rend());
    const auto suffix = static_cast<std::size_t>(suffixEnd.first - reference.rbegin());
    reference = reference.first(reference.size() - suffix);
    hypothesis = hypothesis.first(hypothesis.size() - suffix);

    runs.add(EditKind::Equal, prefix);
    if (reference.size() < 2 || hypothesis.size() <= maxCells / reference.size()) {
        alignByTable(reference, hypothesis, runs);
    } else { // Hirschberg: where does an optimal alignment leave the first half of the reference?
        const Sequence firstHalf = reference.first(reference.size() / 2);
        const Sequence secondHalf = reference.subspan(firstHalf.size());
        std::vector<std::uint32_t> errors = lastRow(firstHalf, hypothesis);
        const std::vector<std::uint32_t> backwards
            = lastRow(std::vector<int>(secondHalf.rbegin(), secondHalf.rend()),
                std::vector<int>(hypothesis.rbegin(), hypothesis.rend()));
        for (std::size_t j = 0; j < errors.size(); ++j)
            errors[j] += backwards[hypothesis.size() - j];
        const auto cut
            = static_cast<std::size_t>(std::min_element(errors.begin(), errors.end()) - errors.begin());
        alignPart(firstHalf, hypothesis.first(cut), maxCells, runs);
        alignPart(secondHalf, hypothesis.subspan(cut), maxCells, runs);
    }
    runs.add(EditKind::Equal, suffix);
}

} // namespace

const char* editKindName(EditKind kind)
{
    switch (kind) {
    case EditKind::Equal:
        return "equal";
    case EditKind::Replaced:
        return "replaced";
    case EditKind::Deleted:
        return "deleted";
    case EditKind::Inserted:
        return "inserted";
    }
    return "";
}

std::vector<EditRun> align(
    std::span<const int> reference, std::span<const int> hypothesis, std::size_t maxCells)
{
    Runs runs;
    alignPart(reference, hypothesis, maxCells, runs);
    return runs.take();
}

} // namespace steerscope
