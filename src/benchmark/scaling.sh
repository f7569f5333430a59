#!/usr/bin/env bash
# How the cost of profiling grows with threads, live set, rate of allocation, depth of stacks, number of call paths and of classes:
# whole commands, plain (with the collector that we choose) and profiled in turn, medians of wall and CPU seconds; what the profiler
# itself held at the end (its objects on the heap, sum of samples, and resident memory of the JVM against that of the plain one).
#
#   mvn verify && src/benchmark/scaling.sh [ROUNDS] [JAVA_HOME] [KIND…]
#
# On an otherwise idle machine; with three rounds half an hour.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds="${1:-3}"
. src/benchmark/programs.sh
java="$(java_of "${2:-}")"
shift $(($# < 2 ? $# : 2))
kinds=("${@:-}")
[[ -n "${kinds[0]}" ]] || kinds=(threads live rate depth paths classes)
"$(dirname "$java")/javac" -nowarn -d "$scratch" src/benchmark/Scaling.java 2>/dev/null

sizes() {
  case "$1" in
    threads) echo 1 2 8 16 64 ;;
    live) echo 10 100 1000 3000 8000 ;;
    rate) echo 1 10 100 500 1000 ;;
    depth) echo 20 100 300 1000 ;;
    paths) echo 16 1024 65536 1048576 ;;
    classes) echo 100 1000 10000 50000 ;;
  esac
}

number() { # number KEY: of the last run's summary
  grep -o "\"$1\" *: *[0-9]*" "$scratch/result/latest/summary.json" | grep -o '[0-9]*$' | head -n 1
}

printf '%-8s %8s %11s %9s %6s %11s %9s %6s %9s %10s\n' \
  kind size 'plain wall' profiled ratio 'plain CPU' profiled ratio samples 'own, kB'
for kind in "${kinds[@]}"; do
  for size in $(sizes "$kind"); do
    plain="$scratch/$kind.$size.plain" profiled="$scratch/$kind.$size.profiled"
    command=(-Xmx12g -Xss4m -cp "$scratch" Scaling "$kind" "$size")
    for _ in $(seq "$rounds"); do
      timed "$plain" "$java" -XX:+UseSerialGC "${command[@]}"
      timed "$profiled" ./fil-profile run --no-browser --java "$java" -o "$scratch/result" "${command[@]}"
    done
    pw=$(cut -d' ' -f1 "$plain" | median) fw=$(cut -d' ' -f1 "$profiled" | median)
    pc=$(cut -d' ' -f2 "$plain" | median) fc=$(cut -d' ' -f2 "$profiled" | median)
    awk -v k="$kind" -v s="$size" -v pw="$pw" -v fw="$fw" -v pc="$pc" -v fc="$fc" -v n="$(number samples)" -v o="$(number ownBytes)" \
      'BEGIN { printf "%-8s %8d %11.2f %9.2f %6.2f %11.2f %9.2f %6.2f %9d %10.0f\n", k, s, pw, fw, fw / pw, pc, fc, fc / pc, n, o / 1024 }'
  done
done
