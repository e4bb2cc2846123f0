#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How far word times are from the truth: clips of single words, cut at their edges and joined.

    bench/word_times.py STEERSCOPE_CLI MANIFEST.tsv [--recordings 60] [--words 3] [--seed 1]

The manifest has the columns path and text (docs/training-data.md); opusdec decodes .opus, other files are 16 kHz mono WAV.
The edges of a clip are where its level, over 5 ms, first and last lies less than 30 dB below its loudest: what is outside is cut off,
so that the joints are the true times. Between words lie pauses of 0 to 0.3 s (a third of them none at all) and under everything noise,
60 dB below full scale. Only recordings whose words were all heard count; how many those are is printed.
"""

import argparse
import array
import csv
import json
import math
import pathlib
import random
import statistics
import subprocess
import tempfile
import wave

RATE = 16000


def samples_of(path):
    with tempfile.TemporaryDirectory() as folder:
        if path.suffix == ".opus":
            wav = pathlib.Path(folder) / "clip.wav"
            subprocess.run(["opusdec", "--quiet", "--rate", str(RATE), "--force-wav", path, wav], check=True)
            path = wav
        with wave.open(str(path)) as file:
            if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (RATE, 1, 2):
                raise SystemExit(f"{path}: 16 kHz mono of 16 bits is needed")
            data = array.array("h")
            data.frombytes(file.readframes(file.getnframes()))
    return [value / 32768 for value in data]


def trimmed(samples):
    step = RATE // 200
    power = [sum(x * x for x in samples[i : i + step]) / step for i in range(0, len(samples) - step + 1, step)]
    loud = [i for i, value in enumerate(power) if value > max(power) * 1e-3]
    return samples[loud[0] * step : (loud[-1] + 1) * step]


def joined(clips, draw):
    """The samples, and of each word text, start and end in seconds."""
    samples = [0.0] * int(0.3 * RATE)
    words = []
    for text, clip in clips:
        words.append((text, len(samples) / RATE, (len(samples) + len(clip)) / RATE))
        samples += clip
        samples += [0.0] * int(max(0.0, draw.uniform(-0.15, 0.3)) * RATE)
    samples += [0.0] * int(0.3 * RATE)
    noise = 10 ** (-60 / 20)
    return [x + draw.gauss(0.0, noise) for x in samples], words


def write_wav(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        clipped = (max(-32768, min(32767, round(x * 32767))) for x in samples)
        file.writeframes(array.array("h", clipped).tobytes())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("manifest", type=pathlib.Path)
    parser.add_argument("--recordings", type=int, default=60)
    parser.add_argument("--words", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    with options.manifest.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["text"].strip()]
    with tempfile.TemporaryDirectory() as folder:
        truth = {}
        for number in range(options.recordings):
            chosen = draw.sample(rows, options.words)
            clips = [(row["text"], trimmed(samples_of(options.manifest.parent / row["path"]))) for row in chosen]
            samples, words = joined(clips, draw)
            path = pathlib.Path(folder) / f"{number:04}.wav"
            write_wav(path, samples)
            truth[str(path)] = words
        output = subprocess.run(
            [options.cli, "transcribe", "--format", "json", "--word-times", *truth],
            check=True, capture_output=True, text=True).stdout
    results = json.loads(output)
    results = results if isinstance(results, list) else [results]
    starts, ends, scores, right = [], [], [], 0
    for result in results:
        words = truth[result["audio"]["path"]]
        found = result.get("words", [])
        if [word["text"] for word in found] != [text for text, _, _ in words]:
            continue
        right += 1
        for word, (_, start, end) in zip(found, words):
            if word.get("start") is None:
                continue
            starts.append(1000 * (word["start"] - start))
            ends.append(1000 * (word["end"] - end))
            scores.append(word["score"])
    if not starts:
        raise SystemExit("no recording was heard right")
    print(f"recordings heard right: {right} of {len(truth)}; words timed: {len(starts)} of {right * options.words}")
    for name, errors in (("start", starts), ("end", ends), ("both", starts + ends)):
        sizes = sorted(abs(error) for error in errors)
        print(f"{name}: median error {statistics.median(sizes):.0f} ms, nine of ten within "
              f"{sizes[math.ceil(0.9 * len(sizes)) - 1]:.0f} ms, mean of signed {statistics.mean(errors):+.0f} ms")
    print(f"median score {statistics.median(scores):.2f}")


if __name__ == "__main__":
    main()
