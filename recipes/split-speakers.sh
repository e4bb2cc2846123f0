#!/usr/bin/env bash
# Cuts a manifest in two by speaker: recipes/split-speakers.sh MANIFEST.tsv EVERY OUTPUT [FIRST]
#   Every EVERY-th speaker (in alphabetical order, so that the split is always the same) goes to OUTPUT/dev.tsv, the others to
#   OUTPUT/train.tsv. FIRST (default: EVERY) is the first that goes. Paths become absolute: the new manifests may lie anywhere.
set -euo pipefail
export LC_ALL=C

fail() { printf '%s\n' "split-speakers: error: $*" >&2; exit 1; }

case ${1-} in -h | --help) sed -n '2,/^set -/s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
[ $# -eq 3 ] || [ $# -eq 4 ] || fail "give MANIFEST.tsv EVERY OUTPUT [FIRST] (see --help)"
manifest=$1 every=$2 output=$3 first=${4-$2}
[ -r "$manifest" ] || fail "$manifest cannot be read"
[[ $every =~ ^[1-9][0-9]*$ ]] || fail "EVERY is a number from 1, not '$every'"
[[ $first =~ ^[1-9][0-9]*$ ]] || fail "FIRST is a number from 1, not '$first'"
root=$(cd "$(dirname "$manifest")/.." && pwd) # relative paths of a TSV start here
mkdir -p "$output"

# The columns by their names; the speakers in one pass, the rows in another.
split='
    BEGIN { FS = OFS = "\t" }
    FNR == 1 { for (i = 1; i <= NF; ++i) column[$i] = i; header = $0
        if (!column["path"] || !column["speaker"]) { print "no columns path and speaker" >"/dev/stderr"; exit 1 } }
    pass == 1 && FNR > 1 { if (!($column["speaker"] in seen)) print $column["speaker"]; seen[$column["speaker"]] = 1 }'
held=$(awk -v pass=1 "$split" "$manifest" | sort | awk -v every="$every" -v first="$first" 'NR % every == first % every')
for part in train dev; do
    printf '%s\n' "$held" | awk -v pass=2 -v part="$part" -v root="$root" '
        BEGIN { FS = OFS = "\t" }
        FILENAME == "-" { held[$0] = 1; next }
        FNR == 1 { for (i = 1; i <= NF; ++i) column[$i] = i; print; next }
        { isHeld = $column["speaker"] in held
          if (isHeld != (part == "dev")) next
          if ($column["path"] !~ /^\//) $column["path"] = root "/" $column["path"]
          print }' - "$manifest" >"$output/$part.tsv.part"
    mv "$output/$part.tsv.part" "$output/$part.tsv"
done
