# SPDX-License-Identifier: MIT
"""Writes pretraining.json and pretraining.safetensors beside itself; see HOW_MADE.md."""
import json

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, WhisperModel

import reference as ref
from make_goldens import CLIPS, samples

WHOLE = 20_000  # elements; of a larger gradient there are the norm and a sample
SAMPLE = 2_000
CHARACTERS = 30  # 0 is the blank
TARGETS = ([5, 12, 12, 1, 29, 7, 7, 7, 3], [18, 2, 9, 9, 14, 1, 21, 6])
SEQUENCES = ([965, 1054, 296, 916, 262, 853, 65, 447, 359, 279, 64, 627, 1199], [763, 276, 262, 823, 262, 1199])


def stride(count):
    """Odd, so that the sample meets every column of a matrix of even width."""
    step = count // SAMPLE
    return step if step % 2 else step - 1


def keep(gradients, prefix, tensors):
    norms = {}
    for name, value in gradients.items():
        norms[name] = value.double().norm().item()
        flat = value.flatten()
        if flat.numel() < WHOLE:
            tensors[f"{prefix}/grad/{name}"] = value
        else:
            tensors[f"{prefix}/grad_sample/{name}"] = flat[:: stride(flat.numel())][:SAMPLE]
    return norms


def ctc_case(tensors):
    encoder = WhisperModel.from_pretrained(ref.MODELS / "whisper", attn_implementation="eager").encoder.train()
    encoder.embed_positions.requires_grad_(True)
    torch.manual_seed(11)
    head = torch.nn.Linear(96, CHARACTERS)
    tensors.update({f"ctc/head.{name}": p for name, p in head.named_parameters()})
    mel = torch.cat([ref.features()(samples(clip), sampling_rate=16000, return_tensors="pt").input_features
                     for clip in CLIPS])
    frames = [-(-len(samples(clip)) // 320) for clip in CLIPS]  # 20 ms each
    logits = head(encoder(mel).last_hidden_state)
    logprobs = torch.log_softmax(logits, -1)
    each = torch.nn.functional.ctc_loss(logprobs.transpose(0, 1), torch.tensor(sum(TARGETS, [])), torch.tensor(frames),
                                        torch.tensor([len(t) for t in TARGETS]), blank=0, reduction="none")
    loss = each.sum() / sum(map(len, TARGETS))
    loss.backward()
    weights = {f"head.{name}": p.grad for name, p in head.named_parameters()}
    weights.update({name: p.grad for name, p in encoder.named_parameters()})
    return {"clips": CLIPS, "frames": frames, "targets": TARGETS, "blank": 0, "losses": each.tolist(),
            "loss": loss.item(), "grad_norms": keep(weights, "ctc", tensors)}


def language_case(tensors):
    model = AutoModelForCausalLM.from_pretrained(ref.MODELS / "llm-qwen2", attn_implementation="eager").train()
    longest = max(map(len, SEQUENCES))
    padded = torch.tensor([s + [0] * (longest - len(s)) for s in SEQUENCES])
    labels = torch.tensor([s + [-100] * (longest - len(s)) for s in SEQUENCES])
    loss = model(input_ids=padded, labels=labels).loss
    loss.backward()
    weights = {name: p.grad for name, p in model.named_parameters()}
    return {"model": "llm-qwen2", "sequences": SEQUENCES, "loss": loss.item(),
            "grad_norms": keep(weights, "language", tensors)}


def main():
    torch.set_num_threads(1)
    tensors = {}
    goldens = {"sample": SAMPLE, "ctc": ctc_case(tensors), "language": language_case(tensors)}
    (ref.HERE / "pretraining.json").write_text(json.dumps(goldens, indent=1) + "\n")
    save_file({name: value.detach().contiguous().clone() for name, value in tensors.items()},
              ref.HERE / "pretraining.safetensors")


if __name__ == "__main__":
    main()
