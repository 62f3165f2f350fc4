#!/usr/bin/env bash
# Installs what the tests need where it may, builds once, runs every test project, leaves nothing behind,
# and closes with one line: N passed, N failed, N skipped.
#   ./test.sh [--soak] [--filter <expression of dotnet test>]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

usage() { echo "usage: ./test.sh [--soak] [--filter EXPRESSION]"; }

filter=()
while [ $# -gt 0 ]; do
  case "$1" in
    --soak) export GDPR_SOAK=1; : "${GDPR_TEST_HANG:=120min}" ;;
    --filter) [ $# -ge 2 ] || { usage >&2; exit 2; }; filter=(--filter "$2"); shift ;;
    --help|-h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

# The lines that are added up below are English, whatever the machine speaks.
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
# Hundreds of processes that live for seconds: compiling their methods a second time, better, takes half of the processor.
export DOTNET_TieredPGO=0 DOTNET_TC_CallCounting=0
# A dozen processes on two cores: idle threads that wait by spinning leave a host that starts no processor.
export DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0
# Mapping each page of compiled code twice costs a start a tenth of its time, and nobody attacks these.
export DOTNET_EnableWriteXorExecute=0
export TERM="${TERM:-dumb}"

passed=0 failed=0 skipped=0
work="$(mktemp -d /tmp/gdpr-tests-XXXXXX)" || exit 1
chmod 755 "$work"
mkdir "$work/folders" && chmod 1777 "$work/folders"
export GDPR_TEST_FOLDER="$work/folders"
[ -n "${HOME:-}" ] || export HOME="$work"

child=""
lane=""
servers=""
policy=""
stopping=""

kill_tree() {
  local pid
  for pid in $(awk -v parent="$1" '{ sub(/.*\) . /, ""); if ($1 == parent) { split(FILENAME, path, "/"); print path[3] } }' \
      /proc/[0-9]*/stat 2>/dev/null); do
    kill_tree "$pid"
  done
  kill -KILL "$1" 2>/dev/null
}

# A test process that hangs outlives the runner that gave it up.
kill_leftovers() {
  local process
  for process in /proc/[0-9]*; do
    case "$(readlink "$process/exe" 2>/dev/null)" in
      "$1"*) kill_tree "${process#/proc/}" ;;
    esac
  done
}

clean_up() {
  local waited=0
  [ -z "$child" ] || kill_tree "$child"
  [ -z "$lane" ] || kill_tree "$lane"
  exec 9>&- # the end of their input is what tells the servers to end
  if [ -n "$servers" ]; then
    while kill -0 "$servers" 2>/dev/null && [ $waited -lt 150 ]; do sleep 0.1; waited=$((waited + 1)); done
    kill_tree "$servers"
  fi
  [ -z "$policy" ] || rm -f "$policy"
  rm -rf "$work"
}

finish() {
  trap - EXIT
  add_up
  [ -z "$stopping" ] || failed=$((failed + 1))
  # Once more and in short at the very end: what a test prints may be longer than what is kept of it.
  [ ! -s "$work/failed" ] || { echo "Failed in this run:"; cat "$work/failed"; }
  clean_up 2>/dev/null
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && [ $((passed + skipped)) -gt 0 ]
  exit $?
}
# Two lanes run at once, each a process: their sums meet in a file.
count() { echo "$1 $2 $3" >>"$work/counts"; }

add_up() {
  local p f s
  [ -f "$work/counts" ] || return 0
  while read -r p f s; do
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  done <"$work/counts"
}

trap finish EXIT
trap 'stopping=1; exit 130' INT
trap 'stopping=1; exit 143' TERM HUP

# Runs a command with its output to a file: in the background and waited for, so that a signal is heard at once.
run() {
  local output="$1"
  shift
  "$@" </dev/null >>"$output" 2>&1 9>&- &
  child=$!
  wait "$child"
  local code=$?
  child=""
  return $code
}

fail() {
  echo "FAILED: $1"
  echo "$1" >>"$work/failed"
  count 0 1 0
}

has_rabbitmq() { [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || command -v rabbitmq-server >/dev/null; }
has_postgresql() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null; }

has_browser() { [ -n "${GDPR_TEST_BROWSER:-}" ] || command -v chromium chromium-browser google-chrome >/dev/null; }

install_missing() {
  local packages=()
  has_rabbitmq || packages+=(rabbitmq-server)
  has_postgresql || packages+=(postgresql)
  if [ ${#packages[@]} -gt 0 ] && timeout 5 docker info </dev/null >/dev/null 2>&1; then
    packages=() # containers serve as well
  fi
  has_browser || packages+=(chromium)
  [ ${#packages[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed and not ours to install: ${packages[*]}. Tests that need them are skipped by name."
    return 0
  fi

  echo "Installing ${packages[*]}"
  if [ ! -e /usr/sbin/policy-rc.d ]; then # the tests start servers of their own: none is to start by itself
    policy=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
  fi
  export DEBIAN_FRONTEND=noninteractive
  run "$work/apt.log" apt-get -qq update
  run "$work/apt.log" apt-get -qq -y --no-install-recommends install "${packages[@]}" \
    || { tail -n 5 "$work/apt.log"; echo "Could not install ${packages[*]}. Tests that need them are skipped by name."; }
  [ -z "$policy" ] || rm -f "$policy"
  policy=""
}

build() {
  echo "Building Gdpr.sln"
  run "$work/build.log" dotnet build Gdpr.sln --disable-build-servers -nologo -v quiet \
    || { sort -u "$work/build.log" | grep -v '^ *$' | head -n 100; fail "the build"; exit 1; }
}

# One broker and one database server for all projects; they print how to reach them.
start_servers() {
  local program=tests/TestServers/bin/Debug/net10.0/Gdpr.TestServers.dll waited=0 line
  [ -f "$program" ] || return 0
  mkfifo "$work/input"
  exec 9<>"$work/input"
  dotnet "$program" <"$work/input" >"$work/servers.out" 2>"$work/servers.err" 9>&- &
  servers=$!
  until grep -q '^# ready' "$work/servers.out"; do
    if ! kill -0 "$servers" 2>/dev/null || [ $waited -ge 1800 ]; then
      fail "the test servers did not start"
      cat "$work/servers.out" "$work/servers.err"
      return 0
    fi
    sleep 0.1
    waited=$((waited + 1))
  done
  cat "$work/servers.err"
  while read -r line; do
    case "$line" in
      export\ GDPR_TEST_*) eval "$line" ;;
      '# ready') ;;
      '# '*) echo "${line#\# }" ;;
    esac
  done <"$work/servers.out"
}

number() { sed -nE "s/.* $1: +([0-9]+),.*/\1/p" <<<"$2"; }

run_project() {
  local project="$1" name log code summary bad
  name="$(basename "$project" .csproj)"
  log="$work/$name.log"
  export GDPR_TEST_NOTES="$work/folders/notes-$name"
  echo "== $name"
  # A test that hangs is ended and named instead of holding the run for ever.
  run "$log" dotnet test "$project" --no-build -nologo "${filter[@]}" --results-directory "$work/results" \
    --logger "console;verbosity=minimal" --logger "trx;LogFileName=$name.trx" \
    --blame-hang-timeout "${GDPR_TEST_HANG:-20min}" --blame-hang-dump-type none
  code=$?
  kill_leftovers "$PWD/$(dirname "$project")/bin/"

  summary="$(grep -E '^(Passed|Failed|Skipped)! +- Failed: +[0-9]+, Passed: +[0-9]+, Skipped: +[0-9]+, Total:' "$log" | tail -n 1)"
  if [ -z "$summary" ]; then
    if [ ${#filter[@]} -gt 0 ] && [ $code -eq 0 ] && grep -q 'No test matches' "$log"; then
      echo "   no test matches the filter"
      return
    fi
    tail -n 60 "$log"
    fail "$name ended with $code and without a summary"
    return
  fi

  bad="$(number Failed "- $summary")"
  count "$(number Passed "$summary")" "$bad" "$(number Skipped "$summary")"
  show "$log" "$bad" "$code"
  name_failed "$log" >>"$work/failed"
  show_skipped "$work/results/$name.trx"
  [ ! -f "$GDPR_TEST_NOTES" ] || sed 's/^/   /' "$GDPR_TEST_NOTES"
  echo "   $summary"
  if grep -qE '\[FATAL ERROR\]|Test host process crashed|Test Run Aborted' "$log"; then
    # A process that dies in the middle of its tests may still end with "Passed!" and 0.
    fail "$name died before all its tests were run"
  elif [ $code -ne 0 ] && [ "$bad" -eq 0 ]; then
    fail "$name ended with $code although no test failed"
  fi
}

# Every failure by name: one that says much must not hide the next.
show() {
  if [ "$2" -gt 0 ] || [ "$3" -ne 0 ] || grep -q 'FATAL ERROR' "$1"; then
    grep -vE '^(\[xUnit.net .*\[(SKIP|FAIL)\]$|Test run for|A total of|  Skipped |Passed!|Failed!|Results File|Data collector .*All tests finished)' "$1" \
      | grep -v '^ *$' | awk '/^  Failed / { said = 0 } said++ < 120'
  fi
}

# The name of each that failed, and how its message begins.
name_failed() {
  awk '/^  Failed / { print; lines = 6; next } /^  Error Message:/ { next } /^  (Stack Trace|Standard Output|Passed|Skipped)/ { lines = 0 } lines-- > 0 && NF { print substr($0, 1, 400) }' "$1"
}

# By name and with the reason, which the console logger keeps to itself.
show_skipped() {
  [ -f "$1" ] || return 0
  awk 'BEGIN { RS = "<UnitTestResult " }
       function between(from, to,    start, rest) {
         start = index($0, from)
         if (!start) return ""
         rest = substr($0, start + length(from))
         return substr(rest, 1, index(rest, to) - 1)
       }
       /outcome="NotExecuted"/ {
         reason = between("<Message>", "</Message>")
         if (reason == "") reason = between("<StdOut>", "</StdOut>")
         line = "   skipped " between("testName=\"", "\"") ": " reason
         gsub(/&lt;/, "<", line); gsub(/&gt;/, ">", line); gsub(/&quot;/, "\"", line)
         gsub(/&#x[dD];|&#x[aA];|[\r\n]+/, " ", line); gsub(/&amp;/, "\\&", line)
         print line
       }' "$1"
}

# The journeys wait for processes most of their time: the other projects run beside them.
journeys=tests/Journeys.Tests/Journeys.Tests.csproj

install_missing
build
start_servers
if [ -f "$journeys" ]; then
  (trap - EXIT; run_project "$journeys") >"$work/journeys.out" 2>&1 9>&- &
  lane=$!
fi
for project in tests/*.Tests/*.Tests.csproj; do
  [ -f "$project" ] && [ "$project" != "$journeys" ] || continue
  run_project "$project"
done
if [ -n "$lane" ]; then
  wait "$lane"
  lane=""
  cat "$work/journeys.out"
fi
