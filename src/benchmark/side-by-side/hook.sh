#!/usr/bin/env bash
# What one allocation costs by its kind: nanoseconds plainly, with the profiler's default options, and with --exact, where each is
# recorded. Each in a JVM of its own, in turn.
#
#   mvn verify && src/benchmark/side-by-side/hook.sh [JAVA_HOME] [BENCHMARK…]
#
# On an otherwise idle machine; takes some ten minutes.
set -euo pipefail
module="$(cd "$(dirname "$0")" && pwd)"
project="$(cd "$module/../../.." && pwd)"
home="${1:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}}"
shift || true
kinds=("$@")
[ ${#kinds[@]} -gt 0 ] || kinds=(object smallArray largeArray box concatenation split lambda copy list removed deep)
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

mvn -q -B -f "$module/pom.xml" process-classes
"$project/fil-profile" --version >/dev/null
jmh=(-XX:+UseSerialGC -Xmn64m -cp "$module/target/classes:$module/target/lib/*" org.openjdk.jmh.Main -f 0)

scores() { # scores KIND COMMAND…: "name ns" a line, with the depth where there are several
  local kind="$1"
  shift
  local depths=()
  [ "$kind" = deep ] || depths=(-p depth=10)
  (cd "$scratch" && "$@" "${jmh[@]}" "${depths[@]}" "Allocations\.$kind\$" 2>/dev/null) |
    awk -v kind="$kind" '$1 == "Allocations." kind { print (kind == "deep" ? kind "-" $2 : kind), $5 }'
}

profiled=("$project/fil-profile" run --no-browser --java "$home/bin/java" -o "$scratch/result")
printf '| %-14s | %10s | %11s | %10s | %8s |\n' allocation 'plain, ns' 'default, ns' 'ratio' 'exact, ns'
printf '| --- | ---: | ---: | ---: | ---: |\n'
for kind in "${kinds[@]}"; do
  scores "$kind" "$home/bin/java" >"$scratch/plain"
  scores "$kind" "${profiled[@]}" >"$scratch/default"
  scores "$kind" "${profiled[@]}" --exact >"$scratch/exact"
  paste -d' ' "$scratch/plain" "$scratch/default" "$scratch/exact" |
    awk '{ printf "| %-14s | %10.2f | %11.2f | %10.2f | %8.0f |\n", $1, $2, $4, $4 / $2, $6 }'
done
