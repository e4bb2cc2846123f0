#!/usr/bin/env bash
# recipes/synthetic-texts.sh and synthesize-speech.sh on a few sentences: what is left out, the same result from the same
# seed, going on after a kill, durations against soxi's. Ends with 77 (skipped) where espeak-ng or sox is missing.
set -euo pipefail
recipes=$1
command -v espeak-ng >/dev/null && command -v sox >/dev/null && command -v flite >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
check() { # WHAT FOUND EXPECTED
    [ "$2" = "$3" ] || { printf '%s:\n%s\nexpected:\n%s\n' "$1" "$2" "$3" >&2; bad=1; }
}
make_speech() { "$recipes/synthesize-speech.sh" --format flac --flite 0 "$@" 2>"$work/said"; }

printf '%s\n' "The \"Old\" man -- he'd left!" "Seven of 9" "Crème brûlée" "'Stop,' she said." "It’s late" >"$work/text"
make_speech "$work/text" "$work/a"
manifest=$work/a/synthetic/train.tsv
check "texts" "$(cut -f 4 "$manifest")" "$(printf '%s\n' text "the old man he'd left" "stop she said" "it's late")"
check "paths" "$(cut -f 1 "$manifest" | tail -n +2)" "$(printf 'synthetic/train/00000%d.flac\n' 1 4 5)"
check "note" "$(grep -c '2 lines left out' "$work/said")" 1
tail -n +2 "$manifest" | while IFS=$'\t' read -r path seconds speaker _; do
    check "format of $path" "$(soxi -r "$work/a/$path") $(soxi -c "$work/a/$path")" "16000 1"
    check "seconds of $path" "$seconds" "$(soxi -D "$work/a/$path" | awk '{printf "%.3f", int($1 * 1000) / 1000}')"
    check "speaker of $path" "${speaker%%-*}" espeak
    [ "$bad" = 0 ]
done

# The same again, by two workers, from the middle of a killed run: a clip without its line, a line cut short.
mkdir "$work/b"
cp -r "$work/a/synthetic" "$work/b"
rows=$work/b/synthetic/.train.rows
head -n 2 "$work/a/synthetic/.train.rows" | head -c -9 >"$rows.new" && mv "$rows.new" "$rows"
rm "$work/b/synthetic/train.tsv" "$work/b/synthetic/train/000005.flac"
make_speech --jobs 2 "$work/text" "$work/b"
check "manifest after a kill" "$(cat "$work/b/synthetic/train.tsv")" "$(cat "$manifest")"
for clip in "$work"/a/synthetic/train/*; do cmp "$clip" "$work/b/synthetic/train/${clip##*/}" || bad=1; done

# More text goes on, other settings are refused, another seed is another voice.
echo "and more" >>"$work/text"
make_speech "$work/text" "$work/b"
check "longer text" "$(tail -n 1 "$work/b/synthetic/train.tsv" | cut -f 4)" "and more"
if make_speech --seed 2 "$work/text" "$work/b"; then check "another seed" accepted refused; fi
make_speech --seed 2 "$work/text" "$work/c"
[ "$(cut -f 3 "$work/b/synthetic/train.tsv")" != "$(cut -f 3 "$work/c/synthetic/train.tsv")" ] || check "voices of another seed" same other

# Texts: only common words of the lexicon, 3 to 10 of them; digits; commands; the same from the same seed.
mkdir -p "$work/data/text" "$work/data/lexicon" "$work/data/speech/commands"
printf '%s\n' "The cat sat." "The cat sat down xyzzy." "Cat sat." "The cat, the 2 cats." "THE CAT SAT" "A cat sat the cat" >"$work/data/text/sentences.txt"
printf '%s\n' "a AH" "cat K AE T" "sat S AE T" "the DH AH" >"$work/data/lexicon/cmudict-en-us.dict"
printf 'path\tduration_s\tspeaker\ttext\nx\t1\tx\tgo\nx\t1\tx\tleft\n' >"$work/data/speech/commands/train.tsv"
texts() { "$recipes/synthetic-texts.sh" --sentences 9 --digits 20 --commands 10 "$@" "$work/data"; }
check "sentences" "$(texts --digits 0 --commands 0 | sort)" "$(printf '%s\n' "a cat sat the cat" "the cat sat")"
digit='(zero|one|two|three|four|five|six|seven|eight|nine)'
check "digits" "$(texts --sentences 0 --commands 0 | grep -cxE "$digit( $digit){0,5}")" 20
check "commands" "$(texts --sentences 0 --digits 0 | grep -cxE '(go|left)( (go|left)){0,2}')" 10
check "lines" "$(texts | wc -l)" 32
check "the same again" "$(texts)" "$(texts)"
exit "$bad"
