#!/usr/bin/env bash
# Are the lines of Kotlin and Scala programs right? Compiles the two programs beside this script with the languages' own
# compilers, runs them profiled, and compares what each line holds with what stands beside it.
#
#   mvn verify -DskipTests -DskipITs && src/languages/run.sh [JAVA_HOME]
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
home="$(dirname "$(dirname "$here")")"
java_home="${1:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}}"
work="$home/target/languages"
mkdir -p "$work"
mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
compilers="$(printf '%s:' "$work"/lib/*.jar)"
libraries="$(printf '%s:' "$work"/lib/{kotlin-stdlib,scala-library,scala3-library}*.jar)"

compile() { # compile SOURCE FOLDER
  mkdir -p "$2"
  case "$1" in
    *.kt) "$java_home/bin/java" -cp "$compilers" org.jetbrains.kotlin.cli.jvm.K2JVMCompiler -no-stdlib -no-reflect -nowarn -cp "$libraries" -d "$2" "$1" ;;
    *.scala) "$java_home/bin/java" -cp "$compilers" dotty.tools.dotc.Main -classpath "$libraries" -d "$2" "$1" ;;
  esac
}

wrong=0
for program in Lines.kt:languages.LinesKt Lines.scala:languages.lines; do
  source="${program%%:*}" main="${program#*:}"
  compile "$here/$source" "$work/$source"
  for engine in auto portable; do
    result="$work/$source-$engine"
    rm -rf "$result"
    "$home/fil-profile" run --exact --engine "$engine" --no-browser --java "$java_home/bin/java" -o "$result" \
      -cp "$work/$source:$libraries" "$main" >"$work/output" 2>&1 || { cat "$work/output"; exit 1; }
    echo "$source, $(basename "$java_home"), $engine:"
    # what a line allocates itself: where it is the last frame of the program's, and loads no class. Below 50 kB are the
    # languages' own objects, and what linking a lambda takes
    awk -v held="$result/latest/peak.collapsedstack.txt" '
      BEGIN {
        while ((getline line < held) > 0) {
          if (line ~ /ClassLoader\.loadClass/) continue
          bytes = line; sub(/.* /, "", bytes)
          sub(/ [0-9]+$/, "", line)
          count = split(line, frames, ";")
          for (i = count; i > 0 && frames[i] !~ /^languages\./; i--);
          if (i > 0) { number = frames[i]; sub(/.*:/, "", number); sum[number] += bytes }
        }
      }
      {
        expected = 0
        if (match($0, /\/\/ holds [0-9]+$/)) { expected = substr($0, RSTART + 9); lines++ }
        if (sum[FNR] < expected || sum[FNR] > expected + 50000) {
          printf "  line %d holds %d bytes, not %d: %s\n", FNR, sum[FNR], expected, $0
          bad++
        }
      }
      END { printf "  %d lines, %d wrong\n", lines, bad; exit bad > 0 }' "$here/$source" || wrong=1
  done
done
exit "$wrong"
