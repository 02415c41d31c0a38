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
  compile_for_running "$1" >&2 || return 2
  class_path=$(cat "$1/target/dev.classpath")
  shift
  # shellcheck disable=SC2046  # one flag a word
  "$java_home/bin/java" $(jvm_flags) -cp "$class_path" "$@"
}

# compile_for_running MODULES: compiles them (separated by commas) unless that is done, and leaves each one's class path
# in its target/dev.classpath. `compiler_flags` is for callers who know that all dependencies are compiled.
compile_for_running() {
  stale=
  for module in $(echo "$1" | tr , ' '); do
    unchanged_since "$module/target/dev.classpath" . || stale=yes
  done
  [ -n "$stale" ] || return 0
  maven compile test-compile dependency:build-classpath -pl "$1" -am -Dspotless.check.skip=true ${compiler_flags:-} \
    -Dmdep.includeScope=test -Dmdep.outputFile=target/dependencies.classpath || return 1
  for module in $(echo "$1" | tr , ' '); do
    printf '%s:%s:%s' "$top/$module/target/test-classes" "$top/$module/target/classes" \
      "$(cat "$module/target/dependencies.classpath")" >"$module/target/dev.classpath"
  done
}

jvm_flags() {
  sed -n 's|.*<jvm.flags>\(.*\)</jvm.flags>.*|\1|p' "$top/pom.xml"
}
