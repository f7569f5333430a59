#!/usr/bin/env bash
# What profiling costs: whole commands, plain and profiled in turn, medians of wall and CPU seconds and their ratios.
#
#   mvn verify && src/benchmark/overhead.sh [ROUNDS] [JAVA_HOME]
#
# On an otherwise idle machine. The profiled command includes our own process, the report and the JVM's start with a warm cache.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds="${1:-5}"
. src/benchmark/programs.sh
java="$(java_of "${2:-}")"

printf '%s\n' \
  'public class Hello { public static void main(String[] a) { System.out.println("hello"); } }' >"$scratch/Hello.java"
"$(dirname "$java")/javac" -d "$scratch" "$scratch/Hello.java"

arguments() {
  case "$1" in
    hello) echo "-cp $scratch Hello" ;;
    *) echo "-cp $(class_path "$1") $(main_and_arguments "$1")" ;;
  esac
}

printf '%-10s %12s %12s %8s %12s %12s %8s\n' program 'plain wall' profiled ratio 'plain CPU' profiled ratio
for program in hello wordcount jackson h2 ecj; do
  plain="$scratch/$program.plain" profiled="$scratch/$program.profiled"
  read -ra command <<<"$(arguments "$program" | tr '\n' ' ')"
  ./fil-profile run --no-browser --java "$java" -o "$scratch/result" "${command[@]}" >/dev/null 2>&1 || true
  for _ in $(seq "$rounds"); do
    timed "$plain" "$java" "${command[@]}"
    timed "$profiled" ./fil-profile run --no-browser --java "$java" -o "$scratch/result" "${command[@]}"
  done
  pw=$(cut -d' ' -f1 "$plain" | median) fw=$(cut -d' ' -f1 "$profiled" | median)
  pc=$(cut -d' ' -f2 "$plain" | median) fc=$(cut -d' ' -f2 "$profiled" | median)
  awk -v n="$program" -v pw="$pw" -v fw="$fw" -v pc="$pc" -v fc="$fc" \
    'BEGIN { printf "%-10s %12.2f %12.2f %8.2f %12.2f %12.2f %8.2f\n", n, pw, fw, fw / pw, pc, fc, fc / pc }'
done
