# SPDX-License-Identifier: MIT
"""Writes what other programs say about error rates and normalisers.

    pip install jiwer more-itertools regex openai-whisper
    python make_score_goldens.py

error_rates.json: jiwer's counts. normalized.jsonl: what openai-whisper's two normalisers make of each sentence.
The sentences are made up here; the numbers are combined from word lists with a fixed seed.
"""
import json
import pathlib
import random

import jiwer
from whisper.normalizers import BasicTextNormalizer, EnglishTextNormalizer

HERE = pathlib.Path(__file__).parent

PAIRS = [
    ("the cat sat on the mat", "the cat sat on mat"),
    ("the cat sat on the mat", "a cat sat on the the mat now"),
    ("left stop down", "left down stop"),
    ("one", "completely different words here"),
    ("same words", "same words"),
    ("a b c d e f g", "b c x e f g h"),
    ("a b", "b c"),
    ("x y z", "z y x"),
    ("na\u00efve caf\u00e9 \u00fcber", "naive cafe \u00fcber"),
    ("\u4eca\u5929\u5929\u6c14\u5f88\u597d", "\u4eca\u5929\u5929\u6c14\u771f\u597d\u554a"),
    ("emoji \U0001f600 here", "emoji here \U0001f600"),
    ("  spaces   around  ", "spaces around"),
    ("Case Matters.", "case matters"),
    ("nothing was heard", ""),
]

SENTENCES = """
Mr. Park visited Mrs. O'Neil at St. Mary's, didn't he?
I'd been there before; she's gone now, he'd done it and it's got worse.
We won't, can't and shan't; let's go, y'all! I'm gonna, I'ma, imma, gotta, wanna.
Umm, hmm, uh, mm... I think mhm that's it.
It costs $20 million, or twenty million dollars.
twenty two dollars and seven cents
$2 and 7 cents, 5 cents, fifty cents, zero dollars and five cents
The year nineteen sixty, the 1960s, the nineteen sixties
one oh one Dalmatians, room 101, flight double oh seven
He came first, she second, I third; the twenty first time, 21 st, 3 rd
two and a half million people, three and a half, one and a half hundred
one thousand two hundred and thirty four
a hundred and one, one hundred, hundreds of thousands, two hundredth
fifty percent, fifty per cent, 50 %, 12.5%, per person
minus five degrees, negative, plus one, positive twenty
three point one four one five nine, point five, zero point zero one
1,234,567.89 and 3,5
$1,000.50 for 10kg of 5th-grade apples at 3pm
The colour of the neighbour's labour organisation's programme; centre, theatre, catalogue
travelling, cancelled, jewellery, aluminium, aeroplane, realise, analysed, honourable favourite
[laughter] Well (coughs) that is <noise> fine [music
() (a) ((b)) <> [] [x
Caf\u00e9 na\u00efve r\u00e9sum\u00e9 \u00c6sir \u00f8re stra\u00dfe \u0141\u00f3d\u017a
don\u2019t \u201cquote\u201d me \u2014 really\u2026
e-mail: someone@example.org, http://example.org/a_b?c=1&d=2
\u20ac5, \u00a33.50, \u00a27, 5\u20ac, $, 100$ 20%off
one two three four five six seven eight nine ten
eleven twelve thirteen twenty thirty forty one hundred one
nineteen ninety nine, twenty twenty four, two thousand and six
triple nine, double u, double twenty, triple
oh my, o zero, zeroth, zero zero seven
ones, sixes, twenties, millions, thousandth, ninth, nineth
four hundred thousand and a half, and a half, half
dr. smith jr., prof. jones sr., gen. lee, capt. hook, sen., rep.
it's 10 o'clock 'tis 'twas rock 'n' roll
1.2.3.4 and 192.168.0.1, version 2.0, 007, 3.
point hundred, point and, and and five, and
million million, ten hundred thousand, two million three thousand four
sixty twelve, twenty eleven, five twenty, ten five, 20 5, 20 five, 3 hundred
\u0645\u0631\u062d\u0628\u0627 \u0928\u092e\u0938\u094d\u0924\u0947 \u65e5\u672c\u8a9e \u00bd \u2167
a\u00a0b\u3000c\td
$0.5, $0.05, $0.50, $0.015, \u20ac0.99, five cents
one dollar, 1 dollar, 1s, 1 s, one s, a1b2
counsellor, skilful, fulfil, enrolment, grey, mould, plough, draught, practise, judgement
anaemia, paediatric, foetus, manoeuvre, encyclopaedia, haemoglobin, diarrhoea
tyre kerb cheque pyjamas sceptic sulphur woollen licence defence offence
percent, cents, dollars five, pounds
a.b. c .d e. 5. 5.a .5 $.5 x% 5% %5 5%%
I'LL SHOUT: THAT'S ALL, FOLKS!
""".strip("\n").split("\n")

NUMBER_WORDS = ("one two three five nine ten eleven twelve nineteen twenty thirty ninety hundred thousand million oh zero "
                "and and point double triple minus dollars cents percent per first second third twentieth tens hundredth "
                "thousands 5 20 100 2.5 0 07 a half the cats $3 s").split()


def main():
    generator = random.Random(7)
    letters = lambda: " ".join(generator.choices("abc", k=generator.randint(1, 8)))
    pairs = PAIRS + [(letters(), letters()) for _ in range(100)]
    rates = []
    for reference, hypothesis in pairs:
        words, characters = jiwer.process_words(reference, hypothesis), jiwer.process_characters(reference, hypothesis)
        counts = lambda out: [out.hits, out.substitutions, out.deletions, out.insertions]
        rates.append({"reference": reference, "hypothesis": hypothesis, "words": counts(words),
                      "characters": counts(characters)})
    references, hypotheses = zip(*pairs)
    corpus = {"wer": jiwer.wer(list(references), list(hypotheses)), "cer": jiwer.cer(list(references), list(hypotheses))}
    (HERE / "error_rates.json").write_text(json.dumps({"pairs": rates, "corpus": corpus}) + "\n")

    sentences = SENTENCES + [" ".join(generator.choices(NUMBER_WORDS, k=generator.randint(2, 7))) for _ in range(1500)]
    basic, english = BasicTextNormalizer(), EnglishTextNormalizer()
    with open(HERE / "normalized.jsonl", "w") as out:
        for text in sentences:
            out.write(json.dumps({"text": text, "basic": basic(text).strip(), "english": english(text).strip()}) + "\n")


main()
