#!/usr/bin/env bash
# What the budget for collections buys: for each program and each budget, wall and CPU time against the plain run, and what is known of
# the peak then, P–U in MB.
#
#   mvn verify && src/benchmark/side-by-side/budgets.sh [ROUNDS] [JAVA_HOME] [BUDGET…]
#
# On an otherwise idle machine; a round of the default budgets takes some ten minutes. With 0% nothing is confirmed but by the collection
# at the end. P and U are those of the last round.
set -euo pipefail
module="$(cd "$(dirname "$0")" && pwd)"
cd "$module/../../.."
rounds="${1:-3}"
. src/benchmark/programs.sh
java="$(java_of "${2:-}")"
shift $(($# < 2 ? $# : 2))
budgets=("$@")
[ ${#budgets[@]} -gt 0 ] || budgets=(0% 5% 10% 20% 100%)

mvn -q -B -f "$module/pom.xml" process-classes
number() { sed -n "s/^  \"$1\" : \([0-9]*\).*/\1/p" "$scratch/result/latest/summary.json" | head -n 1; }

printf '| program | plain wall |%s\n' "$(printf ' %s |' "${budgets[@]}")"
printf '| --- | ---: |%s\n' "$(printf ' ---: |%.0s' "${budgets[@]}")"
for program in Compiler Database Documents Indexer Spreadsheet Transformation WebServer Script DataFrame Streams ShortThreads; do
  command=(-cp "$module/target/classes:$module/target/lib/*" "dev.filprofile.benchmark.program.$program")
  [ "$program" != Compiler ] || command+=("$module/target/sources")
  for _ in $(seq "$rounds"); do
    timed "$scratch/$program" "$java" "${command[@]}"
    for budget in "${budgets[@]}"; do
      timed "$scratch/$program.$budget" ./fil-profile run --no-browser --java "$java" -o "$scratch/result" \
        --gc-budget "$budget" "${command[@]}"
      echo "$(number peakBytes) $(number upperBoundBytes)" >"$scratch/peak.$budget"
    done
  done
  wall=$(cut -d' ' -f1 "$scratch/$program" | median) cpu=$(cut -d' ' -f2 "$scratch/$program" | median)
  printf '| %s | %.1f s |' "$program" "$wall"
  for budget in "${budgets[@]}"; do
    ours="$scratch/$program.$budget"
    awk -v w="$(cut -d' ' -f1 "$ours" | median)" -v c="$(cut -d' ' -f2 "$ours" | median)" -v pw="$wall" -v pc="$cpu" \
      '{ printf " %.2f / %.2f, %.0f–%.0f MB |", w / pw, c / pc, $1 / 1e6, $2 / 1e6 }' "$scratch/peak.$budget"
  done
  printf '\n'
done
