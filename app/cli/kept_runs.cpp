// SPDX-License-Identifier: MIT
#include "app/cli/kept_runs.h"

#include "core/model/device.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace steerscope::cli {

namespace {

std::string quoted(const std::vector<Token>& tokens, std::size_t at)
{
    return at < tokens.size() ? "\"" + tokens[at].text + "\"" : "the end";
}

std::int64_t now()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace

KeptRun keptRun(const ModelInfo& info, const SteeringSettings& settings, const RunOptions& options,
    const RunResult& result, const KeptRecording& recording)
{
    KeptRun run;
    run.when = now();
    run.program = std::string("steerscope-cli ") + STEERSCOPE_VERSION;
    run.libtorch = libtorchVersion();
    run.recording = recording;
    run.model = {info.name, info.path, info.fingerprint, info.device, info.dtype, info.threads};
    run.baseline = settings.bypass;
    run.settings = settings;
    run.options = options;
    run.transcript = result.transcript;
    run.timings = result.timings;
    return run;
}

KeptGates keptGates(const std::vector<GatingTrace>& traces)
{
    KeptGates gates;
    for (const GatingTrace& trace : traces)
        gates.push_back(std::make_shared<const GatingTrace>(trace));
    return gates;
}

std::vector<std::string> knownDifferences(const KeptRun& then, const KeptRun& now)
{
    std::vector<std::string> differences;
    if (then.model.fingerprint != now.model.fingerprint)
        differences.push_back("the model is another one (" + then.model.name + ", "
            + then.model.fingerprint.substr(0, 12) + " then; " + now.model.name + ", "
            + now.model.fingerprint.substr(0, 12) + " now)");
    const auto compare = [&](const char* what, const std::string& a, const std::string& b) {
        if (a != b)
            differences.push_back(std::string(what) + " is another one (" + (a.empty() ? "not known" : a)
                + " then, " + b + " now)");
    };
    compare("the device", then.model.device, now.model.device);
    compare("the precision", then.model.dtype, now.model.dtype);
    compare("the number of threads", std::to_string(then.model.threads), std::to_string(now.model.threads));
    compare("LibTorch", then.libtorch, now.libtorch);
    const auto version = [](const std::string& program) { return program.substr(program.find(' ') + 1); };
    compare("the version of SteerScope", version(then.program), version(now.program));
    return differences;
}

std::string firstOtherToken(const Transcript& then, const Transcript& now)
{
    const std::size_t windows = std::max(then.segments.size(), now.segments.size());
    for (std::size_t window = 0; window < windows; ++window) {
        const Segment a = window < then.segments.size() ? then.segments[window] : Segment();
        const Segment b = window < now.segments.size() ? now.segments[window] : Segment();
        if (a.text == b.text)
            continue;
        std::size_t at = 0;
        while (at < a.tokens.size() && at < b.tokens.size() && a.tokens[at].id == b.tokens[at].id)
            ++at;
        return "audio window " + std::to_string(window + 1) + ", token " + std::to_string(at + 1) + ": "
            + quoted(a.tokens, at) + " then, " + quoted(b.tokens, at) + " now";
    }
    return {};
}

std::optional<double> largestGateDifference(const KeptGates& then, const KeptGates& now)
{
    if (then.empty() || then.size() != now.size())
        return std::nullopt;
    double largest = 0.0;
    for (std::size_t window = 0; window < then.size(); ++window) {
        if (!then[window] || !now[window] || then[window]->layers.size() != now[window]->layers.size())
            return std::nullopt;
        for (std::size_t layer = 0; layer < then[window]->layers.size(); ++layer) {
            const std::vector<float>& a = then[window]->layers[layer].gates;
            const std::vector<float>& b = now[window]->layers[layer].gates;
            if (a.size() != b.size())
                return std::nullopt;
            for (std::size_t i = 0; i < a.size(); ++i)
                largest = std::max(largest, std::abs(static_cast<double>(a[i]) - b[i]));
        }
    }
    return largest;
}

} // namespace steerscope::cli
