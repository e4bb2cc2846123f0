#!/usr/bin/env bash
# Synthetic speech of a text: recipes/synthesize-speech.sh [OPTIONS] TEXT OUTPUT
#   TEXT       a sentence a line. Lower-cased; what is no letter a-z or apostrophe becomes a space; lines with digits or other
#              letters, whose reading the text would not tell, are left out
#   OUTPUT     folder for SET/SPLIT/NUMBER.opus (16 kHz mono) and SET/SPLIT.tsv: path (from OUTPUT), duration_s, speaker, text
#   --set NAME, --split NAME   default: synthetic, train
#   --seed N      voice, speed, pitch, pauses, level and room of line L depend on N and L only (default 1)
#   --child P     percent with a child-like voice: high, small vocal tract (default 35)
#   --flite P     percent spoken by flite, the others by espeak-ng (default 40)
#   --rooms P     percent in a small room (default 20)
#   --format F    opus (24 kbit/s, default) or flac
#   --jobs N      at the same time (default 1)      --nice N   niceness (default 10)
# Killed and started again it goes on; lines added at the end of TEXT are added to what is there.
# Needs Debian's espeak-ng, flite, sox and (for opus) opus-tools.
set -euo pipefail
export LC_ALL=C

say() { printf '%s\n' "synthesize-speech: $*" >&2; }
fail() { say "error: $*"; exit 1; }

set_name=synthetic split=train seed=1 child=35 flite=40 rooms=20 format=opus jobs=1 niceness=10
positional=()
while [ $# -gt 0 ]; do
    case $1 in
    -h | --help) sed -n '2,/^set -/s/^# \{0,1\}//p' "$0"; exit 0 ;;
    --set | --split | --format) [ $# -gt 1 ] || fail "$1 needs a name" ;;&
    --seed | --child | --flite | --rooms | --jobs | --nice)
        [[ ${2-} =~ ^[0-9]{1,6}$ ]] || fail "$1 needs a number, not '${2-}'" ;;&
    --set) set_name=$2; shift 2 ;;
    --split) split=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    --child) child=$2; shift 2 ;;
    --flite) flite=$2; shift 2 ;;
    --rooms) rooms=$2; shift 2 ;;
    --format) format=$2; shift 2 ;;
    --jobs) jobs=$2; shift 2 ;;
    --nice) niceness=$2; shift 2 ;;
    -*) fail "there is no option $1 (see --help)" ;;
    *) positional+=("$1"); shift ;;
    esac
done
[ ${#positional[@]} = 2 ] || fail "give TEXT and OUTPUT (see --help)"
text=${positional[0]} output=${positional[1]}
if [ ! -r "$text" ] || [ -d "$text" ]; then fail "$text cannot be read"; fi
[ "$format" = opus ] || [ "$format" = flac ] || fail "--format is opus or flac, not $format"
[ "$jobs" -gt 0 ] || fail "--jobs is 1 or more"
needed=(espeak-ng flite sox)
[ "$format" = flac ] || needed+=(opusenc)
for program in "${needed[@]}"; do
    command -v "$program" >/dev/null || fail "$program is missing: apt-get install espeak-ng flite sox opus-tools"
done
renice -n "$niceness" $$ >/dev/null

folder=$output/$set_name
mkdir -p "$folder/$split"
plan=$folder/.$split.plan rows=$folder/.$split.rows # what is to be said, and the manifest lines of what has been
scratch=$(mktemp -d)
workers=()
trap 'kill "${workers[@]}" 2>/dev/null || true; wait; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

# One line a clip, tab-separated: number, program, voice, speaker, rate (espeak-ng: words a minute, flite: duration stretch), pitch
# (espeak-ng's 0 to 99), shift (cents), room (sox's reverberance, 0: none), silence before and after (s), level under full scale (dB), text.
make_plan() {
    awk -v seed="$seed" -v child="$child" -v flite="$flite" -v rooms="$rooms" '
        # Park and Miller: the same numbers in every awk, exact in double precision.
        function draw() { state = state * 16807 % 2147483647; return state / 2147483647 }
        function between(low, high) { return low + (high - low) * draw() }
        function one_of(list, all) { return all[1 + int(draw() * split(list, all, " "))] }
        BEGIN {
            accents = "en-us en-us en-us en-us en-us-nyc en-gb en-gb-x-rp en-gb-scotland en-gb-x-gbclan en-gb-x-gbcwmd en-029"
            men = "m1 m2 m3 m4 m5 m6 m7 m8 adam Alex Andy benjamin boris caleb david Denis ed edward Gene Jacky john Lee Marco" \
                " max michael Mike Mr paul quincy rob robert victor Zac grandpa"
            women = "f1 f2 f3 f4 f5 Alicia Andrea Annie aunty belinda linda steph anika grandma"
        }
        {
            said = tolower($0)
            gsub(/\342\200\231/, "\047", said) # the typographic apostrophe
            if (said ~ /[0-9]/ || said ~ /[^\001-\177]/) { left_out++; next }
            gsub(/[^a-z\047]/, " ", said)
            gsub(/(^|[^a-z])\047+/, " ", said); gsub(/\047+($|[^a-z])/, " ", said) # quotation marks
            gsub(/ +/, " ", said); sub(/^ /, "", said); sub(/ $/, "", said)
            if (said == "") { left_out++; next }
            state = (seed * 7919 + NR * 104729 + 1) % 2147483647
            draw(); draw(); draw()
            young = draw() * 100 < child
            speed = between(0.8, 1.25)
            if (draw() * 100 < flite) {
                program = "flite"
                rate = sprintf("%.3f", 1 / speed)
                voice = young ? "slt" : one_of("slt slt rms rms awb kal16")
                pitch = 0
                shift = young ? between(200, 500) : between(-150, 150)
            } else {
                program = "espeak-ng"
                rate = sprintf("%d", 160 * speed)
                voice = one_of(accents) "+" (young || draw() < 0.5 ? one_of(women) : one_of(men))
                pitch = young ? between(60, 95) : between(25, 65)
                shift = young ? between(100, 350) : between(-80, 80)
            }
            room = draw() * 100 < rooms ? between(5, 35) : 0
            printf "%06d\t%s\t%s\t%s-%s%s\t%s\t%d\t%d\t%d\t%.2f\t%.2f\t%.1f\t%s\n", NR, program, voice, program, voice,
                young ? "-child" : "", rate, pitch, shift, room, between(0.05, 0.35), between(0.05, 0.35), between(1, 14), said
        }
        END { if (left_out) printf "%d lines left out: digits, other letters or nothing to say\n", left_out > "/dev/stderr" }' "$text"
}

# A clip as raw 16-bit samples at 16 kHz on stdout.
render() {
    local program=$1 voice=$2 rate=$3 pitch=$4 shift=$5 room=$6 before=$7 after=$8 level=$9 said=${10} wave=${11} effects
    if [ "$program" = flite ]; then
        flite -voice "$voice" --setf duration_stretch="$rate" -t "$said." -o "$wave"
    else
        espeak-ng -v "$voice" -s "$rate" -p "$pitch" -w "$wave" -- "$said."
    fi
    effects=(pitch "$shift" silence 1 0.02 0.2% reverse silence 1 0.02 0.2% reverse pad "$before" "$after")
    [ "$room" = 0 ] || effects+=(reverb "$room" 60 "$room" 100 2)
    sox -V1 -R "$wave" -t raw -r 16000 -c 1 -b 16 -e signed-integer - "${effects[@]}" gain -n "-$level"
}

encode() { # NUMBER RAW FILE
    local form=(-t raw -r 16000 -c 1 -b 16 -e signed-integer)
    if [ "$format" = opus ]; then
        opusenc --quiet --raw --raw-rate 16000 --raw-chan 1 --bitrate 24 --cvbr --comp 5 --discard-comments --serial "$((10#$1))" "$2" "$3"
    else
        sox -V1 "${form[@]}" "$2" -t flac "$3"
    fi
}

work() { # WORKER: every line of the queue that is this worker's
    local number program voice speaker rate pitch shift room before after level said file bytes
    local wave=$scratch/$1.wav raw=$scratch/$1.raw
    while IFS=$'\t' read -r number program voice speaker rate pitch shift room before after level said; do
        render "$program" "$voice" "$rate" "$pitch" "$shift" "$room" "$before" "$after" "$level" "$said" "$wave" >"$raw"
        bytes=$(wc -c <"$raw")
        if [ "$bytes" -lt 3200 ]; then # a tenth of a second
            say "warning: $voice says nothing for line $((10#$number)), which is left out: $said"
            continue
        fi
        file=$set_name/$split/$number.$format
        encode "$number" "$raw" "$output/$file.part"
        mv "$output/$file.part" "$output/$file"
        printf '%s\t%d.%03d\t%s\t%s\n' "$file" $((bytes / 32000)) $((bytes % 32000 / 32)) "$speaker" "$said" >>"$rows"
    done < <(awk -v worker="$1" -v jobs="$jobs" 'NR % jobs == worker' "$scratch/queue")
}

make_plan >"$scratch/plan" 2>"$scratch/notes"
while read -r note; do say "$note"; done <"$scratch/notes"
total=$(wc -l <"$scratch/plan")
[ "$total" -gt 0 ] || fail "$text has no line to say"
printf '%s\n' "format $format" >"$scratch/settings"
cat "$scratch/settings" "$scratch/plan" >"$scratch/whole"
if [ -e "$plan" ] && ! cmp -s -n "$(wc -c <"$plan")" "$plan" "$scratch/whole"; then
    fail "$folder/$split was made of another text or with other settings: give them again, or remove it"
fi
cp "$scratch/whole" "$plan"
touch "$rows"
# A line that a kill cut short is not the planned one, and its clip is made again.
awk -F'\t' -v format="$format" -v folder="$set_name/$split/" \
    'FILENAME == ARGV[1] {said[folder $1 "." format] = $12; next} NF == 4 && $4 == said[$1] && !seen[$1]++' \
    "$scratch/plan" "$rows" >"$scratch/rows"
cp "$scratch/rows" "$rows"
awk -F'\t' -v format="$format" -v folder="$set_name/$split/" 'FILENAME == ARGV[1] {done[$1]; next} !(folder $1 "." format in done)' \
    "$rows" "$scratch/plan" >"$scratch/queue"

began=$SECONDS
first=$(wc -l <"$rows")
progress() {
    local made left=
    made=$(wc -l <"$rows")
    [ "$made" = "$first" ] || left=", $(((SECONDS - began) * (total - made) / (made - first))) s left"
    if [ -t 2 ]; then printf '\r\033[K%s' "$made of $total clips$left" >&2; else say "$made of $total clips$left"; fi
}
for ((worker = 0; worker < jobs; ++worker)); do
    work "$worker" &
    workers+=($!)
done
[ -t 2 ] && pause=1 || pause=30
while [ -n "$(jobs -rp)" ]; do
    sleep 1
    (((SECONDS - began) % pause != 0)) || progress
done
status=0
for worker in "${workers[@]}"; do wait "$worker" || status=1; done
workers=()
[ ! -t 2 ] || printf '\r\033[K' >&2
[ "$status" = 0 ] || fail "stopped; start again to go on"

{ printf 'path\tduration_s\tspeaker\ttext\n'; sort "$rows"; } >"$folder/$split.tsv.part"
mv "$folder/$split.tsv.part" "$folder/$split.tsv"
say "$(awk -F'\t' 'NR > 1 {s += $2; n++; if (!($3 in v)) {v[$3]; k++}} END {printf "%d clips, %.2f hours, %d voices", n, s / 3600, k}' \
    "$folder/$split.tsv") in $folder/$split.tsv"
