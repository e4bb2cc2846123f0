# SPDX-License-Identifier: MIT
"""Writes tokenizer variants and the answers of Hugging Face's tokenizers library (pip install tokenizers).

    python make_tokenizer_goldens.py TOY_TOKENIZER_FOLDER

Each variant is the toy tokenizer with one part replaced, so that only the difference is stored here:
tokenizer_variants.jsonl holds {"name", "patch", "cases": [{"text", "ids", "decoded", "plain"}]} a line, patch being a JSON merge patch,
decoded keeping special tokens and plain leaving them out.
"""
import json
import pathlib
import sys

from tokenizers import Tokenizer

BYTE_LEVEL = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}
LLAMA3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
          r"|\s*[\r\n]+|\s+(?!\S)|\s+")


def split(pattern):
    return {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False}


def added(number, content, **flags):
    return {"id": number, "content": content, "single_word": False, "lstrip": False, "rstrip": False,
            "normalized": False, "special": False} | flags


ADDED = [
    added(1197, "<|endoftext|>", special=True),
    added(1198, "<|im_start|>", special=True),
    added(1199, "<|im_end|>", special=True),
    added(1200, "<a>"), added(1201, "<a><b>"), added(1202, "<left>", lstrip=True), added(1203, "<right>", rstrip=True),
    added(1204, "<both>", lstrip=True, rstrip=True, special=True), added(1205, "steer", single_word=True),
    added(1206, "\u01f9x", normalized=True), added(1207, "e\u0301t"), added(1208, "two words"),
    added(1209, "  "), added(1210, "\u0120x"), added(1211, "\u4f60\u597d"),
]

TEXTS = [
    "", " ", "plain text", "I'LL say it's Fine, don't", "it\u2019s", "12345 1 22 333 4444", "a  b   c\t\td\n\n e \r\n f",
    "   leading", "trailing   ", "\n\n\n", "caf\u00e9 cafe\u0301 CAFE\u0301", "\ufb01ne \u212b \u00c5", "\u1161\u1100\u1161",
    "emoji \U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea", "\u65e5\u672c\u8a9e\u306e\u6587\u3001\u4f60\u597d\u4e16\u754c",
    "\u0645\u0631\u062d\u0628\u0627 \u0928\u092e\u0938\u094d\u0924\u0947 \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "x\u00a0y\u3000z\u2028w\u0085v\u180eu\u200bt",
    "'\u017f '\u017ft '\u212a", "\u0660\u0661\u0662 \u00bd \u2167 \u00b2", "<|im_start|>user\nhi<|im_end|>", "<|im_start|<|im_end|>",
    "<a><b>", "<a><a><b><b>", "x  <left>  y", "x  <right>  y", "  <both>  ", "x<both>y", "<left> <left>", "<right> <left>",
    "steer steering _steer steer. steer", "(steer)", "un \u01f9x!", "un n\u0300x!", "nn\u0300x", "e\u0301t \u00e9t", "two words", "a  b", "two   words",
    "\u0120x", "\u4f60\u597d", "the the the " * 40, "a" * 700, "!" * 300, " " * 300 + "x", "\r\n" * 50, "\u00e9" * 200, "<" * 100,
    "mixed \u00e9\u0301\u0300 \u0041\u030a \u1e9b\u0323", "\x00\x01\x7f", "tab\there", "a_b-c/d.e:f", "https://example.org/?q=1&r=%20",
    "\U0001f600" * 30, "na\u00efve co\u00f6perate r\u00e9sum\u00e9", "\ufffd", "\ufeffbom", "Ca\u0308se", "don\u2019t \u201cquote\u201d \u2014 dash",
]

VARIANTS = {
    "gpt2": {"normalizer": None, "pre_tokenizer": BYTE_LEVEL | {"use_regex": True}},
    "llama3": {"normalizer": None, "model": {"ignore_merges": True},
               "pre_tokenizer": {"type": "Sequence", "pretokenizers": [split(LLAMA3), BYTE_LEVEL | {"use_regex": False}]}},
    "digits": {"pre_tokenizer": {"type": "Sequence", "pretokenizers": [
        {"type": "Digits", "individual_digits": True}, BYTE_LEVEL | {"use_regex": True}]}},
    "no-split": {"pre_tokenizer": BYTE_LEVEL | {"use_regex": False}},
    "added": {"added_tokens": ADDED},
    "added-without-nfc": {"added_tokens": ADDED, "normalizer": None},
}


def merged(value, patch):
    if not isinstance(patch, dict) or not isinstance(value, dict) or "type" in patch:
        return patch
    return value | {key: merged(value.get(key), part) for key, part in patch.items()}


def main():
    toy = json.loads((pathlib.Path(sys.argv[1]) / "tokenizer.json").read_text())
    with open(pathlib.Path(__file__).with_name("tokenizer_variants.jsonl"), "w") as out:
        for name, patch in VARIANTS.items():
            tokenizer = Tokenizer.from_str(json.dumps(merged(toy, patch)))
            cases = []
            for text in TEXTS:
                ids = tokenizer.encode(text, add_special_tokens=False).ids
                cases.append({"text": text, "ids": ids, "decoded": tokenizer.decode(ids, skip_special_tokens=False),
                              "plain": tokenizer.decode(ids)})
            out.write(json.dumps({"name": name, "patch": patch, "cases": cases}, ensure_ascii=True) + "\n")


main()
