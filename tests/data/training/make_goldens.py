# SPDX-License-Identifier: MIT
"""Writes steering.json, steering.safetensors and bundles/ beside itself; see HOW_MADE.md.

    python make_goldens.py --reference FOLDER_OF_STEERMOE
"""
import argparse
import json
import wave

import numpy
import torch
from safetensors.torch import load_file, save_file
from transformers import (get_constant_schedule_with_warmup, get_cosine_schedule_with_warmup,
                          get_linear_schedule_with_warmup)

import reference as ref

PROMPT = "please transcribe the audio content into text: "
CLIPS = ("clip1", "clip2")
TEXTS = ("turn the lights on", "the train was late again")
PADDED = 28  # text positions: prompt, target, eos, padding
BALANCED = ("layerwise-single", "hybrid")
BALANCE_WEIGHT = 0.01
TRAINED = {"layerwise-single": 1.0, "post-encoder": 0.7}  # the norm that vectors and scales are clipped to
STEPS, WARMUP = 20, 5
RATES = {"steering": 1e-3, "router": 1e-4, "projection": 1e-4}


def samples(clip):
    with wave.open(str(ref.MODELS / "audio" / f"{clip}.wav")) as file:
        return numpy.frombuffer(file.readframes(file.getnframes()), "<i2").astype("float32") / 32768


def write_bundles():
    """hybrid: layers 2 (8 experts) and 4 (the first 5) of layerwise-routers; static: layerwise-single's projection."""
    routers = load_file(ref.bundle("layerwise-routers") / "steering.safetensors")
    single = load_file(ref.bundle("layerwise-single") / "steering.safetensors")
    projection = lambda weights: {name: value for name, value in weights.items() if name.startswith("prompt_proj")}
    hybrid = projection(routers)
    for l, experts in ((1, 8), (3, 5)):
        hybrid[f"layers.{l}.vectors"] = routers["steering_vectors"][l, :experts]
        hybrid[f"layers.{l}.router.weight"] = routers[f"routers.{l}.weight"][:experts]
        hybrid[f"layers.{l}.router.bias"] = routers[f"routers.{l}.bias"][:experts]
        hybrid[f"layers.{l}.scale"] = routers["layer_scales"][l : l + 1]
    for variant, tensors, width, experts, pooling in (
            ("hybrid", hybrid, 96, {"2": 8, "4": 5}, "none"), ("static", projection(single), 0, {}, "max,4@4")):
        manifest = json.loads((ref.bundle("layerwise-single") / "steerscope.json").read_text())
        manifest.update(name=variant, encoder="../../../models/whisper", llm="../../../models/llm-qwen2",
                        pooling=pooling, training={}, notes=[])
        manifest["steering"].update(variant=variant, width=width, experts=experts)
        folder = ref.bundle(variant)
        folder.mkdir(parents=True, exist_ok=True)
        save_file({name: value.contiguous().clone() for name, value in tensors.items()},
                  folder / "steering.safetensors")
        (folder / "steerscope.json").write_text(json.dumps(manifest, indent=2) + "\n")


def make_batch(reference):
    extractor, tokenizer = ref.features(), ref.tokenizer()
    collate = reference.Collator(extractor, tokenizer, textual_prompt=PROMPT, max_length=PADDED)
    rows = [{"input_features": extractor(samples(clip), sampling_rate=16000, return_tensors="pt").input_features[0],
             "labels": tokenizer.encode(text)} for clip, text in zip(CLIPS, TEXTS)]
    written = {"clips": CLIPS, "prompt": PROMPT, "texts": TEXTS, "prompt_ids": tokenizer.encode(PROMPT),
               "target_ids": [row["labels"] + [tokenizer.eos_token_id] for row in rows]}
    batch = collate(rows)
    written.update(decoder_input_ids=batch["decoder_input_ids"].tolist(), labels=batch["labels"].tolist())
    assert int((batch["labels"] != -100).sum()) == sum(map(len, written["target_ids"]))
    return batch, written


def check_forward(variant, model, batch):
    """The encoder's output is the one that ../models holds, so these are the same models."""
    if variant in ref.FROM_MODELS:
        out = model.whisper_encoder._forward_with_steering(batch["input_features"])
        for row, clip in zip(out, CLIPS):
            known = load_file(ref.MODELS / "expected" / f"{variant}.safetensors")[f"{clip}/trained/encoder_out"]
            assert (row - known).abs().max() < 1e-4 * known.abs().max(), (variant, clip)


def gradients(loss, trained):
    values = torch.autograd.grad(loss, list(trained.values()), retain_graph=True, allow_unused=True)
    return {name: torch.zeros_like(p) if g is None else g for (name, p), g in zip(trained.items(), values)}


def mean_kl(gates):
    """KL(uniform || mean gate over batch and frames), mean over layers."""
    usage = [g.mean(dim=(0, 1)) for g in gates]
    return torch.stack([-(u * u.numel()).log().mean() for u in usage]).mean()


def steering_case(variant, reference, batch, tensors):
    model = ref.build(variant, reference)
    check_forward(variant, model, batch)
    trained = ref.parameters(model)
    loss = model(**batch).loss
    gates = model.whisper_encoder.gates
    found = gradients(loss, trained)
    case = {"loss": loss.item()}
    if variant in BALANCED:
        balance = mean_kl(gates)
        terms = [reference.balance(g).item() for g in gates]
        assert all(abs(t * g.shape[-1] - mean_kl([g]).item()) < 1e-6 for t, g in zip(terms, gates))
        for name, value in gradients(balance, trained).items():
            tensors[f"{variant}/balance_grad/{name}"] = value
        case["balance"] = {"value": balance.item(), "weight": BALANCE_WEIGHT, "reference_layers": terms,
                           "layers": [mean_kl([g]).item() for g in gates],
                           "total": (loss + BALANCE_WEIGHT * balance).item()}
    tensors.update({f"{variant}/grad/{name}": value for name, value in found.items()})
    case["grad_norms"] = {name: value.norm().item() for name, value in found.items()}
    return case


def group_of(name):
    """The groups of the reference's create_layer_wise_optimizer."""
    if "steering_vectors" in name or "layer_scales" in name:
        return "steering"
    return "router" if "router" in name else "projection"


def training_case(variant, clip, reference, batch, tensors):
    model = ref.build(variant, reference)
    trained = ref.parameters(model)
    groups = {group: [p for name, p in trained.items() if group_of(name) == group] for group in RATES}
    optimizer = torch.optim.AdamW([{"params": groups[g], "lr": RATES[g]} for g in RATES], betas=(0.9, 0.999), eps=1e-8,
                                  weight_decay=0.01)
    schedule = get_linear_schedule_with_warmup(optimizer, WARMUP, STEPS)
    steps = []
    for step in range(STEPS):
        factor = schedule.get_last_lr()[0] / RATES["steering"]
        loss = model(**batch).loss
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(groups["steering"], clip)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        steps.append({"loss": loss.item(), "rate_factor": factor, "steering_grad_norm": norm.item()})
    tensors.update({f"{variant}/adamw/{name}": value for name, value in trained.items()})
    return {"rates": RATES, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.01, "warmup": WARMUP, "clip": clip,
            "steps": steps}


def schedules():
    def factors(make):
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
        schedule, found = make(optimizer), []
        for _ in range(STEPS + 1):
            found.append(schedule.get_last_lr()[0])
            optimizer.step()
            schedule.step()
        return found

    return {"warmup": WARMUP, "steps": STEPS,
            "factors": {"linear": factors(lambda o: get_linear_schedule_with_warmup(o, WARMUP, STEPS)),
                        "cosine": factors(lambda o: get_cosine_schedule_with_warmup(o, WARMUP, STEPS)),
                        "constant": factors(lambda o: get_constant_schedule_with_warmup(o, WARMUP))}}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reference", required=True, help="a checkout of github.com/forfrt/SteerMoE")
    reference = ref.import_reference(parser.parse_args().reference)
    torch.set_num_threads(1)
    write_bundles()
    batch, written = make_batch(reference)
    tensors = {}
    goldens = {"batch": written,
               "variants": {v: steering_case(v, reference, batch, tensors) for v in ref.VARIANTS},
               "adamw": {v: training_case(v, clip, reference, batch, tensors) for v, clip in TRAINED.items()},
               "schedules": schedules()}
    (ref.HERE / "steering.json").write_text(json.dumps(goldens, indent=1) + "\n")
    save_file({name: value.detach().contiguous().clone() for name, value in tensors.items()},
              ref.HERE / "steering.safetensors")


if __name__ == "__main__":
    main()
