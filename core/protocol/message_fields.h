// SPDX-License-Identifier: MIT
// Every field of every message, named once. An archive (FieldWriter, FieldReader in messages.cpp) is called
// with name and value of each; structs inside messages are maps of the same kind.
#pragma once

#include "core/protocol/messages.h"
#include "core/protocol/study_fields.h"

namespace steerscope::protocol {

// values of core/base

void fields(auto& a, Error& v)
{
    a("code", v.code);
    a("what", v.what);
    a("where", v.where);
    a("remedy", v.remedy);
}

void fields(auto& a, WindowSpan& v)
{
    a("start", v.start);
    a("end", v.end);
}

void fields(auto& a, RunOptions& v)
{
    a("decode", v.decode);
    a("prompt", v.prompt);
    a("max_tokens", v.maxTokens);
    a("sampling", v.sampling);
    a("seed", v.seed);
    a("target", v.target);
    a("first_window", v.firstWindow);
    a("only_first_window", v.onlyFirstWindow);
    a("voice_activity", v.voiceActivity);
    a("voice_threshold", v.voiceThreshold);
    a("word_times", v.wordTimes);
    a("cuts", v.cuts);
}

void fields(auto& a, Token& v)
{
    a("id", v.id);
    a("text", v.text);
    a("logprob", v.logprob);
}

void fields(auto& a, TimedWord& v)
{
    a("text", v.text);
    a("start", v.start);
    a("end", v.end);
    a("score", v.score);
    a("aligned", v.aligned);
}

void fields(auto& a, Segment& v)
{
    a("start", v.start);
    a("end", v.end);
    a("text", v.text);
    a("tokens", v.tokens);
    a("words", v.words);
    a("word_source", v.wordSource);
}

void fields(auto& a, TargetScore& v)
{
    a("logprob", v.logprob);
    a("tokens", v.tokens);
}

void fields(auto& a, Timings& v)
{
    a("load", v.load);
    a("features", v.features);
    a("encode", v.encode);
    a("prefill", v.prefill);
    a("decode", v.decode);
    a("total", v.total);
    a("decoded_tokens", v.decodedTokens);
    a("confirmed_tokens", v.confirmedTokens);
    a("layers_run", v.layersRun);
    a("layers_reused", v.layersReused);
    a("first_layer_run", v.firstLayerRun);
    a("prompt_reused", v.promptReused);
}

void fields(auto& a, SteeredLayerInfo& v)
{
    a("layer", v.layer);
    a("experts", v.experts);
    a("trained_scale", v.trainedScale);
    a("mean_vector_norm", v.meanVectorNorm);
}

void fields(auto& a, SamplingDefaults& v)
{
    a("sample", v.sample);
    a("temperature", v.temperature);
    a("top_k", v.topK);
    a("top_p", v.topP);
    a("repetition_penalty", v.repetitionPenalty);
}

void fields(auto& a, ParameterCounts& v)
{
    a("encoder", v.encoder);
    a("vectors", v.vectors);
    a("routers", v.routers);
    a("scales", v.scales);
    a("projection", v.projection);
    a("llm", v.llm);
}

void fields(auto& a, ModelInfo& v)
{
    a("name", v.name);
    a("path", v.path);
    a("fingerprint", v.fingerprint);
    a("variant", v.variant);
    a("kind", v.kind);
    a("encoder_layers", v.encoderLayers);
    a("width", v.width);
    a("heads", v.heads);
    a("mels", v.mels);
    a("window_seconds", v.windowSeconds);
    a("window_frames", v.windowFrames);
    a("steered", v.steered);
    a("pooling", v.pooling);
    a("decodes_text", v.decodesText);
    a("llm_family", v.llmFamily);
    a("llm_layers", v.llmLayers);
    a("llm_width", v.llmWidth);
    a("vocabulary", v.vocabulary);
    a("prompt", v.prompt);
    a("max_prompt_tokens", v.maxPromptTokens);
    a("max_tokens", v.maxTokens);
    a("sampling", v.sampling);
    a("parameters", v.parameters);
    a("device", v.device);
    a("device_reason", v.deviceReason);
    a("dtype", v.dtype);
    a("threads", v.threads);
    a("weight_bytes", v.weightBytes);
    a("notes", v.notes);
}

void fields(auto& a, LayerTrace& v) // gates and pushes travel in the window's block
{
    a("layer", v.layer);
    a("experts", v.experts);
    a("frames", v.frames);
    a("frame_seconds", v.frameSeconds);
    a("counted_frames", v.countedFrames);
    a("trained_scale", v.trainedScale);
    a("effective_scale", v.effectiveScale);
    a("mean_vector_norm", v.meanVectorNorm);
}

// window to engine

template <class Message> inline constexpr const char* kType = nullptr;

template <> inline constexpr const char* kType<Hello> = "hello";
void fields(auto& a, Hello& v)
{
    a("version", v.version);
    a("program", v.program);
}

template <> inline constexpr const char* kType<LoadModel> = "load_model";
void fields(auto& a, LoadModel& v)
{
    a("request", v.request);
    a("model", v.model);
    a("device", v.device);
    a("dtype", v.dtype);
    a("threads", v.threads);
    a("cache_bytes", v.cacheBytes);
}

template <> inline constexpr const char* kType<UnloadModel> = "unload_model";
void fields(auto& a, UnloadModel& v)
{
    a("request", v.request);
}

template <> inline constexpr const char* kType<SetAudio> = "set_audio";
void fields(auto& a, SetAudio& v)
{
    a("audio", v.audio);
    a("sample_rate", v.waveform.sampleRate);
    a.floats("samples", v.waveform.samples);
}

template <> inline constexpr const char* kType<StartRun> = "start_run";
void fields(auto& a, StartRun& v)
{
    a("generation", v.generation);
    a("audio", v.audio);
    a("settings", v.settings);
    a("options", v.options);
}

template <> inline constexpr const char* kType<StartLive> = "start_live";
void fields(auto& a, StartLive& v)
{
    a("generation", v.generation);
    a("settings", v.settings);
    a("options", v.options);
    a("first_utterance", v.start.utterance);
    a("first_sample", v.start.sample);
}

template <> inline constexpr const char* kType<LiveSound> = "live_sound";
void fields(auto& a, LiveSound& v)
{
    a("generation", v.generation);
    a.floats("samples", v.samples);
}

template <> inline constexpr const char* kType<LiveSettings> = "live_settings";
void fields(auto& a, LiveSettings& v)
{
    a("generation", v.generation);
    a("settings", v.settings);
}

template <> inline constexpr const char* kType<StopLive> = "stop_live";
void fields(auto& a, StopLive& v)
{
    a("generation", v.generation);
}

template <> inline constexpr const char* kType<StartStudy> = "start_study";
void fields(auto& a, StartStudy& v)
{
    a("request", v.request);
    a("audio", v.audio);
    a("name", v.name);
    a("settings", v.settings);
    a("options", v.options);
    a("question", v.question);
}

template <> inline constexpr const char* kType<Cancel> = "cancel";
void fields(auto& a, Cancel& v)
{
    a("generation", v.generation);
}

template <> inline constexpr const char* kType<InspectModel> = "inspect_model";
void fields(auto& a, InspectModel& v)
{
    a("request", v.request);
    a("path", v.path);
}

template <> inline constexpr const char* kType<ListModels> = "list_models";
void fields(auto& a, ListModels& v)
{
    a("request", v.request);
}

template <> inline constexpr const char* kType<ImportModel> = "import_model";
void fields(auto& a, ImportModel& v)
{
    a("request", v.request);
    a("checkpoint", v.checkpoint);
    a("encoder", v.encoder);
    a("llm", v.llm);
    a("config", v.config);
    a("output", v.output);
    a("name", v.name);
    a("pooling", v.pooling);
    a("copy", v.copy);
}

template <> inline constexpr const char* kType<Shutdown> = "shutdown";
void fields(auto&, Shutdown&)
{
}

// engine to window

void fields(auto& a, DeviceInfo& v)
{
    a("id", v.id);
    a("name", v.name);
    a("total_bytes", v.totalBytes);
    a("free_bytes", v.freeBytes);
}

template <> inline constexpr const char* kType<HelloReply> = "hello_reply";
void fields(auto& a, HelloReply& v)
{
    a("version", v.version);
    a("program", v.program);
    a("capabilities", v.capabilities);
    a("devices", v.devices);
    a("cuda_reason", v.cudaReason);
    a("libtorch", v.libtorch);
}

template <> inline constexpr const char* kType<Progress> = "progress";
void fields(auto& a, Progress& v)
{
    a("id", v.id);
    a("stage", v.stage);
    a("fraction", v.fraction);
}

template <> inline constexpr const char* kType<Loaded> = "loaded";
void fields(auto& a, Loaded& v)
{
    a("request", v.request);
    a("info", v.info);
    a("seconds", v.seconds);
    a("resident_bytes", v.residentBytes);
    a("free_bytes", v.freeBytes);
}

template <> inline constexpr const char* kType<Unloaded> = "unloaded";
void fields(auto& a, Unloaded& v)
{
    a("request", v.request);
}

template <> inline constexpr const char* kType<Inspected> = "inspected";
void fields(auto& a, Inspected& v)
{
    a("request", v.request);
    a("info", v.info);
    a("problems", v.problems);
}

void fields(auto& a, ModelListEntry& v)
{
    a("name", v.name);
    a("path", v.path);
    a("origin", v.origin);
    a("summary", v.summary);
}

template <> inline constexpr const char* kType<ModelList> = "model_list";
void fields(auto& a, ModelList& v)
{
    a("request", v.request);
    a("models", v.models);
}

template <> inline constexpr const char* kType<Imported> = "imported";
void fields(auto& a, Imported& v)
{
    a("request", v.request);
    a("path", v.path);
    a("info", v.info);
}

template <> inline constexpr const char* kType<RunStarted> = "run_started";
void fields(auto& a, RunStarted& v)
{
    a("generation", v.generation);
    a("windows", v.windows);
}

void traceFields(auto& a, GatingTrace& v) // beside other fields of a message
{
    a("window", v.window);
    a("start", v.startSeconds);
    a("end", v.endSeconds);
    a("layers", v.layers);
    a.block("sizes", "block", v.layers);
}

template <> inline constexpr const char* kType<Gates> = "gates";
void fields(auto& a, Gates& v)
{
    a("generation", v.generation);
    traceFields(a, v.trace);
}

template <> inline constexpr const char* kType<PartialText> = "partial_text";
void fields(auto& a, PartialText& v)
{
    a("generation", v.generation);
    a("window", v.window);
    a("token", v.token);
}

template <> inline constexpr const char* kType<SegmentDone> = "segment_done";
void fields(auto& a, SegmentDone& v)
{
    a("generation", v.generation);
    a("window", v.window);
    a("segment", v.segment);
}

template <> inline constexpr const char* kType<Scored> = "scored";
void fields(auto& a, Scored& v)
{
    a("generation", v.generation);
    a("score", v.score);
}

template <> inline constexpr const char* kType<RunDone> = "run_done";
void fields(auto& a, RunDone& v)
{
    a("generation", v.generation);
    a("timings", v.timings);
    a("cache_bytes", v.cacheBytes);
    a("resident_bytes", v.residentBytes);
}

template <> inline constexpr const char* kType<LiveText> = "live_text";
void fields(auto& a, LiveText& v)
{
    a("generation", v.generation);
    a("final", v.utterance.final);
    a("segment", v.utterance.segment);
    traceFields(a, v.utterance.trace);
}

template <> inline constexpr const char* kType<LiveDone> = "live_done";
void fields(auto& a, LiveDone& v)
{
    a("generation", v.generation);
}

template <> inline constexpr const char* kType<StudyDone> = "study_done";
void fields(auto& a, StudyDone& v)
{
    a("request", v.request);
    a("result", v.result);
}

template <> inline constexpr const char* kType<CancelAck> = "cancel_ack";
void fields(auto& a, CancelAck& v)
{
    a("generation", v.generation);
}

template <> inline constexpr const char* kType<Warning> = "warning";
void fields(auto& a, Warning& v)
{
    a("id", v.id);
    a("text", v.text);
}

template <> inline constexpr const char* kType<Failed> = "failed";
void fields(auto& a, Failed& v)
{
    a("id", v.id);
    a("error", v.error);
}

} // namespace steerscope::protocol
