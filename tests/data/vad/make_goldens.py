# SPDX-License-Identifier: MIT
"""Writes probabilities.json and segments.json beside itself; see HOW_MADE.md."""
import json
import pathlib
import wave

import numpy
import silero_vad
import torch
from safetensors.torch import load_file
from silero_vad import get_speech_timestamps, get_speech_timestamps_from_probs, load_silero_vad

here = pathlib.Path(__file__).parent


def read(path):
    with wave.open(str(path)) as file:
        assert file.getframerate() == 16000 and file.getnchannels() == 1 and file.getsampwidth() == 2
        return numpy.frombuffer(file.readframes(file.getnframes()), "<i2").astype("float32") / 32768


def package_model():
    """The package's TorchScript program with the weights of the package's safetensors in it."""
    model = load_silero_vad()
    weights = load_file(pathlib.Path(silero_vad.__file__).parent / "data/silero_vad_16k.safetensors")
    names = {"stft_conv.weight": "stft.forward_basis_buffer", "final_conv.weight": "decoder.decoder.2.weight",
             "final_conv.bias": "decoder.decoder.2.bias"}
    names |= {f"lstm_cell.{part}": f"decoder.rnn.{part}"
              for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
    names |= {f"conv{i + 1}.{part}": f"encoder.{i}.reparam_conv.{part}"
              for i in range(4) for part in ("weight", "bias")}
    state = model.state_dict()
    with torch.no_grad():
        for name, tensor in weights.items():
            state["_model." + names.pop(name)].copy_(tensor)
    assert not names
    return model


def recordings():
    speech = read(here / "speech.wav")
    clips = [read(here / f"../audio/clip{i}.wav") for i in (1, 2)]
    silence = numpy.zeros(11111, "float32")
    yield "speech", speech
    yield "clip1", clips[0]
    yield "clip2", clips[1]
    yield "joined", numpy.concatenate([clips[0], silence, speech, clips[1], speech * numpy.float32(0.05)])


def spans(timestamps):
    return [[span["start"], span["end"]] for span in timestamps]


def rounded(float32s):
    return [float(f"{value:.9g}") for value in float32s.tolist()]


def track(random):
    """A probability track with the edges that matter: long and short runs, values on the thresholds."""
    levels = random.choice([0.01, 0.2, 0.35, 0.4, 0.5, 0.7, 0.98], size=400, p=[.25, .1, .05, .1, .05, .15, .3])
    runs = random.integers(1, 9, size=400)
    probabilities = numpy.repeat(levels, runs)[:random.integers(40, 220)]
    return rounded(probabilities.astype("float32"))  # as a detector gives them: 0.7 is a little less than 0.7


def rules(random):
    return {"threshold": float(random.choice([0.5, 0.3, 0.7, 0.1])),
            "min_speech_duration_ms": int(random.choice([0, 90, 250])),
            "min_silence_duration_ms": int(random.choice([0, 100, 300])),
            "speech_pad_ms": int(random.choice([0, 30, 200])),
            "max_speech_duration_s": float(random.choice([1.0, 2.0, 3600.0]))}


def main():
    model = package_model()
    probabilities = {}
    for name, samples in recordings():
        heard = torch.from_numpy(samples)
        found = model.audio_forward(heard, 16000)[0]
        probabilities[name] = {"samples": len(samples), "probabilities": rounded(found),
                               "speech": spans(get_speech_timestamps(heard, model))}
    (here / "probabilities.json").write_text(json.dumps(probabilities, separators=(",", ":")) + "\n")

    random = numpy.random.default_rng(20)
    cases = []
    for _ in range(60):
        case = {"rules": rules(random), "probabilities": track(random)}
        case["samples"] = len(case["probabilities"]) * 512 - int(random.integers(0, 512))
        case["speech"] = spans(get_speech_timestamps_from_probs(
            case["probabilities"], audio_length_samples=case["samples"], **case["rules"]))
        cases.append(case)
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (here / "segments.json").write_text(f"[\n{lines}\n]\n")


main()
