// SPDX-License-Identifier: MIT
// What window and engine say to each other. Plain values; docs/protocol.md has the bytes.
//
// A frame is a 4-byte magic, a 4-byte little-endian payload length and a CBOR map whose "type" names the
// message. Requests carry a number chosen by the window; every answer repeats it. Runs carry a generation:
// the engine works on one run at a time, a newer run cancels an older one, and answers of older generations
// may still be under way.
#pragma once

#include "core/base/error.h"
#include "core/base/live.h"
#include "core/base/model_info.h"
#include "core/base/run.h"
#include "core/base/study.h"
#include "core/base/waveform.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace steerscope::protocol {

inline constexpr int kVersion = 1;

// ---- window to engine
// ---------------------------------------------------------------------------------------------

struct Hello { // also the engine's answer: capabilities below
    int version = kVersion;
    std::string program; // "steerscope 0.1.0"
};

struct LoadModel {
    std::uint64_t request = 0;
    std::string model; // path, shipped name or hub id, as the engine sees it; empty: the shipped model
    std::string device = "auto";
    std::string dtype = "auto";
    int threads = 0; // 0: all cores
    std::int64_t cacheBytes = 0; // activation cache budget; 0: the engine's default
};

struct UnloadModel {
    std::uint64_t request = 0;
};

struct SetAudio { // replaces the recording; 16 kHz mono
    std::uint64_t audio = 0; // names it in later runs
    Waveform waveform;
};

struct StartRun {
    std::uint64_t generation = 0;
    std::uint64_t audio = 0;
    SteeringSettings settings;
    RunOptions options;
};

// Live transcription: the engine listens until StopLive. A newer one, a run or another model ends it.
struct StartLive {
    std::uint64_t generation = 0;
    SteeringSettings settings;
    RunOptions options;
    LiveStart start;
};

struct LiveSound { // what comes next; 16 kHz mono
    std::uint64_t generation = 0;
    std::vector<float> samples;
};

struct LiveSettings { // from now on
    std::uint64_t generation = 0;
    SteeringSettings settings;
};

struct StopLive { // no more sound: what is left is transcribed, then LiveDone
    std::uint64_t generation = 0;
};

struct StartStudy { // "ask why"; answered by StudyDone, after Progress. Runs asked for meanwhile go first
    std::uint64_t request = 0;
    std::uint64_t audio = 0;
    std::string name; // of the recording, for the result
    SteeringSettings settings;
    RunOptions options;
    StudyRequest question;
};

struct Cancel {
    std::uint64_t generation = 0; // this run and older ones; for load, import and study: the request number
};

struct InspectModel { // answered by Inspected
    std::uint64_t request = 0;
    std::string path;
};

struct ListModels { // answered by ModelList: shipped, imported, and the local Hugging Face cache
    std::uint64_t request = 0;
};

struct ImportModel { // answered by Imported, after Progress
    std::uint64_t request = 0;
    std::string checkpoint, encoder, llm, config; // config (YAML) may be empty
    std::string output; // empty: the engine's own model folder / name
    std::string name;
    std::string pooling; // empty: as the config says; else "max,4@32", "none", ...
    bool copy = false;
};

struct Shutdown { };

// ---- engine to window
// ---------------------------------------------------------------------------------------------

struct DeviceInfo {
    std::string id; // "cpu", "cuda:0"
    std::string name; // "NVIDIA ..." or the CPU's
    std::int64_t totalBytes = 0;
    std::int64_t freeBytes = 0;
};

struct HelloReply {
    int version = kVersion;
    std::string program;
    std::vector<std::string> capabilities; // "run", "import", "inspect", "score", ...
    std::vector<DeviceInfo> devices;
    std::string cudaReason; // why there is no CUDA device, empty if there is one
    std::string libtorch; // version
};

struct Progress {
    std::uint64_t id = 0; // request or generation
    std::string stage;
    double fraction = -1.0; // negative: unknown
};

struct Loaded {
    std::uint64_t request = 0;
    ModelInfo info;
    double seconds = 0.0;
    std::int64_t residentBytes = 0; // of the engine process
    std::int64_t freeBytes = 0; // on the device
};

struct Unloaded {
    std::uint64_t request = 0;
};

struct Inspected {
    std::uint64_t request = 0;
    ModelInfo info;
    std::vector<std::string> problems; // file by file; empty: it can be loaded
};

struct ModelListEntry {
    std::string name;
    std::string path;
    std::string origin; // "shipped", "imported", "hub"
    std::string summary; // one line
};

struct ModelList {
    std::uint64_t request = 0;
    std::vector<ModelListEntry> models;
};

struct Imported {
    std::uint64_t request = 0;
    std::string path;
    ModelInfo info;
};

struct RunStarted {
    std::uint64_t generation = 0;
    std::vector<WindowSpan> windows;
};

struct Gates {
    std::uint64_t generation = 0;
    GatingTrace trace; // gates and pushes as one binary block on the wire
};

struct PartialText {
    std::uint64_t generation = 0;
    int window = 0;
    Token token;
};

struct SegmentDone {
    std::uint64_t generation = 0;
    int window = 0;
    Segment segment;
};

struct Scored {
    std::uint64_t generation = 0;
    TargetScore score;
};

struct RunDone {
    std::uint64_t generation = 0;
    Timings timings;
    std::int64_t cacheBytes = 0;
    std::int64_t residentBytes = 0;
};

struct LiveText { // one utterance as it stands; final: for good
    std::uint64_t generation = 0;
    LiveUtterance utterance; // gates and pushes as one binary block on the wire
};

struct LiveDone {
    std::uint64_t generation = 0;
};

struct StudyDone {
    std::uint64_t request = 0;
    StudyResult result;
};

struct CancelAck { // at once, whatever the worker is doing
    std::uint64_t generation = 0;
};

struct Warning {
    std::uint64_t id = 0;
    std::string text;
};

struct Failed {
    std::uint64_t id = 0; // request or generation; 0: not about one
    Error error;
};

using ToEngine = std::variant<Hello, LoadModel, UnloadModel, SetAudio, StartRun, StartLive, LiveSound,
    LiveSettings, StopLive, StartStudy, Cancel, InspectModel, ListModels, ImportModel, Shutdown>;
using FromEngine
    = std::variant<HelloReply, Progress, Loaded, Unloaded, Inspected, ModelList, Imported, RunStarted, Gates,
        PartialText, SegmentDone, Scored, RunDone, LiveText, LiveDone, StudyDone, CancelAck, Warning, Failed>;

using Bytes = std::vector<std::uint8_t>;

// One whole frame.
Bytes encode(const ToEngine& message);
Bytes encode(const FromEngine& message);
// The payload of one frame (without magic and length). Throws Failure(Protocol) naming the field that is
// missing or wrong. Nesting and sizes are checked before any parser sees the bytes.
ToEngine decodeToEngine(const Bytes& payload);
FromEngine decodeFromEngine(const Bytes& payload);

} // namespace steerscope::protocol
