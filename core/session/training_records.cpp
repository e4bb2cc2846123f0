// SPDX-License-Identifier: MIT
#include "core/session/training_records.h"

#include "core/base/error.h"
#include "core/base/gating_trace.h"
#include "core/session/json_cursor.h"

#include <algorithm>
#include <limits>
#include <string>

namespace steerscope {

namespace {

constexpr float kUnsaid = std::numeric_limits<float>::quiet_NaN();

QString readText(JsonCursor& json)
{
    return QString::fromStdString(json.string());
}

int readInt(JsonCursor& json)
{
    return static_cast<int>(std::clamp<long long>(
        json.whole(), std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

// Layers are counted from 1 in the log, "out" stands after the encoder.
int readLayer(JsonCursor& json)
{
    const bool named = json.kind() == JsonCursor::Kind::String;
    const std::string label = named ? json.string() : std::to_string(readInt(json));
    const int layer = layerFromLabel(label);
    if (layer == kNoLayer)
        throw Failure(ErrorCode::Input, "there is no layer \"" + label + "\"");
    return layer;
}

template <class Visit> void forEachColumn(StepColumns& steps, Visit visit)
{
    for (std::vector<float>* column :
        {&steps.loss, &steps.stepSeconds, &steps.waitSeconds, &steps.tokensPerSecond, &steps.memoryBytes})
        visit(*column, 1);
    for (std::vector<NamedColumn>* group : {&steps.parts, &steps.learningRates, &steps.gradientNorms})
        for (NamedColumn& column : *group)
            visit(column.values, 1);
}

template <class Visit> void forEachColumn(std::vector<LayerColumns>& layers, Visit visit)
{
    for (LayerColumns& layer : layers) {
        for (std::vector<float>* column :
            {&layer.scale, &layer.vectorNorm, &layer.usageEntropy, &layer.frameEntropy})
            visit(*column, 1);
        visit(layer.load, layer.experts);
    }
}

// Every column `count` steps long: cut, or filled up with NaN.
void setLength(TrainingRun& run, std::size_t count)
{
    const auto visit = [count](std::vector<float>& column, int width) {
        column.resize(count * static_cast<std::size_t>(width), kUnsaid);
    };
    run.steps.step.resize(count);
    forEachColumn(run.steps, visit);
    forEachColumn(run.layers, visit);
}

// What was said of steps above `step` goes.
void cutAfter(TrainingRun& run, int step)
{
    const auto& steps = run.steps.step;
    setLength(run, std::upper_bound(steps.begin(), steps.end(), step) - steps.begin());
    std::erase_if(run.dev, [step](const DevPoint& point) { return point.step > step; });
    std::erase_if(run.notes, [step](const TrainingNote& note) { return note.step > step; });
    std::erase_if(run.checkpoints, [step](int at) { return at > step; });
}

NamedColumn& columnOf(std::vector<NamedColumn>& group, std::string_view name)
{
    const auto latin = QLatin1String(name.data(), static_cast<qsizetype>(name.size()));
    for (NamedColumn& column : group)
        if (column.name == latin)
            return column;
    group.push_back({QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), {}});
    return group.back();
}

void setLast(std::vector<float>& column, std::size_t count, double value)
{
    column.resize(count, kUnsaid);
    column.back() = static_cast<float>(value);
}

LayerColumns& layerOf(TrainingRun& run, int number)
{
    for (LayerColumns& layer : run.layers)
        if (layer.layer == number)
            return layer;
    LayerColumns fresh;
    fresh.layer = number;
    run.layers.push_back(std::move(fresh));
    return run.layers.back();
}

void readLoad(JsonCursor& json, LayerColumns& layer, std::size_t count)
{
    std::vector<float> gates;
    json.array([&] { gates.push_back(static_cast<float>(json.number())); });
    const int experts = static_cast<int>(gates.size());
    if (layer.experts == 0)
        layer.experts = experts;
    if (experts != layer.experts)
        throw Failure(ErrorCode::Input, "the number of experts changed");
    layer.load.resize((count - 1) * gates.size(), kUnsaid);
    layer.load.insert(layer.load.end(), gates.begin(), gates.end());
}

// The number under `key` of the object that comes next, wherever in it that stands.
template <class Read> int lookAhead(JsonCursor json, std::string_view wanted, Read read)
{
    std::optional<int> found;
    json.object([&](std::string_view key) {
        if (!found && key == wanted)
            found = read(json);
        else
            json.skip();
    });
    if (!found)
        throw Failure(ErrorCode::Input, "\"" + std::string(wanted) + "\" is missing");
    return *found;
}

void readLayerStep(JsonCursor& json, TrainingRun& run, std::size_t count)
{
    const JsonCursor whole = json;
    LayerColumns* layer = nullptr;
    json.object([&](std::string_view key) {
        if (!layer) {
            layer = &layerOf(run, key == "layer" ? readLayer(json) : lookAhead(whole, "layer", readLayer));
            if (key == "layer")
                return;
        }
        if (key == "scale")
            setLast(layer->scale, count, json.number());
        else if (key == "vector_norm")
            setLast(layer->vectorNorm, count, json.number());
        else if (key == "usage_entropy")
            setLast(layer->usageEntropy, count, json.number());
        else if (key == "frame_entropy")
            setLast(layer->frameEntropy, count, json.number());
        else if (key == "load")
            readLoad(json, *layer, count);
        else
            json.skip();
    });
}

void readGroup(JsonCursor& json, std::vector<NamedColumn>& group, std::size_t count)
{
    json.object([&](std::string_view key) {
        NamedColumn& column = columnOf(group, key);
        setLast(column.values, count, json.number());
    });
}

void readStep(JsonCursor& json, TrainingRun& run, std::string_view key, std::size_t count)
{
    StepColumns& steps = run.steps;
    if (key == "loss")
        setLast(steps.loss, count, json.number());
    else if (key == "step_s")
        setLast(steps.stepSeconds, count, json.number());
    else if (key == "wait_s")
        setLast(steps.waitSeconds, count, json.number());
    else if (key == "tokens_per_s")
        setLast(steps.tokensPerSecond, count, json.number());
    else if (key == "memory_bytes")
        setLast(steps.memoryBytes, count, json.number());
    else if (key == "parts")
        readGroup(json, steps.parts, count);
    else if (key == "lr")
        readGroup(json, steps.learningRates, count);
    else if (key == "grad_norm")
        readGroup(json, steps.gradientNorms, count);
    else if (key == "layers")
        json.array([&] { readLayerStep(json, run, count); });
    else
        json.skip();
}

void takeStep(JsonCursor& json, TrainingRun& run, int step)
{
    if (run.steps.size() > 0 && step <= run.lastStep())
        cutAfter(run, step - 1);
    const std::size_t count = run.steps.size() + 1;
    try {
        json.object([&](std::string_view key) { readStep(json, run, key, count); });
        json.end();
    } catch (...) {
        setLength(run, count - 1);
        throw;
    }
    run.end.reset();
    setLength(run, count);
    run.steps.step.back() = step;
}

SkippedRow readSkipped(JsonCursor& json)
{
    SkippedRow row;
    json.object([&](std::string_view key) {
        if (key == "manifest")
            row.manifest = readText(json);
        else if (key == "line")
            row.line = readInt(json);
        else if (key == "why")
            row.why = readText(json);
        else
            json.skip();
    });
    return row;
}

TrainedLayer readTrainedLayer(JsonCursor& json)
{
    TrainedLayer layer;
    json.object([&](std::string_view key) {
        if (key == "layer")
            layer.layer = readLayer(json);
        else if (key == "experts")
            layer.experts = readInt(json);
        else
            json.skip();
    });
    return layer;
}

void readStart(JsonCursor& json, TrainingStart& start, std::string_view key)
{
    if (key == "task")
        start.task = readText(json);
    else if (key == "name")
        start.name = readText(json);
    else if (key == "variant")
        start.variant = readText(json);
    else if (key == "device")
        start.device = readText(json);
    else if (key == "dtype")
        start.dtype = readText(json);
    else if (key == "steps")
        start.steps = readInt(json);
    else if (key == "threads")
        start.threads = readInt(json);
    else if (key == "ranks")
        start.ranks = readInt(json);
    else if (key == "seed")
        start.seed = json.whole();
    else if (key == "utterances")
        start.utterances = json.whole();
    else if (key == "seconds")
        start.seconds = json.number();
    else if (key == "parameters")
        json.object([&](std::string_view group) {
            const QString name = QString::fromUtf8(group.data(), static_cast<qsizetype>(group.size()));
            start.parameters.emplace_back(name, json.whole());
        });
    else if (key == "layers")
        json.array([&] { start.layers.push_back(readTrainedLayer(json)); });
    else if (key == "skipped")
        json.array([&] { start.skipped.push_back(readSkipped(json)); });
    else if (key == "resumed_from" && json.kind() == JsonCursor::Kind::Number)
        start.resumedFrom = readInt(json);
    else
        json.skip();
}

TrainingSample readSample(JsonCursor& json)
{
    TrainingSample sample;
    json.object([&](std::string_view key) {
        if (key == "reference")
            sample.reference = readText(json);
        else if (key == "hypothesis")
            sample.hypothesis = readText(json);
        else if (key == "set")
            sample.set = readText(json);
        else
            json.skip();
    });
    return sample;
}

void readDev(JsonCursor& json, DevPoint& point, std::string_view key)
{
    if (key == "step")
        point.step = readInt(json);
    else if (key == "loss")
        point.loss = json.number();
    else if (key == "wer")
        point.wer = json.number();
    else if (key == "cer")
        point.cer = json.number();
    else if (key == "words")
        point.words = json.whole();
    else if (key == "best" && json.kind() == JsonCursor::Kind::Boolean)
        point.best = json.boolean();
    else if (key == "samples")
        json.array([&] { point.samples.push_back(readSample(json)); });
    else
        json.skip();
}

// A line as a plain struct; read(key) consumes what belongs to a key.
template <class Read> void readLine(JsonCursor& json, Read read)
{
    json.object(read);
    json.end();
}

void takeOther(TrainingRun& run, JsonCursor& json, const std::string& type)
{
    if (type == "start") {
        TrainingStart start;
        readLine(json, [&](std::string_view key) { readStart(json, start, key); });
        if (start.resumedFrom)
            cutAfter(run, *start.resumedFrom);
        run.start = std::move(start);
        run.end.reset();
    } else if (type == "dev") {
        constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
        DevPoint point{0, kNone, kNone, kNone, 0, false, {}};
        readLine(json, [&](std::string_view key) { readDev(json, point, key); });
        std::erase_if(run.dev, [&](const DevPoint& old) { return old.step >= point.step; });
        run.dev.push_back(std::move(point));
    } else if (type == "checkpoint") {
        run.checkpoints.push_back(lookAhead(json, "step", readInt));
    } else if (type == "note") {
        TrainingNote note;
        readLine(json, [&](std::string_view key) {
            if (key == "step")
                note.step = readInt(json);
            else if (key == "text")
                note.text = readText(json);
            else
                json.skip();
        });
        run.notes.push_back(std::move(note));
    } else if (type == "end") {
        TrainingEnd end;
        readLine(json, [&](std::string_view key) {
            if (key == "step")
                end.step = readInt(json);
            else if (key == "state")
                end.state = readText(json);
            else if (key == "reason")
                end.reason = readText(json);
            else if (key == "seconds")
                end.seconds = json.number();
            else
                json.skip();
        });
        run.end = std::move(end);
    } else {
        readLine(json, [&](std::string_view) { json.skip(); });
    }
}

std::string typeOf(JsonCursor json)
{
    std::string type;
    json.object([&](std::string_view key) {
        if (key == "type")
            type = json.string();
        else
            json.skip();
    });
    return type;
}

} // namespace

const LayerColumns* TrainingRun::layer(int number) const
{
    for (const LayerColumns& columns : layers)
        if (columns.layer == number)
            return &columns;
    return nullptr;
}

void takeTrainingLine(TrainingRun& run, std::string_view line)
{
    // As the trainer begins nearly all lines; where type and number stand elsewhere they are looked for.
    constexpr std::string_view kStep = "{\"type\":\"step\",\"step\":";
    if (line.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return;
    JsonCursor json(line);
    if (line.starts_with(kStep)) {
        JsonCursor number(line.substr(kStep.size()));
        takeStep(json, run, readInt(number));
        return;
    }
    const std::string type = typeOf(json);
    if (type == "step")
        takeStep(json, run, lookAhead(json, "step", readInt));
    else
        takeOther(run, json, type);
}

} // namespace steerscope
