# SPDX-License-Identifier: MIT
"""Other programs and formats/sample.json, both ways (pip install praatio webvtt-py):

    python make_format_goldens.py

reads formats/written.*, which formatTranscript() made of the sample, with praatio, webvtt-py, and for CTM, Audacity and TSV by
the grammars below, and writes formats/read.json: per file the rows [start, end, text]. Writes formats/foreign.*: the sample as
praatio and webvtt-py write it. Times are rounded to a millisecond.
"""
import html
import json
import pathlib
import re

import webvtt
from praatio import textgrid

FOLDER = pathlib.Path(__file__).parent / "formats"
NUMBER = r"(?:0|[1-9]\d*)(?:\.\d+)?"
# NIST's sctk, doc/infmts.htm: <F> <C> <BT> <DUR> word [ <CONF> ], the confidence from 0 to 1
CTM = re.compile(rf"(\S+) (\S+) ({NUMBER}) ({NUMBER}) (\S+) (0(?:\.\d+)?|1)")
# Audacity's manual, "Importing and Exporting Labels": start, end, label, tabs between them
LABEL = re.compile(rf"({NUMBER})\t({NUMBER})\t([^\t]+)")


def row(start, end, text):
    return [round(float(start), 3), round(float(end), 3), text]


def lines(name):
    text = (FOLDER / name).read_text("utf-8")
    assert text.endswith("\n")
    return text[:-1].split("\n")


def seconds(stamp):
    hours, minutes, rest = ("0:" + stamp).replace(",", ".").split(":")[-3:]
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def cues(captions):
    return [row(seconds(c.start), seconds(c.end), html.unescape(" ".join(c.lines))) for c in captions]


def read():
    grid = textgrid.openTextgrid(str(FOLDER / "written.TextGrid"), includeEmptyIntervals=False)
    result = {f"TextGrid {name}": [row(*entry) for entry in grid.getTier(name).entries] for name in grid.tierNames}
    result["TextGrid"] = [row(grid.minTimestamp, grid.maxTimestamp, "")]
    result["vtt"] = cues(webvtt.read(str(FOLDER / "written.vtt")))
    result["srt"] = cues(webvtt.from_srt(str(FOLDER / "written.srt")))
    fields = [CTM.fullmatch(line).groups() for line in lines("written.ctm")]
    assert {(f[0], f[1]) for f in fields} == {("recording", "1")}
    result["ctm"] = [row(f[2], float(f[2]) + float(f[3]), f[4]) + [float(f[5])] for f in fields]
    result["labels"] = [row(*LABEL.fullmatch(line).groups()) for line in lines("written.labels.txt")]
    header, *rows = (line.split("\t") for line in lines("written.tsv"))
    assert header == ["start", "end", "text"]
    result["tsv"] = [row(int(start) / 1000, int(end) / 1000, text) for start, end, text in rows]
    return result


def stamp(time, point):
    return f"{int(time // 3600):02}:{int(time // 60 % 60):02}:{int(time % 60):02}{point}{round(time % 1 * 1000):03}"


def write(segments, words):
    grid = textgrid.Textgrid(0, 3661.125)
    spoken = [s for s in segments if s["text"]]
    for name, entries in (("segments", spoken), ("words", words)):
        grid.addTier(textgrid.IntervalTier(name, [(e["start"], e["end"], e["text"]) for e in entries], 0, 3661.125))
    grid.save(str(FOLDER / "foreign.long.TextGrid"), "long_textgrid", includeBlankSpaces=True)
    grid.save(str(FOLDER / "foreign.short.TextGrid"), "short_textgrid", includeBlankSpaces=True)
    captions = webvtt.WebVTT()
    for segment in spoken:
        captions.captions.append(webvtt.Caption(
            stamp(segment["start"], "."), stamp(segment["end"], "."), html.escape(segment["text"], quote=False)))
    captions.save(str(FOLDER / "foreign.vtt"))
    for caption, segment in zip(captions.captions, spoken):
        caption.text = segment["text"]
    captions.save_as_srt(str(FOLDER / "foreign.srt"))


if __name__ == "__main__":
    sample = json.loads((FOLDER / "sample.json").read_text("utf-8"))
    write(sample["segments"], sample["words"])
    (FOLDER / "read.json").write_text(json.dumps(read(), indent=None, separators=(",", ":")).replace("]],", "]],\n") + "\n", "utf-8")
