#!/usr/bin/env bash
# Do other people's programs behave under us as they do without? Runs the own tests of well-known libraries, plain and
# profiled, and compares them test by test.
#
#   mvn verify -DskipTests -DskipITs && src/harmless/run.sh [-j JAVA_HOME] [-e auto|portable] [-x JVM_OPTION] [SUITE…]
#
# A library's tests may fail without us too (they miss files of their source tree, or the time of day is wrong): what counts
# is that they fail and pass alike. A test that is not the same in two plain runs is named in docs/safety.md.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
home="$(dirname "$(dirname "$here")")"
java_home="${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}"
engine=auto
jvm=(-Xmx2g)
while getopts 'j:e:x:' option; do
  case "$option" in
    j) java_home="$OPTARG" ;;
    e) engine="$OPTARG" ;;
    x) jvm+=("$OPTARG") ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
suites=("$@")
[[ ${#suites[@]} -gt 0 ]] || mapfile -t suites < <(sed -n 's|^ *<id>\(.*\)</id>|\1|p' "$here/pom.xml")
work="${HARMLESS_WORK:-$home/target/harmless}/$(basename "$java_home")-$engine"

# What of a suite is run: not what takes many minutes; the engine for JUnit 4 stumbles over benchmarks beside the tests.
selection() {
  case "$1" in
    commons-lang3) echo '--exclude-engine=junit-vintage --include-classname=.*lang3.(concurrent|reflect|event|builder|exception|tuple|mutable).*Test --include-classname=.*lang3.(Serialization|Thread|Class|ClassPath|Array|Enum|Object)[A-Za-z]*Test' ;;
    bcel | commons-collections4) echo '--exclude-engine=junit-vintage' ;;
    netty) echo '--include-package=io.netty.util --exclude-classname=.*(HashedWheelTimer|NettyRuntime|Native).*Test' ;;
    vertx) echo '--include-package=io.vertx.tests.virtualthread --include-package=io.vertx.tests.future --include-package=io.vertx.tests.context --include-package=io.vertx.tests.concurrent --include-package=io.vertx.tests.json' ;;
    *) ;;
  esac
}

# What the library's own build gives its tests.
options() {
  case "$1" in
    commons-lang3) printf -- '--add-opens=java.base/%s=ALL-UNNAMED ' java.lang java.lang.reflect java.lang.invoke java.util java.util.concurrent java.util.stream java.time java.time.chrono ;;
    *) ;;
  esac
}

different=0
for suite in "${suites[@]}"; do
  there="$work/$suite"
  rm -rf "$there"
  mkdir -p "$there/plain" "$there/profiled"
  mvn -q -B -f "$here/pom.xml" -P "$suite" dependency:build-classpath -Dmdep.outputFile="$there/class.path"
  path="$(cat "$there/class.path")"
  tests="$(tr : '\n' <"$there/class.path" | grep -e '-tests\.jar$' | paste -sd :)"
  read -ra selected <<<"$(selection "$suite")"
  read -ra opened <<<"$(options "$suite")"
  command=("${jvm[@]}" "${opened[@]}" -cp "$path" org.junit.platform.console.ConsoleLauncher execute --disable-banner --details=none
    --scan-class-path="$tests" --reports-dir=reports "${selected[@]}")
  echo "$suite, $(basename "$java_home"), $engine:"
  for kind in plain profiled; do
    starter=("$java_home/bin/java")
    [[ $kind = plain ]] || starter=("${FIL_PROFILE:-$home/fil-profile}" run --no-browser --engine "$engine" -o "$there/result" "$java_home/bin/java")
    TIMEFORMAT="  $kind: %R s, %U s CPU"
    time (cd "$there/$kind" && "${starter[@]}" "${command[@]}" >out 2>err </dev/null || true)
  done
  "$java_home/bin/java" "$here/Compare.java" "$there/plain/reports" "$there/profiled/reports" || different=1
  sed -n 's/^.*"\(errors\|samplesDropped\|classesFailed\|ownBytes\)" *: *\([0-9]*\).*/  \1 \2/p' "$there/result/latest/summary.json"
done
exit "$different"
