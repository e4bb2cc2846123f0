// SPDX-License-Identifier: MIT
#include "core/training/analysis/label_track.h"

#include "core/training/analysis/word_class.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace steerscope::analysis {
namespace {

struct Word {
    std::string text;
    std::vector<AlignedCharacter> characters;
};

std::vector<Word> wordsOf(const AlignedText& text)
{
    std::vector<Word> words;
    std::size_t character = 0;
    bool inside = false;
    for (std::size_t i = 0; i < text.text.size() && character < text.characters.size();) {
        std::size_t length = 1;
        while (i + length < text.text.size()
            && (static_cast<unsigned char>(text.text[i + length]) & 0xC0U) == 0x80U)
            ++length; // the rest of the code point
        if (text.text[i] == ' ') {
            inside = false;
        } else {
            if (!inside)
                words.emplace_back();
            inside = true;
            words.back().text += text.text.substr(i, length);
            words.back().characters.push_back(text.characters[character]);
        }
        i += length;
        ++character;
    }
    return words;
}

// The moment at `place` characters into the word.
double timeAt(const Word& word, double place)
{
    const auto last = static_cast<double>(word.characters.size() - 1);
    const auto at = static_cast<std::size_t>(std::min(place, last));
    const AlignedCharacter& span = word.characters[at];
    return span.begin + (place - static_cast<double>(at)) * (span.end - span.begin);
}

void mark(LabelTrack& track, const FrameGrid& grid, double begin, double end, int label)
{
    for (int frame = std::max(0, static_cast<int>(std::floor(begin / grid.frameSeconds - 0.5)));
         frame < grid.frames && grid.centre(frame) < end; ++frame)
        if (grid.centre(frame) >= begin)
            track.labels[static_cast<std::size_t>(frame)] = label;
}

std::vector<std::string> phoneNames()
{
    std::vector<std::string> names;
    for (const Phone& phone : phones())
        names.emplace_back(phone.name);
    return names;
}

std::vector<std::string> mannerNames()
{
    std::vector<std::string> names;
    for (int kind = 0; kind <= static_cast<int>(PhoneClass::Approximant); ++kind)
        names.emplace_back(phoneClassName(static_cast<PhoneClass>(kind)));
    return names;
}

LabelTrack emptyTrack(std::string name, std::vector<std::string> values, const FrameGrid& grid)
{
    return {std::move(name), std::move(values), std::vector<int>(static_cast<std::size_t>(grid.frames), -1)};
}

} // namespace

LabelTrack positionTrack(const FrameGrid& grid)
{
    LabelTrack track = emptyTrack("position", {"0-20 %", "20-40 %", "40-60 %", "60-80 %", "80-100 %"}, grid);
    for (int frame = 0; frame < grid.frames; ++frame)
        track.labels[static_cast<std::size_t>(frame)] = frame * 5 / grid.frames;
    return track;
}

LabelTrack energyTrack(std::span<const ProsodyFrame> prosody)
{
    LabelTrack track{"energy", {"within 6 dB", "6-12 dB", "12-20 dB", "20-30 dB", "below"}, {}};
    constexpr std::array<double, 4> edges{6.0, 12.0, 20.0, 30.0}; // dB below the loudest frame
    double loudest = -1000.0;
    for (const ProsodyFrame& frame : prosody)
        loudest = std::max(loudest, frame.level);
    for (const ProsodyFrame& frame : prosody)
        track.labels.push_back(static_cast<int>(
            std::lower_bound(edges.begin(), edges.end(), loudest - frame.level) - edges.begin()));
    return track;
}

LabelTrack pitchTrack(std::span<const ProsodyFrame> prosody)
{
    LabelTrack track{
        "pitch", {"unvoiced", "below 120 Hz", "120-170 Hz", "170-230 Hz", "230-300 Hz", "above 300 Hz"}, {}};
    constexpr std::array<double, 4> edges{120.0, 170.0, 230.0, 300.0};
    for (const ProsodyFrame& frame : prosody)
        track.labels.push_back(frame.pitch <= 0.0 ? 0
                                                  : 1
                    + static_cast<int>(
                        std::upper_bound(edges.begin(), edges.end(), frame.pitch) - edges.begin()));
    return track;
}

LabelTrack pairTrack(const LabelTrack& a, const LabelTrack& b)
{
    LabelTrack track{a.name + " and " + b.name, {}, {}};
    for (const std::string& left : a.values)
        for (const std::string& right : b.values)
            track.values.push_back(left + ", " + right);
    for (std::size_t t = 0; t < std::min(a.labels.size(), b.labels.size()); ++t)
        track.labels.push_back(a.labels[t] < 0 || b.labels[t] < 0
                ? -1
                : a.labels[t] * static_cast<int>(b.values.size()) + b.labels[t]);
    return track;
}

std::vector<LabelTrack> textTracks(const AlignedText& text, const Pronounce& pronounce, const FrameGrid& grid)
{
    LabelTrack spokenPhones = emptyTrack("phone", phoneNames(), grid);
    LabelTrack manners = emptyTrack("manner", mannerNames(), grid);
    LabelTrack classes = emptyTrack("word class", kWordClassNames, grid);
    for (const Word& word : wordsOf(text)) {
        mark(classes, grid, word.characters.front().begin, word.characters.back().end,
            static_cast<int>(wordClass(word.text)));
        const Pronunciation spoken = pronounce(word.text);
        const double charactersAPhone = static_cast<double>(word.characters.size())
            / std::max<double>(1.0, static_cast<double>(spoken.size()));
        for (std::size_t i = 0; i < spoken.size(); ++i) {
            const double begin = timeAt(word, static_cast<double>(i) * charactersAPhone);
            const double end = timeAt(word, static_cast<double>(i + 1) * charactersAPhone);
            mark(spokenPhones, grid, begin, end, spoken[i]);
            mark(manners, grid, begin, end, static_cast<int>(phones()[spoken[i]].kind));
        }
    }
    return {spokenPhones, manners, classes};
}

LabelTrack resampled(const LabelTrack& track, const FrameGrid& from, const FrameGrid& to)
{
    LabelTrack result = emptyTrack(track.name, track.values, to);
    for (int frame = 0; frame < to.frames; ++frame) {
        const int at = static_cast<int>(to.centre(frame) / from.frameSeconds);
        if (at < std::ssize(track.labels))
            result.labels[static_cast<std::size_t>(frame)] = track.labels[static_cast<std::size_t>(at)];
    }
    return result;
}

} // namespace steerscope::analysis
