# Sourced by the scripts beside it, from the project's root: the real programs that are measured, how to run them, and how to time.

real="$PWD/src/test/target/real"
classes="$PWD/src/test/target/test-classes"
workloads=dev.filprofile.e2e.workload
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

java_of() { # java_of [HOME]: the java of a JDK, else of JAVA_HOME, else of PATH
  echo "${1:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}}/bin/java"
}

class_path() {
  case "$1" in
    wordcount | wordcount-by-line) echo "$PWD/samples/target/samples.jar" ;;
    h2) echo "$real/h2.jar:$classes" ;;
    jackson) echo "$real/jackson-databind.jar:$real/jackson-core.jar:$real/jackson-annotations.jar:$classes" ;;
    ecj) echo "$real/ecj.jar" ;;
  esac
}

main_and_arguments() {
  case "$1" in
    wordcount) echo dev.filprofile.samples.WordCount ;;
    wordcount-by-line) echo dev.filprofile.samples.WordCountByLine ;;
    h2) echo "$workloads.H2Table" ;;
    jackson) echo "$workloads.JsonDocument $scratch/orders.json" ;;
    ecj) echo "org.eclipse.jdt.internal.compiler.batch.Main -17 -encoding UTF-8 -d none $real/commons-lang-sources" ;;
  esac
}

timed() { # timed FILE COMMAND…: appends "wall cpu"
  local file="$1" times
  shift
  TIMEFORMAT='%R %U %S'
  times="$({ time "$@" >/dev/null 2>&1 || true; } 2>&1 | tail -n 1)"
  echo "$times" | awk '{ print $1, $2 + $3 }' >>"$file"
}

median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
