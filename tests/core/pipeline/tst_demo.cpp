// SPDX-License-Identifier: MIT
// The shipped model on its samples at scales 1, 0, 0.5 and 2, against what the reference's own code and
// Hugging Face's decoder gave before the model was imported (tests/data/demo).
#include "tests/core/pipeline/model_fixture.h"

#include "core/base/gating_figures.h"

#include <doctest/doctest.h>

using namespace steerscope;
using namespace steerscope::test;

namespace {

const std::map<std::string, double> kMasters{{"trained", 1.0}, {"off", 0.0}, {"half", 0.5}, {"double", 2.0}};
constexpr int kEndToken = 1199;

std::filesystem::path resources()
{
    return dataFolder() / "../../resources";
}

std::unique_ptr<Transcriber> loadDemo()
{
    LoadOptions options;
    options.model = (dataFolder() / "demo/models/spoken-words").string();
    options.device = "cpu";
    options.dtype = "float32";
    options.threads = 2;
    return Transcriber::load(options);
}

} // namespace

TEST_CASE("a trained model answers as the reference does, at every scale")
{
    const auto model = loadDemo();
    const Golden gates(dataFolder() / "demo/expected_gates.safetensors");
    const auto expected = readJson(dataFolder() / "demo/expected.json");
    REQUIRE(expected.size() == 20);
    int gatesCompared = 0;
    for (const auto& [key, answer] : expected.items()) { // "samples/no.wav/trained"
        CAPTURE(key);
        const auto slash = key.rfind('/');
        const std::string file = key.substr(0, slash);
        SteeringSettings settings;
        settings.master = kMasters.at(key.substr(slash + 1));
        const RunResult result = model->run(readAudio(resources() / file).waveform, settings);
        std::vector<int> ids;
        for (const Token& token : result.transcript.segments.at(0).tokens)
            ids.push_back(token.id);
        std::vector<int> wanted = answer.at("tokens");
        if (wanted.back() == kEndToken)
            wanted.pop_back();
        CHECK(ids == wanted);
        CHECK(result.transcript.text() == answer.at("text").get<std::string>());
        const auto figures = gatingFigures(result.traces, FrameChoice::All);
        for (std::size_t l = 0; l < figures.size(); ++l)
            CHECK(figures[l].referenceDiversity
                == doctest::Approx(answer["analysis"]["expert_diversity"][l].get<double>()).epsilon(1e-4));
        if (settings.master != 1.0) // the golden holds the gates as trained
            continue;
        for (const LayerTrace& layer : result.traces.at(0).layers) {
            const auto golden = gates.at(file + "/gates." + std::to_string(layer.layer));
            CHECK(relativeError(layer.gates, golden) <= 1e-4);
            ++gatesCompared;
        }
    }
    CHECK(gatesCompared == 5 * 6);
}
