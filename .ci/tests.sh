# shellcheck shell=sh
# `./dev test`: every part of the tests, one after the other, then a table of what ran and what did not. Sourced by ./dev.
#
# A part that cannot run is never left out silently: the table gives the reason, and STEWARD_REQUIRE turns it into a failure.

passed=0
failed=0
skipped=0

test_all() {
  toolchain
  new_table
  fuzz_seconds=60

  part_by_tag unit
  # All is compiled and in good form now: what follows compiles only sources that are newer than their classes.
  compiler_flags=-Dmaven.compiler.useIncrementalCompilation=false
  if docker_ready; then part_by_tag docker; else not_run docker "$reason"; fi
  if browser_ready; then part_by_tag browser; else not_run browser "$reason"; fi
  if prometheus_ready; then part_by_tag clients; else not_run clients "$reason"; fi
  part_by_tag fault
  fuzz_part
  conformance_part promql
  conformance_part logql

  report
  [ "$failed" -eq 0 ]
}

new_table() {
  mkdir -p "$work"
  : >"$work/table"
}

# part_by_tag TAG [FOLDER]: the JUnit tests below the folder that carry the tag; `unit` is all that carry none.
part_by_tag() {
  part=$1
  folder=${2:-.}
  started=$(date +%s)
  heading "$part"
  find . -type d -path "*/target/reports-$part" -prune -exec rm -rf {} +
  set -- verify -fae "-Dtest.reports=reports-$part" -Dmaven.test.failure.ignore=true -Dsurefire.timeout=1500
  if [ "$part" != unit ]; then
    modules=$(modules_with_tag "$part" "$folder")
    if [ -z "$modules" ]; then
      not_run "$part" "no test carries this tag"
      return
    fi
    # shellcheck disable=SC2086  # one flag or none
    set -- "$@" -pl "$modules" -am "-Dtest.groups=$part" -Dtest.excluded.groups= -Dspotless.check.skip=true ${compiler_flags:-}
  fi
  { maven "$part" "$@" || true; } | { [ "$part" = unit ] && cat || grep -v --line-buffered '^  \[' || true; }
  read -r status <"$work/status"
  build_failed=$((status != 0))
  # shellcheck disable=SC2046  # three numbers
  set -- $(counts "reports-$part")
  failures "reports-$part"
  ran "$part" "$1" $(($2 + build_failed)) "$3" "$started"
  [ "$build_failed" -eq 0 ] || note "the build itself failed: $work/$part.log"
}

# modules_with_tag TAG FOLDER: the modules below the folder whose tests carry the tag, as Maven's -pl takes them.
modules_with_tag() {
  annotation="@Tag\\(\"$1\"\\)"
  [ "$1" != docker ] || annotation="$annotation|@OnDebian"
  grep -rlE --include='*.java' "$annotation" "$2" | grep /src/test/ | module_of | sort -u | paste -sd, -
}

# fuzz_part: each door for a minute, from the committed corpus and a fixed seed on, so that what it finds it finds again;
# `./dev fuzz` starts from another seed each time.
fuzz_part() {
  started=$(date +%s)
  heading fuzz
  good=0
  bad=0
  compile_for_running "$(fuzz_classes | module_of | sort -u | paste -sd, -)" || true
  for class in $(fuzz_classes); do
    if fuzz_class "$class" "$fuzz_seconds" -seed=1; then good=$((good + 1)); else bad=$((bad + 1)); fi
  done
  if [ $((good + bad)) -eq 0 ]; then
    not_run fuzz "no door has a fuzz test"
  else
    ran fuzz "$good" "$bad" 0 "$started"
  fi
}

fuzz_classes() {
  find . -name target -prune -o -name '*FuzzTest.java' -print | sort
}

module_of() {
  sed 's|^\./||; s|/src/test/.*||'
}

# fuzz_class FILE SECONDS [FLAG...]: false if the fuzzer found something. It starts from the corpus beside the class; what it
# learns stays in target/dev/fuzz.
fuzz_class() {
  module=$(echo "$1" | module_of)
  seconds=$2
  class=$(echo "$1" | sed 's|.*/src/test/java/||; s|\.java$||; s|/|.|g')
  shift 2
  compile_for_running "$module" || return 1
  mkdir -p "$work/fuzz"
  log=$work/fuzz/${class##*.}.log
  echo "  ${class##*.}: $seconds s (log: $log)"
  # shellcheck disable=SC2046  # one flag a word
  if (
    class_path=$(cat "$module/target/dev.classpath")
    cd "$work/fuzz"
    exec "$java_home/bin/java" $(jvm_flags) -XX:+EnableDynamicAgentLoading -Xmx1g -cp "$class_path" \
      com.code_intelligence.jazzer.Jazzer "--target_class=$class" "-max_total_time=$seconds" -timeout=20 "$@" \
      '--instrumentation_includes=dev.steward.**' --reproducer_path=. -artifact_prefix=./
  ) >"$log" 2>&1 </dev/null; then
    grep '^Done ' "$log" | sed 's/^/  /'
  else
    echo "  found something:"
    grep -E -A 12 '^== Java Exception|^ERROR|^==' "$log" | head -n 30
    return 1
  fi
}

conformance_part() {
  part=conformance-$1
  heading "$part"
  scripts=$(absolute "${STEWARD_CONFORMANCE:-}")/$1
  if [ -z "${STEWARD_CONFORMANCE:-}" ]; then
    not_run "$part" "STEWARD_CONFORMANCE names no folder"
  elif [ ! -d "$scripts" ]; then
    not_run "$part" "$scripts: no such folder"
  else
    started=$(date +%s)
    (conformance "$1" "$scripts") >"$work/$part.log" 2>&1 || true
    grep -v '^[0-9]* passed, [0-9]* failed' "$work/$part.log" | head -n 40 || true
    last=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$work/$part.log" | tail -n 1)
    if [ -n "$last" ]; then
      ran "$part" "${last%% *}" "$(echo "$last" | sed 's/.*, \([0-9]*\) failed.*/\1/')" 0 "$started"
    else
      ran "$part" 0 1 0 "$started"
      note "the runner gave no result: $work/$part.log"
    fi
  fi
}

# counts REPORTS: prints "passed failed skipped" over all modules' surefire reports.
counts() {
  find . -path "*/target/$1/TEST-*.xml" -exec sed -n '/<testsuite /{p;q;}' {} \; |
    awk '
      function number(name) {
        return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0
      }
      { bad = number("errors") + number("failures"); failed += bad; skipped += number("skipped")
        passed += number("tests") - bad - number("skipped") }
      END { print passed + 0, failed + 0, skipped + 0 }'
}

# failures REPORTS: names the classes in which something failed.
failures() {
  find . -path "*/target/$1/TEST-*.xml" -exec grep -lE '<(failure|error)[ >]' {} + | sed 's|^\./|  failed in |' || true
}

heading() {
  echo
  echo "== $1"
}

# ran PART PASSED FAILED SKIPPED STARTED
ran() {
  passed=$((passed + $2))
  failed=$((failed + $3))
  skipped=$((skipped + $4))
  row="$2 passed, $3 failed"
  [ "$4" -eq 0 ] || row="$row, $4 skipped"
  echo "$1|$row in $(($(date +%s) - $5)) s|" >>"$work/table"
}

not_run() {
  echo "not run: $2"
  case ,${STEWARD_REQUIRE:-}, in
    *,"$1",* | *,"${1%%-*}",*)
      failed=$((failed + 1))
      echo "$1||$2 (required by STEWARD_REQUIRE: counts as a failure)" >>"$work/table"
      ;;
    *) echo "$1||$2" >>"$work/table" ;;
  esac
}

note() {
  echo "$1"
  echo "||$1" >>"$work/table"
}

report() {
  echo
  {
    echo 'part|ran|not run, because'
    cat "$work/table"
  } | awk -F'|' '{ printf "%-20s | %-36s | %s\n", $1, $2, $3 }'
  echo
  [ "$skipped" -eq 0 ] && echo "$passed passed, $failed failed" || echo "$passed passed, $failed failed, $skipped skipped"
}
