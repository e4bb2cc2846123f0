// SPDX-License-Identifier: MIT
#include "core/training/analysis/gating_study.h"

#include "core/base/error.h"
#include "core/training/analysis/plain_frames.h"
#include "core/training/data/augmentation.h"
#include "core/training/data/synthetic_sound.h"
#include "core/training/report/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace steerscope::analysis {
namespace {

std::map<int, GateSum> sumsOf(const GatingTrace& trace)
{
    std::map<int, GateSum> sums;
    for (const LayerTrace& layer : trace.layers)
        sums[layer.layer].add(layer);
    return sums;
}

Waveform noisyCopy(const Waveform& audio, double snrDb, PositionRandom random)
{
    Waveform noisy = audio;
    addNoise(
        noisy.samples, noise(NoiseKind::Pink, audio.samples.size(), random), meanPower(audio.samples), snrDb);
    return noisy;
}

// As long and as loud as the speech.
Waveform otherSound(const Waveform& audio, NonSpeechKind kind, PositionRandom random)
{
    Waveform other = audio;
    other.samples = nonSpeech(kind, audio.samples.size(), random);
    const double power = meanPower(other.samples);
    const double gain = power > 0.0 ? std::sqrt(meanPower(audio.samples) / power) : 0.0;
    for (float& sample : other.samples)
        sample = static_cast<float>(gain * sample);
    return other;
}

const EncodeTensors::Tensor& encoderOut(const EncodeTensors& tensors)
{
    return *std::find_if(tensors.tensors.begin(), tensors.tensors.end(),
        [](const EncodeTensors::Tensor& tensor) { return tensor.name == "encoder_out"; });
}

// |a - b| / |a| over the first rows [P, D].
double relativeChange(const EncodeTensors::Tensor& a, const EncodeTensors::Tensor& b, double share)
{
    const auto rows = static_cast<std::size_t>(std::ceil(share * static_cast<double>(a.shape[0]) - 1e-6));
    const std::size_t values = rows * static_cast<std::size_t>(a.shape[1]);
    double difference = 0.0;
    double size = 0.0;
    for (std::size_t i = 0; i < values; ++i) {
        difference += std::pow(static_cast<double>(a.values[i]) - b.values[i], 2);
        size += std::pow(static_cast<double>(a.values[i]), 2);
    }
    return size > 0.0 ? std::sqrt(difference / size) : 0.0;
}

bool has(const std::vector<std::string>& groups, const std::string& group)
{
    return std::find(groups.begin(), groups.end(), group) != groups.end();
}

} // namespace

GatingStudy::GatingStudy(
    Transcriber& model, Transcriber& aligner, std::optional<CtcReader> reader, StudyOptions options)
    : m_model(model)
    , m_aligner(aligner)
    , m_reader(std::move(reader))
    , m_options(std::move(options))
    , m_routing(m_options.routing)
{
    if (model.info().steered.empty())
        throw Failure(ErrorCode::Model, "this model steers nothing, so there are no gates to study",
            model.info().path, "use a bundle with trained steering");
}

void GatingStudy::add(const StudyRecording& recording, const StopFlag& stop)
{
    if (m_model.windows(recording.audio).size() != 1) {
        m_skipped.push_back(recording.name + ": longer than the model's window");
        return;
    }
    const PositionRandom random(m_options.seed, {m_kept.size()});
    const NonSpeechKind environment = m_kept.size() % 2 == 0 ? NonSpeechKind::Noise : NonSpeechKind::Clicks;
    const GatingTrace trace = gatesOf(recording.audio, stop);
    Kept kept;
    kept.set = recording.set;
    kept.speaker = recording.set.substr(0, recording.set.find('/')) + ":"
        + (recording.speaker.empty() ? recording.name : recording.speaker);
    kept.groups = recording.groups;
    kept.seconds = recording.audio.seconds();
    kept.speech = sumsOf(trace);
    kept.noisy = sumsOf(gatesOf(noisyCopy(recording.audio, m_options.noiseDb, random), stop));
    kept.music = sumsOf(gatesOf(otherSound(recording.audio, NonSpeechKind::Chords, random), stop));
    kept.environment = sumsOf(gatesOf(otherSound(recording.audio, environment, random), stop));
    addRouting(recording, trace, stop);
    if (std::ssize(m_kept) < m_options.reachRecordings)
        addReach(recording.audio, stop);
    m_traces.push_back(trace);
    m_kept.push_back(std::move(kept));
}

GatingTrace GatingStudy::gatesOf(const Waveform& audio, const StopFlag& stop)
{
    RunOptions options;
    options.decode = false;
    return m_model.run(audio, {}, options, {}, stop).traces.front();
}

void GatingStudy::addRouting(const StudyRecording& recording, const GatingTrace& trace, const StopFlag& stop)
{
    const double frameSeconds = m_model.info().windowSeconds / m_model.info().windowFrames;
    const FrameGrid grid{
        frameSeconds, static_cast<int>(std::ceil(recording.audio.seconds() / frameSeconds - 1e-6))};
    const std::vector<ProsodyFrame> voice
        = prosody(recording.audio.samples, recording.audio.sampleRate, frameSeconds, grid.frames);
    const LabelTrack position = positionTrack(grid);
    const LabelTrack energy = energyTrack(voice);
    const LabelTrack control = pairTrack(position, energy);
    std::vector<LabelTrack> tracks{position, energy, control, pitchTrack(voice)};
    for (LabelTrack& track : phoneTracks(recording, grid, stop))
        tracks.push_back(std::move(track));
    m_routing.add(trace, tracks, control, grid);
}

std::vector<LabelTrack> GatingStudy::phoneTracks(
    const StudyRecording& recording, const FrameGrid& grid, const StopFlag& stop)
{
    if (!m_reader || !m_options.pronounce)
        return {};
    const auto plain = plainFrames(m_aligner, m_reader->width(), recording.audio, stop);
    if (!plain)
        return {};
    const auto aligned = m_reader->align(recording.text, plain->hidden, plain->frames, plain->frameSeconds);
    if (!aligned)
        return {};
    ++m_aligned;
    return textTracks(*aligned, m_options.pronounce, grid);
}

void GatingStudy::addReach(const Waveform& audio, const StopFlag& stop)
{
    const EncodeTensors trained = m_model.encode(audio, {}, {}, stop);
    const double share = audio.seconds() / m_model.info().windowSeconds;
    for (const SteeredLayerInfo& layer : m_model.info().steered) {
        SteeringSettings without;
        without.layers[layer.layer].multiplier = 0.0;
        const EncodeTensors changed = m_model.encode(audio, without, {}, stop);
        m_reach[layer.layer].push_back(relativeChange(encoderOut(trained), encoderOut(changed), share));
    }
}

// Recordings of equal length, summed by speaker, for every layer.
void GatingStudy::contrastMatched(std::vector<NamedContrast>& all, const std::vector<const Kept*>& a,
    const std::vector<const Kept*>& b, const NamedContrast& names) const
{
    const auto durations = [](const std::vector<const Kept*>& recordings) {
        std::vector<double> seconds;
        for (const Kept* recording : recordings)
            seconds.push_back(recording->seconds);
        return seconds;
    };
    const auto pairs = matchDurations(durations(a), durations(b), m_options.durationTolerance);
    if (pairs.empty())
        return;
    for (const SteeredLayerInfo& layer : m_model.info().steered) {
        std::map<std::string, GateSum> left;
        std::map<std::string, GateSum> right;
        for (const auto& [i, j] : pairs) {
            left[a[i]->speaker] += a[i]->speech.at(layer.layer);
            right[b[j]->speaker] += b[j]->speech.at(layer.layer);
        }
        const auto values = [](const std::map<std::string, GateSum>& sums) {
            std::vector<GateSum> list;
            for (const auto& [speaker, sum] : sums)
                list.push_back(sum);
            return list;
        };
        NamedContrast contrast = names;
        contrast.layer = layer.layer;
        contrast.countA = contrast.countB = static_cast<int>(pairs.size());
        contrast.contrast = contrastGroups(values(left), values(right), m_options.draws, m_options.seed);
        all.push_back(std::move(contrast));
    }
}

void GatingStudy::addSetContrasts(std::vector<NamedContrast>& all) const
{
    std::map<std::string, std::vector<const Kept*>> sets;
    for (const Kept& kept : m_kept)
        sets[kept.set].push_back(&kept);
    for (auto a = sets.begin(); a != sets.end(); ++a)
        for (auto b = std::next(a); b != sets.end(); ++b)
            contrastMatched(all, a->second, b->second, {a->first, b->first, "duration matched", 0, 0, 0, {}});
}

void GatingStudy::addGroupContrasts(std::vector<NamedContrast>& all) const
{
    std::set<std::string> sets;
    for (const Kept& kept : m_kept)
        sets.insert(kept.set);
    for (const std::string& set : sets)
        for (const auto& [one, other] :
            {std::pair<std::string, std::string>{"child", "adult"}, {"female", "male"}}) {
            std::vector<const Kept*> a;
            std::vector<const Kept*> b;
            for (const Kept& kept : m_kept) {
                if (kept.set == set && has(kept.groups, one))
                    a.push_back(&kept);
                if (kept.set == set && has(kept.groups, other))
                    b.push_back(&kept);
            }
            contrastMatched(all, a, b, {one, other, "data set " + set + ", duration matched", 0, 0, 0, {}});
        }
}

void GatingStudy::addPairContrasts(std::vector<NamedContrast>& all) const
{
    const std::vector<std::pair<std::string, LayerGates Kept::*>> kinds{{"noisy speech", &Kept::noisy},
        {"music-like sound", &Kept::music}, {"environmental sound", &Kept::environment}};
    for (const auto& [name, kind] : kinds)
        for (const SteeredLayerInfo& layer : m_model.info().steered) {
            std::vector<std::pair<GateSum, GateSum>> pairs;
            for (const Kept& kept : m_kept)
                pairs.emplace_back(kept.speech.at(layer.layer), (kept.*kind).at(layer.layer));
            all.push_back({"clean speech", name, "recording, duration and level", layer.layer,
                static_cast<int>(pairs.size()), static_cast<int>(pairs.size()),
                contrastPairs(pairs, m_options.draws, m_options.seed)});
        }
}

StudyResult GatingStudy::result() const
{
    StudyResult result;
    result.layers = gatingFigures(m_traces, FrameChoice::Counted);
    for (const LayerFigures& layer : result.layers) {
        result.meanGates[layer.layer] = layer.meanGates;
        if (auto phones = m_routing.gatesByLabel(layer.layer, "phone"); !phones.empty())
            result.gatesByPhone[layer.layer] = std::move(phones);
    }
    for (const auto& [layer, changes] : m_reach) {
        std::vector<double> sorted = changes;
        std::sort(sorted.begin(), sorted.end());
        result.reach[layer] = report::quantile(sorted, 0.5);
    }
    result.routing = m_routing.figures();
    addSetContrasts(result.contrasts);
    addGroupContrasts(result.contrasts);
    addPairContrasts(result.contrasts);
    result.recordings = std::ssize(m_kept);
    result.aligned = m_aligned;
    result.skipped = m_skipped;
    return result;
}

} // namespace steerscope::analysis
