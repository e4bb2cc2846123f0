// SPDX-License-Identifier: MIT
// Every key of a training's configuration, once, for reading and for writing: visit("a.b", field) for each.
#pragma once

#include "core/training/config/train_config.h"

namespace steerscope {

template <class Visit> void visitAugment(Visit&& visit, AugmentOptions& a)
{
    visit("augment.speed_low", a.speedLow);
    visit("augment.speed_high", a.speedHigh);
    visit("augment.gain_db_low", a.gainDbLow);
    visit("augment.gain_db_high", a.gainDbHigh);
    visit("augment.noise_probability", a.noiseProbability);
    visit("augment.snr_db_low", a.snrDbLow);
    visit("augment.snr_db_high", a.snrDbHigh);
    visit("augment.room_probability", a.roomProbability);
    visit("augment.concat_probability", a.concatProbability);
    visit("augment.concat_most", a.concatMost);
    visit("augment.concat_same_speaker", a.concatSameSpeaker);
    visit("augment.concat_gap_low", a.concatGapLow);
    visit("augment.concat_gap_high", a.concatGapHigh);
    visit("augment.lead_high", a.leadHigh);
    visit("augment.trail_high", a.trailHigh);
    visit("augment.non_speech_share", a.nonSpeechShare);
    visit("augment.time_masks", a.timeMasks);
    visit("augment.time_mask_frames", a.timeMaskFrames);
    visit("augment.time_mask_share", a.timeMaskShare);
    visit("augment.freq_masks", a.freqMasks);
    visit("augment.freq_mask_bands", a.freqMaskBands);
    visit("augment.band_limit_probability", a.bandLimitProbability);
}

template <class Visit> void visitModels(Visit&& visit, TrainConfig& c)
{
    visit("encoder.init", c.encoder.init);
    visit("encoder.layers", c.encoder.layers);
    visit("encoder.width", c.encoder.width);
    visit("encoder.heads", c.encoder.heads);
    visit("encoder.ffn", c.encoder.ffn);
    visit("encoder.mels", c.encoder.mels);
    visit("encoder.window_seconds", c.encoder.windowSeconds);
    visit("encoder.pooling", c.encoder.pooling);
    visit("llm.init", c.llm.init);
    visit("llm.layers", c.llm.layers);
    visit("llm.width", c.llm.width);
    visit("llm.heads", c.llm.heads);
    visit("llm.key_value_heads", c.llm.keyValueHeads);
    visit("llm.intermediate", c.llm.intermediate);
    visit("llm.positions", c.llm.positions);
    visit("tokenizer", c.tokenizer);
    visit("model.bundle", c.model.bundle);
    visit("model.encoder", c.model.encoder);
    visit("model.llm", c.model.llm);
    visit("model.pooling", c.model.pooling);
    visit("model.prompt", c.model.prompt);
    visit("model.max_prompt_tokens", c.model.maxPromptTokens);
    visit("model.max_tokens", c.model.maxTokens);
    visit("steering.variant", c.steering.variant);
    visit("steering.experts", c.steering.experts);
    visit("steering.layers", c.steering.layers);
    visit("steering.initial_scale", c.steering.initialScale);
    visit("steering.vector_std", c.steering.vectorDeviation);
    visit("steering.train_scales", c.steering.trainScales);
    visit("steering.shared_scale", c.steering.sharedScale);
    visit("prefix.share", c.prefix.share);
    visit("prefix.stretch_low", c.prefix.stretchLow);
    visit("prefix.stretch_high", c.prefix.stretchHigh);
    visit("prefix.silence", c.prefix.silence);
    visit("prefix.exchange", c.prefix.exchange);
    visit("prefix.drop", c.prefix.drop);
    visit("prefix.insert", c.prefix.insert);
    visit("prefix.blur", c.prefix.blur);
    visit("prefix.noise", c.prefix.noise);
    visit("prefix.edge_high", c.prefix.edgeHigh);
}

template <class Visit> void visitConfig(Visit&& visit, TrainConfig& c)
{
    visit("task", c.task);
    visit("name", c.name);
    visit("output", c.output);
    visit("seed", c.seed);
    visit("data.train", c.data.train);
    visit("data.dev", c.data.dev);
    visit("data.text", c.data.text);
    visit("data.cache", c.data.cache);
    visit("data.share", c.data.share);
    visit("data.exclude_speakers", c.data.excludeSpeakers);
    visit("data.dev_speakers", c.data.devSpeakers);
    visit("data.dev_limit", c.data.devLimit);
    visit("data.repeat", c.data.repeat);
    visit("batch.size", c.batch.size);
    visit("batch.max_seconds", c.batch.maxSeconds);
    visit("batch.accumulate", c.batch.accumulate);
    visit("batch.full_window", c.batch.fullWindow);
    visit("batch.full_window_share", c.batch.fullWindowShare);
    visit("batch.loader_threads", c.batch.loaderThreads);
    visitAugment(visit, c.augment);
    visitModels(visit, c);
    visit("optimizer.lr", c.optimizer.rates);
    visit("optimizer.weight_decay", c.optimizer.weightDecay);
    visit("optimizer.beta1", c.optimizer.beta1);
    visit("optimizer.beta2", c.optimizer.beta2);
    visit("optimizer.epsilon", c.optimizer.epsilon);
    visit("optimizer.warmup_steps", c.optimizer.warmupSteps);
    visit("optimizer.steps", c.optimizer.steps);
    visit("optimizer.schedule", c.optimizer.schedule);
    visit("optimizer.clip", c.optimizer.clip);
    visit("loss.balance", c.balanceWeight);
    visit("loss.ctc", c.ctcWeight);
    visit("regularization.dropout", c.dropout);
    visit("regularization.layer_drop", c.layerDrop);
    visit("dev.every", c.devEvery);
    visit("dev.patience", c.devPatience);
    visit("checkpoint.every", c.checkpointEvery);
    visit("checkpoint.keep", c.checkpointKeep);
    visit("compute.device", c.compute.device);
    visit("compute.dtype", c.compute.dtype);
    visit("compute.threads", c.compute.threads);
    visit("compute.activation_checkpointing", c.compute.checkpointing);
    visit("compute.cache_features", c.compute.cacheFeatures);
}

} // namespace steerscope
