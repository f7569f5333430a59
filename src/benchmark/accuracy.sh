#!/usr/bin/env bash
# How right P is: each program profiled with default options, and once more without the profiler while a thread forces a full
# collection every 40 ms; the highest occupancy after a full collection in the JVM's log is the independent peak.
#
#   mvn verify && src/benchmark/accuracy.sh [JAVA_HOME]
#
# The independent peak is below the true one by what was gained and lost between two collections.
set -euo pipefail
cd "$(dirname "$0")/../.."
. src/benchmark/programs.sh
java="$(java_of "${1:-}")"

# The spaces of one full collection stand in lines "GC(n) DefNew: …->12K(…)"; the highest sum, in bytes.
independent_peak() {
  awk '
    match($0, /GC\([0-9]+\)/) { gc = substr($0, RSTART, RLENGTH) }
    / (DefNew|Tenured): .*->[0-9]+K/ {
      line = $0; sub(/.*->/, "", line); sum[gc] += line + 0
    }
    /Pause Full .*ms/ { if (sum[gc] > peak) peak = sum[gc] }
    END { printf "%d\n", peak * 1024 }' "$1"
}

field() { # field NAME FILE: a top-level number or text of a summary
  sed -n "s/^  \"$1\" : \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}$/\1/p" "$2"
}

printf '| %-17s | %10s | %16s | %10s | %13s | %9s |\n' program 'P, MB' 'independent, MB' 'U, MB' 'attributed/P' kind
printf '| --- | ---: | ---: | ---: | ---: | --- |\n'
for program in wordcount wordcount-by-line jackson h2 ecj; do
  path="$(class_path "$program")"
  read -ra command <<<"$(main_and_arguments "$program" | tr '\n' ' ')"
  ./fil-profile run --no-browser --java "$java" -o "$scratch/result" -cp "$path" "${command[@]}" >/dev/null 2>&1 || true
  "$java" -XX:+UseSerialGC -XX:MarkSweepDeadRatio=0 "-Xlog:gc*:file=$scratch/gc.log::filecount=0" \
    -cp "$path:$classes" "$workloads.GcEvery" 40 "${command[@]}" >/dev/null 2>&1 || true
  summary="$scratch/result/latest/summary.json"
  awk -v n="$program" -v p="$(field peakBytes "$summary")" -v u="$(field upperBoundBytes "$summary")" \
    -v a="$(field attributedBytes "$summary")" -v k="$(field certificateKind "$summary")" \
    -v i="$(independent_peak "$scratch/gc.log")" \
    'BEGIN { printf "| %-17s | %10.1f | %16.1f | %10.1f | %12.1f%% | %9s |\n", n, p / 1e6, i / 1e6, u / 1e6, 100 * a / p, k }'
done
