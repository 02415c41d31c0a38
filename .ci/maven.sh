# shellcheck shell=sh
# Running Maven with visible progress, and running a module's main class without a full build. Sourced by ./dev.

# maven NAME ARGUMENT...: the whole output goes to target/dev/NAME.log, milestones and errors to the terminal.
maven() {
  log=$work/$1.log
  shift
  mkdir -p "$work"
  { status=0; "$mvn" -B "$@" </dev/null 2>&1 || status=$?; echo "$status" >"$work/status"; } |
    tee "$log" | milestones
  read -r status <"$work/status"
  if [ "$status" -ne 0 ]; then
    echo "Maven failed (whole output: $log)" >&2
  fi
  return "$status"
}

milestones() {
  fetched=0
  grep --line-buffered -E '^\[INFO\] Building [^j].*\[[0-9]+/[0-9]+\]|Tests run:.* -- in |^\[ERROR\]|format check|Downloaded from' |
    while read -r line; do
      case $line in
        *Downloaded\ from*)
          fetched=$((fetched + 1))
          [ $((fetched % 250)) -ne 0 ] || echo "  ... $fetched files fetched"
          ;;
        '[INFO] Building '*)
          echo "$line" | sed 's/^\[INFO\] Building \(.*\) \(\[[0-9/]*\]\)$/  \2 \1/; s/ [0-9][^ ]* *$//'
          ;;
        '[INFO] Tests run:'*)
          echo "$line" | sed 's/.*Tests run: \([0-9]*\),.*elapsed: \(.*\) -- in \(.*\)/    \3: \1 in \2/'
          ;;
        *) echo "$line" ;;
      esac
    done
}

# unchanged_since FILE FOLDER...: true if no source below the folders is newer than the file.
unchanged_since() {
  [ -f "$1" ] || return 1
  stamp=$1
  shift
  [ -z "$(find "$@" \( -name target -o -name .git \) -prune -o \
    -type f \( -path '*/src/*' -o -name pom.xml \) -newer "$stamp" -print | head -n 1)" ]
}

# run_main MODULE CLASS ARGUMENT...: runs a class of the module's main or test code, compiling first only what changed.
run_main() {
  module=$1
  class=$2
  shift 2
  compile_for_running "$module" >&2 || return 2
  # shellcheck disable=SC2046  # one flag a word
  "$java_home/bin/java" $(jvm_flags) -cp "$(cat "$module/target/dev.classpath")" "$class" "$@"
}

compile_for_running() {
  classpath=$1/target/dev.classpath
  unchanged_since "$classpath" . && return
  maven compile test-compile dependency:build-classpath -pl "$1" -am -Dspotless.check.skip=true \
    -Dmdep.includeScope=test -Dmdep.outputFile=target/dependencies.classpath || return 1
  printf '%s:%s:%s' "$top/$1/target/test-classes" "$top/$1/target/classes" "$(cat "$1/target/dependencies.classpath")" >"$classpath"
}

jvm_flags() {
  sed -n 's|.*<jvm.flags>\(.*\)</jvm.flags>.*|\1|p' "$top/pom.xml"
}
