#!/usr/bin/env bash
# What the agent's own work costs, in nanoseconds: sweeping a table of live samples after a collection, taking a stack, and numbering
# one that was seen before, each with the portable engine.
#
#   mvn verify && src/benchmark/side-by-side/bookkeeping.sh [JAVA_HOME]
#
# On an otherwise idle machine; takes two minutes.
set -euo pipefail
module="$(cd "$(dirname "$0")" && pwd)"
project="$(cd "$module/../../.." && pwd)"
home="${1:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}}"

mvn -q -B -f "$module/pom.xml" process-classes
ours=("$project"/profiler-agent/target/original-*.jar "$project"/profile/target/fil-profile-model-*.jar)
"$home/bin/java" -XX:+UseSerialGC -cp "$module/target/classes:$module/target/lib/*:${ours[0]}:${ours[1]}" \
  org.openjdk.jmh.Main -f 1 Bookkeeping 2>/dev/null |
  awk '
    BEGIN { print "| work | ns | each, ns |\n| --- | ---: | ---: |" }
    $1 ~ /^Bookkeeping\./ { n = $2 == "N/A" ? $3 : $2; printf "| %s, %d | %.0f | %.1f |\n", substr($1, 13), n, $(NF - 3), $(NF - 3) / n }'
