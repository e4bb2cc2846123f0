# SPDX-License-Identifier: MIT
"""Writes bpe_training.json: what Hugging Face's BpeTrainer (pip install tokenizers) makes of bpe_training.txt.

    python make_bpe_training_golden.py > bpe_training.json

Each line is a text of its own, as there. The special tokens are added after the training, so that the bytes have the
ids 0 to 255. "merges" are all merges in their order, "cases" texts with their ids under the vocabulary made.
"""
import json
import pathlib
import sys

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

PATTERN = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
           r"|\s*[\r\n]+|\s+(?!\S)|\s+")
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
CASES = [
    "the harbour's bananas", "counting 1907 international teachers", "", " ", "aaaaaaaaaaaa", "crème brûlée", "cre\u0300me",
    "<|im_start|>She's read it<|im_end|><|endoftext|>", "水と風 🙂", "tabs\tand\r\nlines\n", "hahahahahaha xyxyxyx", "IT'LL quit",
]


def trained(lines, vocabulary, special, least=2):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(PATTERN), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(lines, trainers.BpeTrainer(
        vocab_size=vocabulary - len(special), min_frequency=least, special_tokens=[], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
    return tokenizer


def lines_of(file):
    text = pathlib.Path(file).read_bytes().decode("utf-8", "replace")
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")]


if __name__ == "__main__":
    here = pathlib.Path(__file__).parent
    result = {}
    for name, vocabulary, least in (("small", 400, 2), ("exhausted", 5000, 3)):
        tokenizer = trained(lines_of(here / "bpe_training.txt"), vocabulary, SPECIAL, least)
        result[name] = {
            "vocabulary": vocabulary, "min_count": least, "special": SPECIAL, "tokens": tokenizer.get_vocab_size(),
            "merges": json.loads(tokenizer.to_str())["model"]["merges"],
            "cases": [{"text": text, "ids": tokenizer.encode(text).ids} for text in CASES],
        }
    json.dump(result, sys.stdout, ensure_ascii=True, separators=(",", ":"))
    print()
