#!/usr/bin/env bash
# What the books of memory outside the heap cost at their dearest: threads that do nothing but take and free blocks of 64 bytes,
# plain and profiled in turn. CPU time of the program's JVM alone, which a busy machine hardly changes; medians, in nanoseconds per
# block taken and freed, the JVM's start with and without the profiler subtracted.
#
#   mvn verify && src/benchmark/offheap.sh [ROUNDS] [JAVA_HOME]
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds="${1:-5}"
. src/benchmark/programs.sh
java="$(java_of "${2:-}")"
agent="$PWD/cli/target/fil-profile/lib/fil-profile-agent.jar"
"$(dirname "$java")/javac" -nowarn -d "$scratch" src/benchmark/TinyBlocks.java 2>/dev/null

cpu() { # cpu plain|profiled THREADS BLOCKS: seconds
  local options=(-XX:+UseSerialGC) times
  rm -f "$scratch/recording"
  [[ $1 = plain ]] || options+=("-javaagent:$agent=output=$scratch/recording")
  TIMEFORMAT='%U %S'
  times="$({ time "$java" "${options[@]}" -cp "$scratch" TinyBlocks "$2" "$3" >/dev/null 2>&1; } 2>&1 | tail -n 1)"
  echo "$times" | awk '{ print $1 + $2 }'
}

printf '%-8s %10s %10s %8s\n' threads 'plain, ns' profiled ratio
for threads in 1 4 16 64; do
  blocks=$((8000000 / threads))
  for kind in plain profiled; do : >"$scratch/$kind"; done
  for _ in $(seq "$rounds"); do
    for kind in plain profiled; do
      start="$(cpu "$kind" "$threads" 1)"
      all="$(cpu "$kind" "$threads" "$blocks")"
      awk -v a="$all" -v s="$start" 'BEGIN { print (a - s) * 1e9 / 8000000 }' >>"$scratch/$kind"
    done
  done
  plain="$(median <"$scratch/plain")" profiled="$(median <"$scratch/profiled")"
  awk -v t="$threads" -v p="$plain" -v f="$profiled" 'BEGIN { printf "%-8d %10.0f %10.0f %8.1f\n", t, p, f, f / p }'
done
