// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/ctc_reader.h"

#include "core/base/error.h"
#include "core/model/checkpoint/strict_json.h"
#include "core/model/checkpoint/tensor_check.h"
#include "core/model/checkpoint/tensor_file.h"
#include "core/text/ctc_alignment.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

namespace steerscope {
namespace {

std::vector<std::string> characters(const std::string& text)
{
    std::vector<std::string> points;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U || points.empty())
            points.emplace_back();
        points.back() += c;
    }
    return points;
}

struct Heard {
    int first = 0; // frames
    int last = 0;
    double logProbability = 0.0; // mean
};

// Where the alignment has character u of the target, whose label this is.
Heard heardAt(const CtcAlignment& alignment, const std::vector<float>& logs, int labels, int label, int u)
{
    Heard heard;
    int frames = 0;
    for (int t = 0; t < std::ssize(alignment.frames); ++t) {
        if (alignment.frames[static_cast<std::size_t>(t)] != u)
            continue;
        if (frames++ == 0)
            heard.first = t;
        heard.last = t;
        heard.logProbability += logs[static_cast<std::size_t>(t) * static_cast<std::size_t>(labels)
            + static_cast<std::size_t>(label)];
    }
    heard.logProbability /= std::max(1, frames);
    return heard;
}

} // namespace

std::optional<CtcReader> CtcReader::load(const std::filesystem::path& encoderFolder)
{
    const std::filesystem::path file = encoderFolder / "ctc_head.safetensors";
    if (!std::filesystem::exists(file))
        return std::nullopt;
    const TensorMap tensors = readSafetensors(file);
    const nlohmann::json labels = readStrictJson(encoderFolder / "ctc_labels.json");
    const auto weight = tensors.find("weight");
    const auto bias = tensors.find("bias");
    const bool fits = weight != tensors.end() && bias != tensors.end() && labels.is_array()
        && weight->second.shape.size() == 2
        && bias->second.shape == std::vector<std::int64_t>{weight->second.shape[0]}
        && static_cast<std::size_t>(weight->second.shape[0]) == labels.size() + 1;
    if (!fits)
        throw Failure(ErrorCode::Model, "the CTC head and its labels do not belong together", file.string(),
            "train the encoder again, or remove the head");
    CtcReader reader;
    reader.m_labels = static_cast<int>(weight->second.shape[0]);
    reader.m_width = static_cast<int>(weight->second.shape[1]);
    reader.m_weight = floatValues(weight->second);
    reader.m_bias = floatValues(bias->second);
    int label = 0;
    reader.m_names.emplace_back();
    for (const nlohmann::json& character : labels) {
        reader.m_names.push_back(character.is_string() ? character.get<std::string>() : "");
        reader.m_characters[reader.m_names.back()] = ++label;
    }
    return reader;
}

std::vector<float> CtcReader::logProbabilities(std::span<const float> hidden) const
{
    const auto width = static_cast<std::size_t>(m_width);
    const auto labels = static_cast<std::size_t>(m_labels);
    const std::size_t frames = hidden.size() / width;
    std::vector<float> result(frames * labels);
    std::vector<double> logits(labels);
    for (std::size_t t = 0; t < frames; ++t) {
        for (std::size_t v = 0; v < labels; ++v) {
            logits[v] = m_bias[v];
            for (std::size_t d = 0; d < width; ++d)
                logits[v] += static_cast<double>(m_weight[v * width + d]) * hidden[t * width + d];
        }
        const double highest = *std::max_element(logits.begin(), logits.end());
        double sum = 0.0;
        for (const double logit : logits)
            sum += std::exp(logit - highest);
        for (std::size_t v = 0; v < labels; ++v)
            result[t * labels + v] = static_cast<float>(logits[v] - highest - std::log(sum));
    }
    return result;
}

std::string CtcReader::greedyText(std::span<const float> hidden, int frames) const
{
    const std::vector<float> logs = logProbabilities(
        hidden.first(static_cast<std::size_t>(frames) * static_cast<std::size_t>(m_width)));
    std::string text;
    std::size_t before = 0;
    for (auto row = logs.begin(); row != logs.end(); row += m_labels) {
        const auto best = static_cast<std::size_t>(std::max_element(row, row + m_labels) - row);
        if (best != before)
            text += m_names[best];
        before = best;
    }
    return text;
}

std::optional<AlignedText> CtcReader::align(
    const std::string& text, std::span<const float> hidden, int frames, double frameSeconds) const
{
    AlignedText aligned;
    aligned.text = text;
    std::vector<int> target;
    std::vector<std::size_t> place; // of each target in the text
    const std::vector<std::string> points = characters(text);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto found = m_characters.find(points[i]);
        if (found == m_characters.end())
            continue;
        target.push_back(found->second);
        place.push_back(i);
    }
    const std::vector<float> logs = logProbabilities(
        hidden.first(static_cast<std::size_t>(frames) * static_cast<std::size_t>(m_width)));
    const auto alignment = alignCtc(logs, m_labels, target);
    if (target.empty() || !alignment)
        return std::nullopt;
    const std::vector<FrameSpan> spans = characterSpans(*alignment, static_cast<int>(target.size()));
    aligned.characters.resize(points.size());
    double end = spans.front().begin * frameSeconds;
    for (std::size_t i = 0, u = 0; i < points.size(); ++i) {
        AlignedCharacter& character = aligned.characters[i];
        if (u < place.size() && place[u] == i) {
            const auto [first, last, logProbability]
                = heardAt(*alignment, logs, m_labels, target[u], static_cast<int>(u));
            character = {spans[u].begin * frameSeconds, spans[u].end * frameSeconds, logProbability,
                first * frameSeconds, (last + 1) * frameSeconds, true};
            end = character.end;
            ++u;
        } else {
            character = {end, end, 0.0, end, end, false};
        }
    }
    return aligned;
}

} // namespace steerscope
