// SPDX-License-Identifier: MIT
#include "core/pipeline/ask/word_flips.h"

#include "core/text/error_rate.h"
#include "core/text/unicode.h"

#include <optional>

namespace steerscope {

namespace {

// Where a followed word is in one point's text; absent: it has gone.
using Places = std::vector<std::optional<std::size_t>>;

Places placesIn(const std::string& followed, const std::string& text)
{
    Places places;
    for (const EditRun& run : alignWords(followed, text))
        for (std::size_t i = run.referenceBegin; i < run.referenceEnd; ++i) {
            if (run.kind == EditKind::Deleted)
                places.emplace_back();
            else
                places.emplace_back(run.hypothesisBegin + (i - run.referenceBegin));
        }
    return places;
}

struct PointWords {
    std::vector<std::string_view> words;
    Places places;

    std::string at(std::size_t followed) const
    {
        return places[followed] ? std::string(words[*places[followed]]) : std::string();
    }
};

void addIntervals(SweepWord& word, std::size_t index, const std::vector<PointWords>& points,
    const std::vector<double>& scales)
{
    bool open = false;
    for (std::size_t p = 0; p < points.size(); ++p) {
        const bool stands = points[p].at(index) == word.text;
        if (stands && !open)
            word.stands.push_back({scales[p], scales[p]});
        else if (stands)
            word.stands.back().to = scales[p];
        open = stands;
    }
}

} // namespace

std::vector<SweepWord> followWords(const WindowSweep& sweep, const KeptWordsFn& keptWords)
{
    std::vector<SweepWord> followed;
    for (const std::string_view word : unicode::words(sweep.text))
        followed.push_back({sweep.window, std::string(word), {}, {}});
    std::vector<PointWords> points;
    for (const std::string& text : sweep.texts)
        points.push_back({unicode::words(text), placesIn(sweep.text, text)});

    for (std::size_t p = 0; p + 1 < points.size(); ++p) {
        if (sweep.texts[p] == sweep.texts[p + 1])
            continue;
        const std::vector<bool> kept
            = points[p].words.empty() ? std::vector<bool>() : keptWords(p); // of the words at p
        bool first = true;
        for (std::size_t i = 0; i < followed.size(); ++i) {
            const std::string before = points[p].at(i);
            const std::string after = points[p + 1].at(i);
            if (before == after)
                continue;
            // A word that comes where none was is asked nothing: it is its own doing if nothing moved before.
            const auto place = points[p].places[i];
            const bool own = place ? !(*place < kept.size() && kept[*place]) : first;
            followed[i].flips.push_back({sweep.scales[p], sweep.scales[p + 1], before, after, own});
            first = false;
        }
    }
    for (std::size_t i = 0; i < followed.size(); ++i)
        addIntervals(followed[i], i, points, sweep.scales);
    return followed;
}

} // namespace steerscope
