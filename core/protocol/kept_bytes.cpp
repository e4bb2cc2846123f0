// SPDX-License-Identifier: MIT
#include "core/protocol/kept_bytes.h"

#include "core/base/half.h"
#include "core/protocol/field_reader.h"
#include "core/protocol/field_writer.h"

#include <array>
#include <cstring>

namespace steerscope {

namespace protocol {

void fields(auto& a, KeptRecording& v)
{
    a("path", v.path);
    a("hash", v.hash);
    a("seconds", v.seconds);
}

void fields(auto& a, KeptModel& v)
{
    a("name", v.name);
    a("path", v.path);
    a("fingerprint", v.fingerprint);
    a("device", v.device);
    a("dtype", v.dtype);
    a("threads", v.threads);
}

void fields(auto& a, KeptRun& v) // id: the store's own
{
    a("when", v.when);
    a("program", v.program);
    a("libtorch", v.libtorch);
    a("recording", v.recording);
    a("model", v.model);
    a("baseline", v.baseline);
    a("settings", v.settings);
    a("options", v.options);
    a("segments", v.transcript.segments);
    a("timings", v.timings);
    a("resident_bytes", v.residentBytes);
    a("tags", v.tags);
    a("notes", v.notes);
    a("pinned", v.pinned);
}

void fields(auto& a, KeptState& v)
{
    a("recording", v.recording);
    a("model", v.model);
    a("settings", v.settings);
    a("options", v.options);
    a("view_start", v.viewStart);
    a("view_end", v.viewEnd);
    a("layer", v.layer);
    a("run", v.run);
}

namespace {

struct GatesWindow {
    int window = 0;
    double start = 0.0;
    double end = 0.0;
    std::vector<LayerTrace> layers; // sizes only
    std::vector<std::uint64_t> sizes; // values of gates, push, pushConstant, pushRouted of each layer
};

void fields(auto& a, GatesWindow& v)
{
    a("window", v.window);
    a("start", v.start);
    a("end", v.end);
    a("layers", v.layers);
    a("sizes", v.sizes);
}

struct GatesHead {
    std::vector<GatesWindow> windows;
};

void fields(auto& a, GatesHead& v)
{
    a("windows", v.windows);
}

template <class T> KeptBytes toBytes(const T& value)
{
    KeptBytes bytes;
    cbor::Writer out(bytes);
    FieldWriter writer(out);
    fields(writer, const_cast<T&>(value)); // a writer only looks
    writer.end();
    return bytes;
}

[[noreturn]] void refuse(const std::string& why)
{
    throw Failure(ErrorCode::Input, "what was kept of a run cannot be read (" + why + ")", {},
        "the file was damaged or written by another version");
}

template <class T> T fromBytes(std::span<const std::uint8_t> bytes)
{
    T value;
    try {
        const cbor::Document document(bytes);
        BasicFieldReader<MissingField::Default> reader(document.root(), "run");
        fields(reader, value);
    } catch (const Failure& failure) {
        refuse(failure.error().what);
    }
    return value;
}

constexpr std::array<char, 8> kGatesMagic{'S', 'S', 'G', 'A', 'T', 'E', 'S', '1'};
constexpr std::size_t kMostWindows = 100'000; // 24 hours hold 2,880 of 30 s
constexpr std::size_t kGatesHead = kGatesMagic.size() + sizeof(std::uint64_t);

std::array<std::vector<float>*, 4> partsOf(LayerTrace& layer)
{
    return {&layer.gates, &layer.push, &layer.pushConstant, &layer.pushRouted};
}

void append(KeptBytes& bytes, const void* data, std::size_t count)
{
    const std::size_t at = bytes.size();
    bytes.resize(at + count);
    std::memcpy(bytes.data() + at, data, count);
}

void appendHalves(KeptBytes& bytes, const std::vector<float>& values)
{
    const std::size_t at = bytes.size();
    bytes.resize(at + values.size() * sizeof(std::uint16_t));
    std::uint8_t* to = bytes.data() + at;
    for (const float value : values) {
        const std::uint16_t half = toHalf(value);
        std::memcpy(to, &half, sizeof half);
        to += sizeof half;
    }
}

// Takes the values of one part from the front of rest.
void takeHalves(std::vector<float>& values, std::uint64_t count, std::span<const std::uint8_t>& rest)
{
    if (count > rest.size() / sizeof(std::uint16_t))
        refuse("gates are missing");
    values.resize(count);
    const std::uint8_t* from = rest.data();
    for (float& value : values) {
        std::uint16_t half = 0;
        std::memcpy(&half, from, sizeof half);
        value = fromHalf(half);
        from += sizeof half;
    }
    rest = rest.subspan(count * sizeof(std::uint16_t));
}

std::shared_ptr<const GatingTrace> takeWindow(GatesWindow& head, std::span<const std::uint8_t>& rest)
{
    if (head.sizes.size() != 4 * head.layers.size() || head.window < 0)
        refuse("sizes contradict each other");
    auto trace = std::make_shared<GatingTrace>();
    trace->window = head.window;
    trace->startSeconds = head.start;
    trace->endSeconds = head.end;
    trace->layers = std::move(head.layers);
    auto size = head.sizes.begin();
    for (LayerTrace& layer : trace->layers) {
        if (layer.frames < 0 || layer.experts < 0 || layer.countedFrames < 0
            || layer.countedFrames > layer.frames)
            refuse("a size is wrong");
        const auto frames = static_cast<std::uint64_t>(layer.frames);
        for (std::vector<float>* part : partsOf(layer)) {
            const std::uint64_t whole = part == &layer.gates ? frames * layer.experts : frames;
            if (*size != 0 && *size != whole)
                refuse("sizes contradict each other");
            takeHalves(*part, *size++, rest);
        }
    }
    return trace;
}

} // namespace

} // namespace protocol

KeptBytes keptRunBytes(const KeptRun& run)
{
    return protocol::toBytes(run);
}

KeptRun keptRunFromBytes(std::span<const std::uint8_t> bytes)
{
    return protocol::fromBytes<KeptRun>(bytes);
}

KeptBytes keptStateBytes(const KeptState& state)
{
    return protocol::toBytes(state);
}

KeptState keptStateFromBytes(std::span<const std::uint8_t> bytes)
{
    return protocol::fromBytes<KeptState>(bytes);
}

KeptBytes keptGatesBytes(const KeptGates& gates)
{
    protocol::GatesHead head;
    for (const auto& trace : gates) {
        if (!trace)
            continue;
        protocol::GatesWindow& window = head.windows.emplace_back();
        window.window = trace->window;
        window.start = trace->startSeconds;
        window.end = trace->endSeconds;
        window.layers = trace->layers;
        for (LayerTrace& layer : window.layers)
            for (std::vector<float>* part : protocol::partsOf(layer)) {
                window.sizes.push_back(part->size());
                part->clear();
                part->shrink_to_fit();
            }
    }
    const KeptBytes headBytes = protocol::toBytes(head);
    const std::uint64_t length = headBytes.size();
    KeptBytes bytes;
    protocol::append(bytes, protocol::kGatesMagic.data(), protocol::kGatesMagic.size());
    protocol::append(bytes, &length, sizeof length);
    protocol::append(bytes, headBytes.data(), headBytes.size());
    for (const auto& trace : gates)
        if (trace)
            for (const LayerTrace& layer : trace->layers)
                for (const auto* part : {&layer.gates, &layer.push, &layer.pushConstant, &layer.pushRouted})
                    protocol::appendHalves(bytes, *part);
    return bytes;
}

KeptGates keptGatesFromBytes(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() < protocol::kGatesHead
        || std::memcmp(bytes.data(), protocol::kGatesMagic.data(), protocol::kGatesMagic.size()) != 0)
        protocol::refuse("these are no gates");
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data() + protocol::kGatesMagic.size(), sizeof length);
    std::span<const std::uint8_t> rest = bytes.subspan(protocol::kGatesHead);
    if (length > rest.size())
        protocol::refuse("the end is missing");
    auto head = protocol::fromBytes<protocol::GatesHead>(rest.first(length));
    rest = rest.subspan(length);
    KeptGates gates;
    for (protocol::GatesWindow& window : head.windows) {
        auto trace = protocol::takeWindow(window, rest);
        const auto at = static_cast<std::size_t>(trace->window);
        if (at < gates.size() || at > protocol::kMostWindows)
            protocol::refuse("its windows are out of order");
        gates.resize(at); // windows that had no gates
        gates.push_back(std::move(trace));
    }
    if (!rest.empty())
        protocol::refuse("it is longer than its sizes say");
    return gates;
}

} // namespace steerscope
