// SPDX-License-Identifier: MIT
// Results of studies as files, against lines written by hand.
#include "core/protocol/study_format.h"

#include "core/base/gating_trace.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace steerscope;
using Json = nlohmann::json;

TEST_CASE("a sweep as CSV and JSON")
{
    SweepResult sweep;
    sweep.layers = {2, kOutLayer};
    sweep.points = {{-1.0, "say \"hi\", you", 0.5, -1.25}, {0.5, "hi", {}, -0.5}};
    sweep.words = {{0, "hi", {{0.5, 0.5}}, {{-1.0, 0.5, "", "hi", false}}}};
    CHECK(
        studyCsv(sweep) == "scale,wer,logprob,text\n-1.0,0.5,-1.25,\"say \"\"hi\"\", you\"\n0.5,,-0.5,hi\n");
    const Json json = Json::parse(studyJson(sweep));
    CHECK(json["study"] == "sweep");
    CHECK(json["swept"] == Json({3, "out"}));
    CHECK(json["points"][1]["wer"].is_null());
    CHECK(json["words"][0]["window"] == 1);
    CHECK(json["words"][0]["stands"] == Json::parse("[[0.5, 0.5]]"));
    CHECK(json["words"][0]["flips"][0]["own"] == false);
    CHECK(json["normalizer"].is_null());
}

TEST_CASE("the other studies' tables")
{
    AblationResult ablation;
    ablation.form = AblationForm::Renormalise;
    ablation.cells = {{0, kWholeLayer, -2.0, {}, "a"}, {kOutLayer, 3, 0.25, -0.5, "b"}};
    CHECK(
        studyCsv(ablation) == "layer,expert,logprob_change,wer_change,text\n1,,-2.0,,a\nout,4,0.25,-0.5,b\n");
    CHECK(Json::parse(studyJson(ablation))["form"] == "renormalise");
    CHECK(studyCsv(HeardResult{"silence", {{1, "on", -0.5, -2.5, -1.0, -1.0}}})
        == "window,word,heard,logprob,neutral_logprob,plain_heard,plain_logprob,plain_neutral_logprob\n"
           "2,on,2.0,-0.5,-2.5,0.0,-1.0,-1.0\n");
    AttributionResult attribution;
    attribution.layers = {{4, 0.1, 1.5, 0.75, {0.5, 0.25}, {-1.0, 1.0}}};
    CHECK(
        studyCsv(attribution) == "layer,expert,gradient,integral\n5,,1.5,0.75\n5,1,-1.0,0.5\n5,2,1.0,0.25\n");
    FitResult fit;
    fit.course = {{-8.0, -4.0}};
    fit.proposal.layers[1].multiplier = 2.0;
    CHECK(studyCsv(fit) == "step,logprob,objective\n0,-8.0,-4.0\n");
    CHECK(Json::parse(studyJson(fit))["proposal"]["layers"]["2"]["multiplier"] == 2.0);
}

TEST_CASE("names go both ways")
{
    for (const AblationForm form : {AblationForm::Remove, AblationForm::Renormalise, AblationForm::Mean})
        CHECK(ablationFormFromName(ablationFormName(form)) == form);
    for (const AblationEffect effect : {AblationEffect::Total, AblationEffect::Direct})
        CHECK(ablationEffectFromName(ablationEffectName(effect)) == effect);
    CHECK_FALSE(ablationFormFromName("delete"));
    CHECK_FALSE(ablationEffectFromName(""));
}
