#!/usr/bin/env bash
# How often runs of one and the same program are said to differ. Each sample is profiled thirty times; each run is compared with
# the next, as one run with one and, with two more of its kind, as three with three, both ways round. A false alarm is a peak or
# any line that is called more or less.
#
#   mvn verify && src/benchmark/false-alarms.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
runs=30

pick() { # pick FIRST COUNT: so many result folders from the first on, and then again from the beginning
  local i
  for ((i = $1; i < $1 + $2; i++)); do echo "${folders[i % runs]}"; done
}

compare() { # compare COUNT: thirty comparisons of so many runs a side, each both ways round
  local i base next
  alarms=0 unclear=0
  for ((i = 0; i < runs; i++)); do
    mapfile -t base < <(pick "$i" "$1")
    mapfile -t next < <(pick $((i + $1)) "$1")
    judge --base "${base[@]}" --new "${next[@]}"
    judge --base "${next[@]}" --new "${base[@]}"
  done
}

judge() {
  ./fil-profile diff --format json "$@" 2>/dev/null >"$scratch/diff.json"
  if grep -Eq '"status" : "(MORE|LESS)"' "$scratch/diff.json"; then alarms=$((alarms + 1)); fi
  if grep -q '"status" : "UNCLEAR"' "$scratch/diff.json"; then unclear=$((unclear + 1)); fi
}

echo '| program | runs | comparisons | false alarms, one run a side | three runs a side | unclear, one run a side | three runs a side |'
echo '| --- | ---: | ---: | ---: | ---: | ---: | ---: |'
for program in WordCount ForgottenSessions WordCountByLine; do
  ./fil-profile check -n "$runs" --accept --baseline "$scratch/$program.json" -o "$scratch/$program" \
    -- -cp samples/target/samples.jar "dev.filprofile.samples.$program" >/dev/null 2>"$scratch/messages" ||
    { cat "$scratch/messages" >&2; exit 1; }
  folders=("$scratch/$program"/2*)
  compare 1
  alarms_of_one=$alarms unclear_of_one=$unclear
  compare 3
  echo "| \`$program\` | $runs | 2 × $((2 * runs)) | $alarms_of_one | $alarms | $unclear_of_one | $unclear |"
done
