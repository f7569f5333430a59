#!/usr/bin/env bash
# How small an increase is still called "more". The sample WordCount is profiled thirty times with a text of 3 MB, and as often
# with each longer text; what it holds grows with its text. Then each run is compared with one of the longer text, and with two
# more of its kind as three runs with three.
#
#   mvn verify && src/benchmark/detection.sh PERCENT...
#
# RUN_OPTIONS are options of "fil-profile run", JVM_OPTIONS those of the program's JVM.
set -euo pipefail
cd "$(dirname "$0")/../.."
. src/benchmark/programs.sh
runs=30
text_bytes=3000000
read -ra run_options <<<"${RUN_OPTIONS:-}"
read -ra jvm_options <<<"${JVM_OPTIONS:-}"

profile() { # profile PERCENT: thirty runs with a text that is so much longer, in a folder each
  head -c $((text_bytes + text_bytes * $1 / 100)) "$scratch"/fil-profile-samples/words-*.txt >"$scratch/$1.txt"
  ./fil-profile check -n "$runs" --accept --baseline "$scratch/$1.json" -o "$scratch/$1" "${run_options[@]}" \
    -- "${jvm_options[@]}" -cp samples/target/samples.jar dev.filprofile.samples.WordCount "$scratch/$1.txt" \
    >/dev/null 2>"$scratch/messages" || { cat "$scratch/messages" >&2; exit 1; }
}

numbers() { # numbers FIELD PERCENT: of all summaries, sorted
  sed -n "s/^  \"$1\" : \([0-9]*\),\{0,1\}$/\1/p" "$scratch/$2"/2*/summary.json | sort -n
}

median() { sed -n $(((runs + 1) / 2))p; }

pick() { # pick PERCENT FIRST COUNT: so many folders from the first on, and then again from the beginning
  local folders=("$scratch/$1"/2*) i
  for ((i = $2; i < $2 + $3; i++)); do echo "${folders[i % runs]}"; done
}

detected() { # detected PERCENT COUNT: how many of thirty comparisons, of so many runs a side, say "more"
  local more=0 i base next
  for ((i = 0; i < runs; i++)); do
    mapfile -t base < <(pick 0 "$i" "$2")
    mapfile -t next < <(pick "$1" "$i" "$2")
    ./fil-profile diff --base "${base[@]}" --new "${next[@]}" 2>/dev/null | sed -n 1p >"$scratch/verdict"
    if grep -q ': more$' "$scratch/verdict"; then more=$((more + 1)); fi
  done
  echo "$more"
}

"$(java_of)" -Djava.io.tmpdir="$scratch" -cp samples/target/samples.jar dev.filprofile.samples.WordCountByLine >/dev/null
profile 0
base="$(numbers peakBytes 0 | median)"
bound="$(numbers upperBoundBytes 0 | median)"
awk -v p="$base" -v u="$bound" 'BEGIN {
  printf "The median peak without an increase is %.1f MB, its bound %.1f %% above that.\n\n", p / 1e6, 100 * (u - p) / p }'
echo '| true increase | said to be more, one run a side | three runs a side |'
echo '| ---: | ---: | ---: |'
for percent in "$@"; do
  profile "$percent"
  awk -v p="$base" -v q="$(numbers peakBytes "$percent" | median)" -v n="$runs" \
    -v one="$(detected "$percent" 1)" -v three="$(detected "$percent" 3)" \
    'BEGIN { printf "| %.1f %% | %d of %d | %d of %d |\n", 100 * (q - p) / p, one, n, three, n }'
done
