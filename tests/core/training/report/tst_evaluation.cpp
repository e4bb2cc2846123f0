// SPDX-License-Identifier: MIT
// Rates worked out by hand; the error counts themselves are checked against jiwer in core/text.
#include "core/training/report/evaluation.h"

#include "core/base/error.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::report;

namespace {

Hypothesis said(const std::string& set, const std::string& speaker, const std::string& reference,
    const std::string& text, std::vector<std::string> groups = {})
{
    Hypothesis hypothesis;
    hypothesis.audio = set + "/" + reference + ".wav";
    hypothesis.set = set;
    hypothesis.speaker = speaker;
    hypothesis.groups = std::move(groups);
    hypothesis.reference = reference;
    hypothesis.text = text;
    hypothesis.seconds = 2.0;
    hypothesis.runSeconds = 0.5;
    return hypothesis;
}

std::vector<Hypothesis> corpus()
{
    return {said("a/dev", "1", "one two three four", "one two three", {"child", "male"}),
        said("a/dev", "2", "five six", "five six", {"adult", "male"}),
        said("b/dev", "1", "yes", "no", {"adult", "female"}), said("b/dev", "1", "", "the the"),
        said("b/dev", "3", "", "")};
}

const ScoreSummary& named(const std::vector<ScoreSummary>& all, const std::string& name)
{
    for (const ScoreSummary& summary : all)
        if (summary.name == name)
            return summary;
    throw std::runtime_error("no summary " + name);
}

} // namespace

TEST_CASE("sets, groups and all of them")
{
    const std::vector<ScoreSummary> all = summariseAll(scoreAll(corpus(), TextNormalizer::None));
    std::vector<std::string> names;
    for (const ScoreSummary& summary : all)
        names.push_back(summary.name);
    CHECK(names == std::vector<std::string>{"all", "a/dev", "b/dev", "adult", "child", "female", "male"});

    const ScoreSummary& whole = named(all, "all");
    CHECK(whole.utterances == 3);
    CHECK(whole.words == ErrorCounts{5, 1, 1, 0});
    CHECK(*whole.wer.value == doctest::Approx(2.0 / 7.0));
    CHECK(*whole.right.value == doctest::Approx(1.0 / 3.0));
    CHECK(whole.wer.speakers == 3); // speaker 1 of corpus a is not speaker 1 of corpus b
    CHECK(whole.wer.interval);
    CHECK(whole.seconds == 10.0);
    CHECK(whole.runSeconds == 2.5);
    CHECK(*named(all, "a/dev").wer.value == doctest::Approx(1.0 / 6.0));
    CHECK(*named(all, "male").wer.value == doctest::Approx(1.0 / 6.0));
    CHECK(*named(all, "female").wer.value == 1.0);
    CHECK_FALSE(named(all, "female").wer.interval); // one speaker
    // "one two three four" loses " four": 5 of 18 characters
    CHECK(*named(all, "child").cer.value == doctest::Approx(5.0 / 18.0));
}

TEST_CASE("words where nobody spoke are false alarms, not word errors")
{
    const ScoreSummary b = named(summariseAll(scoreAll(corpus(), TextNormalizer::None)), "b/dev");
    CHECK(b.utterances == 1);
    CHECK(b.words.insertions == 0);
    CHECK(*b.wer.value == 1.0);
    CHECK(b.emptyReferences == 2);
    CHECK(b.falseAlarms == 1);
    CHECK(b.falseAlarmWords == 2);
}

TEST_CASE("the normaliser decides what is an error")
{
    const std::vector<Hypothesis> one{said("a/dev", "1", "twenty two, please", "Twenty two please")};
    CHECK(*summarise("x", scoreAll(one, TextNormalizer::None)).wer.value == doctest::Approx(2.0 / 3.0));
    CHECK(*summarise("x", scoreAll(one, TextNormalizer::Basic)).wer.value == 0.0);
    CHECK(summarise("x", scoreAll(one, TextNormalizer::WhisperEnglish)).words.referenceLength() == 2);
}

TEST_CASE("one set is shown once")
{
    std::vector<Hypothesis> one = corpus();
    one.resize(2);
    const std::vector<ScoreSummary> all = summariseAll(scoreAll(one, TextNormalizer::None));
    CHECK(all.front().name == "a/dev");
    CHECK(
        compareSystems(scoreAll(one, TextNormalizer::None), scoreAll(one, TextNormalizer::None)).size() == 1);
}

TEST_CASE("recordings without a speaker are clusters of their own")
{
    const std::vector<Hypothesis> anonymous{said("a/dev", "", "one", "one"), said("a/dev", "", "two", "to")};
    CHECK(summarise("x", scoreAll(anonymous, TextNormalizer::None)).wer.speakers == 2);
}

TEST_CASE("two systems over the same utterances")
{
    const std::vector<Hypothesis> first = corpus();
    std::vector<Hypothesis> second = first;
    second[0].text = "one two three four";
    const auto pairs
        = compareSystems(scoreAll(second, TextNormalizer::None), scoreAll(first, TextNormalizer::None));
    REQUIRE(pairs.size() == 3);
    CHECK(pairs[0].name == "all");
    CHECK(*pairs[0].wer.value == doctest::Approx(-1.0 / 7.0));
    CHECK(*pairs[1].wer.value == doctest::Approx(-1.0 / 6.0));
    CHECK(*pairs[2].wer.value == 0.0);
    CHECK(pairs[0].wer.interval->high <= 0.0); // the second is never worse
    second.pop_back();
    second.erase(second.begin());
    CHECK_THROWS_AS(
        compareSystems(scoreAll(second, TextNormalizer::None), scoreAll(first, TextNormalizer::None)),
        Failure);
}

TEST_CASE("nothing at all is no rate")
{
    const ScoreSummary nothing = summarise("x", {});
    CHECK_FALSE(nothing.wer.value);
    CHECK(nothing.utterances == 0);
}
